/** The directory: told by the customers, found by words in Chinese and English, listed, kept filters. */
import { env } from 'cloudflare:workers';
import { evictDurableObject, runInDurableObject } from 'cloudflare:test';
import * as v from 'valibot';
import { beforeAll, describe, expect, it } from 'vitest';
import { retellAnswer, type DirectoryNews, type MessageRow, type SessionRow } from '../../shared/directory.ts';
import { asked, indexed, marksIn } from '../../worker/directory/words.ts';
import { rows } from '../customer/rig.ts';
import { closingIs, served } from '../customer/served.ts';
import { knock, post } from '../hall/knock.ts';
import { stubOf } from '../stub.ts';
import { knowledgeable, openWorld, until } from '../world.ts';

let actors = 0;
const fresh = () => env.DIRECTORY.getByName(`d-${(actors += 1)}`);
const main = env.DIRECTORY.getByName('main');

const message = (id: string, text: string, more: Partial<MessageRow> = {}): MessageRow => ({
  ...{ message: id, revision: 1, customer: 'c_1', name: '林小满', session: 's_1', channel: 'web', speaker: 'customer' },
  ...{ note: false, at: 1_790_000_000_000, text },
  ...more,
});
const session = (id: string, more: Partial<SessionRow> = {}): SessionRow => ({
  ...{
    session: id,
    number: `1126-${id}`,
    customer: 'c_1',
    name: '林小满',
    state: 'closed',
    agent: { id: 'a_1', name: '林小夏' },
  },
  ...{
    skill: 'general',
    channels: ['web'],
    openedAt: 1_790_000_000_000,
    closedAt: null,
    firstAnswerMs: 9_000,
    rating: 5,
  },
  ...{ solved: true, category: null, reason: '', question: '退款什么时候到账', summary: '', last: '好的', tags: [] },
  ...more,
});
const news = (more: Partial<DirectoryNews> = {}): DirectoryNews => ({
  revision: 1,
  customer: {
    ...{ customer: 'c_1', name: '林小满', userId: 'u-88', level: 'gold', care: null, seenAt: 1 },
    addresses: [{ channel: 'sms', label: '138****5678' }],
  },
  ...{ sessions: [], messages: [], gone: [] },
  ...more,
});

beforeAll(async () => {
  openWorld();
  await knowledgeable();
}, 70_000);

describe('words', () => {
  it('Y1 of Chinese are pairs, of Latin letters and figures themselves', () => {
    expect(indexed('退款到账 Order-2025ＡＢ')).toBe('退款 款到 到账 账 order 2025ab');
    expect(asked('退款到账')).toBe('"退款 款到 到账"');
    expect(asked('款')).toBe('"款" *');
    expect(asked('ord 20')).toBe('"ord" * "20" *');
    expect(asked('，。 !')).toBe('');
    expect(indexed('iPhone手机壳')).toBe('iphone 手机 机壳 壳');
    expect(indexed('啊'.repeat(100_000)).length).toBeLessThan(1_000_000);
  });

  it('Y1 are marked where they stand, whatever their width and case', () => {
    expect(marksIn('我的ＯＲＤＥＲ退款', 'order 退款')).toEqual([
      [2, 7],
      [7, 9],
    ]);
    expect(marksIn('退款退款', '退款')).toEqual([
      [0, 2],
      [2, 4],
    ]);
    expect(marksIn('没有', '退款')).toEqual([]);
  });
});

describe('search', () => {
  it('Y2 finds people, encounters and messages by words anywhere, and no others', async () => {
    const directory = fresh();
    await directory.tell(
      news({
        sessions: [session('s_1'), session('s_2', { question: '怎么开发票', summary: '已补开电子发票' })],
        messages: [
          message('m_1', '我的退款三天没到账了'),
          message('m_2', '请稍等，我帮您查询订单 SF20251125', { speaker: 'agent' }),
          message('m_3', 'Where is my refund?'),
        ],
      }),
    );
    const found = async (q: string) => {
      const { customers, sessions, messages } = await directory.search({ q, after: null });
      return [
        ...customers.map((one) => one.row.customer),
        ...sessions.map((one) => one.row.session),
        ...messages.map((one) => one.row.message),
      ];
    };
    expect(await found('退款')).toEqual(['s_1', 'm_1']);
    expect(await found('没到账')).toEqual(['m_1']);
    expect(await found('账')).toEqual(['s_1', 'm_1']);
    expect(await found('sf2025')).toEqual(['m_2']);
    expect(await found('REFUND')).toEqual(['m_3']);
    expect(await found('林小满')).toEqual(['c_1', 's_2', 's_1']);
    expect(await found('5678')).toEqual(['c_1']);
    expect(await found('u-88')).toEqual(['c_1']);
    expect(await found('电子发票')).toEqual(['s_2']);
    expect(await found('款退')).toEqual([]);
    expect(await found('" OR 1 * (')).toEqual([]);
  });

  it('Y2 pages messages newest first without losing or doubling one', async () => {
    const directory = fresh();
    const many = Array.from({ length: 70 }, (_, n) => message(`m_${n}`, `第${n}次问退款`));
    await directory.tell(news({ messages: many }));
    const seen: string[] = [];
    for (let after: string | null = null, page = 0; page < 6; page += 1) {
      const { messages, next } = await directory.search({ q: '退款', after });
      seen.push(...messages.map((one) => one.row.message));
      after = next;
      if (!next) break;
    }
    expect(seen).toEqual(many.map((one) => one.message).reverse());
  });

  it('Y3 told twice is known once, an older telling changes nothing, words taken back are gone', async () => {
    const directory = fresh();
    const told = news({
      revision: 5,
      sessions: [session('s_1', { rating: 4 })],
      messages: [message('m_1', '密码是一二三')],
    });
    await directory.tell(told);
    await directory.tell(told);
    await directory.tell(news({ revision: 4, sessions: [session('s_1', { rating: 1 })] }));
    await evictDurableObject(stubOf(directory));
    const { messages } = await directory.search({ q: '密码', after: null });
    expect(messages).toHaveLength(1);
    expect((await directory.of({ customer: 'c_1', after: null })).sessions.map((one) => one.rating)).toEqual([4]);
    await directory.tell(news({ revision: 6, gone: ['m_1'] }));
    expect((await directory.search({ q: '密码', after: null })).messages).toEqual([]);
  });
});

describe('history', () => {
  it('Y4 filters by day, channel, agent, state, category, rating, tag and words, newest first', async () => {
    const directory = fresh();
    const all = [
      session('s_1', { openedAt: 1_000, channels: ['web', 'sms'], tags: ['加急'] }),
      session('s_2', {
        openedAt: 2_000,
        agent: { id: 'a_2', name: '王晴' },
        rating: 2,
        category: { id: 'refund', zh: '退款', en: 'Refund' },
      }),
      session('s_3', {
        openedAt: 3_000,
        channels: ['wechat'],
        state: 'left-message',
        rating: null,
        question: '发票抬头',
      }),
    ];
    await directory.tell(news({ sessions: all }));
    const list = async (filter: object) =>
      (await directory.sessions({ filter, after: null })).sessions.map((one) => one.session);
    expect(await list({})).toEqual(['s_3', 's_2', 's_1']);
    expect(await list({ from: 2_000, to: 3_000 })).toEqual(['s_2']);
    expect(await list({ channel: 'sms' })).toEqual(['s_1']);
    expect(await list({ agent: 'a_2' })).toEqual(['s_2']);
    expect(await list({ state: 'left-message' })).toEqual(['s_3']);
    expect(await list({ category: 'refund' })).toEqual(['s_2']);
    expect(await list({ rating: 2 })).toEqual(['s_2']);
    expect(await list({ tag: '加急' })).toEqual(['s_1']);
    expect(await list({ q: '发票' })).toEqual(['s_3']);
    expect((await directory.similar({ words: '我的退款多久到账', not: 's_1' })).map((one) => one.session)).toEqual([
      's_2',
    ]);
  });

  it('Y5 filters are kept under a name by each member; leads share theirs', async () => {
    const directory = fresh();
    const given = { name: '低分', filter: { rating: '2' }, shared: true, gone: false };
    await directory.save({ member: 'a_1', leads: false, given });
    await directory.save({ member: 'u_lead', leads: true, given: { ...given, name: '本周' } });
    const mine = await directory.filters('a_1');
    expect(mine.map((one) => [one.name, one.shared, one.own])).toEqual([
      ['低分', false, true],
      ['本周', true, false],
    ]);
    const shared = mine.find((one) => !one.own);
    await directory.save({ member: 'a_1', leads: false, given: { ...given, id: shared?.id ?? '', gone: true } });
    expect(await directory.filters('a_2')).toHaveLength(1);
    await directory.save({ member: 'a_1', leads: false, given: { ...given, id: mine[0]?.id ?? '', gone: true } });
    expect(await directory.filters('a_1')).toHaveLength(1);
  });
});

describe('a line', () => {
  it('Y6 tells what was said and how it ended; secrets are cut, recalled words gone', async () => {
    await closingIs({ required: false });
    const { person, mine, desk, session: id, fence } = await served();
    await mine.say('我的身份证是 11010519491231002X，包裹丢在驿站了');
    await desk.say('马上为您联系驿站核实', { fence });
    const hits = async (q: string) =>
      (await main.search({ q, after: null })).messages.filter((one) => one.row.customer === person.id);
    await until('the words', async () => (await hits('核实')).length === 1, 8_000);
    const told = (await hits('丢在驿站'))[0]?.row.text ?? '';
    expect(told).toContain('包裹丢在驿站了');
    expect(told).not.toContain('11010519491231002X');
    const wrong = String((await rows(person.id, `select id from message where body like '%核实%'`))[0]?.['id']);
    await desk.act({ act: 'recall', message: wrong });
    await until('gone', async () => (await hits('核实')).length === 0, 8_000);
    await desk.act({ act: 'close', fence });
    await mine.act({ act: 'rate', session: id, score: 2, solved: false });
    const closed = await until(
      'the rating',
      async () => {
        const { sessions } = await main.of({ customer: person.id, after: null });
        return sessions.find((one) => one.rating === 2) ?? null;
      },
      8_000,
    );
    expect(closed).toMatchObject({ session: id, state: 'closed', agent: { id: 'a_1' }, solved: false });
  });

  it('Y7 is searched by who may follow lines only', async () => {
    expect((await knock('/staff/v1/search?q=a')).status).toBe(401);
    expect((await knock('/staff/v1/sessions')).status).toBe(401);
    const asRole = async (role: 'editor' | 'agent') => {
      const cookie = await signedIn(role);
      return (await knock('/staff/v1/search?q=a', { headers: { cookie } })).status;
    };
    expect(await asRole('agent')).toBe(200);
    expect(await asRole('editor')).toBe(403);
  });

  it('Y10 tells a lost directory everything anew, but for what was taken back', async () => {
    await closingIs({ required: false });
    const { person, mine, desk, fence } = await served();
    await mine.say('请问蓝色水杯还有货吗');
    await desk.say('红色水杯', { fence });
    const wrong = String((await rows(person.id, `select id from message where body like '%红色水杯%'`))[0]?.['id']);
    const found = async (q: string) =>
      (await main.search({ q, after: null })).messages.filter((one) => one.row.customer === person.id).length;
    await until('both', async () => (await found('蓝色水杯')) + (await found('红色水杯')) === 2, 8_000);
    await desk.act({ act: 'recall', message: wrong });
    await until('one gone', async () => (await found('红色水杯')) === 0, 8_000);
    await runInDurableObject(stubOf(main), (_, state) => {
      for (const table of ['customer', 'session', 'session_words', 'message', 'message_words'])
        state.storage.sql.exec(`delete from ${table}`);
    });
    expect(await found('蓝色水杯')).toBe(0);
    const rebuild = (given: object, key = `Bearer ${env.OPERATOR_KEY}`) =>
      post('/operator/v1/directory/rebuild', given, { authorization: key }, null);
    expect((await rebuild({ bucket: '00' }, 'Bearer no')).status).toBe(401);
    expect((await rebuild({ bucket: 'zz' })).status).toBe(400);
    const known = { boundTo: null, evidence: 'said', at: 1 };
    for (const [at, one] of [person.id, 'c_silent'].entries()) {
      const key = { hash: `3f${at}${person.id}`, kind: 'endpoint' as const };
      await env.IDENTITY.getByName('b_3f').claim({ key, person: one, ...known });
    }
    const page = async (after: string) => v.parse(retellAnswer, await (await rebuild({ bucket: '3f', after })).json());
    const first = await page('');
    expect(first.told).toBe(1);
    expect(await page(first.next ?? '')).toEqual({ ok: true, told: 0, next: null });
    await until('told anew', async () => (await found('蓝色水杯')) === 1, 8_000);
    expect(await found('红色水杯')).toBe(0);
    expect((await main.of({ customer: person.id, after: null })).sessions).toHaveLength(1);
  }, 40_000);

  it('Y11 is found by a whole number, of which nothing stands in clear', async () => {
    const directory = fresh();
    await directory.tell(news());
    const found = async (q: string) =>
      (await directory.search({ q, after: null })).customers.map((one) => one.row.customer);
    expect(await found('13800005678')).toEqual(['c_1']);
    expect(await found('138-0000-5678')).toEqual(['c_1']);
    expect(await found('13900005678')).toEqual([]);
    expect(await found('13800005679')).toEqual([]);
  });
});

async function signedIn(role: 'editor' | 'agent'): Promise<string> {
  const operator = { authorization: `Bearer ${env.OPERATOR_KEY}` };
  const made = await post('/operator/v1/member', { login: `y-${role}`, name: role, role }, operator, null);
  const { password } = v.parse(v.object({ password: v.string() }), await made.json());
  const entered = await post('/staff/v1/sign-in', { login: `y-${role}`, password });
  return (entered.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
}
