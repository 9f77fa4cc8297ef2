/** Reads evaluation sets from a folder the caller names; nothing of them is kept. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import type { Language } from '../../shared/knowledge.ts';

/** Which half is measured: `dev` lies open, `heldout` is closed. */
export type Part = 'dev' | 'heldout';

/** S5 indexes the standard question and its similar ones, S0 the standard question alone. */
export type Mode = 's0' | 's5';

const entry = v.object({ id: v.string(), question: v.string(), similar: v.optional(v.array(v.string()), []) });
const query = v.object({ id: v.string(), text: v.string(), entry: v.string() });
const removed = v.object({ removed_entries: v.array(v.string()) });
const far = v.object({ text: v.string() });

export type Entry = v.InferOutput<typeof entry>;
export type Query = v.InferOutput<typeof query>;

/** One part of one set; `outside` is null where the set has no out-of-scope file. */
export type Questions = {
  language: Language;
  entries: Entry[];
  queries: Query[];
  outside: { removed: ReadonlySet<string>; far: string[] } | null;
};

const names: Record<Part, readonly string[]> = {
  dev: ['dev'],
  heldout: ['heldout', 'held-out', 'held_out', 'closed', 'test'],
};

/** The file of a part whose name ends so, e.g. `.kb.jsonl`, whatever the part is called there. */
export function fileOf(folder: string, part: Part, ending: string, prefix = ''): string | null {
  for (const name of names[part]) {
    const path = join(folder, `${prefix}${name}${ending}`);
    if (existsSync(path)) return path;
  }
  return null;
}

/** Folders of a data directory, sorted. */
export function foldersOf(directory: string): string[] {
  return readdirSync(directory, { withFileTypes: true })
    .filter((one) => one.isDirectory())
    .map((one) => one.name)
    .sort();
}

/** Lines of a JSONL file, each checked; throws a sentence with the line's number. */
export function lines<S extends v.GenericSchema>(path: string, schema: S): v.InferOutput<S>[] {
  return readFileSync(path, 'utf8')
    .split('\n')
    .flatMap((line, at) => {
      if (line.trim() === '') return [];
      try {
        return [v.parse(schema, JSON.parse(line))];
      } catch (error) {
        const why = error instanceof Error ? error.message : String(error);
        throw new Error(`${path}, line ${at + 1}: ${why}`, { cause: error });
      }
    });
}

/** One part of a set of questions, or null when the folder holds none. The folder's prefix says the language. */
export function questionsOf(directory: string, set: string, part: Part): Questions | null {
  const folder = join(directory, set);
  const kb = fileOf(folder, part, '.kb.jsonl');
  const asked = fileOf(folder, part, '.queries.jsonl');
  if (kb === null || asked === null) return null;
  const outside = fileOf(folder, part, '.oos.jsonl');
  const read = outside === null ? null : lines(outside, v.union([removed, far]));
  return {
    language: set.startsWith('en_') ? 'en' : 'zh',
    entries: lines(kb, entry),
    queries: lines(asked, query),
    outside: read && {
      removed: new Set(read.flatMap((line) => ('removed_entries' in line ? line.removed_entries : []))),
      far: read.flatMap((line) => ('text' in line ? [line.text] : [])),
    },
  };
}
