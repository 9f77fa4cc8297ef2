/** One-time subscription messages: what stands under each key of a template. */
import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { fitted } from '../../shared/reminders/wechat.ts';
import { valueAllowed } from '../../sandbox/wechat/values.ts';

describe('values of a template', () => {
  it('V23 words are cut to their length; numbers, times and names are sent as they are or not at all', () => {
    expect(fitted('thing1', '您的包裹已经到达杭州转运中心，预计明天上午送达')).toBe(
      '您的包裹已经到达杭州转运中心，预计明天…',
    );
    expect(fitted('thing1', 'two\nlines')).toBe('two lines');
    expect(fitted('phrase2', '处理中（已转仓库）')).toBe('处理中已转');
    expect(fitted('phrase2', 'open')).toBeNull();
    expect(fitted('character_string3', 'YX20261120001')).toBe('YX20261120001');
    expect(fitted('character_string3', '订单一')).toBeNull();
    expect(fitted('amount4', '¥329.00')).toBe('¥329.00');
    expect(fitted('amount4', '329 块')).toBeNull();
    expect(fitted('time5', '2026-11-26 15:30')).toBe('2026-11-26 15:30');
    expect(fitted('time5', '下午三点')).toBeNull();
    expect(fitted('thing1', '')).toBeNull();
    expect(fitted('colour1', 'red')).toBeNull();
    expect(fitted('thing', 'no number')).toBeNull();
  });

  it('V23 whatever comes, what would be sent is what the platform takes', () => {
    const keys = ['thing', 'number', 'letter', 'symbol', 'character_string', 'time', 'date', 'amount', 'phone_number'];
    const key = fc.constantFrom(...keys, 'car_number', 'name', 'phrase', 'enum').map((one) => `${one}1`);
    const value = fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 60 }),
      fc.constantFrom(
        '2026年1月2日 3:04',
        '-12.50',
        '￥9',
        '浙A12345',
        '王小明同学你好世界真大',
        '3:04~5:06',
        '\u2028x',
      ),
    );
    fc.assert(
      fc.property(key, value, (given, text) => {
        const sent = fitted(given, text);
        if (sent !== null) expect([given, sent, valueAllowed(given, sent)]).toEqual([given, sent, true]);
      }),
      { numRuns: 3000 },
    );
  });
});
