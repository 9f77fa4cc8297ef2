/** Everything that can happen next in a state: each one transaction at one line, and what it puts on its way. */
import { wakes } from '../../../worker/identity/merge/step.ts';
import { isQuiet } from './laws.ts';
import { freshPerson, type Person } from './person.ts';
import { LINES, rank, type Outside, type Scenario } from './scenario.ts';
import { WIDTH } from './states.ts';
import { OUTSIDE, type Ghost, type World } from './world.ts';

/** Cells of a state. */
const [DIRECTORY, GHOST, NETWORK] = [3, 4, 5];

/** What happened, for the trace; `sent` is what arrived. */
export type Move = {
  what: 'call' | 'late' | 'damaged' | 'answer' | 'alarm' | 'outside' | 'say';
  line: number;
  sent: number;
};

type Visit = (next: Int32Array, isFair: boolean, move: Move) => void;

export class Moves {
  readonly #world: World;
  readonly #scenario: Scenario;
  readonly #outside: readonly Outside[];
  readonly #next = new Int32Array(WIDTH);
  readonly #says: readonly string[];

  constructor(world: World, scenario: Scenario) {
    this.#world = world;
    this.#scenario = scenario;
    this.#outside = scenario.outside;
    this.#says = Object.entries(scenario.says).flatMap(([home, count]) =>
      Array.from({ length: count }, (_, at) => `${home}${at + 1}`),
    );
  }

  persons(cells: Int32Array): Person[] {
    return LINES.map((_, line) => this.#world.persons.at(cells[line] ?? 0));
  }

  /** The first state: three lines, or what came of the calm prelude. */
  start(): Int32Array {
    const { marks, before = [] } = this.#scenario;
    const world = this.#world;
    const cells = new Int32Array(WIDTH);
    LINES.forEach((id, line) => {
      cells[line] = world.persons.id(freshPerson(rank(id), marks?.[id] ?? []));
    });
    cells[DIRECTORY] = world.directories.id(LINES.map((home) => ({ home, to: rank(home), hop: 0 })));
    cells[GHOST] = world.ghosts.id({ said: {}, used: 0, damaged: false, refused: false });
    cells[NETWORK] = world.networks.id([]);
    for (const outside of before) {
      this.#comeIn(cells, outside);
      this.#calm(cells);
    }
    return cells;
  }

  /** Runs letters, answers and clocks until nothing is left to do. */
  #calm(cells: Int32Array): void {
    for (let left = 200; left > 0 && !isQuiet(this.persons(cells)); left -= 1) {
      for (let line = 0; line < LINES.length; line += 1) {
        if (wakes(this.#world.persons.at(cells[line] ?? 0).merge)) cells[line] = this.#world.alarm(cells[line] ?? 0);
        for (const sent of this.#world.leaving(cells[line] ?? 0)) {
          const answer = this.#arrive(cells, sent);
          if (answer >= 0) this.#arrive(cells, answer);
        }
      }
    }
  }

  #comeIn(cells: Int32Array, { to, input }: Outside): void {
    const sent = this.#world.sent.id({ from: OUTSIDE, to, input, body: [] });
    this.#arrive(cells, sent);
  }

  /** Something reaches its line; it, and the answer, stay in the network. Answers which sent thing the answer is. */
  #arrive(cells: Int32Array, sent: number): number {
    const world = this.#world;
    const { to } = world.sent.at(sent);
    const line = LINES.indexOf(to);
    const at = line < 0 ? DIRECTORY : line;
    const before = cells[at] ?? 0;
    const { person, answer } = line < 0 ? world.tell(before, sent) : world.deliver(before, sent);
    cells[at] = person;
    cells[NETWORK] = world.withSent(world.withSent(cells[NETWORK] ?? 0, sent), answer);
    return answer;
  }

  /** Everything from outside has come and been said, and nothing is under way. */
  isDone(cells: Int32Array): boolean {
    const { used, said } = this.#ghost(cells);
    const allCame = this.#outside.every((one, at) => one.optional || used & (1 << at));
    const allSaid = Object.entries(this.#scenario.says).every(([home, count]) => said[home] === count);
    return allCame && allSaid && isQuiet(this.persons(cells));
  }

  /** Nothing optional happened. */
  isCalm(cells: Int32Array): boolean {
    const { used } = this.#ghost(cells);
    return this.#outside.every((one, at) => !one.optional || (used & (1 << at)) === 0);
  }

  #ghost(cells: Int32Array): Ghost {
    return this.#world.ghosts.at(cells[GHOST] ?? 0);
  }

  /** Visits every next state, fair moves (what happens if nothing goes wrong for ever) marked. */
  each(cells: Int32Array, visit: Visit): void {
    this.#letters(cells, visit);
    this.#fromNetwork(cells, visit);
    this.#fromOutside(cells, visit);
    this.#words(cells, visit);
  }

  /** Letters owed leave, and clocks ring. */
  #letters(cells: Int32Array, visit: Visit): void {
    const world = this.#world;
    const next = this.#next;
    const ghost = this.#ghost(cells);
    for (let line = 0; line < LINES.length; line += 1) {
      const person = cells[line] ?? 0;
      for (const sent of world.leaving(person)) {
        next.set(cells);
        const answer = this.#arrive(next, sent);
        if (!ghost.damaged && answer >= 0 && isIncomplete(world, answer)) {
          next[GHOST] = world.ghosts.id({ ...ghost, refused: true });
        }
        visit(next, true, { what: 'call', line, sent });
        const spoilt = this.#scenario.damage && !ghost.damaged ? world.damaged(sent) : -1;
        if (spoilt < 0) continue;
        next.set(cells);
        this.#arrive(next, spoilt);
        next[GHOST] = world.ghosts.id({ ...ghost, damaged: true });
        visit(next, false, { what: 'damaged', line, sent });
      }
      const { merge } = world.persons.at(person);
      // An import that makes no way asks; where that is no matter, its clock is left out.
      const asks = merge.incoming && (world.on.has('giver-free') || merge.wishes.length === 0);
      if (!wakes(merge) || (asks && !this.#scenario.inquiries)) continue;
      next.set(cells);
      next[line] = world.alarm(person);
      visit(next, true, { what: 'alarm', line, sent: -1 });
    }
  }

  /** Whatever was ever sent may arrive (again). The answer to a late copy reaches nobody: its caller is gone. */
  #fromNetwork(cells: Int32Array, visit: Visit): void {
    const world = this.#world;
    const next = this.#next;
    for (const sent of world.networks.at(cells[NETWORK] ?? 0)) {
      const { to, input } = world.sent.at(sent);
      const line = LINES.indexOf(to);
      const at = line < 0 ? DIRECTORY : line;
      const before = cells[at] ?? 0;
      const { person } = line < 0 ? world.tell(before, sent) : world.deliver(before, sent);
      if (person === before) continue;
      next.set(cells);
      next[at] = person;
      const isAnswer = input.kind === 'answered';
      visit(next, isAnswer, { what: isAnswer ? 'answer' : 'late', line: at, sent });
    }
  }

  #fromOutside(cells: Int32Array, visit: Visit): void {
    const world = this.#world;
    const next = this.#next;
    const ghost = this.#ghost(cells);
    this.#outside.forEach((outside, bit) => {
      if (ghost.used & (1 << bit)) return;
      next.set(cells);
      if (outside.optional) {
        const line = LINES.indexOf(outside.to);
        const sent = world.sent.id({ from: OUTSIDE, to: outside.to, input: outside.input, body: [] });
        next[line] = world.deliver(cells[line] ?? 0, sent).person;
      } else this.#comeIn(next, outside);
      next[GHOST] = world.noted(cells[GHOST] ?? 0, bit);
      visit(next, outside.optional === undefined, { what: 'outside', line: LINES.indexOf(outside.to), sent: bit });
    });
  }

  /** Customers write, each message after the last was acknowledged, or again what was; at any line that takes it. */
  #words(cells: Int32Array, visit: Visit): void {
    const world = this.#world;
    const next = this.#next;
    const ghost = this.#ghost(cells);
    this.#says.forEach((row, at) => {
      const home = row.charAt(0);
      const number = Number(row.slice(1));
      const said = ghost.said[home] ?? 0;
      if (number > said + 1) return;
      for (let line = 0; line < LINES.length; line += 1) {
        const after = world.say(cells[line] ?? 0, row);
        if (after === null) continue;
        next.set(cells);
        next[line] = after;
        if (number > said) next[GHOST] = world.noted(cells[GHOST] ?? 0, row);
        visit(next, number > said, { what: 'say', line, sent: at });
      }
    });
  }

  /** A move in words. */
  name({ what, line, sent }: Move): string {
    const who = LINES[line] ?? 'directory';
    if (what === 'alarm') return `${who}’s clock rings`;
    if (what === 'say') return `${this.#says[sent]} is said at ${who}`;
    if (what === 'outside') return `${who} ← ${JSON.stringify(this.#outside[sent]?.input)}`;
    const { from, to, input, body } = this.#world.sent.at(sent);
    const told =
      input.kind === 'answered' ? [input.letter, input.answer] : [input.kind === 'letter' ? input.letter : input];
    return `${what} ${from} → ${to} ${told.map((one) => JSON.stringify(one)).join(' ⇒ ')} ${body.join(' ')}`.trim();
  }
}

function isIncomplete(world: World, sent: number): boolean {
  const { input } = world.sent.at(sent);
  return input.kind === 'answered' && input.answer.kind === 'refused' && input.answer.why === 'incomplete';
}
