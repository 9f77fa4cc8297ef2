/** 质检: what is found in an encounter by itself, who is looked at, and how scores, appeals and decisions follow each other. */
import { env } from 'cloudflare:workers';
import { evictDurableObject } from 'cloudflare:test';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Message } from '../../shared/message.ts';
import type { Inspected, Inspector, QualityAct, ServiceRecord } from '../../shared/quality.ts';
import { usualQuality, type QualitySettings } from '../../shared/settings/quality.ts';
import { timed } from '../../worker/customer/inspection.ts';
import { inspect, totalOf } from '../../worker/quality/rules.ts';
import { chanceOf, sampled } from '../../worker/quality/sampling.ts';
import { agent, customer, freshPerson, openScreen, rows, said } from '../customer/rig.ts';
import { closingIs, Hand, served } from '../customer/served.ts';
import { knock } from '../hall/knock.ts';
import { must } from '../results.ts';
import { stubOf } from '../stub.ts';
import { knowledgeable, openWorld, until } from '../world.ts';

const quality = env.QUALITY.getByName('main');
const lead: Inspector = { id: 'u_lead', name: '赵敏', leads: true };
const other: Inspector = { id: 'u_other', name: '钱伟', leads: true };
const xia: Inspector = { id: 'a_1', name: '林小夏', leads: false };
const full = Object.fromEntries(usualQuality.sheet.map((item) => [item.id, item.points]));
const NOW = 1_790_000_000_000;

beforeAll(async () => {
  openWorld();
  await knowledgeable();
}, 70_000);

const record = (change: Partial<ServiceRecord> = {}): ServiceRecord => ({
  ...{
    session: 's_1',
    customer: 'c_1',
    name: '访客',
    number: '1126-1',
    agent: { id: 'a_1', name: '林小夏' },
    channel: 'web',
  },
  ...{
    skill: 'general',
    openedAt: NOW - 60_000,
    closedAt: NOW,
    version: 1,
    firstAnswerMs: 9_000,
    slowestAnswerMs: null,
  },
  ...{ said: { customer: 2, agent: 2, assisted: 1 }, rating: null, category: { zh: '', en: '' }, findings: [] },
  ...change,
});
const row = (change: Partial<Inspected> = {}): Inspected => ({
  record: record(),
  state: 'due',
  why: 'share',
  revision: 1,
  ...change,
});
const of = (session: string, by = lead) =>
  quality
    .list({ by, state: null, agent: null, check: null, before: null })
    .then(({ rows }) => rows.find((one) => one.record.session === session));

describe('an encounter', () => {
  it('Q1 is checked by itself once it ended, and again when a rating comes', async () => {
    await closingIs({ required: false });
    const { desk, mine, session, fence } = await served();
    await desk.say('放心，保证今天到，这是全网第一', { fence });
    await mine.say('那我的退款呢？王八蛋');
    await desk.act({ act: 'close', fence });
    const found = await until('its record', () => of(session), 8_000);
    expect(found.record).toMatchObject({ agent: { id: 'a_1' }, said: { customer: 1, agent: 2 }, rating: null });
    const checks = found.record.findings.map((one) => `${one.check}:${one.detail}`);
    expect(checks).toEqual(
      expect.arrayContaining([
        'watchword:全网第一 · 绝对化用语（广告法第九条）',
        'watchword:王八蛋 · 辱骂',
        'promise:保证',
        'unanswered-close:',
      ]),
    );
    expect(found.state).toBe('due');
    await mine.act({ act: 'rate', session, score: 1, solved: false });
    const renewed = await until(
      'the rating',
      async () => {
        const now = await of(session);
        return now?.record.rating === 1 ? now : null;
      },
      8_000,
    );
    const names = renewed.record.findings.map((one) => one.check);
    expect(names).toEqual(expect.arrayContaining(['low-rating', 'unresolved-close']));
  });

  it('Q1 a rating by a number is no last word without answer', async () => {
    await closingIs({ required: false });
    const person = freshPerson();
    must(await customer(person.id).hear(said(person.wechat, 'k1', '转人工')));
    const session = String((await rows(person.id, 'select id from session'))[0]?.['id']);
    const given = { session, agent: { id: 'a_1', name: '林小夏' }, turn: 900 };
    const { fence } = must(await customer(person.id).assigned(given));
    const desk = new Hand(await openScreen(person.id, agent(), 'd1'));
    await desk.say('处理好了', { fence });
    await desk.act({ act: 'close', fence });
    must(await customer(person.id).hear(said(person.wechat, 'k2', '5', Date.now() + 1_000)));
    const renewed = await until(
      'the rating',
      async () => {
        const now = await of(session);
        return now?.record.rating === 5 ? now : null;
      },
      8_000,
    );
    expect(renewed.record.said).toMatchObject({ customer: 1, agent: 1 });
    expect(renewed.record.findings.map((one) => one.check)).not.toContain('unanswered-close');
  });

  it('Q1 the robot served alone is none of it', async () => {
    await closingIs({ required: false });
    const { mine, session } = await served({ answered: false });
    expect(session).toMatch(/^s_/u);
    await mine.act({ act: 'close' });
    const found = await until('its record', () => of(session), 8_000);
    expect(found.record.firstAnswerMs).toBeNull();
    expect(found.record.findings.map((one) => one.check)).toContain('first-answer-late');
  });

  it('Q1 answer times are people’s alone', () => {
    const line = (kind: Message['speaker']['kind'], at: number, more: Partial<Message> = {}) =>
      ({ speaker: { kind }, at, direction: kind === 'customer' ? 'in' : 'out', ...more }) as Message;
    const said = [
      line('customer', 0),
      line('robot', 1),
      line('agent', 5_000, { automatic: 'greeting' }),
      line('agent', 20_000),
      line('customer', 30_000),
      line('customer', 40_000),
      line('agent', 50_000, { direction: 'note' }),
      line('agent', 90_000),
      line('customer', 95_000),
    ];
    expect(timed(said, 10_000)).toEqual({
      first: 10_000,
      slowest: 60_000,
      open: true,
      said: { customer: 4, agent: 2, assisted: 0 },
    });
  });
});

describe('who is looked at', () => {
  it('Q2 is drawn by the session’s number, new colleagues more often, certain findings always', () => {
    const sessions = Array.from({ length: 4_000 }, (_, n) => `s_${n}`);
    const share = (since: number) =>
      sessions.filter((session) => sampled(record({ session }), since, usualQuality) !== '').length / sessions.length;
    expect(Math.abs(share(NOW - 400 * 86_400_000) - 0.15)).toBeLessThan(0.02);
    expect(Math.abs(share(NOW - 86_400_000) - 0.5)).toBeLessThan(0.03);
    expect(chanceOf('s_7')).toBe(chanceOf('s_7'));
    const never: QualitySettings['sampling'] = { ...usualQuality.sampling, share: 0, newShare: 0 };
    const bad = record({ findings: [{ check: 'watchword', detail: '' }] });
    expect(sampled(bad, 0, { sampling: never })).toBe('finding');
    expect(sampled(record(), 0, { sampling: never })).toBe('');
  });
});

describe('a score', () => {
  it('Q3 follows the sheet; a failed fatal item makes it 0', () => {
    expect(totalOf(full, usualQuality)).toBe(100);
    expect(totalOf({ ...full, manner: 5 }, usualQuality)).toBe(85);
    expect(totalOf({ ...full, rules: 0 }, usualQuality)).toBe(0);
    expect(totalOf({ ...full, manner: 21 }, usualQuality)).toMatchObject({ code: 'bad_request' });
    expect(totalOf({ greeting: 1 }, usualQuality)).toMatchObject({ code: 'bad_request' });
    expect(totalOf({ ...full, charm: 1 }, usualQuality)).toMatchObject({ code: 'bad_request' });
  });

  const act = (given: Inspected, what: QualityAct, by: Inspector, now = NOW) =>
    inspect(given, what, by, usualQuality, now);
  const scored = (given: Inspected, by = lead) =>
    must({
      ok: true as const,
      row: act(given, { act: 'review', revision: given.revision, scores: full, comment: '' }, by),
    }).row;

  it('Q3 Q5 is given by a lead, never by who served', () => {
    const self: Inspector = { ...xia, leads: true };
    expect(scored(row(), xia)).toMatchObject({ code: 'not_allowed' });
    expect(scored(row(), self)).toMatchObject({ code: 'own_work' });
    expect(scored(row())).toMatchObject({ state: 'reviewed', review: { total: 100, by: { id: 'u_lead' } } });
  });

  it('Q4 is appealed against in time by who served, and decided once by somebody else', () => {
    const reviewed = scored(row()) as Inspected;
    const appeal = (by: Inspector, now = NOW) =>
      act(reviewed, { act: 'appeal', revision: 2, words: '客户先挂断' }, by, now);
    expect(appeal(lead)).toMatchObject({ code: 'not_allowed' });
    expect(appeal(xia, NOW + 8 * 86_400_000)).toMatchObject({ code: 'expired' });
    expect(act(reviewed, { act: 'appeal', revision: 1, words: 'x' }, xia)).toMatchObject({ code: 'stale' });
    const appealed = appeal(xia) as Inspected;
    expect(appealed.state).toBe('appealed');
    const decide = (by: Inspector) =>
      act(appealed, { act: 'decide', revision: 3, words: '成立', scores: { ...full, manner: 10 } }, by);
    expect(decide(lead)).toMatchObject({ code: 'own_work' });
    const decided = decide(other) as Inspected;
    expect(decided).toMatchObject({ state: 'decided', decision: { total: 90, changed: true, by: { id: 'u_other' } } });
    expect(act(decided, { act: 'decide', revision: 4, words: 'x' }, other)).toMatchObject({ code: 'wrong_state' });
    expect(act(row({ state: 'none', why: '' }), { act: 'choose', revision: 1 }, lead)).toMatchObject({
      state: 'due',
      why: 'chosen',
    });
  });
});

describe('the actor', () => {
  it('Q4 Q5 keeps reviews over a sleep and a renewed record; agents see their own only', async () => {
    const fresh = env.QUALITY.getByName('own');
    const bad = { check: 'low-rating' as const, detail: '1' };
    await fresh.ended(record({ findings: [bad] }));
    await fresh.ended(record({ session: 's_2', agent: { id: 'a_2', name: '王晴' }, findings: [bad] }));
    const done = await fresh.act({
      by: lead,
      session: 's_1',
      act: { act: 'review', revision: 1, scores: full, comment: '好' },
    });
    expect(must(done).row.state).toBe('reviewed');
    await evictDurableObject(stubOf(fresh));
    await fresh.ended(record({ version: 2, rating: 5 }));
    await fresh.ended(record({ version: 1, rating: 1 }));
    const order = { state: null, agent: null, check: null, before: null };
    const own = await fresh.list({ by: xia, ...order });
    expect(own.rows.map((one) => [one.record.session, one.record.rating, one.state])).toEqual([['s_1', 5, 'reviewed']]);
    expect((await fresh.list({ by: lead, ...order })).rows).toHaveLength(2);
    expect(
      (await fresh.list({ by: lead, ...order, check: 'low-rating' })).rows.map((one) => one.record.session),
    ).toEqual(['s_2']);
    const foreign = await fresh.act({ by: xia, session: 's_2', act: { act: 'appeal', revision: 1, words: 'x' } });
    expect(foreign).toMatchObject({ code: 'not_found' });
    const { agents, due } = await fresh.figures({ since: 0 });
    expect(due).toBe(1);
    expect(agents.find((one) => one.agent.id === 'a_1')).toMatchObject({ encounters: 1, reviewed: 1, meanScore: 100 });
  });

  it('pages by time without losing or doubling one', async () => {
    const paged = env.QUALITY.getByName('paged');
    for (let n = 0; n < 120; n += 1)
      await paged.ended(record({ session: `s_p${n}`, closedAt: NOW + Math.floor(n / 7) }));
    const seen: string[] = [];
    for (let before: string | null = null, page = 0; page < 4; page += 1) {
      const { rows, next } = await paged.list({ by: lead, state: null, agent: null, check: null, before });
      seen.push(...rows.map((one) => one.record.session));
      before = next;
      if (!next) break;
    }
    expect(new Set(seen).size).toBe(120);
    expect(seen).toHaveLength(120);
  });

  it('Q5 strangers are turned away', async () => {
    expect((await knock('/staff/v1/quality')).status).toBe(401);
  });
});
