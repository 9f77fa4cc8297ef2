/** Finds typed values in what a customer typed: numbers, amounts, days, hours, places. Pure, and bounded by the text's length. */
import { addresses } from './address.ts';
import { amounts } from './amount.ts';
import { clockOf } from './calendar.ts';
import { dateRanges } from './date-range.ts';
import { dates } from './date.ts';
import { durations } from './duration.ts';
import { emails } from './email.ts';
import { fold } from './fold.ts';
import { orderNumbers } from './order-number.ts';
import { phones } from './phone.ts';
import { NO_VALUE, type Finder, type Found, type Reading, type Scene } from './reading.ts';
import { timeRanges } from './time-range.ts';
import { times } from './time.ts';

export type { Found } from './reading.ts';

/** What stands behind this isn't looked at. */
export const TEXT_LIMIT = 4000;

/** Of readings of the same words the earlier of this list wins. */
const finders: readonly Finder[] = [
  emails,
  addresses,
  timeRanges,
  dateRanges,
  dates,
  times,
  phones,
  amounts,
  durations,
  orderNumbers,
];

/**
 * The best reading of the text, sorted, without overlaps: the longest words win. All kinds compete, then those not asked for are
 * left out, so that a phone number is never taken for an order number. Relative days are seen from `now` (unix ms).
 */
export function extract(
  text: string,
  now: number,
  options: { kinds?: readonly Found['kind'][]; timeZone?: string } = {},
): Found[] {
  const { kinds } = options;
  const scene: Scene = {
    text: fold(text.slice(0, TEXT_LIMIT)),
    ...clockOf(now, options.timeZone),
    wants: (kind) => kinds === undefined || kinds.includes(kind),
  };
  const readings = finders.flatMap((find) => find(scene));
  // A stable sort: of equally long readings the finder named first stays first.
  readings.sort((left, right) => right.end - right.start - (left.end - left.start));
  const taken = new Uint8Array(scene.text.length);
  const best: Reading[] = [];
  for (const reading of readings) {
    if (taken.subarray(reading.start, reading.end).includes(1)) continue;
    taken.fill(1, reading.start, reading.end);
    best.push(reading);
  }
  return best
    .filter(({ kind, value }) => scene.wants(kind) && value !== NO_VALUE)
    .sort((left, right) => left.start - right.start)
    .map((reading) => ({ ...reading, text: text.slice(reading.start, reading.end) }));
}
