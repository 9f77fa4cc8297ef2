import { Refusal } from './api.ts';

/** Files the program was given for the time it runs, by the path it knows them by. */
const held = new Map<string, { file: Blob; url: string }>();
let made = 0;

/** Where the temporary files of the simulated phone lie. */
const TEMPORARY = 'http://tmp/';

/** Keeps a file and answers its path. */
export function keepFile(file: Blob, name: string): string {
  made += 1;
  const ending = /\.[a-z0-9]+$/iu.exec(name)?.[0] ?? '';
  const path = `${TEMPORARY}${made.toString(36)}${Date.now().toString(36)}${ending}`;
  held.set(path, { file, url: URL.createObjectURL(file) });
  return path;
}

/** The file at a path. */
export function fileAt(path: string): Blob {
  const found = held.get(path);
  if (found === undefined) throw new Refusal(`file not found: ${path}`);
  return found.file;
}

/** The address a browser fetches a temporary file from; other addresses as they are. */
export function addressOf(path: string): string {
  return held.get(path)?.url ?? path;
}
