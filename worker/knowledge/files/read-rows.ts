/** What reading a file gives: every row with its entry or with everything that is wrong with it. Nothing is dropped. */
import * as v from 'valibot';
import { entry, type Entry } from '../../../shared/knowledge.ts';
import { clean, phraseOf } from '../words.ts';

export const ROW_LIMIT = 20_000;

export type Problem = { field: string; code: string; detail: string };
/** `row` is the line or place in the file, from 1. */
export type ReadRow = { row: number; id: string; question: string; entry: Entry | null; problems: Problem[] };
export type ReadFile = { ok: true; rows: ReadRow[] } | { ok: false; code: 'bad_file' | 'too_large'; detail: string };

/** Checks a candidate for an entry; `fieldOf` names what the reader of this format calls a path. */
export function checkRow(
  row: number,
  candidate: unknown,
  before: readonly Problem[],
  fieldOf: (path: string) => string,
): ReadRow {
  const parsed = v.safeParse(entry, clean(candidate));
  const named = v.safeParse(
    v.object({ id: v.optional(v.string(), ''), zh: v.optional(v.unknown()), en: v.optional(v.unknown()) }),
    candidate,
  );
  const { id = '', zh, en } = named.success ? named.output : {};
  const problems = [...before];
  for (const issue of parsed.issues ?? []) {
    const field = fieldOf(v.getDotPath(issue) ?? '');
    if (!problems.some((one) => one.field === field)) problems.push({ field, ...sentenceOf(issue) });
  }
  if (parsed.success && !parsed.output.zh && !parsed.output.en)
    problems.push({ field: fieldOf('zh.question'), code: 'missing', detail: 'It has no question in any language.' });
  const question = questionIn(zh) || questionIn(en);
  return { row, id, question, entry: parsed.success && problems.length === 0 ? parsed.output : null, problems };
}

function questionIn(wording: unknown): string {
  const read = v.safeParse(v.object({ question: v.string() }), wording);
  return read.success ? read.output.question.slice(0, 200) : '';
}

/** The kinds of mistakes, each a word of ours and a sentence. */
function sentenceOf(issue: v.BaseIssue<unknown>): Pick<Problem, 'code' | 'detail'> {
  const got = issue.received === 'undefined' || issue.received === '""' || issue.received === '0';
  switch (issue.type) {
    case 'min_length':
      return got
        ? { code: 'missing', detail: 'This is needed and not there.' }
        : { code: 'too_few', detail: issue.message };
    case 'max_length':
      return { code: 'too_long', detail: issue.message };
    case 'regex':
      return { code: 'malformed', detail: issue.message };
    case 'picklist':
    case 'variant':
      return { code: 'unknown_word', detail: issue.message };
    default:
      return issue.received === 'undefined'
        ? { code: 'missing', detail: 'This is needed and not there.' }
        : { code: 'wrong', detail: issue.message };
  }
}

/** The same id twice in one file: only the first can be meant. */
export function withoutDoubles(rows: readonly ReadRow[]): ReadRow[] {
  const first = new Map<string, number>();
  return rows.map((row) => {
    const before = first.get(row.id);
    if (before === undefined) first.set(row.id, row.row);
    if (before === undefined || row.id === '') return row;
    const problem = { field: 'id', code: 'double', detail: `Row ${before} has the same id.` };
    return { ...row, entry: null, problems: [...row.problems, problem] };
  });
}

/** A name for an entry that came without one: the same question is named alike in every file. */
export function nameFor(question: string): string {
  let [one, other] = [0x811c9dc5, 0x9747b28c];
  for (const character of phraseOf(question)) {
    const code = character.codePointAt(0) ?? 0;
    one = Math.imul(one ^ code, 0x01000193) >>> 0;
    other = Math.imul(other ^ (code + one), 0x01000193) >>> 0;
  }
  return `q-${one.toString(36)}${other.toString(36)}`;
}
