/** The end of a line: the second step, what is repeated until it is answered, and what comes too late. */
import { env } from 'cloudflare:workers';
import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test';
import { beforeAll, describe, expect, it } from 'vitest';
import { CONFIRM_MS } from '../../shared/erasure.ts';
import { must, refusalOf } from '../results.ts';
import { stubOf } from '../stub.ts';
import { knowledgeable, openWorld, until } from '../world.ts';
import { agent, customer, freshPerson, openScreen, rows, said, visitor } from './rig.ts';

beforeAll(async () => {
  openWorld();
  await knowledgeable();
}, 70_000);

/** Somebody who said something. */
async function somebody() {
  const person = freshPerson();
  must(await customer(person.id).hear(said(person.wechat, `k-${person.id}`, '鸭嘴兽什么时候喂食')));
  return person;
}
type Somebody = Awaited<ReturnType<typeof somebody>>;

async function wordFor(person: Somebody): Promise<string> {
  const asked = must(await customer(person.id).own({ order: 'erasure-plan', viewer: visitor(person.wechat) }));
  if (!('plan' in asked)) throw new Error('no plan');
  return asked.plan.confirmation;
}
const erase = (person: Somebody, confirmation: string, viewer = visitor(person.wechat)) =>
  customer(person.id).own({ order: 'erase', viewer, confirmation });
const told = async (person: Somebody, word: string) => {
  const done = must(await erase(person, word));
  return 'erased' in done && done.erased.told;
};
const run = (actor: object, sql: string) =>
  runInDurableObject(stubOf(actor), (_: unknown, { storage }: DurableObjectState) => {
    storage.sql.exec(sql);
  });

describe('the second step', () => {
  it('V29 is a word of ours, for ten minutes, the newest alone, and for the whole person alone', async () => {
    const person = await somebody();
    const first = await wordFor(person);
    const second = await wordFor(person);
    expect(refusalOf(await erase(person, first))).toBe('expired');
    expect(refusalOf(await erase(person, second, visitor(person.web, 'endpoint')))).toBe('not_allowed');
    await run(customer(person.id), `update erasing set until = until - ${CONFIRM_MS}`);
    expect(refusalOf(await erase(person, second))).toBe('expired');
    expect(await rows(person.id, 'select id from message')).not.toEqual([]);
    const third = await wordFor(person);
    must(await erase(person, third));
    expect(refusalOf(await erase(person, second))).toBe('erased');
    expect(await rows(person.id, 'select count(*) as n from message')).toEqual([{ n: 0 }]);
    expect(await rows(person.id, 'select id, why from tombstone')).toEqual([{ id: person.id, why: 'own-request' }]);
  });
});

describe('who has to forget', () => {
  it('V30 is asked until it answers, also after a reset; the erased owes nothing else', async () => {
    const person = await somebody();
    const docket = env.DOCKET.getByName('main');
    await docket.counts({ member: 'u', groups: [] });
    await run(docket, 'alter table follower rename to away');
    const word = await wordFor(person);
    must(await erase(person, word));
    await until('all but one have forgotten', async () => {
      const left = await rows(person.id, 'select kind, lane from letter');
      return left.length === 1 ? left : null;
    });
    const [left] = await rows(person.id, 'select kind, lane, tries from letter');
    expect(left).toMatchObject({ kind: 'forget' });
    expect(String(left?.['lane'])).toMatch(/^forget:docket:/u);
    await evictDurableObject(stubOf(customer(person.id)));
    await run(docket, 'alter table away rename to follower');
    await until('it was asked again', async () => {
      await runDurableObjectAlarm(stubOf(customer(person.id)));
      return (await rows(person.id, 'select 1 from letter')).length === 0 || null;
    });
    expect(await told(person, word)).toBe(true);
    expect(await runDurableObjectAlarm(stubOf(customer(person.id)))).toBe(false);
  }, 30_000);

  it('V30 V33 keeps nothing that comes later: rows, words, facts, events, claims', async () => {
    const person = await somebody();
    const word = await wordFor(person);
    await until('all have forgotten', async () => ((await told(person, word)) ? true : null), 20_000);
    const { id } = person;
    const row = {
      ...{ customer: id, name: '鸭嘴兽', userId: null, level: null, care: null, addresses: [], seenAt: 1, tags: [] },
      owner: null,
    };
    await env.DIRECTORY.getByName('main').tell({ revision: 9, customer: row, sessions: [], messages: [], gone: [] });
    const search = { q: '鸭嘴兽', filter: {}, after: null };
    expect(JSON.stringify(await env.DIRECTORY.getByName('main').search(search))).not.toContain(id);
    const fact = {
      ...{ session: 's_late', customer: id, name: '鸭嘴兽', channel: 'wechat' as const, state: 'queued' as const },
      ...{ version: 1, turn: 0, handover: null, at: 1 },
    };
    expect(must(await env.DESK.getByName('main').fact(fact)).state).toBe('closed');
    const claim = { person: id, boundTo: null, evidence: 'endpoint', at: 1 };
    const key = { kind: 'endpoint' as const, hash: 'ab12' };
    expect(await env.IDENTITY.getByName('b_ab').claim({ ...claim, key })).toBeNull();
    const seat = env.SEAT.getByName('a_late');
    must(await seat.gone({ customer: 'c_other', session: 's', revision: 1 }));
    await seat.forget({ customer: id, sessions: [] });
    const notice = { id: 'n1', code: 'invited' as const, customer: id, words: { zh: '鸭嘴兽', en: '' }, at: 1 };
    expect(must(await seat.tell(notice)).applied).toBe(false);
  }, 40_000);

  it('V32 a word on its way when it ends is answered `erased`, never `ok`', async () => {
    const person = await somebody();
    const desk = await openScreen(person.id, agent(), 'd1');
    const mine = await openScreen(person.id, visitor(person.wechat), 'i1');
    must(await erase(person, await wordFor(person)));
    await desk.next('refused', (frame) => frame.code === 'erased');
    await until('both screens are closed', () => desk.closed && mine.closed);
    expect([desk.closed?.code, mine.closed?.code]).toEqual([4002, 4001]);
    expect(refusalOf(await customer(person.id).hear(said(person.wechat, 'late', '鸭嘴兽还在吗')))).toBe('erased');
    const frame = { type: 'send', number: 1, body: { kind: 'text', text: '鸭嘴兽' } };
    expect(refusalOf(await customer(person.id).operate(visitor(person.wechat), 'i1', frame))).toBe('erased');
    expect(await rows(person.id, 'select count(*) as n from person')).toEqual([{ n: 0 }]);
  });
});
