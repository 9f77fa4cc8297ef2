/** The bodies by which a dialog asks: one question at a time, with the choices there are. */
import type { Body, Option } from '../../../shared/message.ts';
import type { Slot } from '../../../shared/flow.ts';
import type { Language } from '../../../shared/knowledge.ts';
import * as speech from '../speech.ts';
import { formOf } from './bounds.ts';
import { relevantSlots, type Running } from './running.ts';
import { filled } from './shown.ts';
import { label, words, type FlowLabel } from './words.ts';

const LABEL_LIMIT = 60;

/** Something the customer may tap that belongs to this dialog and no other. */
function option(running: Running, act: string, text: string): Option {
  return { id: `pick:${running.run}:${act}`, label: [...text].slice(0, LABEL_LIMIT).join('') };
}

function named(running: Running, act: FlowLabel, language: Language): Option {
  return option(running, act, label(act, language));
}

/** What a tap means here; null when it belongs to a dialog that is gone. */
export function tapped(running: Running, id: string): string | null {
  const mark = `pick:${running.run}:`;
  return id.startsWith(mark) ? id.slice(mark.length) : null;
}

/** Asks one slot. The first time plainly, later with help and a way to a person. */
export function askBody(
  running: Running,
  slot: Slot,
  text: string,
  { again, language, now }: { again: boolean; language: Language; now: number },
): Body {
  const at = running.flow.slots.indexOf(slot);
  const options = (slot.options ?? []).map((one) => option(running, `${at}:${one.id}`, one.label[language]));
  if (slot.kind === 'order-number') options.push(...orderOptions(running, at));
  if (slot.optional) options.push(named(running, 'skip', language));
  const whole = slot.kind === 'order-number' && running.offers?.length ? `${text}${words('offers', language)}` : text;
  const body = options.length > 0 || again ? speech.choices(whole, options, language) : speech.plain(whole);
  const form = formOf(slot, now, language);
  return form && (body.kind === 'text' || body.kind === 'menu') ? { ...body, form } : body;
}

/** The person's own orders, each by its place. */
function orderOptions(running: Running, at: number): Option[] {
  return (running.offers ?? []).map(({ label: name }, place) => option(running, `${at}:${place}`, name));
}

/** Everything once more, before it can't be taken back. */
export function confirmBody(running: Running, prefix: string, language: Language): Body {
  const text = running.flow.confirm ? filled(running, running.flow.confirm, language) : '';
  const options = (['yes', 'change', 'cancel'] as const).map((act) => named(running, act, language));
  return speech.choices(`${prefix}${text}`, options, language);
}

/** “要改哪一项？” */
export function changeBody(running: Running, language: Language): Body {
  const options = relevantSlots(running).map((slot) =>
    option(running, `edit:${running.flow.slots.indexOf(slot)}`, slot.label[language]),
  );
  return speech.choices(words('which', language), [...options, named(running, 'cancel', language)], language);
}

/** “刚才的……还没办完，要继续吗？” */
export function resumeBody(running: Running, language: Language): Body {
  const options = (['resume', 'drop'] as const).map((act) => named(running, act, language));
  return speech.choices(words('resume', language, { title: running.flow.title[language] }), options, language);
}

/** What is said has to wait until the customer signed in; then a tap goes on. */
export function signInBody(running: Running, text: string, language: Language): Body {
  return speech.choices(text, [named(running, 'resume', language)], language);
}

/** Starting something would lose something else. */
export function loseBody(running: Running, title: string, lost: string, language: Language): Body {
  const options = (['start', 'stay'] as const).map((act) => named(running, act, language));
  return speech.choices(words('lose', language, { title, lost }), options, language);
}
