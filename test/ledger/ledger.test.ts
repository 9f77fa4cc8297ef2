/** The ledger: facts told by lines, added up by day, and the encounters behind each figure. */
import { env } from 'cloudflare:workers';
import { evictDurableObject, runInDurableObject } from 'cloudflare:test';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { dateOf } from '../../shared/calendar.ts';
import { figuresOf } from '../../shared/figures.ts';
import type { Counted, Encounter, ReportBy } from '../../shared/ledger.ts';
import { customer, freshPerson, openScreen, rows, visitor } from '../customer/rig.ts';
import { closingIs, Hand, served } from '../customer/served.ts';
import { served1, told, TEN } from '../shared/told.ts';
import { stubOf } from '../stub.ts';
import { knowledgeable, openWorld, until } from '../world.ts';

const today = dateOf(Date.now());
const month = env.LEDGER.getByName(today.slice(0, 7));
let actors = 0;
const fresh = () => env.LEDGER.getByName(`l-${(actors += 1)}`);
const november: Counted = { from: '2026-11-01', to: '2026-11-30', parts: false };
const whole = async (ledger: ReturnType<typeof fresh>, range = november) =>
  (await ledger.count({ range, by: 'agent' })).whole;

beforeAll(async () => {
  openWorld();
  await knowledgeable();
}, 70_000);

describe('a ledger', () => {
  it('N3 keeps the newest revision of each, whatever comes in which order and how often, also after a sleep', async () => {
    const first = served1('s_1', { revision: 4 });
    const rated = served1('s_1', { revision: 9, asked: true, rating: { score: 2, solved: false } });
    const other = served1('s_2', { begins: TEN + 86_400_000 });
    const straight = fresh();
    await straight.tell([first]);
    expect(figuresOf(await whole(straight)).rated).toEqual({ value: null, of: 0 });
    await straight.tell([rated, other]);
    const wanted = await straight.count({ range: november, by: 'agent' });
    expect(figuresOf(wanted.whole)).toMatchObject({
      served: { value: 2 },
      rated: { value: 1, of: 1 },
      scoreMean: { value: 2 },
    });
    await fc.assert(
      fc.asyncProperty(
        fc.shuffledSubarray([first, rated, other, first, rated], { minLength: 5 }),
        fc.boolean(),
        async (letters, sleeps) => {
          const ledger = fresh();
          for (const [at, one] of letters.entries()) {
            await ledger.tell([one]);
            if (at === 2) await whole(ledger);
            if (at === 3 && sleeps) await evictDurableObject(stubOf(ledger));
          }
          expect(await ledger.count({ range: november, by: 'agent' })).toEqual(wanted);
        },
      ),
      { numRuns: 12 },
    );
  });

  it('N5 counts a day anew when the figures mean something else than when it was counted', async () => {
    const ledger = fresh();
    await ledger.tell([served1('s_1')]);
    const right = await whole(ledger);
    await runInDurableObject(stubOf(ledger), (_, state) => {
      state.storage.sql.exec(`update counted set version = version - 1; delete from sums`);
    });
    expect(await whole(ledger)).toEqual(right);
  });

  it('N1 counts over midnight on the day it began, and filters by agent, group and channel', async () => {
    const late = Date.parse('2026-11-25T23:59:30+08:00');
    const ledger = fresh();
    await ledger.tell([served1('s_1', { begins: late, group: 'after-sale', channel: 'wechat' }), served1('s_2')]);
    const { days } = await ledger.count({ range: november, by: 'day' });
    expect(days.map(({ day, tally }) => [day, figuresOf(tally).lengthMean.value])).toEqual([['2026-11-25', 58_000]]);
    const talks = async (more: Partial<Counted>) =>
      figuresOf(await whole(ledger, { ...november, ...more })).served.value;
    expect(await talks({ from: '2026-11-26' })).toBe(0);
    expect(await talks({ group: 'after-sale' })).toBe(1);
    expect(await talks({ group: '-' })).toBe(1);
    expect(await talks({ channel: 'wechat' })).toBe(1);
    expect(await talks({ parts: true, agent: 'xia' })).toBe(2);
    expect(await talks({ parts: true, agent: 'qing' })).toBe(0);
  });

  it('N90 counts by hour, reason, topic, site and tier, alone and with other filters, and names what stands behind', async () => {
    const ledger = fresh();
    const noon = TEN + 2 * 3_600_000;
    await ledger.tell([
      served1('s_1', { site: 'shop', measured: { tier: 2 } }),
      served1('s_2', { begins: noon, category: 'refund', channel: 'wechat', measured: { tier: 2 } }),
      served1('s_3', { begins: noon }),
    ]);
    const rows = async (by: ReportBy, range = november) =>
      (await ledger.count({ range, by })).rows.map(({ id, tally }) => [id, figuresOf(tally).served.value]);
    expect(await rows('hour')).toEqual([
      ['10', 1],
      ['12', 2],
    ]);
    expect(await rows('site')).toEqual([
      ['', 2],
      ['shop', 1],
    ]);
    expect(await rows('topic')).toEqual([
      ['', 2],
      ['refund', 1],
    ]);
    expect(await rows('tier', { ...november, channel: 'wechat' })).toEqual([['2', 1]]);
    expect(await rows('hour', { ...november, tier: '2' })).toEqual([
      ['10', 1],
      ['12', 1],
    ]);
    expect(await rows('agent', { ...november, hour: '12' })).toEqual([['xia', 2]]);
    expect(await rows('hour', { ...november, parts: true, agent: 'xia' })).toEqual([
      ['10', 1],
      ['12', 2],
    ]);
    const behind = await ledger.behind({ range: { ...november, topic: '-' }, figure: 'served', after: null, limit: 9 });
    expect(behind.rows.map((one) => one.session)).toEqual(['s_3', 's_1']);
    // A fact that comes later is counted in every axis.
    await ledger.tell([served1('s_3', { begins: noon, revision: 9, category: 'refund' })]);
    expect(await rows('topic')).toEqual([
      ['', 1],
      ['refund', 2],
    ]);
  });

  it('N6 names the encounters behind a figure in pages, newest first', async () => {
    const ledger = fresh();
    const many = Array.from({ length: 95 }, (_, at) =>
      served1(`s_${String(at).padStart(2, '0')}`, { begins: TEN + Math.floor(at / 3) * 1000, resolved: at % 2 === 0 }),
    );
    await ledger.tell([...many, told([[0, 'customer']], 5, { session: 's_robot' })]);
    const seen: string[] = [];
    for (let after: string | null = null, page = 0; page < 9; page += 1) {
      const found = await ledger.behind({ range: november, figure: 'solved', after, limit: 40 });
      seen.push(...found.rows.map((one) => one.session));
      after = found.next;
      if (after === null) break;
    }
    expect(seen).toEqual(many.map((one) => one.session).reverse());
    expect((await ledger.behind({ range: november, figure: 'solved', after: null, limit: 3 })).rows[0]).toMatchObject({
      ...{ session: 's_94', agent: '林小夏', value: 1 },
    });
  });
});

describe('a line', () => {
  it('N1 N3 N4 tells its encounters when they end, anew when rated, and all of them when asked', async () => {
    await closingIs({ required: false });
    const { person, mine, desk, session, fence, give } = await served();
    await mine.say('那个杯子碎了');
    await desk.say('给您补发', { fence });
    await customer(person.id).waiting({
      session,
      turn: 1_500,
      state: 'queued',
      from: { id: 'a_1', name: '林小夏' },
      group: 'after-sale',
    });
    void give;
    await customer(person.id).assigned({
      session,
      agent: { id: 'a_2', name: '王晴' },
      turn: 1_501,
      group: 'after-sale',
    });
    await customer(person.id).arranged({
      session,
      turn: 1_502,
      kind: 'ended',
      by: { id: 'u_lead', name: '赵敏' },
      reason: '测试',
    });
    const facts = async () =>
      runInDurableObject(stubOf(month), (_, state) =>
        state.storage.sql
          .exec<{ body: string }>('select body from encounter order by session')
          .toArray()
          .map((row) => JSON.parse(row.body) as Encounter)
          .filter((one) => one.customer === person.id),
      );
    const [ended] = await until('its facts', async () => ((await facts()).length === 1 ? facts() : null), 9_000);
    expect(ended).toMatchObject({
      ...{ session, channel: 'web', group: 'after-sale', transfers: 1, last: 'a_2', asked: true, rating: null },
      said: { customer: 1, agent: 2 },
      parts: [
        { agent: { id: 'a_1' }, answers: 2, gave: true },
        { agent: { id: 'a_2' }, answers: 0, firstMs: null, gave: false },
      ],
    });
    await mine.act({ act: 'rate', session, score: 4, solved: true });
    await until('the rating', async () => (await facts())[0]?.rating === 4, 9_000);
    await mine.say('还有一个问题');
    await mine.act({ act: 'close' });
    await until('the next', async () => (await facts()).length === 2, 9_000);
    const live = await facts();
    expect(live.find((one) => one.session === session)).toMatchObject({ rating: 4, solved: true, again: true });
    const range: Counted = { from: today, to: today, parts: false };
    const figures = await month.count({ range, by: 'agent' });
    await runInDurableObject(stubOf(month), (_, state) => {
      state.storage.sql.exec('delete from encounter where session in (select session from encounter)');
      state.storage.sql.exec('update counted set version = 0');
    });
    expect((await rows(person.id, `select count(*) as n from letter where kind = 'quality'`))[0]?.['n']).toBe(0);
    await customer(person.id).retell();
    await until('told anew', async () => (await facts()).length === 2, 9_000);
    expect(await month.count({ range, by: 'agent' })).toEqual(figures);
  }, 60_000);
});

describe('the robot’s part', () => {
  it('N88 what it knew, what it did not, and a thumb after the end are told; settings changed later change nothing', async () => {
    const person = freshPerson();
    const mine = new Hand(await openScreen(person.id, visitor(person.web), 'i1'));
    await mine.say('怎么申请退款');
    await until('the answer', async () => (await answers(person.id)).length === 1, 9_000);
    await mine.say('火星上的邮局几点开门');
    await until('no answer', async () => (await missed(person.id)) === 1, 9_000);
    await mine.act({ act: 'close' });
    const facts = async () =>
      runInDurableObject(stubOf(month), (_, state) =>
        state.storage.sql
          .exec<{ body: string }>('select body from encounter')
          .toArray()
          .map((row) => JSON.parse(row.body) as Encounter)
          .find((one) => one.customer === person.id),
      );
    const ended = await until('its facts', async () => (await facts()) ?? null, 9_000);
    expect(ended).toMatchObject({ robot: { entries: 1, wrong: 0, missed: 1 }, tier: 0, site: person.web.account });
    const [answer] = await answers(person.id);
    expect(await mine.act({ act: 'feedback', message: String(answer?.['id']), helpful: false })).toBe('accepted');
    await until('the thumb', async () => (await facts())?.robot?.wrong === 1, 9_000);
    const promised = (await facts())?.targetMs;
    await runInDurableObject(stubOf(customer(person.id)), (_, state) => {
      state.storage.sql.exec(`update session set service = json_set(service, '$.measured.targetMs', 7)`);
    });
    await customer(person.id).retell();
    await until('told anew as it was kept', async () => (await facts())?.targetMs === 7, 9_000);
    expect(promised).toBeGreaterThan(7);
  }, 40_000);
});

const answers = (id: string) => rows(id, `select id from message where direction = 'out' and source is not null`);
const missed = async (id: string) => (await rows(id, `select service ->> '$.missed' as n from session`))[0]?.['n'];
