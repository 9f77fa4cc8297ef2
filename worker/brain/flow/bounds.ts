/** Whether a value lies within a slot's bounds, and how the bounds are said. */
import type { Sentence, Slot } from '../../../shared/flow.ts';
import type { Form } from '../../../shared/form.ts';
import type { Language } from '../../../shared/knowledge.ts';

const DAY_MS = 86_400_000;
/** Where the company's days begin and end. */
const ZONE_MS = 8 * 3_600_000;

/** The day of an instant, as days since 1970. */
function dayAt(now: number): number {
  return Math.floor((now + ZONE_MS) / DAY_MS);
}

/** Null: fine. Otherwise what to say. */
export function outOfBounds(slot: Slot, value: string, now: number): Sentence | null {
  const size = sizeOf(slot, value, now);
  if (size === null) return null;
  const { least = -Infinity, most = Infinity } = slot;
  return size >= least && size <= most ? null : boundsOf(slot, now);
}

function sizeOf(slot: Slot, value: string, now: number): number | null {
  switch (slot.kind) {
    case 'date': {
      const at = Date.parse(`${value}T00:00:00Z`);
      return Number.isNaN(at) ? null : Math.floor(at / DAY_MS) - dayAt(now);
    }
    case 'amount':
      return Number(value);
    case 'text':
    case 'address':
      return [...value].length;
    case 'order-number':
    case 'phone':
    case 'time':
    case 'email':
    case 'choice':
    case 'image':
      return null;
    default:
      return slot.kind satisfies never;
  }
}

const isoDay = (day: number) => new Date(day * DAY_MS).toISOString().slice(0, 10);

/** What a slot's question wants, for screens that have a control for it; null: words do best. */
export function formOf(slot: Slot, now: number, language: Language): Form | null {
  const { least, most } = slot;
  const label = slot.label[language];
  const bounds = (shown: (bound: number) => string) => ({
    ...(least === undefined ? {} : { least: shown(least) }),
    ...(most === undefined ? {} : { most: shown(most) }),
  });
  switch (slot.kind) {
    case 'date':
      return { kind: 'date', label, ...bounds((from) => isoDay(dayAt(now) + from)) };
    case 'amount':
      return { kind: 'amount', label, currency: 'CNY', ...bounds((yuan) => yuan.toFixed(2)) };
    case 'order-number':
      return { kind: 'order', label };
    case 'time':
    case 'choice':
    case 'image':
      return { kind: slot.kind, label };
    case 'phone':
    case 'email':
    case 'address':
    case 'text':
      return null;
    default:
      return slot.kind satisfies never;
  }
}

function boundsOf(slot: Slot, now: number): Sentence {
  const { least, most } = slot;
  if (slot.kind === 'date') {
    const day = (from: number) => isoDay(dayAt(now) + from);
    if (least !== undefined && most !== undefined) {
      return {
        zh: `请选 ${day(least)} 到 ${day(most)} 之间的日期。`,
        en: `Please choose a day from ${day(least)} to ${day(most)}.`,
      };
    }
    return least === undefined
      ? { zh: `请选不晚于 ${day(most ?? 0)} 的日期。`, en: `Please choose a day no later than ${day(most ?? 0)}.` }
      : { zh: `请选不早于 ${day(least)} 的日期。`, en: `Please choose a day no earlier than ${day(least)}.` };
  }
  const amount = slot.kind === 'amount';
  const [from, to] = [least, most].map((one) => (one === undefined ? null : amount ? `¥${one}` : String(one)));
  const [zhUnit, enUnit] = amount ? ['', ''] : [' 个字', ' characters'];
  if (from && to)
    return { zh: `需要在 ${from} 到 ${to}${zhUnit}之间。`, en: `It must be between ${from} and ${to}${enUnit}.` };
  return to
    ? { zh: `不能超过 ${to}${zhUnit}。`, en: `It can be at most ${to}${enUnit}.` }
    : { zh: `至少要 ${from ?? ''}${zhUnit}。`, en: `It must be at least ${from ?? ''}${enUnit}.` };
}
