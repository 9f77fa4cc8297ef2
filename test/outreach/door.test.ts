/** The last door of an offer, in the person's own line: consent, caps and hours are asked again right before the provider is. */
import { env } from 'cloudflare:workers';
import { evictDurableObject } from 'cloudflare:test';
import { describe, expect, it } from 'vitest';
import { refusesOffers } from '../../worker/channels/sms/optout.ts';
import { lineOf } from '../../worker/line.ts';
import { atRest, decide } from '../customer/merge-rig.ts';
import { customer, openScreen, rows, said, visitor } from '../customer/rig.ts';
import { Hand } from '../customer/served.ts';
import { customerDoes } from '../customer/ticket-rig.ts';
import { must } from '../results.ts';
import { stubOf } from '../stub.ts';
import { until } from '../world.ts';
import {
  agreed,
  at,
  flowing,
  idle,
  known,
  leftFor,
  DAY,
  HOUR,
  made,
  MINI,
  moments,
  OFFER,
  offerOf,
  outside,
  rings,
  says,
  staged,
  TEN,
  act,
} from './rig.ts';

staged();

const state = async (id: string) => (await rows(id, 'select state, why, left_at from offer'))[0];

describe('an offer at its last door', () => {
  it('O35 goes by consent with its evidence, and is told back: sent, then delivered by the carrier’s receipt', async () => {
    const [person, id] = [await agreed(), await idle()];
    outside.carrier = () => ({ Code: 'OK', BizId: 'biz-1', Message: 'OK' });
    const told = await made(offerOf(id, person));
    expect(told).toMatchObject({ state: 'taken', channel: 'sms' });
    expect((await rows(person.id, 'select evidence from offer'))[0]?.['evidence']).toMatch(/^sms:opt-/u);
    await until('it left', () => leftFor(person).length === 1);
    await until('it is sent', async () => (await state(person.id))?.['state'] === 'sent');
    // Asked again it is the same offer.
    expect(await made(offerOf(id, person))).toMatchObject({ state: 'sent' });
    must(
      await customer(person.id).report({
        ...{ kind: 'report', key: 'r1', providerId: 'biz-1', address: person.sms, status: 'delivered', at: Date.now() },
      }),
    );
    expect((await state(person.id))?.['state']).toBe('delivered');
    // What comes late, or is of an earlier step, takes nothing back.
    const kept = await rows(person.id, 'select version, state, at from offer');
    for (const status of ['failed', 'sent', 'delivered'] as const) {
      at(Date.now() + 1_000);
      must(
        await customer(person.id).report({
          ...{ kind: 'report', key: `r-${status}`, providerId: 'biz-1', address: person.sms, status, at: Date.now() },
        }),
      );
    }
    expect(await rows(person.id, 'select version, state, at from offer')).toEqual(kept);
    // Asked again when no cap bars another one, it is the same offer still.
    at(Date.now() + 2 * DAY);
    expect(await made(offerOf(id, person))).toMatchObject({ state: 'delivered' });
    await moments([person], HOUR);
    expect(leftFor(person)).toHaveLength(1);
  });

  it('O36 a refusal heard while it waits at the door lets nothing leave', async () => {
    const [person, id] = [await agreed(), await idle()];
    must(await act(id, 'pause'));
    expect(await made(offerOf(id, person))).toMatchObject({ state: 'taken' });
    await moments([person], 1_000);
    expect(leftFor(person)).toHaveLength(0);
    await says(person, false);
    must(await act(id, 'resume'));
    await moments([person], HOUR);
    await until('the door shut', async () => (await state(person.id))?.['state'] === 'fell');
    expect(await state(person.id)).toMatchObject({ why: 'no-consent', left_at: null });
    expect(leftFor(person)).toHaveLength(0);
  });

  it('O36 the hour is asked again at the door: what waited until the evening goes the next morning', async () => {
    const [person, id] = [await agreed(), await idle()];
    must(await act(id, 'pause'));
    await made(offerOf(id, person));
    await moments([person], 1_000);
    must(await act(id, 'resume'));
    at(TEN + 10 * HOUR + 60_000);
    await rings(person.id);
    await until('it waits for the morning', async () => (await state(person.id))?.['state'] === 'later');
    expect(leftFor(person)).toHaveLength(0);
    expect(await made(offerOf(id, person))).toMatchObject({ state: 'later', why: 'quiet', at: TEN + 22 * HOUR });
    at(TEN + 22 * HOUR);
    expect(await made(offerOf(id, person))).toMatchObject({ state: 'taken' });
    await until('it left', () => leftFor(person).length === 1);
  });

  it('O37 caps hold over all campaigns, also where two of them stand at the door at once', async () => {
    const person = await agreed();
    const ids = [await idle(), await idle(), await idle()];
    await Promise.all(ids.map((id) => made(offerOf(id, person))));
    await moments([person], 1_000);
    await until('the doors are shut', async () => {
      const open = await rows(person.id, `select 1 from offer where state in ('taken', 'going')`);
      return open.length === 0;
    });
    expect(leftFor(person)).toHaveLength(1);
    const fell = await rows(person.id, `select why from offer where state = 'fell'`);
    expect(fell).toEqual([{ why: 'cap' }, { why: 'cap' }]);
  });

  it('O38 C77 one whose call was cut off is of unknown fate, counts as sent, and is never repeated; a receipt by our name of it tells its fate', async () => {
    const [person, id] = [await agreed(), await idle()];
    outside.carrier = () => new Promise(() => undefined);
    await made(offerOf(id, person));
    await until('the carrier is being called', () => leftFor(person).length === 1);
    expect((await state(person.id))?.['state']).toBe('going');
    await evictDurableObject(stubOf(customer(person.id))).catch(() => undefined);
    await moments([person], HOUR);
    await until('nobody knows its fate', async () => (await state(person.id))?.['state'] === 'unknown');
    expect(leftFor(person)).toHaveLength(1);
    expect(await made(offerOf(id, person))).toMatchObject({ state: 'unknown' });
    expect(await made(offerOf(await idle(), person))).toMatchObject({ state: 'fell', why: 'cap' });
    // The carrier's receipt bears our own name of it (C77).
    const [{ name } = {}] = await rows(person.id, 'select name from offer');
    const report = { kind: 'report', key: 'late', providerId: 'biz-late', address: person.sms, at: 1 } as const;
    must(await customer(person.id).report({ ...report, ownId: String(name), status: 'delivered' }));
    expect(await state(person.id)).toMatchObject({ state: 'delivered' });
    expect(leftFor(person)).toHaveLength(1);
  });

  it('O39 in the mini-program it goes by an accepted template of offers alone, and stands among the notices; no planner pushes it on', async () => {
    const [person, id] = [await agreed(), await idle()];
    const mini = visitor({ channel: 'miniprogram', account: MINI, peer: `o_${person.id}` });
    const does = customerDoes(person.id, mini);
    const order = () => offerOf(id, person, { channels: ['miniprogram'] });
    expect(
      await does({ act: 'subscribe', answers: [{ template: 'tmpl-logistics-update-0001', answer: 'accept' }] }),
    ).toBeNull();
    expect(await made(order())).toMatchObject({ state: 'fell', why: 'no-consent' });
    at(Date.now() + 10);
    expect(await does({ act: 'choose', purpose: 'marketing', given: true })).toBeNull();
    expect(await made(order())).toMatchObject({ state: 'fell', why: 'no-quota' });
    expect(await does({ act: 'subscribe', answers: [{ template: OFFER, answer: 'accept' }] })).toBeNull();
    expect(await made(order())).toMatchObject({ state: 'taken', channel: 'miniprogram' });
    await until('it left', () => outside.left.some(({ to }) => to === 'subscription'));
    await until('it is told', async () => (await state(person.id))?.['state'] === 'sent');
    expect(await rows(person.id, `select template, left_over from subscription where left_over > 0`)).toEqual([
      { template: 'tmpl-logistics-update-0001', left_over: 1 },
    ]);
    expect(await rows(person.id, `select kind from notice`)).toEqual([{ kind: 'offer' }]);
    expect(await rows(person.id, `select 1 from news`)).toEqual([]);
    expect(await does({ act: 'read-notices', notices: 'all' })).toBeNull();
    expect((await state(person.id))?.['state']).toBe('read');
    // Refused by the switch, it is refused by SMS too.
    at(Date.now() + 3 * DAY);
    expect(await does({ act: 'choose', purpose: 'marketing', given: false })).toBeNull();
    expect(await made(offerOf(await idle(), person))).toMatchObject({ state: 'fell', why: 'no-consent' });
    expect((await rows(person.id, 'select opted_out from offer'))[0]).toEqual({ opted_out: 1 });
  });

  it('O40 退订 in a conversation stops offers everywhere at once, is answered, and service news goes on', async () => {
    const [person, id] = [await agreed(), await idle()];
    expect(refusesOffers(' 退订。')).toBe(true);
    for (const plain of [
      '我要退订',
      '请帮我退订营销短信',
      '别再给我发广告了',
      '不要再推送优惠信息了',
      '取消订阅广告短信',
      'Stop sending me offers!',
      'unsubscribe me please',
    ])
      expect(refusesOffers(plain), plain).toBe(true);
    for (const other of [
      '怎么退订',
      'R',
      '退',
      '退订会影响物流通知吗',
      'END',
      '我想退订影视会员',
      '取消订阅',
      '别发错货了',
      '不要发优惠券以外的',
      '有没有优惠活动',
      'stop my order',
      '我已经退订了怎么还有',
    ])
      expect(refusesOffers(other), other).toBe(false);
    must(await lineOf(env, person.id).hear(said(person.wechat, 'bye', '退订')));
    const [answer] = await rows(
      person.id,
      `select body ->> '$.text' as words from message where direction = 'out' order by revision desc`,
    );
    expect(answer?.['words']).toMatch(/退订/u);
    at(Date.now() + 2 * HOUR);
    expect(await made(offerOf(id, person))).toMatchObject({ state: 'fell', why: 'no-consent' });
    const choices = await rows(person.id, `select purpose, channel, given from choice order by id desc limit 2`);
    expect(choices).toEqual([
      { purpose: 'marketing', channel: 'sms', given: 0 },
      { purpose: 'marketing', channel: '', given: 0 },
    ]);
    const done = must(
      await customer(person.id).own({
        order: 'notify',
        notice: {
          ...{
            key: 'ship',
            kind: 'logistics',
            title: { zh: '到了', en: 'There' },
            text: { zh: '', en: '' },
            facts: [],
            opens: null,
          },
        },
      }),
    );
    expect(done).toMatchObject({ known: false });
    expect(await rows(person.id, 'select purpose from news')).toContainEqual({ purpose: 'service' });
  });

  it('O35 on a website it stands among their notices: sent, whether or not a page is open, and read once they read it', async () => {
    const [person, id] = [await known('door'), await idle()];
    must(await customer(person.id).hear(said(person.web, `hi-${person.id}`, '你好')));
    const mine = new Hand(await openScreen(person.id, visitor(person.web), 'o1'));
    expect(await mine.act({ act: 'choose', purpose: 'marketing', given: true })).toBe('accepted');
    at(Date.now() + 3 * HOUR);
    expect(await made(offerOf(id, person, { channels: ['web'] }))).toMatchObject({ state: 'taken', channel: 'web' });
    await until('it stands there', async () => (await state(person.id))?.['state'] !== 'taken');
    expect(await state(person.id)).toMatchObject({ state: 'sent' });
    expect(await mine.act({ act: 'read-notices', notices: 'all' })).toBe('accepted');
    expect(await state(person.id)).toMatchObject({ state: 'read' });
  });

  it('W72 O40 agreed to for the website alone, an offer goes there and by no other channel', async () => {
    const person = await known('door');
    must(await customer(person.id).hear(said(person.web, `hi-${person.id}`, '你好')));
    const mine = new Hand(await openScreen(person.id, visitor(person.web), 'o1'));
    expect(await mine.act({ act: 'choose', purpose: 'marketing', channel: 'web', given: true })).toBe('accepted');
    at(Date.now() + 3 * HOUR);
    const by = async (channels: ('sms' | 'web')[]) => made(offerOf(await idle(), person, { channels }));
    expect(await by(['sms'])).toMatchObject({ state: 'fell', why: 'no-consent' });
    expect(await by(['sms', 'web'])).toMatchObject({ state: 'taken', channel: 'web' });
    expect(await mine.act({ act: 'choose', purpose: 'marketing', channel: 'web', given: false })).toBe('accepted');
    at(Date.now() + 2 * DAY);
    expect(await by(['web'])).toMatchObject({ state: 'fell', why: 'no-consent' });
    expect(leftFor(person)).toEqual([]);
  });

  it('O41 who became one with somebody gets one, and who parts again gets no second', async () => {
    const [older, younger, id] = [await agreed(), await agreed(), await idle()];
    for (const one of [older, younger]) must(await customer(one.id).hear(said(one.wechat, `hi-${one.id}`, '你好')));
    at(Date.now() + 3 * HOUR);
    expect(await made(offerOf(id, older))).toMatchObject({ state: 'taken' });
    await until('it left', () => leftFor(older).length === 1);
    await flowing(() => decide(older, 'merge', younger).then(() => atRest(older, younger)));
    at(Date.now() + 2 * DAY);
    expect(await made(offerOf(id, younger))).toMatchObject({ state: 'fell', why: 'had' });
    await flowing(() => decide(older, 'unmerge', younger).then(() => atRest(older, younger)));
    expect(await made(offerOf(id, younger))).toMatchObject({ state: 'fell', why: 'had' });
    expect(leftFor(younger)).toHaveLength(0);
    const shown = must(await lineOf(env, younger.id).offers({ order: 'list', viewer: null }));
    expect('offers' in shown && shown.offers).toEqual([]);
  });
});
