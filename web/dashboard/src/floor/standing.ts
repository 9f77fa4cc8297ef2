import { rollOf } from '../../../../shared/attendance.ts';
import type { DeskAgent } from '../../../../shared/seat.ts';
import type { RollRow } from '../../../../shared/shift-api.ts';

/** How somebody stands by the plan, as a tag says it. */
export type RollTag = { tone: 'green' | 'orange' | 'red' | 'grey'; text: string };
export type Standing = {
  due: number;
  here: number;
  /** A row of who is due now, each with its tag. */
  rows: { row: RollRow; tag: RollTag }[];
  /** Spells of today that are over, each with how it ended. */
  over: { row: RollRow; tag: RollTag }[];
};

/** What the floor's words are asked for here. */
type Words = {
  f: (
    key:
      | 'roll.present'
      | 'roll.resting'
      | 'roll.away'
      | 'roll.missingFor'
      | 'roll.late'
      | 'roll.absent'
      | 'roll.early'
      | 'roll.done',
    values?: { time: string },
  ) => string;
  span: (ms: number) => string;
};

/** Who is on duty now, by the logins of the plan's rows. */
export function onDutyOf(rows: readonly RollRow[], agents: readonly DeskAgent[]): Set<string> {
  const there = new Set(agents.filter((one) => one.connected && one.duty !== 'offline').map((one) => one.id));
  return new Set(rows.flatMap((one) => (one.id !== null && there.has(one.id) ? [one.member] : [])));
}

/** What is told between two answers of the gateway: who is here is known at once, how late by the clock. */
export function standingOf(
  rows: readonly RollRow[],
  agents: readonly DeskAgent[],
  now: number,
  words: Words,
): Standing {
  const onDuty = onDutyOf(rows, agents);
  const spells = rows.map((one) => ({
    ...one,
    shift: { ...one.shift, key: '', hours: { from: '', to: '' }, breaks: [] },
  }));
  const { due, here, resting } = rollOf(spells, onDuty, now);
  const lasting = rows.filter((one) => one.from <= now && now < one.to);
  const over = rows.filter((one) => one.to <= now);
  return {
    due: due.size,
    here: here.size,
    rows: lasting.map((row) => ({ row, tag: tagOf(row, here.has(row.member), resting.has(row.member), now, words) })),
    over: over.map((row) => ({ row, tag: endOf(row, words) })),
  };
}

function tagOf(row: RollRow, here: boolean, resting: boolean, now: number, words: Words): RollTag {
  if (!here && row.cameAt === null)
    return { tone: 'red', text: words.f('roll.missingFor', { time: words.span(now - row.from) }) };
  if (row.lateMs > 0) return { tone: 'orange', text: words.f('roll.late', { time: words.span(row.lateMs) }) };
  if (resting) return { tone: 'grey', text: words.f('roll.resting') };
  return here ? { tone: 'green', text: words.f('roll.present') } : { tone: 'orange', text: words.f('roll.away') };
}

function endOf(row: RollRow, words: Words): RollTag {
  if (row.cameAt === null) return { tone: 'red', text: words.f('roll.absent') };
  if (row.lateMs > 0) return { tone: 'orange', text: words.f('roll.late', { time: words.span(row.lateMs) }) };
  if (row.earlyMs > 0) return { tone: 'orange', text: words.f('roll.early', { time: words.span(row.earlyMs) }) };
  return { tone: 'grey', text: words.f('roll.done') };
}
