/** From days of cells to what a lead reads: volume, course, novelty, rises, causes, and what to mend. Pure. */
import type { MendRow, MendWeek, Rise, TopicCause, TopicRow, TopicsAsked, TopicSums } from '../../shared/topics/api.ts';
import { TOPICS_SHOWN } from '../../shared/topics/api.ts';
import type { Language } from '../../shared/knowledge.ts';
import { dayAfter } from '../../shared/zone.ts';
import { addTo, nothing, type Cell, type Day } from './cells.ts';
import { risen } from './rise.ts';

export type Known = { id: string; name: string; language: Language; typical: string; bornAt: number; bornOn: string };
export type Range = { today: string; days: number };
type Filter = Pick<TopicsAsked, 'channel' | 'group' | 'product' | 'level'>;

/** A cause is named from this share of a topic's sessions on, and from so many sessions. */
const SHARE = 0.2;
const SESSIONS = 3;
/** A fault of the thing itself, from this share on: more than half ask about it. */
const FAULTS = 0.5;
const PARTS = 6;
/** Written for none in a query, where nothing can't be written. */
const NONE = '-';

export type Summed = { sums: TopicSums; entries: Map<string, number>; cells: Cell[] };

/** The sums of each topic over some days. */
export function summed(days: readonly Day[]): Map<string, Summed> {
  const all = new Map<string, Summed>();
  for (const cell of days.flatMap(({ cells }) => cells)) {
    const one: Summed = all.get(cell.topic) ?? { sums: { ...nothing }, entries: new Map(), cells: [] };
    all.set(cell.topic, one);
    addTo(one.sums, cell.sums);
    one.cells.push(cell);
    for (const [entry, times] of Object.entries(cell.entries)) {
      one.entries.set(entry, (one.entries.get(entry) ?? 0) + times);
    }
  }
  return all;
}

/** Why a topic costs time, and how many of its sessions need not have come had that been mended. */
export function causeOf({ sessions, missed, unhelpful, inVain, fault }: TopicSums): {
  cause: TopicCause;
  needless: number;
} {
  const weighty = (part: number, share: number) => part >= SESSIONS && part >= share * sessions;
  const wrong = unhelpful + inVain;
  // Nobody asks twice about a thing that works: where most complain of it, no wording of an answer ends that.
  if (weighty(fault, FAULTS)) return { cause: 'product', needless: fault };
  if (weighty(missed, SHARE) && missed >= wrong) return { cause: 'missing', needless: missed };
  if (weighty(wrong, SHARE)) return { cause: 'wrong', needless: wrong };
  return { cause: 'none', needless: 0 };
}

/** The rows of a view: `past` holds the days of the range, as many before, and the four weeks a rise is measured against. */
export function rowsOf(past: readonly Day[], topics: readonly Known[], { today, days }: Range, filter: Filter = {}) {
  const kept = past.map(({ day, cells }) => ({ day, cells: cells.filter((cell) => fits(cell, filter)) }));
  const from = dayAfter(today, 1 - days);
  const before = dayAfter(from, -days);
  const range = kept.filter(({ day }) => day >= from && day <= today);
  const [now, then] = [summed(range), summed(kept.filter(({ day }) => day >= before && day < from))];
  const byDay = new Map(kept.map((one) => [one.day, summed([one])]));
  const rows = topics.flatMap((topic): TopicRow[] => {
    const own = now.get(topic.id);
    if (!own) return [];
    const on = (day: string) => byDay.get(day)?.get(topic.id)?.sums.sessions ?? 0;
    const usual = risen(on(today), comparedWith(past, today).map(on), topics.length);
    return [
      {
        ...{ id: topic.id, name: topic.name, language: topic.language, typical: topic.typical, bornAt: topic.bornAt },
        ...{ sums: own.sums, before: then.get(topic.id)?.sums.sessions ?? 0 },
        days: Array.from({ length: days }, (_, at) => on(dayAfter(from, at))),
        fresh: topic.bornOn === today,
        rise: usual === null ? null : { sessions: on(today), usual },
        ...causeOf(own.sums),
        entry: mostOf(own.entries),
        ...{ channels: partsOf(own, 'channel'), groups: partsOf(own, 'group') },
        ...{ products: partsOf(own, 'product'), levels: partsOf(own, 'level') },
      },
    ];
  });
  rows.sort((one, other) => other.sums.sessions - one.sums.sessions || (one.id < other.id ? -1 : 1));
  return { from, to: today, loose: now.get('')?.sums.sessions ?? 0, rows: rows.slice(0, TOPICS_SHOWN) };
}

/** Days a rise of yesterday looks back on. */
export const RISE_DAYS = 29;
/** Of fewer people nobody is called: one who comes five times is no rise, and what only they said is not passed on. */
const PEOPLE = 3;

/**
 * Topics that rise today, or rose yesterday: a rise over midnight is one. `asking` tells how many people asked about a topic on a day.
 */
export function risesOf(
  past: readonly Day[],
  topics: readonly Known[],
  today: string,
  asking: (topic: string, day: string) => number,
): Rise[] {
  const byDay = new Map(past.map((one) => [one.day, summed([one])]));
  return topics.flatMap(({ id, name }): Rise[] => {
    const on = (day: string) => byDay.get(day)?.get(id)?.sums.sessions ?? 0;
    const rises = (day: string) =>
      risen(on(day), comparedWith(past, day).map(on), topics.length) !== null && asking(id, day) >= PEOPLE;
    return name !== '' && [today, dayAfter(today, -1)].some(rises) ? [{ id, name, sessions: on(today) }] : [];
  });
}

/** The same weekday of four weeks; in the first week the days there are. Days before anything was told say nothing. */
function comparedWith(past: readonly Day[], today: string): string[] {
  const first = past.reduce((least, { day, cells }) => (cells.length > 0 && day < least ? day : least), today);
  const known = (days: readonly number[]) => days.map((back) => dayAfter(today, -back)).filter((day) => day >= first);
  const weeks = known([7, 14, 21, 28]);
  return weeks.length > 0 ? weeks : known([1, 2, 3, 4, 5, 6]);
}

function fits(cell: Cell, filter: Filter): boolean {
  const is = (value: string, wanted: string | undefined) =>
    wanted === undefined || value === (wanted === NONE ? '' : wanted);
  return (
    is(cell.channel, filter.channel) &&
    is(cell.group, filter.group) &&
    is(cell.product, filter.product) &&
    is(cell.level, filter.level)
  );
}

function partsOf({ cells }: Summed, by: 'channel' | 'group' | 'product' | 'level') {
  const counts = new Map<string, number>();
  for (const cell of cells) counts.set(cell[by], (counts.get(cell[by]) ?? 0) + cell.sums.sessions);
  return [...counts]
    .map(([id, sessions]) => ({ id, sessions }))
    .sort((one, other) => other.sessions - one.sessions || (one.id < other.id ? -1 : 1))
    .slice(0, PARTS);
}

export function mostOf(entries: ReadonlyMap<string, number>): string | null {
  const [first] = [...entries].sort(([one, a], [other, b]) => b - a || (one < other ? -1 : 1));
  return first?.[0] ?? null;
}

/** Lines of a list. */
const MENDED = 20;

/** What to mend after a week: most expected saved sessions first. */
export function listOf(week: readonly Day[], topics: readonly Known[]): MendRow[] {
  const now = summed(week);
  return topics
    .flatMap((topic): MendRow[] => {
      const own = now.get(topic.id);
      const { cause, needless } = own ? causeOf(own.sums) : { cause: 'none' as const, needless: 0 };
      if (!own || cause === 'none') return [];
      const { sessions, agentMs } = own.sums;
      return [
        {
          ...{ topic: topic.id, name: topic.name, language: topic.language, typical: topic.typical, cause },
          ...{ entry: mostOf(own.entries), sessions, needless, agentMs, after: null },
        },
      ];
    })
    .sort(
      (one, other) =>
        other.needless - one.needless || other.agentMs - one.agentMs || (one.topic < other.topic ? -1 : 1),
    )
    .slice(0, MENDED);
}

/** A list a week later: what happened of each of its lines. */
export function checked({ week, rows }: MendWeek, after: readonly Day[]): MendWeek {
  const then = summed(after);
  return {
    week,
    rows: rows.map((row) => {
      const own = then.get(row.topic);
      const sums = own?.sums ?? nothing;
      const needless = { missing: sums.missed, wrong: sums.unhelpful + sums.inVain, product: sums.fault, none: 0 }[
        row.cause
      ];
      const entry = own ? mostOf(own.entries) : null;
      return { ...row, after: { sessions: sums.sessions, needless, answered: entry === row.entry ? null : entry } };
    }),
  };
}
