/** What goes out of a knowledge base as a file and comes in from one: formats, faults, the preview of an import. */
import * as v from 'valibot';

const ok = v.literal(true);
const count = v.pipe(v.number(), v.integer(), v.minValue(0));

/** GET /staff/v1/knowledge/export?format=&state=newest|live answers a file; what it holds can be imported again unchanged. */
export const fileFormat = v.picklist(['csv', 'xlsx', 'json', 'markdown']);
export type FileFormat = v.InferOutput<typeof fileFormat>;
/** Why a whole file is refused (`bad_file`): its detail begins with one of these. */
export const fileFaults = {
  quotes: 'A quotation mark in the first row is never closed',
  columns: 'The first row must name the columns',
  json: 'Not JSON',
  shape: 'Give a list of entries',
  encoding: 'The words are neither UTF-8 nor GB 18030',
  heading: 'There is no # heading in it',
  sheet: 'There is no sheet in it',
  archive: 'Not a spreadsheet we can read',
} as const;
/** POST /staff/v1/knowledge/import/preview?format= and /import?format= take the file itself as the body (≤ 8 MiB). */
export const importAnswer = v.object({
  ok,
  rows: v.array(
    v.object({
      /** Line or row in the file, from 1; for Markdown and JSON the entry's place. */
      row: count,
      id: v.string(),
      question: v.string(),
      action: v.picklist(['add', 'change', 'same', 'bad']),
      problems: v.array(v.object({ field: v.string(), code: v.string(), detail: v.string() })),
    }),
  ),
  add: count,
  change: count,
  same: count,
  bad: count,
  /** Set by the import itself: how many drafts were written. Bad rows are never dropped silently: they stay in the preview. */
  written: v.nullable(count),
});
