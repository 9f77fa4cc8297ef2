/** One line in the model: the machine's state, its tables cut down to what can go wrong in them, and the letters it owes. All durable. */
import type { Mark } from '../../../worker/identity/evidence.ts';
import type { Guard } from '../../../worker/identity/merge/guards.ts';
import { keyOf, type Answer, type Letter, type Owed } from '../../../worker/identity/merge/letters.ts';
import type { Act, Input, Outcome, Tables } from '../../../worker/identity/merge/outcome.ts';
import { standing, type Standing } from '../../../worker/identity/merge/standing.ts';
import { freshMerge, type MergeState, type Rank } from '../../../worker/identity/merge/state.ts';
import { step } from '../../../worker/identity/merge/step.ts';

/** A row is its home and what it is: `Bf` a fact about B beside every address, `B2` the second message over B's address. */
export type Row = string;

export type Person = {
  merge: MergeState;
  rows: readonly Row[];
  /** Imported, and seen by nobody yet. */
  apart: readonly Row[];
  /** Heard while sealed. */
  waiting: readonly Row[];
  /** Heard here once, and another line's now: the table of what was heard stays. */
  heard: readonly Row[];
  owed: readonly Owed[];
};

/** So many rows go into a chunk. */
const CHUNK = 2;

export function freshPerson(self: Rank, marks: readonly Mark[]): Person {
  return { merge: freshMerge(self, marks), rows: [`${self.id}f`], apart: [], waiting: [], heard: [], owed: [] };
}

export function homeOf(row: Row): string {
  return row.charAt(0);
}

function rowsOf(person: Person, homes: readonly string[]): Row[] {
  return person.rows.filter((row) => homes.includes(homeOf(row)));
}

function tablesOf(person: Person): Tables {
  return {
    rows: (homes) => {
      const rows = rowsOf(person, homes);
      return { chunks: Math.ceil(rows.length / CHUNK), count: rows.length, hash: rows.join(' ') };
    },
    imported: () => ({ count: person.apart.length, hash: person.apart.join(' ') }),
  };
}

/** What a letter carries when it leaves now, from the tables as they stand. */
export function bodyOf(person: Person, letter: Letter): Row[] {
  const { outgoing } = person.merge;
  if (letter.kind === 'chunk' && outgoing?.number === letter.number) {
    const homes = outgoing.scope.map(({ home }) => home);
    return rowsOf(person, homes).slice((letter.chunk - 1) * CHUNK, letter.chunk * CHUNK);
  }
  if (letter.kind === 'relay' && outgoing?.number === letter.number) {
    return person.waiting.slice(letter.relay - 1, letter.relay);
  }
  return [];
}

/** One transaction. */
export function transact(
  person: Person,
  input: Input,
  body: readonly Row[],
  on: ReadonlySet<Guard>,
): { person: Person; answer: Answer | null } {
  const result = step(person.merge, input, tablesOf(person), on);
  let next: Person = { ...person, merge: result.state, owed: owedAfter(person.owed, input, result) };
  for (const act of result.acts) next = enact(next, act, body);
  return { person: next, answer: result.answer };
}

function owedAfter(before: readonly Owed[], input: Input, result: Outcome): Owed[] {
  const paid = input.kind === 'answered' && result.paid ? keyOf(input) : null;
  const owed = new Map(before.map((one) => [keyOf(one), one]));
  if (paid !== null) owed.delete(paid);
  for (const one of result.owed) owed.set(keyOf(one), one);
  return [...owed].sort(([left], [right]) => (left < right ? -1 : 1)).map(([, one]) => one);
}

function enact(person: Person, act: Act, body: readonly Row[]): Person {
  switch (act.act) {
    case 'unseal':
      return { ...person, rows: [...person.rows, ...person.waiting], waiting: [] };
    case 'keep':
      return { ...person, waiting: [...person.waiting, ...body] };
    case 'import':
      return { ...person, apart: [...person.apart, ...body] };
    case 'drop-import':
      return { ...person, apart: [] };
    case 'adopt':
      return { ...person, rows: [...person.rows, ...person.apart], apart: [] };
    case 'part':
      return parted(person, act.homes);
    case 'apply':
      return { ...person, rows: [...person.rows, ...body] };
    case 'move-sockets':
      return { ...person, waiting: [], heard: heardOf(person, person.waiting) };
    case 'seal':
    case 'conflict':
      return person;
  }
}

function parted(person: Person, homes: readonly string[]): Person {
  const gone = rowsOf(person, homes);
  return { ...person, rows: person.rows.filter((row) => !gone.includes(row)), heard: heardOf(person, gone) };
}

function heardOf(person: Person, more: readonly Row[]): Row[] {
  return [...new Set([...person.heard, ...more.filter((row) => !row.endsWith('f'))])].sort();
}

/** A customer's words arrive at this line; `accepted` is what lets the acknowledgement leave. */
export function hearRow(
  person: Person,
  row: Row,
  on: ReadonlySet<Guard>,
): { person: Person; accepted: boolean; where: Standing } {
  const where = standing(person.merge, homeOf(row), on);
  const known = [person.rows, person.waiting, person.heard].some((rows) => rows.includes(row));
  if (known) return { person, accepted: false, where };
  if (where.kind === 'here') return { person: { ...person, rows: [...person.rows, row] }, accepted: true, where };
  if (where.kind !== 'relay') return { person, accepted: false, where };
  const kept = transact(person, { kind: 'traffic', home: homeOf(row) }, [row], on);
  return { person: kept.person, accepted: true, where };
}
