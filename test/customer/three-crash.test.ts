/**
 * Three lines become one by two merges at once, C into B and B into A, cut off before and after transactions of each of them. Two merges at once
 * run in no fixed order: a side is cut at its first transaction, its second, and so on, until a run is over before the cut comes. A plain run
 * takes two cuts of each side; `YIXIAN_CRASHES=all` takes every one (docs/identity.md).
 */
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { calm, comeToRest, heardOn, leftOver, watched, wordOf, writes, type When } from './crash-rig.ts';
import { rankOf, speaker, tells, type Somebody } from './merge-rig.ts';
import { customer } from './rig.ts';
import type { Rank } from '../../shared/merge.ts';
import { knowledgeable, openWorld, until } from '../world.ts';

declare const __CRASHES__: string;
const ALL = __CRASHES__ === 'all';
const names = ['A', 'B', 'C'] as const;
type Name = (typeof names)[number];
/** A line that was lost is asked after in ten seconds, a move that failed is tried again in twenty. */
const STEP_MS = 1_000;

type Cut = { name: Name; when: When; at: number };

const words: Record<Name, readonly string[]> = { A: ['一', '二'], B: ['甲', '乙'], C: ['子', '丑'] };

/** C goes into B as B goes into A, with all three writing; cut off at most once. Answers whether the cut came. */
async function carried(cut: Cut | null): Promise<boolean> {
  const met = new Map<Name, Somebody>();
  for (const name of names) {
    vi.setSystemTime(Date.now() + 1);
    met.set(name, await speaker(`${name} 开头`));
  }
  const of = (name: Name): Somebody => met.get(name) ?? expect.unreachable(name);
  const people = names.map(of);
  const [a, b] = [await rankOf(of('A')), await rankOf(of('B'))];
  const began = new Set<Name>();
  const seen = new Map<Name, { isDead: boolean }>();
  for (const name of names) {
    const watch = await watched(of(name), cut?.name === name ? cut : null, (step, line) => {
      if (began.has(name) || (step !== 'copying' && step !== 'importing')) return;
      began.add(name);
      void writes(line, of(name), words[name]);
    });
    seen.set(name, watch);
  }
  const isDead = () => cut !== null && seen.get(cut.name)?.isDead === true;
  const asks = (name: Name, other: Rank) =>
    customer(of(name).id).merge({ order: 'decide', wish: { kind: 'merge', other, key: `${of(name).id}-one` } });
  await Promise.allSettled([asks('C', b), asks('B', a)]);
  await comeToRest(people, { ends: isDead, stepMs: STEP_MS });
  // Whoever got no answer asks again until there is one.
  const isHeard = (name: Name, other: Rank) => () => asks(name, other).then(Boolean, () => false);
  if (isDead()) await Promise.all([until('an answer to C', isHeard('C', b)), until('an answer to B', isHeard('B', a))]);
  const phones = names.map(async (name) => {
    for (const word of words[name]) await tells(of(name), wordOf(of(name), word));
  });
  await Promise.all([comeToRest(people, { stepMs: STEP_MS }), ...phones]);
  await comeToRest(people, { stepMs: STEP_MS });
  await areOne(of);
  await calm(people);
  return isDead();
}

/** All three are one, nothing is on its way, and every word stands once and in order, with the next one. */
async function areOne(of: (name: Name) => Somebody): Promise<void> {
  const home = of('A');
  for (const name of names) {
    const who = of(name);
    expect(await leftOver(who)).toEqual([]);
    expect(await tells(who, wordOf(who, '后来'))).toBe(home.id);
    expect(await heardOn(home, who)).toEqual([`${name} 开头`, ...words[name], '后来']);
    for (const other of ['B', 'C'] as const) expect(await heardOn(of(other), who)).toEqual([]);
  }
}

/** At which transactions one side is cut off: at each in turn, or at two, other ones for each side. */
function* cutsFrom(first: number): Generator<number, void> {
  if (!ALL) yield* [first, ((first + 6) % 9) + 1];
  else for (let at = 1; at < 100; at += 1) yield at;
}

beforeAll(async () => {
  openWorld();
  await knowledgeable();
  vi.useFakeTimers({ toFake: ['Date'] });
}, 120_000);
afterAll(() => {
  vi.useRealTimers();
});

describe('I71 three lines become one by two merges at once', () => {
  it('where nothing is cut off', async () => {
    expect(await carried(null)).toBe(false);
  }, 60_000);

  const sides = names.flatMap((name) => (['before', 'after'] as const).map((when) => [when, name] as const));
  it.each(sides.map(([when, name], index) => [when, name, index + 1] as const))(
    'cut off %s transactions of %s',
    async (when, name, first) => {
      const wrong: string[] = [];
      let times = 0;
      const cuts = cutsFrom(first);
      // Who comes to the end ends the other one, too: they draw from one list.
      const lane = async () => {
        for (const at of cuts) {
          const isCut = await carried({ name, when, at }).catch((error: unknown) => {
            wrong.push(`${at}: ${String(error)}`);
            return true;
          });
          if (!isCut) break;
          times += 1;
        }
      };
      await Promise.all([lane(), lane()]);
      expect(wrong).toEqual([]);
      expect(times).toBeGreaterThan(ALL ? 4 : 0);
    },
    ALL ? 900_000 : 180_000,
  );
});
