/** What a tap, a picture or a place on the map means to a dialog. */
import type { Body } from '../../../shared/message.ts';
import { mayHear } from '../answer.ts';
import { questionOf } from '../entry.ts';
import type { Moment, Thought } from '../mind.ts';
import { act, advance, finish, line, speak, withFlow } from './advance.ts';
import { digress } from './between.ts';
import { changeBody, tapped } from './prompt.ts';
import { askedSlot, relevantSlots, waits, without, type Running } from './running.ts';
import { startFlow } from './start.ts';
import { continueFlow } from './talk.ts';
import { put } from './take.ts';
import * as speech from '../speech.ts';
import { words } from './words.ts';

/** A tap on one of a dialog's options, or on a button that starts one; null when it is none, or belongs to one that is gone. */
export function tapFlow(moment: Moment, option: string): Thought | null {
  const { mind, knowledge } = moment;
  if (option.startsWith('flow:')) {
    const flow = knowledge.flows.get(option.slice('flow:'.length));
    return flow ? startFlow(moment, flow) : null;
  }
  const running = mind.flow;
  if (!waits(running)) return null;
  if (option.startsWith('entry:')) return tapEntry(moment, running, option.slice('entry:'.length));
  const meant = tapped(running, option);
  // What is being submitted can't be changed any more.
  if (meant === null || running.asked.kind === 'call') return null;
  return acted(moment, running, meant);
}

/** A guess that was meant: its answer, then what the dialog asked. */
function tapEntry(moment: Moment, running: Running, id: string): Thought | null {
  const { knowledge, asker, now, mind, standing } = moment;
  const entry = knowledge.entries.get(id);
  const asks = running.asked.kind === 'slot' || running.asked.kind === 'confirm';
  if (!asks || !entry || entry.flow !== undefined || !mayHear(entry, asker, now)) return null;
  const thought = digress({ ...moment, text: questionOf(entry, mind.language) ?? '' }, running, entry);
  const { guessed } = standing;
  return guessed ? { ...thought, lessons: [{ fate: 'confirmed', text: guessed.text, entry: id }] } : thought;
}

function acted(moment: Moment, running: Running, meant: string): Thought | null {
  const { language } = moment.mind;
  const { asked } = running;
  switch (meant) {
    case 'yes':
      return asked.kind === 'confirm' ? act(moment, running) : null;
    case 'change': {
      const next: Running = { ...running, asked: { kind: 'change' } };
      return asked.kind === 'confirm' ? speak(moment, next, {}, changeBody(next, language)) : null;
    }
    case 'cancel':
    case 'drop': {
      const name = meant === 'cancel' ? 'left' : 'dropped';
      const text = words(name, language, { title: running.flow.title[language] });
      return finish(moment, running, [line(speech.plain(text))], false);
    }
    case 'skip': {
      const slot = askedSlot(running);
      if (!slot?.optional) return null;
      return advance(moment, { ...running, skipped: [...running.skipped, slot.name] });
    }
    case 'resume':
      return advance(moment, running);
    case 'start':
    case 'stay':
      return asked.kind === 'switch' ? continueFlow({ ...moment, text: { start: '开始', stay: '不' }[meant] }) : null;
  }
  return picked(moment, running, meant);
}

/** `<place of the slot>:<option>` or `edit:<place of the slot>`. */
function picked(moment: Moment, running: Running, meant: string): Thought | null {
  const [first = '', second = ''] = meant.split(':');
  const slot = running.flow.slots[Number(first === 'edit' ? second : first)];
  if (!slot) return null;
  if (first === 'edit') {
    return advance(moment, { ...without(running, slot.name), asked: { kind: 'slot', slot: slot.name }, tries: 0 });
  }
  const offer = slot.kind === 'order-number' ? running.offers?.[Number(second)] : undefined;
  if (offer) return advance(moment, put(running, slot.name, offer.no));
  if (!slot.options?.some((option) => option.id === second)) return null;
  return advance(moment, put(running, slot.name, second));
}

/** A picture or a place for a slot that wants one; null when no dialog waits. */
export function showFlow(moment: Moment, body: Body): Thought | null {
  const running = moment.mind.flow;
  if (!waits(running) || running.asked.kind === 'call') return null;
  const value = valueOf(body);
  if (value === null) return null;
  const asked = askedSlot(running);
  const fitting = relevantSlots(running).filter((slot) => slot.kind === value.kind);
  const slot = fitting.find((one) => one === asked) ?? fitting.find((one) => running.slots[one.name] === undefined);
  if (slot) return advance(moment, put(running, slot.name, value.value));
  if (value.kind !== 'image') return null;
  return advance(withFlow(moment, running), running, { prefix: words('picture', moment.mind.language) });
}

function valueOf(body: Body): { kind: 'image' | 'address'; value: string } | null {
  if (body.kind === 'image') {
    const value = body.url ?? body.mediaId;
    return value === undefined ? null : { kind: 'image', value };
  }
  return body.kind === 'location' ? { kind: 'address', value: body.label } : null;
}
