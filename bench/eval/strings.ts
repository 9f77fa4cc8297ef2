/** Extraction on strings with listed values: how many are found, exactly or at least in part. */
import { join } from 'node:path';
import * as v from 'valibot';
import { extract, type Found } from '../../worker/brain/extract/extract.ts';
import { round } from './measure.ts';
import { fileOf, lines, type Part } from './sets.ts';

const listed = v.object({ type: v.string(), value: v.string(), start: v.number(), end: v.number() });
const line = v.object({ text: v.string(), entities: v.array(listed) });

/** Recall in per cent of the listed values as a flow asks, one kind at a time; `together_*` with all kinds at once. */
export type Recall = {
  exact: number;
  overlap: number;
  together_exact: number;
  together_overlap: number;
  listed: number;
};

/** Our kinds for each type of the data; what is not here is none of ours. */
const kinds: Record<string, readonly Found['kind'][]> = {
  order_no: ['order-number'],
  phone: ['phone'],
  amount: ['amount'],
  date: ['date', 'date-range'],
  time: ['time'],
  time_range: ['time-range'],
  duration: ['duration'],
  address: ['address'],
  email: ['email'],
};

type Listed = v.InferOutput<typeof listed>;
const within = (found: readonly Found[], { start, end }: Listed) => ({
  exact: found.some((one) => one.start === start && one.end === end),
  overlap: found.some((one) => one.start < end && one.end > start),
});

/** Recall by type, and the types nobody here looks for; null when there is no such part. Offsets are the strings' own. */
export function recallOf(directory: string, set: string, part: Part, now: number) {
  const path = fileOf(join(directory, set), part, '.jsonl');
  if (path === null) return null;
  const counts = new Map<string, { exact: number; overlap: number; both: number; touched: number; listed: number }>();
  const foreign = new Set<string>();
  for (const { text, entities } of lines(path, line)) {
    const together = extract(text, now);
    for (const entity of entities) {
      const asked = kinds[entity.type];
      if (asked === undefined) {
        foreign.add(entity.type);
        continue;
      }
      const count = counts.get(entity.type) ?? { exact: 0, overlap: 0, both: 0, touched: 0, listed: 0 };
      counts.set(entity.type, count);
      const alone = within(extract(text, now, { kinds: asked }), entity);
      const among = within(
        together.filter(({ kind }) => asked.includes(kind)),
        entity,
      );
      count.listed += 1;
      count.exact += Number(alone.exact);
      count.overlap += Number(alone.overlap);
      count.both += Number(among.exact);
      count.touched += Number(among.overlap);
    }
  }
  const share = (some: number, all: number) => round((100 * some) / all, 1);
  const types: Record<string, Recall> = Object.fromEntries(
    [...counts].map(([type, { exact, overlap, both, touched, listed: all }]) => [
      type,
      {
        exact: share(exact, all),
        overlap: share(overlap, all),
        together_exact: share(both, all),
        together_overlap: share(touched, all),
        listed: all,
      },
    ]),
  );
  return { types, foreign: [...foreign].sort() };
}
