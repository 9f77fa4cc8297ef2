/** Templates of reminders: typed values, what WeChat and carriers take, and what is refused when one is saved. */
import fc from 'fast-check';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { valueAllowed } from '../../sandbox/wechat/values.ts';
import { eventRequest } from '../../shared/reminders/api.ts';
import { faultsOf, valueFault } from '../../shared/reminders/faults.ts';
import { exampleOf, inSms, inWechat, noticed, templateWords } from '../../shared/reminders/render.ts';
import { barredWords } from '../../shared/reminders/sms.ts';
import { marketingFaults } from '../../shared/reminders/marketing-words.ts';
import { smsOf, type Reminder } from '../../shared/reminders/template.ts';
import { usualReminders } from '../../shared/reminders/usual.ts';
import {
  isOfType,
  reads,
  samples,
  variableTypes,
  type Value,
  type VariableType,
} from '../../shared/reminders/variable.ts';
import { documents } from '../../shared/settings.ts';
import { demoReminders } from '../../shared/settings/reminders.ts';

const NOW = Date.UTC(2026, 10, 27, 6);
const one = (id: string): Reminder => structuredClone(demoReminders.events.find((each) => each.id === id)!);
const paths = (given: Reminder) => faultsOf(given).map(({ path }) => path);
const saves = (change: (events: Reminder[]) => void) => {
  const value = structuredClone(demoReminders);
  change(value.events);
  const read = v.safeParse(documents.reminders.shape, value);
  return read.success ? [] : read.issues.map(({ message }) => message);
};

describe('values', () => {
  it('V53 each type takes its own, and reads in words, in a template and alike in both languages', () => {
    expect(isOfType('order', '订单 1')).toBe(false);
    expect(isOfType('amount', 129.5)).toBe(false);
    expect(isOfType('date', '2026-02-30')).toBe(false);
    expect(isOfType('text', '两\n行')).toBe(false);
    expect(reads('amount', 12_900, 'zh')).toBe('129.00元');
    expect(reads('amount', 12_900, 'en')).toBe('¥129.00');
    expect(reads('date', '2026-11-28', 'zh')).toBe('11月28日');
    expect(reads('date', '2026-11-28', 'en')).toBe('Nov 28');
    expect(reads('time', NOW, 'template')).toBe('2026年11月27日 14:00');
    expect(reads('time', NOW, 'en')).toBe('Nov 27, 14:00');
    expect(reads('time', NOW, 'plain')).toBe('2026-11-27 14:00');
    for (const type of variableTypes) for (const value of samples(type, NOW)) expect(isOfType(type, value)).toBe(true);
  });

  it('V53 what is missing, unknown or of another type is named with its rule', () => {
    const shipped = one('shipped');
    const good = { order: 'A1001', carrier: '顺丰速运', parcel: 'SF1' };
    expect(valueFault(shipped, good)).toBeNull();
    expect(valueFault(shipped, { ...good, order: '订单一' })).toMatchObject({ path: 'order' });
    expect(valueFault(shipped, { order: 'A1001', carrier: '顺丰' })).toMatchObject({ path: 'parcel' });
    expect(valueFault(shipped, { ...good, more: 1 })).toMatchObject({ path: 'more' });
  });
});

describe('templates', () => {
  it('V54 the usual ones and the demo’s hold, and stand in their documents', () => {
    for (const each of [...usualReminders, ...demoReminders.events]) expect(faultsOf(each)).toEqual([]);
    const { empty, demo, shape } = documents.reminders;
    expect([empty, demo].map((value) => v.safeParse(shape, value).success)).toEqual([true, true]);
  });

  it('V54 a fault is named by field and rule when it is saved: WeChat’s keys, the SMS’s variables, words that name nothing', () => {
    expect(saves((events) => (events[0]!.wechat!.values = { character_string1: '{carrier}' }))).toEqual([
      expect.stringMatching(/^events\.0\.wechat\.values\.character_string1 \(shipped\): at most 32 digits, letters/u),
    ]);
    expect(saves((events) => (events[0]!.wechat!.values = { amount2: '{order}' }))[0]).toMatch(/amount2 .*an amount/u);
    expect(saves((events) => (events[0]!.wechat!.values = { word1: '{order}' }))[0]).toMatch(/WeChat has no such key/u);
    expect(saves((events) => (events[0]!.text.zh = '{nobody}'))[0]).toMatch(/text\.zh .*\{nobody\}/u);
    for (const stray of ['{order已发出', '{{order}}', '${order}', '已发出}', '{order }'])
      expect(saves((events) => (events[0]!.text.zh = stray))[0], stray).toMatch(/text\.zh .*braces stand only/u);
    expect(saves((events) => (events[0]!.wechat!.values = { thing1: '{{order}}' }))[0]).toMatch(/thing1 .*braces/u);
    expect(saves((events) => (events[0]!.sms!.values['order'] = '{order'))[0]).toMatch(/values\.order .*braces/u);
    expect(saves((events) => (events[0]!.sms!.values['order'] = '见 https://a.example'))[0]).toMatch(
      /sms\.values\.order .*no link/u,
    );
    expect(saves((events) => (events[0]!.sms!.values['order'] = '拨 13800138000'))[0]).toMatch(/no telephone number/u);
    expect(saves((events) => (events[0]!.sms!.text = '订单${order}和${order}'))).toEqual(
      expect.arrayContaining([expect.stringMatching(/sms\.text .*once/u)]),
    );
    expect(saves((events) => delete events[0]!.sms!.values['order'])[0]).toMatch(/sms\.values\.order .*no value/u);
    expect(saves((events) => (events[0]!.sms!.values['extra'] = 'x'))[0]).toMatch(/no such variable/u);
    expect(saves((events) => events.splice(0, 1))[0]).toMatch(/the reminder shipped is missing/u);
    expect(saves((events) => (events[0]!.variables = []))).toEqual(
      expect.arrayContaining([expect.stringMatching(/keeps its kind and its variables/u)]),
    );
    expect(
      paths({ ...one('refund-paid'), wechat: { template: 't-1', values: { thing1: '{text}{order}', date2: '{at}' } } }),
    ).toEqual([]);
  });

  it('V78 an SMS template for who reads English stands beside the other one, is tried out in English, and its faults are named', () => {
    const english = { template: 'SMS_1000021', text: 'Order ${order} was refunded.', values: { order: '{order}' } };
    const paid = one('refund-paid');
    expect(paths({ ...paid, smsEnglish: english })).toEqual([]);
    expect([smsOf({ ...paid, smsEnglish: english }, 'en'), smsOf({ ...paid, smsEnglish: english }, 'zh')]).toEqual([
      english,
      paid.sms,
    ]);
    expect([smsOf(paid, 'en'), smsOf({ ...paid, sms: null }, 'en')]).toEqual([paid.sms, null]);
    expect(paths({ ...paid, smsEnglish: { ...english, values: {} } })).toEqual(['smsEnglish.values.order']);
    expect(paths({ ...paid, smsEnglish: { ...english, values: { order: '{title}' } } })).toEqual([]);
    expect(paths({ ...paid, sms: null, smsEnglish: english })).toEqual(['smsEnglish']);
    expect(marketingFaults({ ...paid, smsEnglish: { ...english, text: '${order}: 50% off today' } })).toMatchObject([
      { path: 'smsEnglish.text' },
    ]);
  });

  it('V56 a moment is told in milliseconds: seconds are refused, not taken for 1970', () => {
    const meets = (time: number, at?: number) =>
      v.safeParse(eventRequest, {
        ...{ event: 'appointment', key: 'k1', appointment: { id: 'ap', time, what: '保养' } },
        ...(at === undefined ? {} : { at }),
      }).success;
    const now = Date.UTC(2026, 10, 27);
    expect([meets(now), meets(now, now), meets(now / 1_000), meets(now, now / 1_000), meets(0)]).toEqual([
      ...[true, true, false, false, false],
    ]);
  });

  it('V54 whatever values of their types come, what was saved is taken by WeChat’s table and the SMS rules', () => {
    const value = (type: VariableType): fc.Arbitrary<Value> => {
      const word = (most: number) => fc.string({ unit: 'grapheme', minLength: 1, maxLength: most });
      const strings: Partial<Record<VariableType, fc.Arbitrary<Value>>> = {
        amount: fc.integer({ min: 0, max: 10_000_000_000 }),
        time: fc.integer({ min: 1, max: Date.UTC(2999, 0, 1) }),
        number: fc.integer({ min: -999_999_999, max: 999_999_999 }),
      };
      return (strings[type] ?? fc.oneof(word(60), fc.constantFrom(...samples(type, NOW)))).filter((one) =>
        isOfType(type, one),
      );
    };
    const typed = fc.constantFrom<VariableType>(
      'order',
      'amount',
      'time',
      'text',
      'carrier',
      'phone',
      'number',
      'date',
    );
    const key = fc.constantFrom(
      'thing1',
      'character_string1',
      'amount1',
      'time1',
      'date1',
      'phone_number1',
      'number1',
      'name1',
    );
    fc.assert(
      fc.property(
        typed.chain((type) => fc.tuple(fc.constant(type), key, fc.array(value(type), { minLength: 1, maxLength: 4 }))),
        ([type, under, values]) => {
          const given: Reminder = {
            ...one('delivered'),
            id: 'mine',
            variables: [{ name: 'x', type, zh: '它', en: 'It' }],
            title: { zh: '有消息', en: 'News' },
            text: { zh: '', en: '' },
            wechat: { template: 't-1', values: { [under]: '{x}' } },
            sms: null,
          };
          if (faultsOf(given).length > 0) return;
          for (const x of values) {
            const words = templateWords(given, { x }, noticed(given, { x }), { at: NOW, language: 'zh' });
            const { rows, unfit } = inWechat(given.wechat!, words);
            // What a person may type into words may be nothing WeChat can show: it is told, never sent.
            if (unfit.length > 0) expect(['text', 'carrier', 'order']).toContain(type);
            else
              for (const { key: name, value: shown } of rows)
                expect([shown, valueAllowed(name, shown)]).toEqual([shown, true]);
          }
        },
      ),
      { numRuns: 2_000 },
    );
  });

  it('V54 a value that reads as a link or a number in an SMS is told, and what is too long is cut', () => {
    const shipped = one('shipped');
    const values = { order: 'www.a.com', carrier: '速'.repeat(20), parcel: 'SF1' };
    const words = templateWords(shipped, values, noticed(shipped, values), { at: NOW, language: 'zh' });
    expect(inSms(shipped.sms!, words).unfit).toMatchObject([{ at: 'order' }]);
    expect(barredWords('ＷＷＷ．a．ｃｏｍ')).toBe('link');
    const long = { ...shipped.sms!, values: { ...shipped.sms!.values, carrier: '{carrier}{carrier}' } };
    const filled = inSms(long, { ...words, order: 'A1' });
    expect([filled.unfit, filled.values['carrier']]).toEqual([[], `${'速'.repeat(34)}…`]);
  });

  it('V54 an example shows how it reads on each channel', () => {
    const shipped = one('shipped');
    const values = exampleOf(shipped, NOW);
    const notice = noticed(shipped, values);
    expect(notice).toEqual({
      title: { zh: '您的订单已发货', en: 'Your order is on its way' },
      text: { zh: '顺丰速运承运，运单号 YX20261120001。', en: 'Carried by 顺丰速运, parcel YX20261120001.' },
    });
    const words = templateWords(shipped, values, notice, { at: NOW, language: 'zh' });
    expect(inWechat(shipped.wechat!, words)).toEqual({
      rows: [
        { key: 'character_string1', value: 'YX20261120001' },
        { key: 'thing2', value: '您的订单已发货' },
        { key: 'time3', value: '2026年11月27日 14:00' },
      ],
      unfit: [],
    });
    expect(inSms(shipped.sms!, words, '一线优选').text).toBe(
      '【一线优选】您的订单YX20261120001已由顺丰速运发出，运单号YX20261120001。',
    );
  });
});
