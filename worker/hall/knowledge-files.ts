/** Files of entries in and out: a preview that names every bad row, the import itself, the export. */
import * as v from 'valibot';
import { fileFormat } from '../../shared/knowledge-api.ts';
import type { Entry } from '../../shared/knowledge.ts';
import { refuse } from '../../shared/refusal.ts';
import { answered, refused } from './answers.ts';
import { readBody } from './intake.ts';
import type { Asked } from './door.ts';
import { base, editing } from './knowledge-desk.ts';
import { FILE_LIMIT, formats, readFile, writeFile } from '../knowledge/files/files.ts';

/** Characters of entries in one call. */
const BATCH = 4_000_000;

export const preview = (context: Asked) => taken(context, false);
export const importFile = (context: Asked) => taken(context, true);

async function taken(context: Asked, write: boolean): Promise<Response> {
  const who = await editing(context, 'edit-knowledge');
  if (!who.ok) return refused(who);
  const format = v.safeParse(fileFormat, context.req.query('format'));
  if (!format.success) return refused(refuse('bad_request', 'format: csv, xlsx, json or markdown.'));
  const read = await readBody(context.req.raw, FILE_LIMIT, 30_000);
  if (!read.ok) return refused(read);
  const { categories } = await base(context).overview();
  const file = readFile(format.output, read.body, categories);
  if (!file.ok) return refused(refuse(file.code, file.detail));
  const good = file.rows.flatMap(({ entry }) => entry ?? []);
  const actions: ('add' | 'change' | 'same')[] = [];
  let written = 0;
  for (const entries of batches(good)) {
    const done = await base(context).takeIn({ by: who.editor, entries, write, note: `导入 ${format.output}` });
    if (!done.ok) return refused(done);
    actions.push(...done.actions);
    written += done.written;
  }
  let next = 0;
  const rows = file.rows.map(({ row, id, question, entry, problems }) => {
    const action = entry ? (actions[next++] ?? 'bad') : ('bad' as const);
    return { row, id, question, action, problems };
  });
  const count = (action: (typeof rows)[number]['action']) => rows.filter((row) => row.action === action).length;
  return answered({
    ...{ ok: true, rows, add: count('add'), change: count('change'), same: count('same'), bad: count('bad') },
    written: write ? written : null,
  });
}

/** A call between actors carries 32 MiB: much is taken in part by part. Cut off in between, the same file goes on where it stopped. */
function batches(entries: readonly Entry[]): Entry[][] {
  const cut: Entry[][] = [];
  let size = Infinity;
  for (const entry of entries) {
    const length = JSON.stringify(entry).length;
    if (size + length > BATCH) {
      cut.push([]);
      size = 0;
    }
    cut[cut.length - 1]?.push(entry);
    size += length;
  }
  return cut;
}

const exportQuery = v.object({ format: fileFormat, state: v.optional(v.picklist(['newest', 'live']), 'newest') });

/** All entries as one file; retired ones stay out. */
export async function exportFile(context: Asked): Promise<Response> {
  const who = await editing(context, 'edit-knowledge');
  if (!who.ok) return refused(who);
  const query = v.safeParse(exportQuery, context.req.query());
  if (!query.success) return refused(refuse('bad_request', 'format: csv, xlsx, json or markdown.'));
  const { format, state } = query.output;
  const entries = await allEntries(context, state === 'live');
  const { ending, type } = formats[format];
  const day = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
  return new Response(writeFile(format, entries), {
    headers: {
      'content-type': type,
      'content-disposition': `attachment; filename="knowledge-${day}.${ending}"`,
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
    },
  });
}

/** Pages are asked one after another: 100,000 questions are some tens of megabytes. */
async function allEntries(context: Asked, live: boolean): Promise<Entry[]> {
  const entries: Entry[] = [];
  for (let after: string | null = ''; after !== null;) {
    const page: { entries: Entry[]; next: string | null } = await base(context).entries({ after, live });
    entries.push(...page.entries);
    after = page.next;
  }
  return entries;
}
