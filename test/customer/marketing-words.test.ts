/** No advertising by service templates: refused as it is told and as a template is saved, and stopped where it was kept before. */
import { env } from 'cloudflare:workers';
import { describe, expect, it } from 'vitest';
import type { NoticeRequest } from '../../shared/notice.ts';
import { demoReminders } from '../../shared/settings/reminders.ts';
import type { MiniprogramAccount } from '../../worker/channels/account.ts';
import { sendSubscription } from '../../worker/channels/wechat/subscription.ts';
import { SETTINGS } from '../../worker/settings/shelf.ts';
import { later, looksAfter, MINI, of, sent } from './planner-rig.ts';
import * as rig from './reminders-rig.ts';
import { customer, rows } from './rig.ts';

const { byPhone, fresh, refused, settingsAre, tells, titles } = rig;

looksAfter();

const own = {
  ...structuredClone(demoReminders.events.find(({ id }) => id === 'delivered')!),
  ...{ id: 'mine', variables: [{ name: 'what', type: 'text' as const, zh: '内容', en: 'What' }] },
  ...{ title: { zh: '有新进展', en: 'There is news' }, text: { zh: '{what}', en: '{what}' } },
};

describe('V73 no marketing through service templates', () => {
  it('V73 a value that advertises is refused with its place and the words, and ordinary words pass', async () => {
    const person = await byPhone();
    await settingsAre({ events: [...demoReminders.events, own] });
    const [code, detail] = await refused(person, {
      key: fresh(),
      event: 'mine',
      values: { what: '立即抢购，全场五折' },
    });
    expect(code).toBe('marketing_words');
    expect(detail).toContain('values.what: “全场五折” is advertising');
    expect(await titles(person)).toEqual([]);
    await tells(person, { key: fresh(), event: 'mine', values: { what: '优惠券已退回您的账户' } });
    expect(await titles(person)).toEqual(['有新进展']);
    await settingsAre({});
  });

  it('V73 a template that advertises is not saved, and stands as it was', async () => {
    const actor = env.SETTINGS.getByName(SETTINGS);
    await settingsAre({});
    const before = await actor.read('reminders');
    const events = [...demoReminders.events, { ...own, title: { zh: '新品上市', en: 'Shop now' } }];
    const order = { name: 'reminders', revision: before?.revision ?? 0, by: { id: 'm_lead', name: '赵敏' } };
    const refusal = await actor.write({ ...order, value: { ...demoReminders, events } });
    expect(refusal).toMatchObject({ ok: false, code: 'marketing_words' });
    expect(refusal.ok ? '' : refusal.detail).toContain('title.zh (mine)');
    expect(await actor.read('reminders')).toEqual(before);
  });

  it('V73 nor may a notice of the company advertise', async () => {
    const person = await byPhone();
    const notice: Omit<NoticeRequest, 'user'> = {
      ...{ key: fresh(), kind: 'order', facts: [], opens: null },
      ...{ title: { zh: '您的订单', en: 'Your order' }, text: { zh: '点击领取优惠券', en: 'Claim your coupon' } },
    };
    const told = await customer(person.id).own({ order: 'notify', notice, of: person.id });
    expect(told).toMatchObject({ ok: false, code: 'marketing_words' });
    expect(await titles(person)).toEqual([]);
  });

  it('V73 one kept before calls nobody: at the last door nothing leaves', async () => {
    const person = await byPhone();
    await tells(person, { key: fresh(), event: 'refund-paid', values: { order: 'A1001', amount: 12_900 } });
    await rows(person.id, `update notice set body = replace(body, '退款已原路退回', '全场五折，立即抢购')`);
    for (let at = 0; at < 4; at += 1) await later(person, 20_000);
    expect([await titles(person), sent]).toEqual([['全场五折，立即抢购'], []]);
    await tells(person, { key: fresh(), event: 'refund-paid', values: { order: 'A1002', amount: 12_900 } });
    await later(person, 20_000);
    expect(of('sms')).toHaveLength(1);
  });

  it('V73 what WeChat would be asked is looked at once more; offers have a template of their own', async () => {
    let asked = 0;
    const account = (JSON.parse(env.ACCOUNTS) as MiniprogramAccount[]).find(({ id }) => id === MINI)!;
    const ask = (service: boolean) =>
      sendSubscription(
        {
          ...{ to: 'o_1', template: { id: 't-1', values: { thing1: '{title}' } }, words: { title: '立即抢购' } },
          ...{ page: 'pages/home/index', language: 'zh', service },
        },
        account,
        {
          now: 0,
          token: () => Promise.resolve({ ok: true, token: 't' }),
          call: () => {
            asked += 1;
            return Promise.resolve(Response.json({ errcode: 0, errmsg: 'ok', msgid: 7 }));
          },
        },
      );
    expect(await ask(true)).toMatchObject({ ok: false, fate: 'failed', reason: { code: 'marketing_words' } });
    expect(asked).toBe(0);
    expect((await ask(false)).ok).toBe(true);
  });
});
