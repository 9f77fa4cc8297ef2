/** Reads the repository's own sources for the house rules. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The repository's folder. */
export const root = join(dirname(fileURLToPath(import.meta.url)), '../..');

/** Files under a folder, by their path from the root, that end in one of the endings. */
export function filesUnder(folder: string, endings: readonly string[]): string[] {
  const at = join(root, folder);
  if (!statSync(at, { throwIfNoEntry: false })?.isDirectory()) return [];
  return readdirSync(at, { recursive: true, encoding: 'utf8' })
    .map((name) => relative(root, join(at, name)).replaceAll('\\', '/'))
    .filter((path) => endings.some((ending) => path.endsWith(ending)))
    .filter((path) => !path.includes('node_modules/') && !path.includes('miniprogram_npm/'))
    .sort();
}

/** A file's text. */
export function text(path: string): string {
  return readFileSync(join(root, path), 'utf8');
}

/** What a file imports or re-exports by a relative path, as paths from the root. */
export function importsOf(path: string): string[] {
  const found = text(path).matchAll(/(?:from|import)\s*\(?\s*'(\.{1,2}\/[^']+)'/gu);
  return [...found].map(([, target = '']) => join(dirname(path), target).replaceAll('\\', '/'));
}
