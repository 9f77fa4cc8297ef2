/** JSON: the entries as they are. */
import * as v from 'valibot';
import { fileFaults } from '../../../shared/knowledge-api.ts';
import type { Entry } from '../../../shared/knowledge.ts';
import { checkRow, ROW_LIMIT, withoutDoubles, type Problem, type ReadFile } from './read-rows.ts';

const known = new Set([
  'id',
  'category',
  'skill',
  'audience',
  'validFrom',
  'validUntil',
  'owner',
  'related',
  'flow',
  'zh',
  'en',
]);

export function writeJson(entries: readonly Entry[]): string {
  return `${JSON.stringify({ entries }, null, 2)}\n`;
}

/** A list of entries, or an object that holds one. */
export function readJson(text: string): ReadFile {
  let given: unknown;
  try {
    given = JSON.parse(text.replace(/^\ufeff/u, ''));
  } catch (fault) {
    return { ok: false, code: 'bad_file', detail: `${fileFaults.json}: ${String(fault).slice(0, 200)}` };
  }
  const list = v.safeParse(v.union([v.array(v.unknown()), v.object({ entries: v.array(v.unknown()) })]), given);
  if (!list.success) return { ok: false, code: 'bad_file', detail: `${fileFaults.shape}, or {"entries": […]}.` };
  const entries = Array.isArray(list.output) ? list.output : list.output.entries;
  if (entries.length > ROW_LIMIT)
    return { ok: false, code: 'too_large', detail: `A file holds at most ${ROW_LIMIT} entries.` };
  return {
    ok: true,
    rows: withoutDoubles(entries.map((one, at) => checkRow(at + 1, one, strangersIn(one), (path) => path))),
  };
}

function strangersIn(given: unknown): Problem[] {
  if (given === null || typeof given !== 'object') return [];
  return Object.keys(given)
    .filter((name) => !known.has(name))
    .map((field) => ({
      field,
      code: 'unknown_field',
      detail: 'No field of ours has this name; nothing of it would be kept.',
    }));
}
