/** The planner at work: the last message of a count, notices, and the receipts of calls. */
import { describe, expect, it } from 'vitest';
import { must } from '../results.ts';
import { until } from '../world.ts';
import {
  ANSWER,
  atNoon,
  given,
  held,
  later,
  looksAfter,
  MINI,
  MINUTE,
  of,
  platform,
  sent,
  whyOf,
  type Person,
} from './planner-rig.ts';
import { customer, freshPerson, openScreen, rows, said, visitor } from './rig.ts';
import { Hand } from './served.ts';

looksAfter();

describe('C45 the last message of a count', () => {
  const leaves = (person: Person, left: number) =>
    rows(
      person.id,
      `update endpoint set counts = json_set(counts, '$.scenes[0].left', ${left}, '$.sends', json('[]')) where channel = 'wechat'`,
    );

  it('C45 the robot’s words wait for it, and say so; a person’s take it and what waits gives way', async () => {
    const person = freshPerson();
    must(await customer(person.id).hear(said(person.wechat, 'r2', '我要退款，尺码不合适，订单YX20261120001')));
    await until('the question', () => platform.company.length === 1);
    await leaves(person, 1);
    platform.company[0]?.({ outcome: 'ok', values: { item: '夹克', amount: '329.00' } });
    await until(
      'kept',
      async () =>
        (await rows(person.id, `select 1 from message where status = 'queued' and reason like '%reach_kept%'`)).length >
        0,
    );
    const before = of('wechat').length;
    const { says } = await given(person);
    await says('已经为您退款');
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
