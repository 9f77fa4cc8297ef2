/** Breadth first through every state a scenario can reach, laws checked in each; then back from rest: whoever can't reach it is stuck. */
import type { Guard } from '../../../worker/identity/merge/guards.ts';
import { brokenAtRest, brokenLaw } from './laws.ts';
import { Moves, type Move } from './moves.ts';
import type { Scenario } from './scenario.ts';
import { Edges, States, WIDTH } from './states.ts';
import { World } from './world.ts';

export type Found = {
  scenario: string;
  states: number;
  /** Every reachable state was seen. */
  whole: boolean;
  /** States at rest with everything done. */
  rests: number;
  violations: { law: string; trace: string[] }[];
};

/** Explores one scenario, up to so many states; ends at the first violation. */
export function explore(scenario: Scenario, on: ReadonlySet<Guard>, limit: number): Found {
  const world = new World(on);
  const moves = new Moves(world, scenario);
  const states = new States();
  const edges = new Edges();
  const rests: number[] = [];
  const checked = new Map<number, Map<number, string | null>>();
  const cells = new Int32Array(WIDTH);
  const found: Found = { scenario: scenario.name, states: 0, whole: false, rests: 0, violations: [] };
  const broken = (state: number, law: string) => {
    found.violations.push({ law, trace: traceOf(state, states, moves) });
  };

  states.add(moves.start(), -1);
  let at = 0;
  for (; at < states.size && states.size < limit && found.violations.length === 0; at += 1) {
    states.read(at, cells);
    const law = check(cells, world, moves, checked);
    if (law !== null) broken(at, law);
    if (moves.isDone(cells)) {
      const persons = moves.persons(cells);
      const wrong = brokenAtRest(persons, world.directories.at(cells[3] ?? 0), scenario, moves.isCalm(cells));
      if (wrong === null) rests.push(at);
      else broken(at, wrong);
    }
    moves.each(cells, (next, isFair) => {
      const { state } = states.add(next, at);
      if (isFair && state !== at) edges.add(at, state);
    });
  }
  found.states = states.size;
  found.whole = at === states.size;
  found.rests = rests.length;
  if (found.violations.length === 0) {
    const good = new Uint8Array(states.size);
    for (const rest of rests) good[rest] = 1;
    good.fill(1, at);
    const { count, first } = edges.lost(states.size, good);
    if (count > 0) broken(first, `${count} states can’t come to rest`);
  }
  return found;
}

/** Laws look at lines and words, not at the network: states that differ only in that are checked once. */
function check(
  cells: Int32Array,
  world: World,
  moves: Moves,
  checked: Map<number, Map<number, string | null>>,
): string | null {
  const [a = 0, b = 0, c = 0, , ghost = 0] = cells;
  const outer = a * 1_048_576 + b;
  const inner = c * 1_048_576 + ghost;
  let near = checked.get(outer);
  if (!near) checked.set(outer, (near = new Map()));
  const known = near.get(inner);
  if (known !== undefined) return known;
  const law = brokenLaw(moves.persons(cells), world.ghosts.at(ghost), world.on);
  near.set(inner, law);
  return law;
}

/** How a state came about, step by step. */
function traceOf(state: number, states: States, moves: Moves): string[] {
  const path: number[] = [];
  for (let at = state; at >= 0; at = states.parent(at)) path.unshift(at);
  const from = new Int32Array(WIDTH);
  const to = new Int32Array(WIDTH);
  return path.slice(1).map((next, index) => {
    states.read(path[index] ?? 0, from);
    states.read(next, to);
    let how = '?';
    moves.each(from, (cells: Int32Array, _isFair: boolean, move: Move) => {
      if (how === '?' && cells.every((cell, at) => cell === to[at])) how = moves.name(move);
    });
    return how;
  });
}
