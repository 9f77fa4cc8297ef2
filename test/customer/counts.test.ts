/** WeChat's counts as a person's actor keeps them, and that a late answer goes to the address that asked. */
import { env } from 'cloudflare:workers';
import { abortAllDurableObjects } from 'cloudflare:test';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Hearing } from '../../shared/actors.ts';
import { noCounts, roomIn, type Counts } from '../../shared/reach/counts.ts';
import { ensureKnowledge } from '../../worker/knowledge/shelf.ts';
import { openWorld, until } from '../world.ts';
import { withBindings } from './broken.ts';
import { agent, customer, freshPerson, openScreen, rows, said, text } from './rig.ts';
import { must } from '../results.ts';

type Person = ReturnType<typeof freshPerson>;

/** The platform answers sends as the test says: an errcode, or a call that breaks. */
let platform: () => number | 'breaks' = () => 0;
let sends: string[] = [];
let company: ((answer: object) => void)[] = [];

function world(): void {
  openWorld({
    'world.test': async (request) => {
      const { pathname } = new URL(request.url);
      if (pathname.endsWith('/stable_token')) return Response.json({ access_token: 'token', expires_in: 7200 });
      if (pathname.includes('/shop/hook/')) {
        let given: object | null = null;
        company.push((answer) => (given = answer));
        while (given === null) await new Promise((resolve) => setTimeout(resolve, 3));
        return Response.json(given);
      }
      if (!pathname.endsWith('/custom/send')) return Response.json({ errcode: 0 });
      sends.push(await request.text());
      const fate = platform();
      return fate === 'breaks'
        ? new Response('gateway error', { status: 502 })
        : Response.json({ errcode: fate, errmsg: 'x' });
    },
  });
}

beforeAll(async () => {
  openWorld();
  await ensureKnowledge(env);
}, 60_000);
beforeEach(() => {
  [platform, sends, company] = [() => 0, [], []];
  world();
});
afterEach(() => {
  vi.useRealTimers();
});

const countsOf = async (person: Person): Promise<Counts> => {
  const kept = (await rows(person.id, `select counts from endpoint where channel = 'wechat'`))[0]?.['counts'];
  return typeof kept === 'string' ? (JSON.parse(kept) as Counts) : noCounts;
};
const roomNow = async (person: Person, at = Date.now()) => roomIn(await countsOf(person), at);
const tapped = (person: Person, at: number, event = 'CLICK'): Hearing => ({
  heard: {
    ...{ kind: 'event', key: `${event}${at}`, address: person.wechat, event, at },
    window: { left: 3, endsAt: at + 60_000 },
  },
});

/** A session an agent holds, with their screen; the WeChat address is where the person wrote. */
async function held(person: Person) {
  await customer(person.id).hear(said(person.wechat, 'hello', '我要人工客服'));
  await until('the desk has answered', async () => {
    const settled = `select id from session where state = 'left-message'
      and not exists (select 1 from letter where kind in ('desk', 'send'))`;
    return (await rows(person.id, settled)).length > 0;
  });
  const [session] = await rows(person.id, `select id from session where state <> 'closed'`);
  const { fence } = must(
    await customer(person.id).assigned({
      ...{ session: String(session?.['id']), turn: 1000 },
      agent: { id: 'a_1', name: '林小夏' },
    }),
  );
  const screen = await openScreen(person.id, agent(), `d-${person.id}`);
  let number = 0;
  const speaks = async (words: string) => {
    number += 1;
    screen.say({ type: 'send', number, body: text(words), fence });
    const sent = number;
    await until(`an answer to ${words}`, () =>
      screen.frames.some((one) => (one.type === 'accepted' || one.type === 'refused') && one.number === sent),
    );
    return screen.of('refused').find((one) => one.number === sent)?.code ?? 'accepted';
  };
  return { screen, speaks };
}

async function statusOf(person: Person, words: string): Promise<string> {
  const found = await rows(person.id, 'select status, body from message');
  return String(found.find((row) => String(row['body']).includes(words))?.['status']);
}

describe('C22 counts stand side by side', () => {
  it('C22 a menu tap or a scan takes nothing from the 48 hours: a minute later an answer still goes', async () => {
    const person = freshPerson();
    const { screen, speaks } = await held(person);
    for (const event of ['CLICK', 'SCAN']) await customer(person.id).hear(tapped(person, Date.now(), event));
    const shown = screen.of('event').flatMap((one) => (one.change.kind === 'endpoint' ? [one.change.endpoint] : []));
    expect(shown.at(-1)?.counts).toHaveLength(3);
    vi.useFakeTimers({ now: Date.now() + 2 * 60_000, toFake: ['Date'] });
    expect(await speaks('两分钟以后的回答')).toBe('accepted');
    await until('it left', () => sends.some((one) => one.includes('两分钟以后的回答')));
    await until('sent', async () => (await statusOf(person, '两分钟以后的回答')) === 'sent');
  });

  it('C22 a send counts in each window that is open; who left the account has none', async () => {
    const person = freshPerson();
    const { speaks } = await held(person);
    await customer(person.id).hear(tapped(person, Date.now()));
    const before = await countsOf(person);
    await speaks('算在两个窗口里');
    await until('it left', async () => (await statusOf(person, '算在两个窗口里')) === 'sent');
    const after = await countsOf(person);
    expect(after.scenes.map((one) => one.left)).toEqual(before.scenes.map((one) => one.left - 1));
    await customer(person.id).hear({
      heard: { kind: 'event', key: 'bye', address: person.wechat, event: 'unsubscribe', at: Date.now(), gone: true },
    });
    expect((await rows(person.id, `select counts from endpoint where channel = 'wechat'`))[0]?.['counts']).toBeNull();
  });

  it('C22 an act that is told late does not forget what left meanwhile', async () => {
    const person = freshPerson();
    const { speaks } = await held(person);
    const asked = Date.now() - 4_000;
    await speaks('一');
    await speaks('二');
    await until('both left', async () => (await statusOf(person, '二')) === 'sent');
    await customer(person.id).hear(said(person.wechat, 'late', '十秒前说的', asked));
    const room = await roomNow(person);
    expect(room).toMatchObject({ state: 'open' });
    expect(room.state === 'open' && room.left).toBeLessThanOrEqual(3);
  });
});

describe('C22 a send is counted before anybody knows its fate', () => {
  const leftOf = async (person: Person) => {
    const room = await roomNow(person);
    return room.state === 'open' ? room.left : 0;
  };

  it('one of unknown fate counts, one that certainly did not arrive is given back', async () => {
    const person = freshPerson();
    const { speaks } = await held(person);
    const before = await leftOf(person);
    platform = () => 'breaks';
    await speaks('没人知道');
    await until('unknown', async () => (await statusOf(person, '没人知道')) === 'unknown');
    expect(await leftOf(person)).toBe(before - 1);
    platform = () => 45168;
    await speaks('被平台拒绝');
    await until('failed', async () => (await statusOf(person, '被平台拒绝')) === 'failed');
    expect(await leftOf(person)).toBe(before - 1);
  });

  it('one cut off by a reset counts, and is no longer on its way for what comes after', async () => {
    const person = freshPerson();
    const { speaks } = await held(person);
    const before = await leftOf(person);
    let landed = false;
    openWorld({
      'world.test': async (request) => {
        if (!request.url.includes('/custom/send')) return Response.json({ access_token: 't', expires_in: 7200 });
        landed = true;
        await new Promise((resolve) => setTimeout(resolve, 60_000));
        return Response.json({ errcode: 0 });
      },
    });
    await speaks('飞到一半');
    await until('it is on its way', () => landed);
    await abortAllDurableObjects();
    world();
    await customer(person.id).poll(agent(), 'x', null, 0);
    expect(await statusOf(person, '飞到一半')).toBe('unknown');
    expect(await leftOf(person)).toBe(before - 1);
    expect((await countsOf(person)).sends.every((one) => one.to !== null)).toBe(true);
    vi.useFakeTimers({ now: Date.now() + 5_000, toFake: ['Date'] });
    await customer(person.id).hear(said(person.wechat, 'next', '还在吗', Date.now()));
    expect(await leftOf(person)).toBe(5);
  });

  it('the platform’s word that nothing is left, or that the time is over, holds', async () => {
    const person = freshPerson();
    const { speaks } = await held(person);
    platform = () => 45047;
    await speaks('条数满了');
    await until('held', async () => (await roomNow(person)).state === 'spent');
    expect(await speaks('还能发吗')).toBe('quota_spent');
    platform = () => 45015;
    await customer(person.id).hear(said(person.wechat, 'again', '我又来了'));
    await until('closed', async () => (await roomNow(person)).state === 'closed');
    expect(await speaks('现在呢')).toBe('window_closed');
  });
});

describe('C26 a late answer goes to the address that asked', () => {
  const answers = (person: Person) =>
    rows(
      person.id,
      `select channel, body from message where direction = 'out' and speaker ->> '$.kind' = 'robot' order by revision`,
    );

  it('C26 the company’s: asked on WeChat, it is answered there though they look at the website meanwhile', async () => {
    const person = freshPerson();
    const actor = customer(person.id);
    must(await actor.hear(said(person.wechat, 'k1', '我要退款，尺码不合适，订单YX20261120001')));
    await until('the question', () => company.length === 1);
    must(await actor.hear(said(person.web, 'k2', '在吗')));
    const before = (await answers(person)).length;
    company[0]?.({ outcome: 'ok', values: { item: '夹克', amount: '329.00' } });
    const found = await until('the answer', async () => {
      const all = await answers(person);
      return all.length > before ? all.slice(before) : null;
    });
    expect(found.map((one) => one['channel'])).toEqual(['wechat']);
  });

  it('C26 the model’s: answered, or said as published when they go on elsewhere, where it was asked', async () => {
    const person = freshPerson();
    let answer: (() => void) | null = null;
    const bindings = {
      LANGUAGE_MODEL: JSON.stringify({
        kind: 'workers-ai',
        model: 'm',
        region: 'cn',
        filing: 'Beijing-X-1',
        timeoutMs: 5_000,
      }),
      AI: {
        run: () =>
          new Promise<{ response: string }>((resolve) => {
            answer = () => resolve({ response: 'nonsense' });
          }),
      },
    };
    await withBindings(person.id, bindings, async (actor, state) => {
      const spoken = () =>
        state.storage.sql
          .exec<{ channel: string; body: string }>(
            `select channel, body from message where direction = 'out' and speaker ->> '$.kind' = 'robot' order by revision`,
          )
          .toArray();
      must(await actor.hear(said(person.wechat, 'k1', '忘记登录密码要怎么弄')));
      await until('the model is asked', () => answer !== null);
      must(await actor.hear(said(person.web, 'k2', '谢谢')));
      expect(spoken().map((one) => one.channel)).toEqual(['wechat', 'web']);
    });
  });
});
