/** Reminders in a person's actor: what the company tells, by which way it goes out, and who gets what unasked. */
import { env } from 'cloudflare:workers';
import { describe, expect, it } from 'vitest';
import { demoReminders } from '../../shared/settings/reminders.ts';
import { lineOf } from '../../worker/line.ts';
import { must } from '../results.ts';
import { until } from '../world.ts';
import { forgets } from './forgets.ts';
import { later, looksAfter, of, sent, type Person } from './planner-rig.ts';
import * as rig from './reminders-rig.ts';
import { customer, openScreen, rows, visitor } from './rig.ts';
import { Hand } from './served.ts';

const { accepts, byPhone, fresh, HOUR, mini, naming, notices, refused, settingsAre, shipped, tells, titles } = rig;

looksAfter();

describe('V53 what the company tells', () => {
  it('V53 is a notice once under its key; other words under it, no such event, a wrong value are refused with field and rule', async () => {
    const person = await byPhone();
    const one = shipped('YX20261120001', 'ship-1');
    const first = await tells(person, one);
    expect(first).toMatchObject({ known: false, notice: expect.any(String) });
    expect(await tells(person, one)).toMatchObject({ known: true, notice: first.notice });
    expect((await refused(person, shipped('YX20261120002', 'ship-1')))[0]).toBe('reused_key');
    expect(await refused(person, { key: fresh(), event: 'nothing', values: {} })).toEqual([
      'bad_request',
      'event: there is no event nothing to be told.',
    ]);
    expect((await refused(person, { key: fresh(), event: 'ticket-moved', values: {} }))[0]).toBe('bad_request');
    expect(await refused(person, shipped('订单一'))).toEqual([
      'template_value',
      'values.order: 1 to 32 letters, digits or signs of ASCII, no spaces.',
    ]);
    expect(await refused(person, shipped('www.a.com'))).toEqual([
      'sms_rule',
      'sms.values.order: no link may stand in a variable of an SMS.',
    ]);
    expect(await notices(person)).toMatchObject([
      {
        title: { zh: '您的订单已发货', en: 'Your order is on its way' },
        facts: [{ name: 'order', value: 'YX20261120001' }, { name: 'carrier' }, { name: 'parcel' }],
      },
    ]);
  });
});

it('V67 a refund of nothing is refused and told to nobody; under no other kind is 0 a fault', async () => {
  const person = await byPhone();
  for (const event of ['refund-paid', 'refund-accepted'])
    expect(await refused(person, { key: fresh(), event, values: { order: 'A1001', amount: 0 } })).toEqual([
      'template_value',
      'values.amount: a refund is of more than 0 fen.',
    ]);
  expect(await titles(person)).toEqual([]);
  const paid = { ...structuredClone(demoReminders.events.find(({ id }) => id === 'refund-paid')!), id: 'paid' };
  await settingsAre({ events: [...demoReminders.events, { ...paid, kind: 'order' }] });
  await tells(person, { key: fresh(), event: 'paid', values: { order: 'A1001', amount: 0 } });
  expect(await titles(person)).toHaveLength(1);
  await settingsAre({});
});

describe('V55 by which way it goes out', () => {
  it('V55 to a phone alone the SMS says it itself, by the event’s own template; once, and nothing more', async () => {
    const person = await byPhone();
    expect(
      await tells(person, { key: fresh(), event: 'refund-paid', values: { order: 'A1001', amount: 12_900 } }),
    ).toMatchObject({ fate: 'notified' });
    await later(person, 10_000);
    await until('the SMS', () => of('sms').length === 1);
    expect(of('sms')[0]?.words).toBe('SMS_1000012 {"order":"A1001","amount":"129.00元"}');
    for (let at = 0; at < 4; at += 1) await later(person, HOUR);
    expect(sent).toHaveLength(1);
  });

  it('V78 who reads English gets the English template, where there is one; what they said of their language counts', async () => {
    const smsEnglish = {
      template: 'SMS_1000021',
      text: 'Order ${order} was refunded: ${amount}.',
      values: { order: '{order}', amount: '{amount}' },
    };
    await settingsAre({
      events: demoReminders.events.map((one) => (one.id === 'refund-paid' ? { ...one, smsEnglish } : one)),
    });
    const told = async (person: Person, order: string) => {
      sent.length = 0;
      await tells(person, { key: fresh(), event: 'refund-paid', values: { order, amount: 12_900 } });
      await later(person, 10_000);
      await until('the SMS', () => of('sms').length === 1);
      return of('sms')[0]?.words;
    };
    const said = { says: 'is', of: 'trait:language', on: true, value: 'en' } as const;
    const person = await byPhone();
    expect(await told(person, 'A1')).toBe('SMS_1000012 {"order":"A1","amount":"129.00元"}');
    must(await lineOf(env, person.id).own({ order: 'profile', viewer: mini(person), said }));
    await later(person, 72 * HOUR);
    expect(await told(person, 'A2')).toBe('SMS_1000021 {"order":"A2","amount":"129.00元"}');
    const links = { key: fresh(), event: 'refund-paid', values: { order: 'www.a.com', amount: 1 } };
    expect(await refused(person, links)).toMatchObject(['sms_rule', expect.stringContaining('sms.values.order')]);
    await settingsAre({});
  });

  it('V55 by a one-time subscription under the template’s keys, before any SMS; read on a screen, nothing goes', async () => {
    const person = await byPhone();
    await accepts(person, 'tmpl-refund-progress-0001');
    sent.length = 0;
    await tells(person, { key: fresh(), event: 'refund-paid', values: { order: 'A1001', amount: 12_900 } });
    await later(person, 10_000);
    await until('the subscription', () => of('subscription').length === 1);
    const { data, template_id } = JSON.parse(of('subscription')[0]?.words ?? '{}') as {
      data: object;
      template_id: string;
    };
    expect(template_id).toBe('tmpl-refund-progress-0001');
    expect(data).toMatchObject({
      character_string1: { value: 'A1001' },
      amount2: { value: '129.00元' },
      thing3: { value: '退款已原路退回' },
    });
    for (let at = 0; at < 4; at += 1) await later(person, HOUR);
    expect(sent).toHaveLength(1);
    await tells(person, { key: fresh(), event: 'refund-paid', values: { order: 'A1002', amount: 1 } });
    const hand = new Hand(await openScreen(person.id, mini(person), `m-${fresh()}`));
    expect(await hand.act({ act: 'read-notices', notices: 'all' })).toBe('accepted');
    for (let at = 0; at < 4; at += 1) await later(person, HOUR);
    expect(sent).toHaveLength(1);
  });

  it('V55 V66 an SMS waits for the morning; a refusal of the channel bars it; an event switched off is kept and tells nobody', async () => {
    const person = await byPhone();
    await later(person, 11 * HOUR);
    await tells(person, { key: fresh(), event: 'refund-paid', values: { order: 'A1', amount: 1 } });
    await later(person, 20_000);
    expect(sent).toEqual([]);
    await later(person, 10 * HOUR);
    await until('in the morning', () => of('sms').length === 1);
    const other = await byPhone();
    const hand = new Hand(await openScreen(other.id, mini(other), `m-${fresh()}`));
    expect(await hand.act({ act: 'choose', purpose: 'service', channel: 'sms', given: false })).toBe('accepted');
    hand.screen.socket.close();
    sent.length = 0;
    await tells(other, { key: fresh(), event: 'refund-paid', values: { order: 'A1', amount: 1 } });
    await later(other, HOUR);
    expect(sent).toEqual([]);
    const off = demoReminders.events.map((one) => (one.id === 'refund-paid' ? { ...one, on: false } : one));
    await settingsAre({ events: off });
    const before = (await titles(other)).length;
    const silenced = { key: fresh(), event: 'refund-paid', values: { order: 'A2', amount: 1 } };
    expect(await tells(other, silenced)).toEqual({ ...{ known: false, fate: 'kept', notice: null } });
    expect(await titles(other)).toHaveLength(before);
    await settingsAre({});
    expect(await tells(other, silenced), 'V66').toEqual({ ...{ known: true, fate: 'kept', notice: null } });
  });

  it('V55 a company’s own event is told by its own variables', async () => {
    const person = await byPhone();
    const mine = {
      ...structuredClone(demoReminders.events[1]!),
      ...{ id: 'stock-back', kind: 'order' as const, zh: '到货', en: 'Back in stock' },
      variables: [{ name: 'item', type: 'text' as const, zh: '商品', en: 'Item' }],
      title: { zh: '{item}到货了', en: '{item} is back' },
      text: { zh: '', en: '' },
    };
    await settingsAre({ events: [...demoReminders.events, mine] });
    await tells(person, { key: fresh(), event: 'stock-back', values: { item: '露营灯' } });
    expect(await titles(person)).toEqual(['露营灯到货了']);
    await settingsAre({});
  });
});

describe('V57 logistics unasked', () => {
  const asks = '我的快递到哪里了';

  it('V57 V66 stands among the notices of who never asked, and goes out to who asked about that order or keeps asking, with why', async () => {
    const silent = await byPhone();
    const unasked = shipped('YX20261120009');
    const first = await tells(silent, unasked);
    expect(first).toMatchObject({ known: false, fate: 'listed' });
    expect(await tells(silent, unasked), 'V66').toEqual({ ...first, known: true });
    await later(silent, HOUR);
    expect(naming('YX20261120009')).toEqual([]);
    const asked = await byPhone('YX20261120010 发货了吗');
    expect(await tells(asked, shipped('YX20261120010'))).toMatchObject({ fate: 'notified' });
    await later(asked, 10_000);
    await until('the SMS', () => naming('YX20261120010').length === 1);
    expect((await notices(asked)).at(-1)?.facts.at(-1)).toMatchObject({ name: 'why', value: '您问过 YX20261120010' });
    expect(await tells(asked, shipped('YX20261120011'))).toMatchObject({ fate: 'listed' });
    const keen = await byPhone();
    await keepsAsking(keen, 3);
    expect(await tells(keen, shipped('YX20261120012'))).toMatchObject({ fate: 'notified' });
    expect((await notices(keen)).at(-1)?.facts.at(-1)).toMatchObject({ name: 'why', value: '近 30 天您问过 3 次物流' });
    const less = await byPhone(asks);
    await keepsAsking(less, 1);
    expect(await tells(less, shipped('YX20261120013'))).toMatchObject({ fate: 'listed' });
  });

  it('V57 goes out to who chose to be told, and by a subscription they gave', async () => {
    const chose = await byPhone();
    const hand = new Hand(await openScreen(chose.id, mini(chose), `m-${fresh()}`));
    expect(await hand.act({ act: 'choose', purpose: 'service', given: true })).toBe('accepted');
    hand.screen.socket.close();
    expect(await tells(chose, shipped('YX20261120020'))).toMatchObject({ fate: 'notified' });
    await later(chose, 10_000);
    await until('the SMS', () => naming('YX20261120020').length === 1);
    const gave = await byPhone();
    await accepts(gave, 'tmpl-logistics-update-0001');
    sent.length = 0;
    await tells(gave, shipped('YX20261120021'));
    await later(gave, 10_000);
    await until('the subscription', () => naming('YX20261120021').length === 1);
    expect(naming('YX20261120021')[0]?.to).toBe('subscription');
    await tells(gave, shipped('YX20261120022'));
    await later(gave, 2 * HOUR);
    expect(naming('YX20261120022')).toEqual([]);
  });

  it('V58 switched off by their own word it stays off, also for what is on its way; on again it goes', async () => {
    const person = await byPhone();
    await keepsAsking(person, 5);
    expect(await tells(person, shipped('YX20261120030'))).toMatchObject({ fate: 'notified' });
    const word = async (on: boolean) =>
      must(
        await customer(person.id).own({
          ...{ order: 'profile', viewer: visitor(person.web) },
          said: { of: 'remind:logistics', on, says: 'off' },
        }),
      );
    await word(false);
    await later(person, HOUR);
    expect(naming('YX20261120030')).toEqual([]);
    expect(await tells(person, shipped('YX20261120031'))).toMatchObject({ fate: 'listed' });
    expect((await notices(person)).at(-1)?.facts).toHaveLength(3);
    await later(person, HOUR);
    expect(naming('YX20261120031')).toEqual([]);
    await word(true);
    expect(await tells(person, shipped('YX20261120032'))).toMatchObject({ fate: 'notified' });
  });

  async function keepsAsking(person: Person, times: number): Promise<void> {
    for (let at = 0; at < times; at += 1)
      await rows(
        person.id,
        `insert into profile_fact (key, at, kind, body) values ('q${at}', ${Date.now() - at}, 'question',
         '{"kind":"question","topic":"logistics/where","product":""}')`,
      );
    await forgets(person.id);
  }
});
