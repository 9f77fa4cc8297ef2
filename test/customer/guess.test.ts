/** 猜你想问: what a person may want to ask as their line opens, from what the line knows. */
import { env } from 'cloudflare:workers';
import { runInDurableObject } from 'cloudflare:test';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Language } from '../../shared/knowledge.ts';
import type { NoticeRequest } from '../../shared/notice.ts';
import { noteAnswered, takeCounts } from '../../worker/knowledge/demand.ts';
import { forgetKnowledge, knowledgeNow, lookAgain } from '../../worker/knowledge/shelf.ts';
import { knock, refusalIn } from '../hall/knock.ts';
import { must } from '../results.ts';
import { stubOf } from '../stub.ts';
import { knowledgeable, openWorld } from '../world.ts';
import { agent, customer, freshPerson, said, visitor } from './rig.ts';
import { acts, opens } from './ticket-rig.ts';

const DAY = 24 * 3_600_000;

beforeAll(async () => {
  openWorld();
  await knowledgeable();
}, 70_000);
beforeEach(() => openWorld());
afterEach(() => {
  vi.useRealTimers();
});

type Person = ReturnType<typeof freshPerson>;

async function guesses(person: Person, language: Language = 'zh') {
  const got = must(await customer(person.id).own({ order: 'guess', viewer: visitor(person.web), language }));
  if (!('guesses' in got)) throw new Error('no guesses');
  return got.guesses;
}

let told = 0;
async function notify(person: Person, change: Partial<NoticeRequest> & { no?: string }) {
  const { no = 'YX20261120001', ...more } = change;
  told += 1;
  const notice = {
    ...{ key: `n-${told}`, kind: 'logistics' as const, opens: null },
    title: { zh: '包裹已到达杭州', en: 'Your parcel is in Hangzhou' },
    text: { zh: '预计明天送达', en: 'Due tomorrow' },
    facts: [{ name: 'order', label: { zh: '订单号', en: 'Order' }, value: no }],
    ...more,
  };
  must(await customer(person.id).own({ order: 'notify', notice }));
}

const written = (zh: string) => ({ title: { zh, en: zh }, text: { zh: '', en: '' } });

describe('N67 what is asked first is the person’s own', () => {
  it('an open ticket leads to its progress; a closed one is nobody’s question any more', async () => {
    const person = freshPerson();
    await customer(person.id).hear(said(person.web, 'k1', '你好'));
    expect(await guesses(person)).toEqual([]);
    const { ticket } = await opens(person.id);
    expect(await guesses(person)).toEqual([
      { about: 'ticket', words: expect.stringMatching(/^工单进度：/u) as string, id: ticket.id },
    ]);
    expect((await guesses(person, 'en'))[0]?.words).toMatch(/^Progress of my ticket: /u);
    await acts(person.id, ticket.id, { act: 'comment', key: 'c1', text: '已核实', internal: false });
    expect(await guesses(person)).toHaveLength(1);
    await acts(person.id, ticket.id, { act: 'move', to: 'closed' });
    expect(await guesses(person)).toEqual([]);
  });

  it('an order on its way is asked after by its number until it has arrived; an older one then', async () => {
    const person = freshPerson();
    await notify(person, { no: 'YX1' });
    await notify(person, { no: 'YX2', kind: 'order', ...written('您的订单已发货') });
    expect(await guesses(person)).toEqual([{ about: 'parcel', words: '订单 YX2 到哪了' }]);
    expect(await guesses(person, 'en')).toEqual([{ about: 'parcel', words: 'Where is order YX2?' }]);
    await notify(person, { no: 'YX2', ...written('包裹已签收') });
    expect(await guesses(person)).toEqual([{ about: 'parcel', words: '订单 YX1 到哪了' }]);
    await notify(person, { no: 'YX1', ...written('包裹已签收') });
    await notify(person, { no: 'YX3', kind: 'order', ...written('订单已付款') });
    await notify(person, { no: 'YX4', kind: 'refund', ...written('退款运输中') });
    expect(await guesses(person)).toEqual([]);
    await notify(person, { facts: [] });
    expect(await guesses(person)).toEqual([{ about: 'parcel', words: '我的快递到哪了' }]);
    vi.useFakeTimers({ now: Date.now() + 15 * DAY, toFake: ['Date'] });
    expect(await guesses(person)).toEqual([]);
  });

  it('a screen of one address sees none of it, and nobody else’s matters are in it', async () => {
    const person = freshPerson();
    await notify(person, {});
    const other = freshPerson();
    expect(await guesses(other)).toEqual([]);
    const ask = (viewer: ReturnType<typeof visitor>) =>
      customer(person.id).own({ order: 'guess', viewer, language: 'zh' });
    expect(await ask(visitor(person.web))).toMatchObject({ guesses: [{ about: 'parcel' }] });
    expect(await ask(visitor(person.web, 'endpoint'))).toEqual({ ok: true, guesses: [] });
    expect(await ask(agent())).toMatchObject({ code: 'not_allowed' });
    expect(await refusalIn(await knock('/v1/me/guesses'))).toBe('bad_token');
  });
});

describe('N68 then what everybody asks most', () => {
  it('once it was counted: published, for this person, in the language of the screen, four in all', async () => {
    await runInDurableObject(stubOf(env.KNOWLEDGE.getByName('main')), (_: unknown, { storage }: DurableObjectState) => {
      storage.sql.exec('update publication set at = ?', Date.now() - 365 * DAY);
    });
    const asked = ['refund-steps', 'ship-time', 'invoice-apply', 'coupon-use', 'password-forgot'];
    for (const [at, entry] of asked.entries()) {
      for (let times = asked.length - at; times > 0; times -= 1) noteAnswered(entry);
    }
    noteAnswered('gone-for-good');
    forgetKnowledge();
    await knowledgeable();
    await lookAgain(env);
    expect(knowledgeNow(env)?.asked?.get('refund-steps')).toBe(5);
    const person = freshPerson();
    const plain = await guesses(person);
    expect(plain.map(({ id }) => id)).toEqual(asked.slice(0, 4));
    const question = (id: string, language: Language) => knowledgeNow(env)?.entries.get(id)?.[language]?.question;
    expect(plain[0]?.words).toBe(question('refund-steps', 'zh'));
    expect((await guesses(person, 'en'))[0]?.words).toBe(question('refund-steps', 'en'));
    await notify(person, {});
    expect((await guesses(person)).map(({ about }) => about)).toEqual(['parcel', 'entry', 'entry', 'entry']);
    const viewer = visitor(person.web, 'endpoint');
    const narrow = must(await customer(person.id).own({ order: 'guess', viewer, language: 'zh' }));
    expect(narrow).toMatchObject({ guesses: asked.slice(0, 4).map((id) => ({ about: 'entry', id })) });
    takeCounts();
  });
});
