/** How a form in the line stands, and what may be given to it: the same on every screen. Knows no schema. */
import type { Form } from './form.ts';
import type { Body, Message } from './message.ts';

/** Whether an asked form still waits, and what was chosen, as it is shown; empty: answered in words, or passed over. */
export type FormState = { open: boolean; chosen: string };

/** The form of a message's words. */
export function formOf(body: Body): Form | null {
  return body.kind === 'text' || body.kind === 'menu' ? (body.form ?? null) : null;
}

/**
 * How each form stands, by message: the newest one is open until anybody speaks; what the next word of the person says is what
 * was chosen. `coming` are own words on their way. Every screen reads the same from the same line, also after a reload.
 */
export function formStates(
  messages: readonly Pick<Message, 'id' | 'direction' | 'speaker' | 'body' | 'automatic' | 'recalled'>[],
  coming: readonly Body[] = [],
): ReadonlyMap<string, FormState> {
  const states = new Map<string, FormState>();
  let open: { id: string; asked: Form; options: readonly { id: string; label: string }[] } | null = null;
  const answer = (body: Body | null) => {
    if (open) states.set(open.id, { open: false, chosen: body ? chosenIn(open, body) : '' });
    open = null;
  };
  for (const { id, direction, speaker, body, automatic, recalled } of messages) {
    if (direction === 'note' || speaker.kind === 'system' || body.kind === 'event') continue;
    if (direction === 'in') answer(recalled ? null : body);
    else if (automatic === undefined) {
      answer(null);
      const asked = formOf(body);
      if (asked && !recalled) open = { id, asked, options: body.kind === 'menu' ? body.options : [] };
      if (open) states.set(id, { open: true, chosen: '' });
    }
  }
  for (const body of coming) answer(body);
  return states;
}

const SHAPES: Record<Exclude<Form['kind'], 'choice' | 'image'>, RegExp> = {
  date: /^\d{4}-\d{2}-\d{2}$/u,
  time: /^\d{2}:\d{2}$/u,
  amount: /^¥\d{1,10}(?:\.\d{1,2})?$/u,
  order: /^[A-Z0-9][\w-]{3,63}$/u,
};

function chosenIn(
  { asked, options }: { asked: Form; options: readonly { id: string; label: string }[] },
  body: Body,
): string {
  if (asked.kind === 'image') return body.kind === 'image' ? '✓' : '';
  if (body.kind !== 'text') return '';
  const { text, option } = body;
  if (option !== undefined) return options.find(({ id }) => id === option)?.label ?? '';
  return asked.kind !== 'choice' && SHAPES[asked.kind].test(text.trim()) ? text.trim() : '';
}

/** Why a value can't be given: it is none, or beyond a bound; null: it may be. */
export function formFault(asked: Form, value: string): 'none' | 'least' | 'most' | null {
  const { kind, least, most } = asked;
  if (kind === 'amount') {
    if (!/^\d{1,10}(?:\.\d{1,2})?$/u.test(value)) return 'none';
    if (least !== undefined && Number(value) < Number(least)) return 'least';
    return most !== undefined && Number(value) > Number(most) ? 'most' : null;
  }
  if (kind === 'order') return /[\dA-Za-z]{4}/u.test(value) && value.length <= 64 ? null : 'none';
  if (value === '') return 'none';
  if (kind !== 'date') return null;
  if (least !== undefined && value < least) return 'least';
  return most !== undefined && value > most ? 'most' : null;
}

/** A value as the words that are sent for it. */
export function formWords({ kind }: Form, value: string): string {
  return kind === 'amount' ? `¥${Number(value).toFixed(2)}` : value.trim();
}
