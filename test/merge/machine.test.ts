/** The merge machine by its letters: one walk there and one back, and every letter twice. */
import { describe, expect, it } from 'vitest';
import { keyOf, type Answer, type Owed } from '../../worker/identity/merge/letters.ts';
import type { Input, Outcome, Tables } from '../../worker/identity/merge/outcome.ts';
import { standing } from '../../worker/identity/merge/standing.ts';
import { freshMerge, isTombstone, type MergeState, type Wish } from '../../worker/identity/merge/state.ts';
import { step, wakes } from '../../worker/identity/merge/step.ts';

const rows = { chunks: 2, count: 7, hash: 'h7' };
const tables: Tables = { rows: () => rows, imported: () => ({ count: 7, hash: 'h7' }) };
const old = { created: 1, id: 'c_old' };
const young = { created: 2, id: 'c_young' };
const wish: Wish = { kind: 'merge', other: old, key: 'evidence-1' };

/** Two lines, each letter delivered twice and each answer too: the second time nothing may change. */
class Pair {
  readonly lines: Record<string, MergeState> = { c_old: freshMerge(old), c_young: freshMerge(young) };
  readonly keys: string[] = [];
  readonly acts: string[] = [];

  state(id: string): MergeState {
    return this.lines[id] ?? freshMerge(old);
  }

  step(id: string, input: Input, given = tables): Outcome {
    const outcome = step(this.state(id), input, given);
    this.lines[id] = outcome.state;
    for (const { act } of outcome.acts) this.acts.push(`${id}: ${act}`);
    return outcome;
  }

  /** Steps again: the same answer, no act, no further letter. */
  twice(id: string, input: Input, given = tables): Outcome {
    const first = this.step(id, input, given);
    const again = step(this.state(id), input, given);
    expect(again.state).toEqual(first.state);
    expect(again.acts).toEqual([]);
    if (first.answer?.kind !== 'refused') expect(again.answer).toEqual(first.answer);
    return first;
  }

  /** Delivers what is owed until nothing is. */
  run(from: string, owed: readonly Owed[], given = tables): void {
    for (const one of owed) {
      this.keys.push(keyOf(one));
      if (!(one.to in this.lines)) continue;
      const { answer } = this.twice(one.to, { kind: 'letter', letter: one.letter }, given);
      if (!answer) throw new Error(`no answer to ${keyOf(one)}`);
      this.hear(from, one, answer, given);
    }
  }

  hear(from: string, { to, letter }: Owed, answer: Answer, given = tables): void {
    this.run(from, this.twice(from, { kind: 'answered', to, letter, answer }, given).owed, given);
  }
}

const user = (hash: string) => ({ kind: 'user' as const, realm: 'company', hash });

/** One user on either side; a second one at the younger line is refused. */
function signIn(pair: Pair): void {
  const younger = { kind: 'proven', home: 'c_young' } as const;
  expect(pair.step('c_old', { kind: 'proven', home: 'c_old', mark: user('u1') }).answer).toEqual({ kind: 'done' });
  expect(pair.step('c_young', { ...younger, mark: user('u2') }).answer).toEqual({ kind: 'done' });
  const second = pair.step('c_young', { ...younger, mark: user('u3') }).answer;
  expect(second).toEqual({ kind: 'refused', why: 'two_strong' });
  expect(pair.state('c_young').held[0]?.marks).toEqual([user('u2')]);
}

function decided(pair: Pair, wanted = wish): Owed[] {
  const passed = pair.twice('c_old', { kind: 'decided', wish: { ...wanted, other: young } });
  expect(passed.owed.map((one) => one.letter.kind)).toEqual(['propose']);
  pair.run('c_old', passed.owed);
  expect(wakes(pair.state('c_young'))).toBe(true);
  return [...pair.step('c_young', { kind: 'alarm' }).owed];
}

describe('I15 I19 I27 the walk of a merge', () => {
  it('goes from the younger line to the older, each letter once in effect', () => {
    const pair = new Pair();
    pair.run('c_young', decided(pair));
    expect(pair.keys).toEqual([
      'merge:c_young:propose:evidence-1',
      ...['prepare', 'chunk:1', 'chunk:2', 'commit', 'drained'].map((kind) => `merge:c_young:1:${kind}`),
      'merge:directory:heal:c_young.1',
    ]);
    expect(pair.acts).toEqual([
      ...['c_young: seal', 'c_old: import', 'c_old: import', 'c_old: adopt', 'c_young: part', 'c_young: move-sockets'],
    ]);
    expect(isTombstone(pair.state('c_young'))).toBe(true);
    expect(standing(pair.state('c_young'), 'c_young')).toEqual({ kind: 'moved', to: old });
    expect(standing(pair.state('c_old'), 'c_young')).toEqual({ kind: 'here' });
    expect(pair.state('c_old').held.map(({ home }) => home)).toEqual(['c_old', 'c_young']);
  });

  it('I22 and back by the same letters, from the older', () => {
    const pair = new Pair();
    pair.run('c_young', decided(pair));
    const undo: Wish = { kind: 'unmerge', other: young, key: 'undo-1' };
    const passed = pair.twice('c_young', { kind: 'decided', wish: { ...undo, other: young } });
    expect(passed.owed.map(({ to }) => to)).toEqual(['c_old']);
    pair.run('c_young', passed.owed);
    pair.run('c_old', pair.step('c_old', { kind: 'alarm' }).owed);
    expect(pair.state('c_young').held).toEqual([{ home: 'c_young', hop: 2, within: null, marks: [] }]);
    expect(standing(pair.state('c_old'), 'c_young')).toEqual({ kind: 'moved', to: young });
    expect(standing(pair.state('c_young'), 'c_young')).toEqual({ kind: 'here' });
  });

  it('I18 what a sealed line hears is kept by number and follows after the commit', () => {
    const pair = new Pair();
    const [prepare] = decided(pair);
    if (!prepare) throw new Error('nothing was asked');
    pair.step('c_old', { kind: 'letter', letter: prepare.letter });
    const { owed } = pair.step('c_young', { kind: 'answered', ...prepare, answer: { kind: 'prepared' } });
    for (const relay of [1, 2]) {
      const heard = pair.step('c_young', { kind: 'traffic', home: 'c_young' });
      expect(heard.standing).toEqual({ kind: 'relay', relay });
    }
    pair.run('c_young', owed);
    expect(pair.keys.slice(-4)).toEqual([
      ...['merge:c_young:1:relay:1', 'merge:c_young:1:relay:2', 'merge:c_young:1:drained'],
      'merge:directory:heal:c_young.1',
    ]);
    expect(pair.acts.filter((act) => act === 'c_old: apply')).toHaveLength(2);
  });

  it('I19 an import that isn’t whole is refused, dropped, and tried again', () => {
    const pair = new Pair();
    const short: Tables = { ...tables, imported: () => ({ count: 6, hash: 'h6' }) };
    pair.run('c_young', decided(pair), short);
    expect(pair.acts.slice(-2)).toEqual(['c_old: drop-import', 'c_young: unseal']);
    expect(pair.state('c_old').held).toHaveLength(1);
    expect(standing(pair.state('c_young'), 'c_young')).toEqual({ kind: 'here' });
    pair.run('c_young', pair.step('c_young', { kind: 'alarm' }).owed);
    expect(isTombstone(pair.state('c_young'))).toBe(true);
  });

  it('I21 two users never become one, and a person is told', () => {
    const pair = new Pair();
    signIn(pair);
    pair.run('c_young', decided(pair));
    expect(pair.acts).toEqual(['c_young: conflict']);
    expect(pair.state('c_young').wishes).toEqual([]);
  });

  it('I19 taken back while copying: only the taker’s word opens the line again', () => {
    const pair = new Pair();
    const [prepare] = decided(pair);
    if (!prepare) throw new Error('nothing was asked');
    pair.step('c_old', { kind: 'letter', letter: prepare.letter });
    pair.step('c_young', { kind: 'answered', ...prepare, answer: { kind: 'prepared' } });
    const { owed } = pair.step('c_young', { kind: 'cancelled', other: 'c_old' });
    expect(standing(pair.state('c_young'), 'c_young').kind).toBe('relay');
    pair.run('c_young', owed);
    expect(pair.acts.slice(-2)).toEqual(['c_old: drop-import', 'c_young: unseal']);
    expect(standing(pair.state('c_young'), 'c_young')).toEqual({ kind: 'here' });
  });
});
