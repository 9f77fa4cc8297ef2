/** Keys two people claim, and keys that run out, in whatever order the same acts come: nobody becomes somebody else, and each guard is needed. */
import { afterEach, describe, expect, test, vi } from 'vitest';
import { decide } from '../../worker/identity/decide.ts';
import type { Evidence, Proof } from '../../worker/identity/evidence.ts';
import { EvidenceGraph, type Answer } from '../identity/graph.ts';
import { chance, proof } from '../identity/people.ts';

const DAY = 86_400_000;
const CASES = 20_000;
/** Everything happens before; then each person shows who they are once more. */
const LAST = 400;

const openid = (who: number): Proof => ({
  ...{ key: { kind: 'openid', hash: `o${who}`, realm: 'gh' }, source: 'wechat' },
});
const strong = (who: number): Proof[] => [
  proof('user', `u${who}`, 'login'),
  proof('union', `x${who}`, 'login'),
  openid(who),
];
const code = (hash: string): Proof => proof('phone', hash, 'code');
const device = (hash: string): Proof => proof('device', hash, 'visit');
const sms = (hash: string): Proof[] => [proof('endpoint', `s:${hash}`, 'number'), proof('phone', hash, 'number')];

type Case = { acts: Evidence[]; finale: Evidence[] };

/** Two or three people with a browser and a number two of them claim, over more than a year; each act names one of their identities. */
function claims(random: () => number): Case {
  const acts: Evidence[] = [];
  const finale: Evidence[] = [];
  const people = 2 + Math.floor(random() * 2);
  for (let who = 0; who < people; who += 1) {
    const own = [code(`p${who}`), proof('email', `m${who}`, 'link'), device(`d${who}`)];
    const shared = who < 2 || random() < 0.3 ? [code('p_shared'), device('d_shared')] : [];
    const times = 2 + Math.floor(random() * 4);
    for (let time = 0; time < times; time += 1) {
      const at = Math.floor(random() * LAST) * DAY;
      if (random() < 0.2) {
        acts.push({ at, proofs: sms(`p${who}`) });
        continue;
      }
      const [name = openid(who)] = strong(who).slice(Math.floor(random() * 3));
      const kinds = new Set<string>();
      const shown = [...shared, ...own].filter(({ key }) => {
        if (kinds.has(key.kind) || random() < 0.5) return false;
        kinds.add(key.kind);
        return true;
      });
      acts.push({ at, proofs: [name, ...shown] });
    }
    // Shown twice: what was somebody's line before is theirs by then, and its lease renewed.
    const all = { at: LAST * DAY, proofs: [...strong(who), ...own] };
    finale.push(all, all, { at: (LAST + 1) * DAY, proofs: sms(`p${who}`) });
  }
  return { acts, finale };
}

const everyones = (people: number): string[][] =>
  Array.from({ length: people }, (_, who) =>
    [`d${who}`, `m${who}`, `o${who}`, `p${who}`, `s:p${who}`, `u${who}`, `x${who}`].toSorted(),
  );

function shuffled<Item>(list: readonly Item[], random: () => number): Item[] {
  const left = [...list];
  return list.map(() => left.splice(Math.floor(random() * left.length), 1)).flat();
}

/** The acts in some order; asked, everybody says what is so, and nobody knows of a number that only wrote. */
function lived(acts: readonly Evidence[], rule: typeof decide): EvidenceGraph {
  const owner = (person: string) =>
    graph
      .marks(person)
      .map(({ hash }) => /^[uxodm](\d)/u.exec(hash)?.[1])
      .find((one) => one !== undefined);
  const answer: Answer = (_, person, other) => {
    const [one, two] = [owner(person), owner(other)];
    return one === undefined || two === undefined ? null : one === two;
  };
  const graph: EvidenceGraph = new EvidenceGraph(answer, rule);
  for (const act of acts) graph.take(act);
  return graph;
}

/** In how many of so many cases two orders of the same acts don't end in everybody's own keys; and how many keys were claimed by two. */
function wrongOf(cases: number, seed: number, rule: typeof decide = decide) {
  const random = chance(seed);
  let [wrong, contested] = [0, 0];
  for (let time = 0; time < cases; time += 1) {
    const { acts, finale } = claims(random);
    const expected = JSON.stringify(everyones(finale.length / 3));
    for (let order = 0; order < 2; order += 1) {
      const graph = lived([...shuffled(acts, random), ...finale], rule);
      const own = graph.partition().map((keys) => keys.filter((key) => !key.endsWith('_shared')));
      const holders = ['p_shared', 'd_shared'].map((key) => graph.holder(key));
      const claimants = ['u0', 'u1', 'u2'].map((key) => graph.holder(key));
      const isTheirs = holders.every((one) => one === null || claimants.includes(one));
      if (!isTheirs || JSON.stringify(own.toSorted()) !== expected) wrong += 1;
      contested += [...graph.edges.values()].filter(({ rivals }) => rivals.length > 0).length;
    }
  }
  return { wrong, contested };
}

/** A rule with what it says changed. */
const changed =
  (change: (said: ReturnType<typeof decide>) => ReturnType<typeof decide>): typeof decide =>
  (evidence, standing) =>
    change(decide(evidence, standing));

describe('keys that two claim, and that run out', () => {
  test(`I67 ${CASES} sets of acts over more than a year, in two orders each: everybody ends with what is theirs, and what two claim is one of theirs`, () => {
    const { wrong, contested } = wrongOf(CASES, 67);
    expect(wrong).toBe(0);
    expect(contested).toBeGreaterThan(CASES);
  }, 240_000);

  test('I67 it doesn’t where an address stays behind when its number goes over', () => {
    const rule = changed((said) => ({
      ...said,
      moves: said.moves.filter(({ proof: { key } }) => key.kind !== 'endpoint'),
    }));
    expect(wrongOf(500, 67, rule).wrong).toBeGreaterThan(0);
  });

  test('I67 nor where a browser that somebody named uses makes two one', () => {
    const rule = changed((said) => ({
      ...said,
      joins: said.joins.map((join) =>
        join.why === 'named_device' ? { ...join, act: 'merge', confirm: 'nobody' } : join,
      ),
    }));
    expect(wrongOf(500, 67, rule).wrong).toBeGreaterThan(0);
  });
});

describe('what was shared', () => {
  afterEach(() => {
    vi.doUnmock('../../worker/identity/evidence.ts');
    vi.resetModules();
  });

  /** What is said of somebody new who shows what two users showed, after each order of what they showed. */
  async function said(): Promise<Set<string>> {
    const graphs = await import('../identity/graph.ts');
    const random = chance(68);
    const told = new Set<string>();
    for (let time = 0; time < 200; time += 1) {
      const both = [0, 1].flatMap((who) =>
        [code('p'), device('d')].map((key) => ({
          at: Math.floor(random() * 30) * DAY,
          proofs: [strong(who)[0] ?? key, key],
        })),
      );
      const graph = new graphs.EvidenceGraph();
      for (const act of shuffled(both, random)) graph.take(act);
      for (const key of [code('p'), device('d')]) {
        const { decision } = graph.take({ at: 40 * DAY, proofs: [proof('union', `x_${key.key.kind}`, 'login'), key] });
        for (const { act, why, confirm } of decision.joins) told.add(`${act} ${why} ${confirm}`);
      }
    }
    return told;
  }

  test('I67 in whatever order two users showed it, a browser says nothing any more, and a number asks agents alone', async () => {
    expect(await said()).toEqual(new Set(['suggest shared_number agent', 'refuse shared_device nobody']));
  });

  test('I67 it doesn’t where what was shared is forgotten', async () => {
    vi.resetModules();
    vi.doMock('../../worker/identity/evidence.ts', async (original) => ({
      ...(await original<typeof import('../../worker/identity/evidence.ts')>()),
      isShared: () => false,
    }));
    expect(await said()).not.toEqual(new Set(['suggest shared_number agent', 'refuse shared_device nobody']));
  });
});
