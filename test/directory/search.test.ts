/** The directory found by words, listed, and its kept filters: no line, only what was told. */
import { evictDurableObject } from 'cloudflare:test';
import { describe, expect, it } from 'vitest';
import type { DirectoryFound, SearchFilter } from '../../shared/directory.ts';
import { asked, indexed, marksIn } from '../../worker/lib/search-words.ts';
import { must } from '../results.ts';
import { stubOf } from '../stub.ts';
import { fresh, message, news, session } from './told.ts';

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
      const { customers, sessions, messages } = await directory.search({ q, filter: {}, after: null });
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
      const { messages, more } = await directory.search({ q: '退款', filter: { kind: 'messages' }, after });
      seen.push(...messages.map((one) => one.row.message));
      after = more.messages;
      if (!after) break;
    }
    expect(seen).toEqual(many.map((one) => one.message).reverse());
  });

  it('Y13 narrows by kind, channel, agent and time, and pages each kind without a gap', async () => {
    const directory = fresh();
    for (let n = 1; n <= 25; n += 1) {
      const web = n % 2 === 1;
      const who = { customer: `c_${n}`, name: `退款客户${n}` };
      await directory.tell({
        ...news(),
        customer: {
          ...{ ...who, userId: null, level: null, care: null, seenAt: n * 1_000 },
          addresses: [{ channel: web ? 'web' : 'sms', label: '匿名' }],
        },
        sessions: [
          session(`s_${n}`, {
            ...{ ...who, openedAt: n * 1_000, channels: [web ? 'web' : 'sms'] },
            agent: web ? { id: 'a_1', name: '林小夏' } : { id: 'a_2', name: '王晴' },
          }),
        ],
        messages: [
          message(`m_${n}`, '退款', { ...who, session: `s_${n}`, at: n * 1_000, channel: web ? 'web' : 'sms' }),
        ],
      });
    }
    const page = async (filter: SearchFilter, after: string | null = null) =>
      directory.search({ q: '退款', filter, after });
    const walk = async (kind: 'customers' | 'sessions' | 'messages') => {
      const seen: string[] = [];
      let after: string | null = null;
      do {
        const found: DirectoryFound = await page({ kind }, after);
        const { customers, sessions, messages } = found;
        seen.push(...customers.map((one) => one.row.customer));
        seen.push(...sessions.map((one) => one.row.session), ...messages.map((one) => one.row.message));
        after = found.more[kind];
      } while (after !== null);
      return seen;
    };
    const down = (letter: string) => Array.from({ length: 25 }, (_, at) => `${letter}_${25 - at}`);
    expect(await walk('customers')).toEqual(down('c'));
    expect(await walk('sessions')).toEqual(down('s'));
    expect(await walk('messages')).toEqual(down('m'));
    const first = await page({});
    expect([first.customers.length, first.sessions.length, first.messages.length]).toEqual([8, 8, 20]);
    expect(Object.values(first.more).filter((one) => one !== null)).toHaveLength(3);
    const ids = async (filter: SearchFilter) => {
      const { customers, sessions, messages } = await page(filter);
      return [
        customers.map((one) => one.row.customer),
        sessions.map((one) => one.row.session),
        messages.map((one) => one.row.message),
      ].map((all) => all.join(' '));
    };
    expect(await ids({ from: 22_000, to: 24_000 })).toEqual(['c_23 c_22', 's_23 s_22', 'm_23 m_22']);
    expect(await ids({ from: 22_000, channel: 'sms' })).toEqual(['c_24 c_22', 's_24 s_22', 'm_24 m_22']);
    expect(await ids({ from: 22_000, agent: 'a_1' })).toEqual(['c_25 c_23', 's_25 s_23', 'm_25 m_23']);
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
    const { messages } = await directory.search({ q: '密码', filter: {}, after: null });
    expect(messages).toHaveLength(1);
    expect((await directory.of({ customer: 'c_1', after: null })).sessions.map((one) => one.rating)).toEqual([4]);
    await directory.tell(news({ revision: 6, gone: ['m_1'] }));
    expect((await directory.search({ q: '密码', filter: {}, after: null })).messages).toEqual([]);
  });

  it('Y11 is found by a whole number, of which nothing stands in clear', async () => {
    const directory = fresh();
    await directory.tell(news());
    const found = async (q: string) =>
      (await directory.search({ q, filter: {}, after: null })).customers.map((one) => one.row.customer);
    expect(await found('13800005678')).toEqual(['c_1']);
    expect(await found('138-0000-5678')).toEqual(['c_1']);
    expect(await found('13900005678')).toEqual([]);
    expect(await found('13800005679')).toEqual([]);
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

describe('Y14 kept filters', () => {
  it('Y14 are renamed, changed, shared, put in order by each member for themselves, and taken off', async () => {
    const directory = fresh();
    const keep = (member: string, leads: boolean, given: object) =>
      directory.save({ member, leads, given: { ...{ name: '甲', filter: {}, shared: false, gone: false }, ...given } });
    const names = async (member: string) => (await directory.filters(member)).map((one) => one.name);
    for (const name of ['甲', '乙', '丙']) must(await keep('u_lead', true, { name, filter: { rating: '2' } }));
    const [first, second, third] = (await directory.filters('u_lead')).map((one) => one.id);
    const order = [third ?? '', first ?? '', second ?? ''];
    const reordered = (await directory.order({ member: 'u_lead', ids: [...order, 'f_nobody'] })).map((one) => one.id);
    expect(reordered).toEqual(order);
    const before = (await directory.filters('u_lead')).find((one) => one.id === first);
    must(await keep('u_lead', true, { id: first, name: '新名', filter: { channel: 'sms' }, shared: true }));
    const after = (await directory.filters('u_lead')).find((one) => one.id === first);
    expect([before?.filter, after]).toMatchObject([
      { rating: '2' },
      { name: '新名', filter: { channel: 'sms' }, shared: true, own: true },
    ]);
    // Another member orders the shared ones for themselves alone.
    must(await keep('a_1', false, { name: '我的' }));
    expect(await names('a_1')).toHaveLength(2);
    const mine = (await directory.filters('a_1')).map((one) => one.id).reverse();
    await directory.order({ member: 'a_1', ids: mine });
    expect((await directory.filters('a_1')).map((one) => one.id)).toEqual(mine);
    expect((await directory.filters('u_lead')).map((one) => one.id)).toEqual(order);
    // What is shared is a lead's to change, what is somebody's own is unknown to others.
    expect(await keep('a_1', false, { id: first, name: '改' })).toMatchObject({ code: 'not_allowed' });
    expect(await keep('a_1', false, { id: second, name: '改' })).toMatchObject({ code: 'not_found' });
    expect(await keep('u_other', true, { id: second, gone: true })).toMatchObject({ code: 'not_found' });
    must(await keep('u_other', true, { id: first, name: '别的主管', shared: false }));
    expect(await names('a_1')).toEqual(['我的']);
    expect(await names('u_other')).toEqual([]);
    must(await keep('u_lead', true, { id: first, gone: true }));
    expect((await directory.filters('u_lead')).map((one) => one.id)).toEqual([third, second]);
    for (let n = 0; n < 48; n += 1) must(await keep('u_lead', true, { name: `第${n}` }));
    expect(await keep('u_lead', true, { name: '太多' })).toMatchObject({ code: 'too_large' });
  });
});
