/** The planner at work in a person's actor: where an unread answer goes, what calls the person, and what never happens twice. */
import { env } from 'cloudflare:workers';
import { abortAllDurableObjects, runInDurableObject } from 'cloudflare:test';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { must } from '../results.ts';
import { stubOf } from '../stub.ts';
import { knowledgeable, openWorld, until } from '../world.ts';
import { agent, customer, freshPerson, openScreen, rows, said, visitor } from './rig.ts';
import { Hand } from './served.ts';

type Person = ReturnType<typeof freshPerson>;
type Sent = { to: 'sms' | 'wechat' | 'subscription'; words: string };

const MINI = (JSON.parse(env.ACCOUNTS) as { channel: string; id: string }[]).find(
  (one) => one.channel === 'miniprogram',
)!.id;
const ANSWER = 'tmpl-answer-0001';
const MINUTE = 60_000;

/** What left for the platforms, in order; the carrier answers as the test says. */
let sent: Sent[] = [];
let carrier: () => object | 'breaks' = () => ({ Code: 'OK', BizId: `b${sent.length}`, Message: 'OK' });
let wechat: () => number = () => 0;
let company: ((answer: object) => void)[] = [];

function world(): void {
  openWorld({
    'world.test': async (request) => {
      const url = new URL(request.url);
      if (url.pathname.endsWith('/stable_token')) return Response.json({ access_token: 't', expires_in: 7200 });
      if (url.pathname.includes('/shop/hook/')) {
        let given: object | null = null;
        company.push((answer) => (given = answer));
        while (given === null) await new Promise((resolve) => setTimeout(resolve, 3));
        return Response.json(given);
      }
      if (url.pathname.includes('/aliyun')) {
        const answer = carrier();
        const template = url.searchParams.get('TemplateCode') ?? '';
        sent.push({ to: 'sms', words: `${template} ${url.searchParams.get('TemplateParam') ?? ''}` });
        return answer === 'breaks' ? new Response('', { status: 502 }) : Response.json(answer);
      }
      if (url.pathname.endsWith('/subscribe/send')) {
        sent.push({ to: 'subscription', words: await request.text() });
        return Response.json({ errcode: 0, errmsg: 'ok', msgid: 700 + sent.length });
      }
      if (url.pathname.endsWith('/custom/send')) {
        const errcode = wechat();
        const body = (await request.json()) as { text?: { content: string } };
        if (errcode === 0) sent.push({ to: 'wechat', words: body.text?.content ?? '' });
        return Response.json({ errcode, errmsg: 'x' });
      }
      return Response.json({ errcode: 0 });
    },
  });
}

beforeAll(async () => {
  openWorld();
  await knowledgeable();
}, 70_000);
beforeEach(() => {
  [sent, wechat, company] = [[], () => 0, []];
  carrier = () => ({ Code: 'OK', BizId: `b${sent.length}`, Message: 'OK' });
  world();
});
afterEach(() => {
  clock = 0;
  vi.useRealTimers();
});

let turns = 5_000;

/** An agent holds the session; the person wrote on these addresses, the last one is where the encounter is. */
async function held(person: Person, ...words: Parameters<typeof said>[0][]) {
  for (const [at, address] of words.entries())
    must(await customer(person.id).hear(said(address, `h${at}-${person.id}`, '我要人工客服')));
  await until('the desk has answered', async () => {
    const settled = `select id from session where state = 'left-message'
      and not exists (select 1 from letter where kind in ('desk', 'send'))`;
    return (await rows(person.id, settled)).length > 0;
  });
  const [session] = await rows(person.id, `select id from session where state <> 'closed'`);
  turns += 1;
  const { fence } = must(
    await customer(person.id).assigned({
      ...{ session: String(session?.['id']), turn: turns },
      agent: { id: 'a_1', name: '林小夏' },
    }),
  );
  const hand = new Hand(await openScreen(person.id, agent(), `d-${person.id}-${turns}`));
  sent = [];
  const endpointOf = async (channel: string) =>
    String((await rows(person.id, `select id from endpoint where channel = '${channel}'`))[0]?.['id']);
  return { hand, endpointOf, says: (text: string, more: object = {}) => hand.say(text, { fence, ...more }) };
}

let clock = 0;
/** So much later the alarm rings. */
async function later(person: Person, ms: number): Promise<void> {
  clock = Math.max(Date.now(), clock) + ms;
  vi.useFakeTimers({ now: clock, toFake: ['Date'] });
  await runInDurableObject(stubOf(customer(person.id)), async (one) => (one as { alarm(): Promise<void> }).alarm());
}
/** By day in China, so that no quiet hour hides anything. */
async function atNoon(person: Person): Promise<void> {
  const day = Math.floor((Date.now() + 8 * 60 * MINUTE) / (24 * 60 * MINUTE)) * 24 * 60 * MINUTE;
  await later(person, day + 24 * 60 * MINUTE + 4 * 60 * MINUTE - Date.now());
}
const whyOf = async (person: Person, words: string) => {
  const found = await rows(person.id, `select status, reason from message where body like '%${words}%'`);
  const reason = found[0]?.['reason'];
  return [found[0]?.['status'], typeof reason === 'string' ? (JSON.parse(reason) as { code: string }).code : null];
};
const of = (to: Sent['to']) => sent.filter((one) => one.to === to);

describe('C29 an answer that is not read goes the next way, by the alarm', () => {
  it('C29 before an open screen three minutes, then an SMS with a way back; read meanwhile, nothing goes', async () => {
    const person = freshPerson();
    const screen = new Hand(await openScreen(person.id, visitor(person.web), 'w1'));
    const { says } = await held(person, person.sms, person.web);
    await says('第一句');
    await later(person, 2 * MINUTE);
    await later(person, 30_000);
    expect(sent).toEqual([]);
    await later(person, MINUTE);
    await until('the SMS', () => of('sms').length === 1);
    expect(of('sms')[0]?.words).toMatch(/^SMS_1000003 \{"code":"[2-9A-HJ-NP-Z]{12}"\}$/u);
    await until('told', async () => (await whyOf(person, '第一句'))[1] === 'reach_sms_sent');
    for (let at = 0; at < 5; at += 1) await later(person, 10 * MINUTE);
    expect(sent).toHaveLength(1);
    await says('第二句');
    const [last] = await rows(person.id, `select max(revision) as revision from message`);
    screen.screen.say({ type: 'read', revision: Number(last?.['revision']) });
    await until('read', async () => (await rows(person.id, 'select 1 from news')).length === 0);
    for (let at = 0; at < 5; at += 1) await later(person, 10 * MINUTE);
    expect(sent).toHaveLength(1);
  });

  it('C29 with no screen open half a minute; their WeChat with room comes before the SMS and has the words themselves', async () => {
    const person = freshPerson();
    const { says } = await held(person, person.sms, person.wechat, person.web);
    await says('网页上没人看');
    await later(person, 25_000);
    expect(sent).toEqual([]);
    await later(person, 10_000);
    await until('on WeChat', () => of('wechat').length === 1);
    expect(of('wechat')[0]?.words).toBe('网页上没人看');
    await until('taken', async () => (await rows(person.id, 'select 1 from news')).length === 0);
    for (let at = 0; at < 5; at += 1) await later(person, 10 * MINUTE);
    expect(sent).toHaveLength(1);
  });

  it('C29 C44 one call asks to read everything; who has not come is not called again for half an hour', async () => {
    const person = freshPerson();
    const { says } = await held(person, person.sms, person.web);
    for (const words of ['甲', '乙', '丙']) await says(words);
    await later(person, 31_000);
    await until('the SMS', () => of('sms').length === 1);
    await says('丁');
    await later(person, 5 * MINUTE);
    await until('why not', async () => (await whyOf(person, '丁'))[1] === 'reach_called');
    expect(of('sms')).toHaveLength(1);
    await later(person, 26 * MINUTE);
    await until('called again', () => of('sms').length === 2);
    must(await customer(person.id).hear(said(person.web, 'back', '我回来了', Date.now())));
    expect(await rows(person.id, 'select 1 from news')).toEqual([]);
    expect(await rows(person.id, 'select 1 from summons where came_at is null')).toEqual([]);
  });

  it('C44 a receipt that it failed, or the carrier’s refusal, leads on; a fate nobody knows does not', async () => {
    const person = freshPerson();
    const { says } = await held(person, person.sms, person.web);
    const tickets = () => rows(person.id, `select body from ticket where body like '%"callback"%'`);
    await says('打不通的号码');
    await later(person, 31_000);
    await until('told', async () => (await whyOf(person, '打不通的号码'))[1] === 'reach_sms_sent');
    const report = {
      kind: 'report',
      key: 'r1',
      providerId: 'b0',
      address: person.sms,
      status: 'failed',
      at: 1,
    } as const;
    expect(must(await customer(person.id).report({ ...report, reason: { code: 'x', detail: '关机' } })).known).toBe(
      true,
    );
    await until('a colleague phones', async () => (await tickets()).length === 1);
    expect((await whyOf(person, '打不通的号码'))[1]).toBe('reach_callback_sent');
    const other = freshPerson();
    const second = await held(other, { ...other.sms, peer: '+8613800138001' }, other.web);
    carrier = () => 'breaks';
    await second.says('不知道到没到');
    await later(other, 31_000);
    await until('unknown', async () => (await whyOf(other, '不知道到没到'))[1] === 'reach_sms_unknown');
    for (let at = 0; at < 5; at += 1) await later(other, 20 * MINUTE);
    expect(of('sms')).toHaveLength(1);
    expect(await rows(other.id, `select 1 from ticket where body like '%callback%'`)).toEqual([]);
  });

  it('C29 a call cut off by a reset of the object is never repeated', async () => {
    const person = freshPerson();
    const { says } = await held(person, person.sms, person.web);
    await says('飞到一半的短信');
    const calls: string[] = [];
    openWorld({
      'world.test': async (request) => {
        calls.push(request.url);
        await new Promise((resolve) => setTimeout(resolve, 60_000));
        return Response.json({});
      },
    });
    void later(person, 31_000).catch(() => undefined);
    await until('it is on its way', () => calls.length > 0);
    await abortAllDurableObjects();
    world();
    await until('unknown', async () => {
      await later(person, 10_000);
      return (await whyOf(person, '飞到一半的短信'))[1] === 'reach_sms_unknown';
    });
    expect(sent).toEqual([]);
  });
});

describe('C43 an address that takes no words now', () => {
  it('C43 the window over, an answer is taken where another way is, and refused where none is', async () => {
    const person = freshPerson();
    const { says, endpointOf } = await held(person, person.sms, person.wechat);
    await rows(person.id, `update endpoint set counts = null where channel = 'wechat'`);
    expect(await says('时限过了', { endpoint: await endpointOf('wechat') })).toBe('accepted');
    await until('called', () => of('sms').length === 1);
    expect(await whyOf(person, '时限过了')).toEqual(['queued', 'reach_sms_sent']);
    const alone = freshPerson();
    const other = await held(alone, alone.wechat);
    await rows(alone.id, `update endpoint set counts = null where channel = 'wechat'`);
    expect(await other.says('没有别的办法')).toBe('window_closed');
  });

  it('C43 who left the account while it was on its way is called another way; words the platform forbids are not', async () => {
    const person = freshPerson();
    const { says } = await held(person, person.sms, person.wechat);
    wechat = () => 45_168;
    await says('敏感的话');
    await until('failed', async () => (await whyOf(person, '敏感的话'))[0] === 'failed');
    wechat = () => 43_004;
    await says('取消关注了');
    await until('called', () => of('sms').length === 1);
    expect(await whyOf(person, '取消关注了')).toEqual(['queued', 'reach_sms_sent']);
  });
});

describe('C45 the last message of a count', () => {
  const leaves = (person: Person, left: number) =>
    rows(
      person.id,
      `update endpoint set counts = json_set(counts, '$.scenes[0].left', ${left}, '$.sends', json('[]')) where channel = 'wechat'`,
    );

  it('C45 the robot’s words wait for it, and say so; a person’s take it and what waits gives way', async () => {
    const person = freshPerson();
    must(await customer(person.id).hear(said(person.wechat, 'r2', '我要退款，尺码不合适，订单YX20261120001')));
    await until('the question', () => company.length === 1);
    await leaves(person, 1);
    const [session] = await rows(person.id, `select id from session where state <> 'closed'`);
    company[0]?.({ outcome: 'ok', values: { item: '夹克', amount: '329.00' } });
    await until(
      'kept',
      async () =>
        (await rows(person.id, `select 1 from message where status = 'queued' and reason like '%reach_kept%'`)).length >
        0,
    );
    const before = of('wechat').length;
    turns += 1;
    const { fence } = must(
      await customer(person.id).assigned({
        ...{ session: String(session?.['id']), turn: turns },
        agent: { id: 'a_1', name: '林小夏' },
      }),
    );
    const hand = new Hand(await openScreen(person.id, agent(), `k-${person.id}`));
    await hand.say('已经为您退款', { fence });
    await until('it left', () => of('wechat').length === before + 1);
    expect(of('wechat').at(-1)?.words).toBe('已经为您退款');
    expect(await rows(person.id, `select 1 from message where reason like '%superseded%'`)).not.toEqual([]);
  });

  it('C45 where few are left, what a person says within moments goes as one message, in its order', async () => {
    const person = freshPerson();
    const { says } = await held(person, person.wechat);
    await leaves(person, 2);
    await Promise.all(['一', '二', '三'].map((words) => says(words)));
    await until('joined', () => of('wechat').length === 1);
    expect(of('wechat')[0]?.words).toBe('一\n二\n三');
    await until(
      'all sent',
      async () =>
        (await rows(person.id, `select 1 from message where body like '%"一"%' and status = 'sent'`)).length === 1,
    );
    for (const words of ['"二"', '"三"']) expect((await whyOf(person, words))[0]).toBe('sent');
  });
});

describe('C50 a notice', () => {
  const notice = (key: string) => ({
    ...{ key, kind: 'refund' as const, opens: { to: 'line' as const }, facts: [] },
    title: { zh: '退款已到账', en: 'Your refund has arrived' },
    text: { zh: '329 元', en: '329 yuan' },
  });

  it('C50 goes by the conversation’s WeChat while it has room, else by an SMS, and at night by neither sound', async () => {
    const person = freshPerson();
    await held(person, person.sms, person.wechat);
    must(await customer(person.id).own({ order: 'notify', notice: notice('n1') }));
    await later(person, 9_000);
    await until('on WeChat', () => of('wechat').length === 1);
    expect(of('wechat')[0]?.words).toBe('退款已到账\n329 元');
    await until('over', async () => (await rows(person.id, 'select 1 from news')).length === 0);
    await rows(person.id, `update endpoint set counts = null where channel = 'wechat'`);
    await atNoon(person);
    await later(person, 11 * 60 * MINUTE);
    must(await customer(person.id).own({ order: 'notify', notice: notice('n2') }));
    for (let hour = 0; hour < 8; hour += 1) await later(person, 60 * MINUTE);
    expect(of('sms')).toEqual([]);
    for (let hour = 0; hour < 3; hour += 1) await later(person, 60 * MINUTE);
    await until('in the morning', () => of('sms').length === 1);
  });

  it('C50 who refused news by SMS gets none, and it is looked at no more', async () => {
    const person = freshPerson();
    const hand = new Hand(await openScreen(person.id, visitor(person.web), 'w1'));
    await held(person, person.sms, person.web);
    expect(await hand.act({ act: 'choose', purpose: 'service', channel: 'sms', given: false })).toBe('accepted');
    must(await customer(person.id).own({ order: 'notify', notice: notice('n1') }));
    await atNoon(person);
    await later(person, 60 * MINUTE);
    expect(sent).toEqual([]);
    expect(await rows(person.id, `select 1 from letter where kind = 'remind'`)).toEqual([]);
  });
});

describe('C51 receipts of calls', () => {
  it('C51 a one-time subscription keeps its id: what the platform says later moves it, once, and leads on', async () => {
    const person = freshPerson();
    const phone = { channel: 'miniprogram' as const, account: MINI, peer: `o_${person.id}` };
    const hand = new Hand(await openScreen(person.id, visitor(phone), 'm1'));
    await hand.act({ act: 'subscribe', answers: [{ template: ANSWER, answer: 'accept' }] });
    const { says } = await held(person, person.sms, person.web);
    hand.screen.socket.close(1000, 'away');
    await says('请看小程序');
    await later(person, 31_000);
    await until('pushed', () => of('subscription').length === 1);
    expect(of('subscription')[0]?.words).toContain('pages/home/index?message=');
    await until('told', async () => (await whyOf(person, '请看小程序'))[1] === 'reach_subscription_sent');
    const [summons] = await rows(person.id, `select provider_id, status from summons`);
    expect(summons).toEqual({ provider_id: '701', status: 'sent' });
    const report = { kind: 'report', key: 'r', providerId: '701', address: phone, at: 1 } as const;
    await customer(person.id).report({ ...report, status: 'failed', reason: { code: 'x', detail: 'blocked' } });
    await until('the next way', () => of('sms').length === 1);
    await customer(person.id).report({ ...report, status: 'sent' });
    expect(await rows(person.id, `select status from summons where way = 'subscription'`)).toEqual([
      { status: 'failed' },
    ]);
  });
});
