/**
 * Three lines become one by two merges at once, C into B and B into A, cut off before and after transactions of each of them. Two merges at once
 * run in no fixed order: a side is cut at its first transaction, its second, and so on, until a run is over before the cut comes. A plain run
 * takes two cuts of each side; `YIXIAN_CRASHES=all` takes every one (docs/identity.md). Each asks something else, so that an answer tells whose
 * it is: WeChat, which takes everything here (the sandbox's knows none of these openids), must have got it for the address that asked.
 */
import { env } from 'cloudflare:workers';
import { runDurableObjectAlarm } from 'cloudflare:test';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import sandbox from '../../sandbox/index.ts';
import { stubOf } from '../stub.ts';
import { calm, comeToRest, heardOn, leftOver, watched, wordOf, writes, type When } from './crash-rig.ts';
import { rankOf, speaker, taken, tells, type Somebody } from './merge-rig.ts';
import { customer, rows } from './rig.ts';
import { fallbackText } from '../../shared/fallback.ts';
import type { Rank } from '../../shared/merge.ts';
import { knowledgeable, openWorld, until } from '../world.ts';

declare const __CRASHES__: string;
const ALL = __CRASHES__ === 'all';
const names = ['A', 'B', 'C'] as const;
type Name = (typeof names)[number];
/** A line that was lost is asked after in ten seconds, a move that failed is tried again in twenty. */
const STEP_MS = 1_000;

type Cut = { name: Name; when: When; at: number };

type Asking = { first: string; meanwhile: readonly string[]; last: string };
const asking: Record<Name, Asking> = {
  A: { first: '一线钱包怎么开通', meanwhile: ['钱包怎么充值', '提现多久到账'], last: '怎么绑定银行卡' },
  B: { first: '怎么解绑银行卡', meanwhile: ['提现要手续费吗', '忘记支付密码怎么办'], last: '钱包账单在哪里查' },
  C: { first: '怎么导出交易流水证明', meanwhile: ['怎么注销一线钱包', '先享付怎么开通'], last: '先享付怎么还款' },
};
const questionsOf = ({ first, meanwhile, last }: Asking) => [first, ...meanwhile, last];

/** What WeChat took, by a call or as the hook's answer: the words, with what can be chosen below them. */
type Said = { touser: string; text?: { content: string }; msgmenu?: { head_content: string } };
const sent: { peer: string; words: string }[] = [];
/** Who asks what an answer answers. */
const asks = new Map<string, { name: Name; question: string }>();
const answered = ({ id }: Somebody) =>
  rows(
    id,
    `select body ->> '$.text' as words, status, (select peer from endpoint where endpoint.id = message.endpoint) as peer
     from message where direction = 'out' order by revision`,
  );

/** C goes into B as B goes into A, with all three writing; cut off at most once. Answers whether the cut came. */
async function carried(cut: Cut | null): Promise<boolean> {
  const met = new Map<Name, Somebody>();
  for (const name of names) {
    vi.setSystemTime(Date.now() + 1);
    met.set(name, await speaker(asking[name].first));
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
      void writes(line, of(name), asking[name].meanwhile);
    });
    seen.set(name, watch);
  }
  const isDead = () => cut !== null && seen.get(cut.name)?.isDead === true;
  const says = (name: Name, other: Rank) =>
    customer(of(name).id).merge({ order: 'decide', wish: { kind: 'merge', other, key: `${of(name).id}-one` } });
  await Promise.allSettled([says('C', b), says('B', a)]);
  await comeToRest(people, { ends: isDead, stepMs: STEP_MS });
  // Whoever got no answer asks again until there is one.
  const isHeard = (name: Name, other: Rank) => () => says(name, other).then(Boolean, () => false);
  if (isDead()) await Promise.all([until('an answer to C', isHeard('C', b)), until('an answer to B', isHeard('B', a))]);
  const phones = names.map(async (name) => {
    for (const word of asking[name].meanwhile) await tells(of(name), wordOf(of(name), word));
  });
  await Promise.all([comeToRest(people, { stepMs: STEP_MS }), ...phones]);
  await comeToRest(people, { stepMs: STEP_MS });
  await areOne(of);
  await allAnswered(of);
  await calm(people);
  return isDead();
}

/** All three are one, nothing is on its way, and every word stands once and in order, with the next one. */
async function areOne(of: (name: Name) => Somebody): Promise<void> {
  const home = of('A');
  for (const name of names) {
    const who = of(name);
    expect(await leftOver(who)).toEqual([]);
    const { at, passive } = await taken(who, wordOf(who, asking[name].last));
    expect(at).toBe(home.id);
    if (passive) sent.push({ peer: who.wechat.peer, words: fallbackText(passive) });
    expect(await heardOn(home, who)).toEqual(questionsOf(asking[name]));
    for (const other of ['B', 'C'] as const) expect(await heardOn(of(other), who)).toEqual([]);
  }
}

/** Every answer stands at the address that asked, and WeChat got it for that one; the last three for certain. */
async function allAnswered(of: (name: Name) => Somebody): Promise<void> {
  const home = of('A');
  const peers = new Map(names.map((name) => [of(name).wechat.peer, name]));
  const whose = ({ peer, words }: Record<string, unknown>) => {
    const known = [...asks].find(([answer]) => String(words).startsWith(answer))?.[1];
    return known && { question: known.question, asked: known.name, at: peers.get(String(peer)) };
  };
  const isLast = (name: Name) => (one: ReturnType<typeof whose>) =>
    one?.question === asking[name].last && one.at === name;
  await until('WeChat has the last answers', async () => {
    vi.setSystemTime(Date.now() + STEP_MS);
    void runDurableObjectAlarm(stubOf(customer(home.id))).catch(() => false);
    return names.every((name) => sent.map(whose).some(isLast(name)));
  });
  const stood = await answered(home);
  for (const one of [...stood, ...sent.filter(({ peer }) => peers.has(peer))].map(whose))
    if (one) expect(one.at, one.question).toBe(one.asked);
  // None was lost by the way, and none said again.
  for (const name of names) {
    const found = stood.map(whose).filter((one) => one?.asked === name);
    expect(found.map((one) => one?.question)).toEqual(questionsOf(asking[name]));
  }
}

/** At which transactions one side is cut off: at each in turn, or at two, other ones for each side. */
function* cutsFrom(first: number): Generator<number, void> {
  if (!ALL) yield* [first, ((first + 6) % 9) + 1];
  else for (let at = 1; at < 100; at += 1) yield at;
}

beforeAll(async () => {
  openWorld({
    'world.test': async (request) => {
      if (!new URL(request.url).pathname.endsWith('/custom/send')) return sandbox.fetch(request, env);
      const { touser, text, msgmenu } = await request.json<Said>();
      sent.push({ peer: touser, words: text?.content ?? msgmenu?.head_content ?? '' });
      return Response.json({ errcode: 0, errmsg: 'ok' });
    },
  });
  await knowledgeable();
  for (const name of names) {
    for (const question of questionsOf(asking[name])) {
      const [answer] = await answered(await speaker(question));
      asks.set(String(answer?.['words']), { name, question });
    }
  }
  expect(asks.size).toBe(12);
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
