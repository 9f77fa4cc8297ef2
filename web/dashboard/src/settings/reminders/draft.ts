/** What a fresh event begins with, and a mapping's keys as rows that can be written in. */
import type { Reminder, Variable } from '../../../../../shared/reminders/template.ts';
import { smsVariables } from '../../../../../shared/reminders/sms.ts';

export const freshVariable = (): Variable => ({ name: '', type: 'text', zh: '', en: '' });

/** `taken`: the ids there are. */
export function freshEvent(taken: readonly string[], name: { zh: string; en: string }): Reminder {
  let at = 1;
  while (taken.includes(`event-${at}`)) at += 1;
  return {
    ...{ id: `event-${at}`, on: true, kind: 'order', ...name, wechat: null, sms: null },
    variables: [{ name: 'order', type: 'order', zh: '订单号', en: 'Order' }],
    title: { zh: '您的订单有新进展', en: 'News of your order' },
    text: { zh: '订单 {order}', en: 'Order {order}' },
  };
}

/** The record with one key called otherwise, in its place. */
export function renamed(values: Readonly<Record<string, string>>, from: string, to: string): Record<string, string> {
  if (to !== from && to in values) return { ...values };
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [key === from ? to : key, value]));
}

/** The next key nobody uses. */
export function freshKey(values: Readonly<Record<string, string>>): string {
  let at = 1;
  while (Object.keys(values).some((key) => key.endsWith(String(at)))) at += 1;
  return `thing${at}`;
}

/** What stands for each variable of a text, and nothing else; one that is new is guessed by its name. */
export function valuesFor(text: string, values: Readonly<Record<string, string>>, names: readonly string[]) {
  return Object.fromEntries(
    smsVariables(text)
      .filter((name) => name !== '')
      .map((name) => [name, values[name] ?? (names.includes(name) ? `{${name}}` : '')]),
  );
}
