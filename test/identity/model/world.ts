/**
 * The model's world: three lines, the directory, the network, and the people who write. Every part that repeats is interned, so that a
 * state is eight small numbers and the machine is stepped once for each line and letter, however many states they meet in.
 * The network keeps whatever was ever sent: loss is what never arrives, a late copy what arrives again, a crash both.
 */
import type { Guard } from '../../../worker/identity/merge/guards.ts';
import type { Answer, Letter } from '../../../worker/identity/merge/letters.ts';
import type { Input } from '../../../worker/identity/merge/outcome.ts';
import { healed } from '../../../worker/identity/merge/standing.ts';
import type { Away } from '../../../worker/identity/merge/state.ts';
import { bodyOf, hearRow, homeOf, transact, type Person, type Row } from './person.ts';

/** Something on its way to a line: a letter, the answer to one, or the outside's word; with the rows it carries. */
export type Sent = { from: string; to: string; input: Input; body: readonly Row[] };

/** What only the checker knows: acknowledged messages of each home, outside inputs used. */
export type Ghost = {
  said: Readonly<Record<string, number>>;
  /** Outside inputs used, as bits. */
  used: number;
  damaged: boolean;
  /** A copy nobody damaged was refused. */
  refused: boolean;
};

/** Stands for the rules and people who decide, cancel and sign in. */
export const OUTSIDE = 'outside';

/** More than there are things to send. */
const SPREAD = 65_536;

/** Equal values under one small number. */
export class Interned<Value> {
  readonly values: Value[] = [];
  readonly #ids = new Map<string, number>();
  readonly #key: (value: Value) => string;

  constructor(key: (value: Value) => string = JSON.stringify) {
    this.#key = key;
  }

  id(value: Value): number {
    const key = this.#key(value);
    const known = this.#ids.get(key);
    if (known !== undefined) return known;
    this.#ids.set(key, this.values.length);
    return this.values.push(value) - 1;
  }

  at(id: number): Value {
    const value = this.values[id];
    if (value === undefined) throw new Error(`model: nothing stands under ${id}`);
    return value;
  }
}

/** What a delivery changed: the line after it, and the answer on its way (or -1). */
export type Delivered = { person: number; answer: number };

export class World {
  readonly persons = new Interned<Person>();
  readonly sent = new Interned<Sent>();
  readonly ghosts = new Interned<Ghost>();
  readonly directories = new Interned<readonly Away[]>();
  readonly networks = new Interned<readonly number[]>((sent) => String.fromCharCode(...sent));
  readonly on: ReadonlySet<Guard>;
  readonly #deliveries = new Map<number, Delivered>();
  readonly #told = new Map<number, Delivered>();
  readonly #said = new Map<string, number | null>();
  readonly #noted = new Map<string, number>();
  readonly #alarms = new Map<number, number>();
  readonly #joined = new Map<number, number>();
  readonly #leaving = new Map<number, number[]>();

  constructor(on: ReadonlySet<Guard>) {
    this.on = on;
  }

  /** The network with one more thing in it. */
  withSent(network: number, sent: number): number {
    if (sent < 0) return network;
    const key = network * SPREAD + sent;
    const known = this.#joined.get(key);
    if (known !== undefined) return known;
    const before = this.networks.at(network);
    const after = before.includes(sent)
      ? network
      : this.networks.id([...before, sent].sort((left, right) => left - right));
    this.#joined.set(key, after);
    return after;
  }

  /** The letters a line owes, as they would leave now. */
  leaving(person: number): number[] {
    const known = this.#leaving.get(person);
    if (known) return known;
    const line = this.persons.at(person);
    const from = line.merge.self.id;
    const ids = line.owed.map(({ to, letter }) =>
      this.sent.id({ from, to, input: { kind: 'letter', letter }, body: bodyOf(line, letter) }),
    );
    this.#leaving.set(person, ids);
    return ids;
  }

  /** A chunk with its last row missing; -1 when it has none. */
  damaged(sent: number): number {
    const { input, body, from, to } = this.sent.at(sent);
    if (input.kind !== 'letter' || input.letter.kind !== 'chunk' || body.length === 0) return -1;
    return this.sent.id({ from, to, input, body: body.slice(0, -1) });
  }

  /** What is on its way reaches a line, in one transaction there. */
  deliver(person: number, sent: number): Delivered {
    const key = person * SPREAD + sent;
    const known = this.#deliveries.get(key);
    if (known) return known;
    const { from, to, input, body } = this.sent.at(sent);
    const done = transact(this.persons.at(person), input, body, this.on);
    const delivered = {
      person: this.persons.id(done.person),
      answer: input.kind === 'letter' && done.answer ? this.#answer(to, from, input.letter, done.answer) : -1,
    };
    this.#deliveries.set(key, delivered);
    return delivered;
  }

  /** The directory learns where homes went. */
  tell(directory: number, sent: number): Delivered {
    const key = directory * SPREAD + sent;
    const known = this.#told.get(key);
    if (known) return known;
    const { from, to, input } = this.sent.at(sent);
    if (input.kind !== 'letter' || input.letter.kind !== 'heal') throw new Error('model: the directory reads this not');
    const told = {
      person: this.directories.id(healed(this.directories.at(directory), input.letter, this.on)),
      answer: this.#answer(to, from, input.letter, { kind: 'done' }),
    };
    this.#told.set(key, told);
    return told;
  }

  #answer(by: string, to: string, letter: Letter, answer: Answer): number {
    if (to === OUTSIDE) return -1;
    return this.sent.id({ from: by, to, input: { kind: 'answered', to: by, letter, answer }, body: [] });
  }

  /** The line's clock rings. */
  alarm(person: number): number {
    const known = this.#alarms.get(person);
    if (known !== undefined) return known;
    const after = this.persons.id(transact(this.persons.at(person), { kind: 'alarm' }, [], this.on).person);
    this.#alarms.set(person, after);
    return after;
  }

  /** A customer's words; null when the line says that they belong elsewhere, or has them. */
  say(person: number, row: Row): number | null {
    const key = `${row}${person}`;
    const known = this.#said.get(key);
    if (known !== undefined) return known;
    const heard = hearRow(this.persons.at(person), row, this.on);
    const after = heard.accepted ? this.persons.id(heard.person) : null;
    this.#said.set(key, after);
    return after;
  }

  /** What the checker knows after one more outside input, or one more acknowledged message. */
  noted(ghost: number, more: number | Row): number {
    const key = `${ghost} ${more}`;
    const known = this.#noted.get(key);
    if (known !== undefined) return known;
    const before = this.ghosts.at(ghost);
    const after = this.ghosts.id(
      typeof more === 'number'
        ? { ...before, used: before.used | (1 << more) }
        : { ...before, said: { ...before.said, [homeOf(more)]: Number(more.slice(1)) } },
    );
    this.#noted.set(key, after);
    return after;
  }
}
