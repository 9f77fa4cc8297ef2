/** What rides on a dialog's question, and that what a control sends is read back into the same value. */
import { describe, expect, it, test } from 'vitest';
import type { Flow, Slot } from '../../shared/flow.ts';
import { formFault, formWords } from '../../shared/form-rules.ts';
import type { Form } from '../../shared/form.ts';
import { fallbackText } from '../../shared/message.ts';
import { playFlow } from '../../worker/brain/flow/play.ts';
import { START } from './robot.ts';

const both = (text: string) => ({ zh: text, en: text });

function asking(slot: Partial<Slot> & Pick<Slot, 'kind'>): Flow {
  const whole: Slot = { name: 'it', label: both('这一项'), ask: both('请说'), help: [both('再说一次')], ...slot };
  return {
    ...{ id: 'only-this', title: both('登记'), skill: 'general', starts: { zh: ['登记'], en: ['note'] } },
    slots: [whole],
    outcomes: { done: { say: both('好了') } },
    keepHours: 1,
  };
}

const forms: [slot: Partial<Slot> & Pick<Slot, 'kind'>, form: Form | null][] = [
  [
    { kind: 'date', least: 1, most: 14 },
    { kind: 'date', label: '这一项', least: '2025-11-26', most: '2025-12-09' },
  ],
  [{ kind: 'time' }, { kind: 'time', label: '这一项' }],
  [
    { kind: 'amount', least: 1, most: 500 },
    { kind: 'amount', label: '这一项', currency: 'CNY', least: '1.00', most: '500.00' },
  ],
  [{ kind: 'order-number' }, { kind: 'order', label: '这一项' }],
  [{ kind: 'image' }, { kind: 'image', label: '这一项' }],
  [
    { kind: 'choice', options: ['red', 'blue'].map((id) => ({ id, label: both(id) })) },
    { kind: 'choice', label: '这一项' },
  ],
  [{ kind: 'phone' }, null],
  [{ kind: 'text' }, null],
];

describe('F12 a question carries its form', () => {
  test.each(forms)('%o', (slot, form) => {
    const [turn] = playFlow(asking(slot), 'zh', ['登记'], [], START);
    const [body] = turn?.says ?? [];
    const given = body?.kind === 'text' || body?.kind === 'menu' ? body.form : undefined;
    expect(given ?? null).toEqual(form);
    expect(body && fallbackText(body)).toContain('请说');
  });

  it('asked again it carries it too, with the words that refuse', () => {
    const [, turn] = playFlow(asking({ kind: 'amount', most: 500 }), 'zh', ['登记', '600元'], [], START);
    expect(turn?.says).toMatchObject([
      { kind: 'menu', text: expect.stringContaining('¥500'), form: { kind: 'amount', most: '500.00' } },
    ]);
  });
});

const chosen: [slot: Partial<Slot> & Pick<Slot, 'kind'>, value: string, kept: string][] = [
  [{ kind: 'date', least: 1, most: 14 }, '2025-12-01', '2025-12-01'],
  [{ kind: 'time' }, '15:00', '15:00'],
  [{ kind: 'time' }, '00:30', '00:30'],
  [{ kind: 'amount' }, '99.5', '99.50'],
  [{ kind: 'amount' }, '0.01', '0.01'],
  [{ kind: 'amount' }, '123456', '123456.00'],
  [{ kind: 'order-number' }, 'YX20261120001', 'YX20261120001'],
];

describe('F13 what a control sends is read back into the same value', () => {
  test.each(chosen)('%o %s', (slot, value, kept) => {
    for (const language of ['zh', 'en'] as const) {
      const [asked] = playFlow(asking(slot), language, ['登记'], [], START);
      const [body] = asked?.says ?? [];
      const form = body?.kind === 'text' ? body.form : undefined;
      expect(form).toBeDefined();
      if (!form) return;
      expect(formFault(form, value)).toBeNull();
      const [, turn] = playFlow(asking(slot), language, ['登记', formWords(form, value)], [], START);
      expect(turn).toMatchObject({ slots: { it: kept }, ended: 'done' });
    }
  });

  it('what lies beyond the bounds is refused before it is sent', () => {
    const day: Form = { kind: 'date', label: '', least: '2025-11-26', most: '2025-12-09' };
    expect([formFault(day, '2025-11-25'), formFault(day, '2025-12-10'), formFault(day, '')]).toEqual([
      'least',
      'most',
      'none',
    ]);
    const amount: Form = { kind: 'amount', label: '', least: '1.00', most: '500.00' };
    expect(['0.5', '500.01', '1e3', '-1', '99.999', '', '500'].map((one) => formFault(amount, one))).toEqual([
      'least',
      'most',
      ...Array.from({ length: 4 }, () => 'none'),
      null,
    ]);
  });
});
