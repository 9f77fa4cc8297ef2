import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MERGES_PER_DAY } from '../../worker/identity/decide.ts';
import type { Evidence, Proof } from '../../worker/identity/evidence.ts';
import { why } from '../../worker/identity/words.ts';
import { EvidenceGraph } from '../identity/graph.ts';
import { chance, proof } from '../identity/people.ts';

const DAY = 86_400_000;
/** In days. */
const MINUTE = 1 / 1_440;
const login = (user: string) => proof('user', user, 'login');
const union = (name: string) => proof('union', name, 'wechat');
const device = (name: string) => proof('device', name, 'visit');
const button = (phone: string) => proof('phone', phone, 'button');
const code = (phone: string) => proof('phone', phone, 'code');
const sms = (phone: string) => [proof('endpoint', `s:${phone}`, 'number'), proof('phone', phone, 'number')];

/** Takes acts in turn, each `[day, …proofs]`. */
function lived(...acts: [number, ...Proof[]][]) {
  const graph = new EvidenceGraph();
  const taken = acts.map(([day, ...proofs]) => graph.take({ at: day * DAY, proofs }));
  return { graph, taken, outcomes: taken.map(({ decision }) => `${decision.act} ${decision.why}`) };
}

describe('what evidence decides', () => {
  test('I5 a sign-in that proves a user and a unionid at once makes the two one by itself', () => {
    const { taken, outcomes } = lived([0, login('a')], [1, union('x')], [2, login('a'), union('x')]);
    expect(outcomes).toEqual(['link new_person', 'link new_person', 'merge strong_proof']);
    expect(taken[2]?.decision.joins[0]).toMatchObject({ confirm: 'nobody', alert: false });
  });

  test('I5 a unionid that comes late brings its address along', () => {
    const openid: Proof = { key: { kind: 'openid', hash: 'o', realm: 'gh_1' }, source: 'wechat' };
    expect(lived([0, openid], [1, union('x')], [2, openid, union('x')]).outcomes[2]).toBe('merge strong_proof');
  });

  test('I5 who proves a number gets the line of that number; another known person with it is only asked', () => {
    expect(lived([0, ...sms('p')], [1, login('a'), code('p')]).outcomes[1]).toBe('link joined');
    expect(lived([0, login('a')], [0, ...sms('p')], [1, login('a'), code('p')]).outcomes[2]).toBe('merge number_line');
    const asked = lived([0, union('x'), button('p')], [1, login('a'), code('p')]);
    expect(asked.taken[1]?.decision.joins[0]).toMatchObject({
      act: 'suggest',
      why: 'same_number',
      confirm: 'customer',
    });
  });

  test('I6 two users, or two WeChats, are never one by themselves, whatever they share', () => {
    const two = lived([0, login('a'), union('x')], [1, login('b'), union('x')]);
    expect(two.outcomes[1]).toBe('refuse two_strong');
    expect(two.graph.partition()).toHaveLength(2);
    expect(lived([0, login('a'), union('x')], [1, login('a'), union('y')]).taken[1]?.decision).toMatchObject({
      act: 'suggest',
      why: 'second_strong',
      joins: [{ confirm: 'agent' }],
    });
  });

  test('I6 a hint never joins: an order may be typed by anybody', () => {
    const order = proof('order', 'n', 'typed');
    expect(lived([0, login('a'), order], [1, device('d'), order]).outcomes[1]).toBe('suggest same_order');
    expect(lived([0, login('a'), order], [1, login('b'), order]).outcomes[1]).toBe('refuse order_of_another');
  });

  test('I7 a number not confirmed for ninety days goes over to whoever proves it, and nobody is merged', () => {
    const { graph, outcomes } = lived([0, login('a'), code('p')], [91, login('b'), code('p')], [92, ...sms('p')]);
    expect(outcomes[1]).toBe('refuse number_moved');
    expect(graph.holder('p')).toBe(graph.holder('b'));
    expect(graph.holder('s:p')).toBe(graph.holder('b'));
    expect(graph.holder('a')).not.toBe(graph.holder('b'));
    const still = lived([0, login('a'), code('p')], [80, ...sms('p')], [169, login('b'), code('p')]);
    expect(still.graph.holder('p')).toBe(still.graph.holder('a'));
  });

  test('I7 an SMS from a lapsed number begins a line of its own, and the company’s old record does not get it back', () => {
    const company = proof('phone', 'p', 'company', { provenAt: 0 });
    const { graph, outcomes } = lived([0, login('a'), company], [200, ...sms('p')], [201, login('a'), company]);
    expect(outcomes[1]).toBe('suggest number_moved');
    expect(graph.holder('p')).not.toBe(graph.holder('a'));
    expect(outcomes[2]).toBe('suggest stale_claim');
  });

  test('I9 a number two users showed is weak, one that many showed says nothing', () => {
    const { outcomes } = lived(
      [0, login('a'), code('p')],
      [1, login('b'), code('p')],
      [2, device('d'), code('p')],
      [3, login('c'), code('p')],
      [4, login('d2'), code('p')],
      [5, login('e'), code('p')],
    );
    expect(outcomes.slice(1)).toEqual([
      'suggest shared_number',
      'suggest shared_number',
      'suggest shared_number',
      'suggest shared_number',
      'refuse public_number',
    ]);
  });

  test('I9 a device two users signed in on joins nobody any more, for ever', () => {
    const { outcomes } = lived(
      [0, login('a'), device('d')],
      [1, login('b'), device('d')],
      [9_000, union('x'), device('d')],
    );
    expect(outcomes.slice(1)).toEqual(['refuse shared_device', 'refuse shared_device']);
  });

  test('I80 who signs in on a browser where words were said is asked whether they are theirs, however short the silence', () => {
    const signsIn = (at: number): [number, ...Proof[]] => [at * MINUTE, device('d'), login('a')];
    for (const silence of [0, 1, 4, 29]) {
      const { outcomes, taken } = lived([0, device('d')], signsIn(silence));
      expect(outcomes.at(-1)).toBe('suggest said_before');
      expect(taken.at(-1)?.decision.joins[0]).toMatchObject({ confirm: 'customer' });
    }
    // Said no: never joined on that browser again.
    const graph = new EvidenceGraph(() => false);
    graph.take({ at: 0, proofs: [device('d')] });
    graph.take({ at: 1, proofs: [device('d'), login('a')] });
    expect(graph.take({ at: 2, proofs: [device('d'), login('a')] }).decision.joins).toMatchObject([{ act: 'refuse' }]);
  });

  test('I80 a browser on which nobody spoke is whose who signs in on it, within the same visit', () => {
    const graph = new EvidenceGraph();
    graph.empty.add(graph.take({ at: 0, proofs: [device('d')] }).person);
    expect(graph.take({ at: MINUTE, proofs: [device('d'), login('a')] }).decision).toMatchObject({ act: 'link' });
  });

  test('I9 what was asked on a browser in an earlier visit takes more than a word', () => {
    const later = lived([0, device('d')], [3, device('d'), login('a')]);
    expect(later.outcomes[1]).toBe('suggest same_browser');
    expect(later.taken[1]?.decision.joins[0]).toMatchObject({ confirm: 'customer' });
    const said = proof('device', 'd', 'said');
    expect(lived([0, device('d')], [3, said, code('p')]).outcomes[1]).toBe('link joined');
  });

  test('I10 more merges than a person may have freeze both and raise the alarm; later ones are refused too', () => {
    const graph = new EvidenceGraph();
    const acts = Array.from({ length: MERGES_PER_DAY + 1 }, (_, at) => `o${at}`);
    graph.take({ at: 0, proofs: [login('a')] });
    const wanted = (name: string, at: number) => {
      const openid: Proof = { key: { kind: 'openid', hash: name, realm: name }, source: 'wechat' };
      graph.take({ at, proofs: [openid] });
      return graph.take({ at, proofs: [login('a'), openid] }).decision;
    };
    const decisions = acts.map((name) => wanted(name, 1));
    expect(decisions.map(({ act }) => act)).toEqual([...acts.slice(1).map(() => 'merge'), 'refuse']);
    expect(decisions.at(-1)?.joins[0]).toMatchObject({ why: 'merge_limit', alert: true });
    expect(graph.alerts).toBe(1);
    expect(wanted('later', 30 * DAY).joins[0]).toMatchObject({ why: 'merge_limit' });
  });

  test('I10 a line in which nothing was said counts toward no limit, before it and at it; who is frozen stays so', () => {
    const graph = new EvidenceGraph();
    graph.take({ at: 0, proofs: [login('a')] });
    const wanted = (name: string, isEmpty: boolean) => {
      const openid: Proof = { key: { kind: 'openid', hash: name, realm: name }, source: 'wechat' };
      const { person } = graph.take({ at: 1, proofs: [openid] });
      if (isEmpty) graph.empty.add(person);
      return graph.take({ at: 1, proofs: [login('a'), openid] }).decision;
    };
    const acts = (all: { act: string }[]) => all.map(({ act }) => act);
    const many = Array.from({ length: MERGES_PER_DAY }, (_, at) => at);
    expect(acts(many.map((at) => wanted(`e${at}`, true)))).toEqual(many.map(() => 'merge'));
    expect(acts(many.map((at) => wanted(`o${at}`, false)))).toEqual(many.map(() => 'merge'));
    expect(wanted('at the limit', true)).toMatchObject({ act: 'merge', joins: [{ empty: true, alert: false }] });
    expect(wanted('beyond', false).joins[0]).toMatchObject({ why: 'merge_limit', alert: true });
    expect(wanted('frozen', true).joins[0]).toMatchObject({ why: 'merge_limit' });
  });

  test('every reason has its words in both languages', () => {
    for (const words of Object.values(why)) expect(words.zh.length * words.en.length).toBeGreaterThan(0);
  });
});

const CASES = 100_000;

/** Acts of two or three people who each show only what is theirs, all at one time. */
function honest(random: () => number): Evidence[] {
  const acts: Evidence[] = [];
  const people = 2 + Math.floor(random() * 2);
  for (let who = 0; who < people; who += 1) {
    const keys = [
      login(`u${who}`),
      union(`x${who}`),
      { key: { kind: 'openid' as const, hash: `o${who}`, realm: 'gh' }, source: 'wechat' as const },
      code(`p${who}`),
      proof('email', `m${who}`, 'link'),
      device(`d${who}`),
    ];
    const times = 1 + Math.floor(random() * 4);
    for (let time = 0; time < times; time += 1) {
      const proofs = keys.filter(() => random() < 0.45);
      if (proofs.length > 0) acts.push({ at: 0, proofs });
    }
  }
  return acts;
}

/** Union-find over what was shown together. */
function oracle(acts: readonly Evidence[]): string[][] {
  const parent = new Map<string, string>();
  const root = (hash: string): string => {
    const above = parent.get(hash) ?? hash;
    return above === hash ? hash : root(above);
  };
  for (const { proofs } of acts) {
    for (const { key } of proofs) {
      if (!parent.has(key.hash)) parent.set(key.hash, key.hash);
      parent.set(root(key.hash), root(proofs[0]?.key.hash ?? key.hash));
    }
  }
  const sets = new Map<string, string[]>();
  for (const hash of parent.keys()) sets.set(root(hash), [...(sets.get(root(hash)) ?? []), hash]);
  return [...sets.values()]
    .map((keys) => keys.toSorted())
    .toSorted((left, right) => ((left[0] ?? '') < (right[0] ?? '') ? -1 : 1));
}

function shuffled<Item>(list: readonly Item[], random: () => number): Item[] {
  const left = [...list];
  return list.map(() => left.splice(Math.floor(random() * left.length), 1)).flat();
}

describe('any order', () => {
  test(
    `I11 ${CASES} sets of evidence end in the partition of a union-find, whatever the order`,
    { timeout: 120_000 },
    () => {
      const random = chance(11);
      let several = 0;
      for (let time = 0; time < CASES; time += 1) {
        const acts = honest(random);
        // Everybody shows only what is theirs: whoever is asked says yes.
        const graph = new EvidenceGraph(() => true);
        for (const act of shuffled(acts, random)) graph.take(act);
        const expected = oracle(acts);
        if (JSON.stringify(graph.partition()) !== JSON.stringify(expected))
          expect(graph.partition(), JSON.stringify(acts)).toEqual(expected);
        several += expected.length > 1 && expected.some((set) => set.length > 2) ? 1 : 0;
      }
      expect(several).toBeGreaterThan(CASES / 2);
    },
  );

  test('I6 I11 whatever people who share everything show, in any order, no two strong identities of one kind become one', () => {
    const shown = fc.array(
      fc.record({
        at: fc.integer({ min: 0, max: 400 }).map((day) => day * DAY),
        proofs: fc.uniqueArray(
          fc.oneof(
            fc.constantFrom('a', 'b', 'c').map(login),
            fc.constantFrom('x', 'y').map(union),
            fc.constantFrom('p', 'q').map(code),
            fc.constantFrom('d', 'e').map(device),
            fc.constantFrom('n').map((name) => proof('order', name, 'typed')),
          ),
          { selector: ({ key }) => key.kind, minLength: 1 },
        ),
      }),
      { maxLength: 9 },
    );
    fc.assert(
      fc.property(shown, (acts) => {
        const graph = new EvidenceGraph();
        for (const act of acts) graph.take(act);
        for (const set of graph.partition()) {
          for (const kind of [/^[abc]$/u, /^[xy]$/u])
            expect(set.filter((hash) => kind.test(hash)).length).toBeLessThan(2);
        }
      }),
      { numRuns: 4_000 },
    );
  });
});
