/** Names as any screen may show them. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as v from 'valibot';
import { isPlain, isPlainLines, plain, plainLines } from '../../shared/plain.ts';
import { purchase } from '../../shared/profile/view.ts';
import { readPurchases } from '../../shared/profile/purchase-lines.ts';
import { eventRequest } from '../../shared/reminders/api.ts';
import { isOfType } from '../../shared/reminders/variable.ts';
import { usualPeople } from '../../shared/settings/people.ts';
import { actedOn, freshCard } from '../../worker/customer/person/card.ts';

/** What turns the writing of a line, or can't be seen and only deceives. */
const turning = [...'\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069'];
const unseen = [
  ...'\0\u0007\u001b\u007f\u009f\u00ad\u034f\u115f\u180e\u200b\u2060\u2064\u206a\u3164\ufeff\ufff9\uffff',
];
const tags = ['\u{e0041}', '\u{e007f}'];
const halves = ['\ud83d', '\ude00'];
const bad = [...turning, ...unseen, ...tags, ...halves];
/** What is written with signs that can't be seen, and letters a narrow rule would lose. */
const good = [
  ...['👨‍👩‍👧‍👦', '🏳️‍🌈', '👍🏽', '☎️', '1️⃣', '🏴\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}'],
  ...['𠮷野家', '葛\u{e0100}飾', '䶮', '𬶍', '\ue863', 'می‌خواهم', 'שלום', 'مرحبا', 'Zoë', 'क्‍ष', 'A B', '·'],
];
const pieces = fc.array(fc.oneof(fc.constantFrom(...bad), fc.constantFrom(...good), fc.string({ unit: 'binary' })));
const DIRECTION = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u;

describe('a name', () => {
  it.each(good)('V68 keeps %j', (one) => {
    expect([plain(one), plainLines(one), isPlain(one)]).toEqual([one, one, true]);
  });

  it.each(bad)('V68 loses %j, wherever it stands', (one) => {
    expect(plain(`${one}林${one}小满${one}`)).toBe('林小满');
    expect([isPlain(`林${one}`), isPlainLines(`林${one}`)]).toEqual([false, false]);
    expect(plain(one)).toBe('');
  });

  it('V68 turns no screen, whatever is given; what is plain stays, and a second time changes nothing', () => {
    fc.assert(
      fc.property(pieces, (given) => {
        const text = given.join('');
        for (const one of [plain(text), plainLines(text)]) {
          expect(one).not.toMatch(DIRECTION);
          expect(one).not.toMatch(/\p{Surrogate}/u);
          expect(one.length).toBeLessThanOrEqual(text.length);
        }
        expect(plain(text)).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}]/u);
        expect(plain(plain(text))).toBe(plain(text));
        expect(plainLines(plainLines(text))).toBe(plainLines(text));
      }),
      { numRuns: 500 },
    );
    fc.assert(fc.property(fc.array(fc.constantFrom(...good), { minLength: 1 }), (given) => isPlain(given.join(' '))));
  });

  it('V68 stands on one line; words of several keep them', () => {
    expect(plain('林\n小\u2028满')).toBe('林 小 满');
    expect(plainLines('林\r\n小\u2028满\t')).toBe('林\r\n小\n满\t');
    expect([plain('\u200d'), plain('\u3164\ufe0f')]).toEqual(['', '']);
  });
});

describe('the doors', () => {
  it('V68 a card keeps names, fields and tags without such signs', () => {
    const doing = { by: { id: 'a', name: '王晴' }, leads: false, now: 1, people: { ...usualPeople, free: true } };
    const named = actedOn(freshCard, { act: 'fields', values: { name: '\u202a林小满\u202e\u202c' } }, doing);
    expect('card' in named && named.card.fields['name']?.value).toBe('林小满');
    const tagged = actedOn(freshCard, { act: 'tags', tags: ['老\u202e客户', '老客户', '\u200b'] }, doing);
    expect('card' in tagged && tagged.card.tags).toEqual(['老客户']);
  });

  it('V68 V47 a category with one is refused, by the API and line by line', () => {
    const one = { key: 'a', category: '母婴\u202e/尿不湿', amount: 1, at: 1 };
    expect(v.is(purchase, one)).toBe(false);
    expect(v.is(purchase, { ...one, category: '母婴/👨‍👩‍👧‍👦' })).toBe(true);
    expect(readPurchases('u,a,母\u200b婴,1,2026-11-20').faults).toEqual([{ line: 1, why: 'category' }]);
  });

  it('V68 V53 a value of a reminder with one is refused', () => {
    for (const type of ['text', 'carrier', 'passage'] as const) {
      expect(isOfType(type, '到店\u202e保养'), type).toBe(false);
      expect(isOfType(type, '𠮷野家👨‍👩‍👧‍👦'), type).toBe(true);
    }
    expect([isOfType('passage', '一\n二'), isOfType('text', '一\n二')]).toEqual([true, false]);
    const appointment = (what: string) => ({
      event: 'appointment',
      key: 'k',
      appointment: { id: 'a', time: null, what },
    });
    expect([v.is(eventRequest, appointment('保养')), v.is(eventRequest, appointment('保\u2066养'))]).toEqual([
      true,
      false,
    ]);
  });
});
