/** Moves a dialog on: the next question, the company's check or act, the last confirmation, the end. */
import type { Body } from '../../../shared/message.ts';
import type { Sentence, Slot } from '../../../shared/flow.ts';
import type { Mind, Moment, Thought } from '../mind.ts';
import { handOver } from '../handover.ts';
import * as speech from '../speech.ts';
import { offersOrders } from './offers.ts';
import { askBody, confirmBody, resumeBody, signInBody } from './prompt.ts';
import { groundsOf, holdsSlots, relevantSlots, waits, type Running } from './running.ts';
import { filled } from './shown.ts';
import { words, type FlowWords } from './words.ts';

/** Dialogs kept beside the one that is going on. */
export const PARKED_LIMIT = 3;

/** What is said before the dialog's own words: an answer to something else, or a short word in the same line. */
export type Before = { say?: Thought['say']; prefix?: string };

/** Takes the next step. */
export function advance(moment: Moment, running: Running, before: Before = {}): Thought {
  if (isForOthers(moment, running)) {
    return signIn(moment, running, words('signIn', moment.mind.language, titleOf(moment, running)), before);
  }
  for (const slot of relevantSlots(running)) {
    const value = running.slots[slot.name];
    if (value === undefined) {
      if (running.skipped.includes(slot.name)) continue;
      if (offersOrders(moment, running, slot))
        return call(moment, running, { action: 'orders', of: 'orders', slot: slot.name }, before);
      return ask(moment, running, slot, before);
    }
    if (slot.check !== undefined && running.checked[slot.name] !== groundsOf(running, slot.name)) {
      return call(moment, running, { action: slot.check, of: 'check', slot: slot.name }, before);
    }
  }
  if (running.flow.confirm) return confirm(moment, running, before);
  return act(moment, running, before);
}

/** Nobody vouches for the customer, and the company hasn't accepted anything of this dialog yet. */
function isForOthers({ asker }: Moment, { flow, checked }: Running): boolean {
  return flow.identified === true && !asker.known && Object.keys(checked).length === 0;
}

/** Asks to sign in first. The dialog waits with all it knows. */
export function signIn(moment: Moment, running: Running, text: string, before: Before = {}): Thought {
  const next: Running = { ...running, asked: { kind: 'resume' }, tries: 0 };
  return speak(moment, next, before, signInBody(next, text, moment.mind.language));
}

function titleOf({ mind }: Moment, { flow }: Running): { title: string } {
  return { title: flow.title[mind.language] };
}

/** Does what the flow is for; without a hook it ends by its `done`. */
export function act(moment: Moment, running: Running, before: Before = {}): Thought {
  const { action, outcomes } = running.flow;
  if (action !== undefined) return call(moment, running, { action, of: 'act' }, before);
  const done = outcomes['done'];
  const text = done ? filled(running, done.say, moment.mind.language) : '';
  return finish(moment, running, [...(before.say ?? []), line(speech.plain(`${before.prefix ?? ''}${text}`))]);
}

/** Asks a slot for the first time, or once more after something in between. */
function ask(moment: Moment, running: Running, slot: Slot, before: Before): Thought {
  const { language } = moment.mind;
  const same = running.asked.kind === 'slot' && running.asked.slot === slot.name;
  const text = `${before.prefix ?? ''}${filled(running, slot.ask, language)}`;
  const next: Running = { ...running, asked: { kind: 'slot', slot: slot.name }, tries: same ? running.tries : 0 };
  return speak(moment, next, before, askBody(next, slot, text, { again: next.tries > 0, language, now: moment.now }));
}

/** What was said for this slot can't be taken: the help grows with each try, then a person takes over. */
export function askAgain(moment: Moment, running: Running, slot: Slot, given: Sentence | null = null): Thought {
  const { language } = moment.mind;
  const same = running.asked.kind === 'slot' && running.asked.slot === slot.name;
  const tries = (same || running.asked.kind === 'call' ? running.tries : 0) + 1;
  if (tries > slot.help.length) return handOver(withFlow(moment, running), 'flow_failed');
  const help = slot.help[tries - 1] ?? slot.ask;
  const text = given ? given[language] : filled(running, help, language);
  const next: Running = { ...running, asked: { kind: 'slot', slot: slot.name }, tries };
  return speak(moment, next, {}, askBody(next, slot, text, { again: true, language, now: moment.now }));
}

/** Reads everything back before what can't be taken back. */
export function confirm(moment: Moment, running: Running, before: Before = {}, tries = 0): Thought {
  const next: Running = { ...running, asked: { kind: 'confirm' }, tries };
  return speak(moment, next, before, confirmBody(next, before.prefix ?? '', moment.mind.language));
}

/** Owes the company a question. Nothing is said meanwhile: quotas are counted. */
function call(
  moment: Moment,
  running: Running,
  asked: { action: string; of: 'check' | 'act' | 'orders'; slot?: string },
  before: Before,
): Thought {
  const { mind, now } = moment;
  const irreversible = asked.of === 'act' && running.flow.confirm !== undefined;
  const slots = Object.fromEntries(
    relevantSlots(running).flatMap(({ name }) => {
      const value = running.slots[name];
      return value === undefined ? [] : [[name, value]];
    }),
  );
  const content = JSON.stringify([running.flow.id, asked.action, slots]);
  // What may have been done already is asked for under the same id, so that it can't be done twice.
  const id = irreversible && mind.unsure?.content === content ? mind.unsure.call : freshCall(mind.lastCall, now);
  const { slot } = asked;
  const told = before.prefix ?? running.told ?? '';
  const next: Running = {
    ...running,
    ...(told === '' ? {} : { told }),
    asked: { kind: 'call', call: id, of: asked.of, ...(slot === undefined ? {} : { slot }) },
    touchedAt: now,
  };
  return {
    mind: {
      ...withoutOffers(mind),
      misses: 0,
      flow: next,
      lastCall: id,
      ...(irreversible ? { unsure: { content, call: id } } : {}),
    },
    say: before.say ?? [],
    call: {
      id,
      flow: running.flow.id,
      action: asked.action,
      kind: asked.of === 'act' ? 'act' : 'check',
      slots,
      irreversible,
    },
  };
}

/** Two questions within one millisecond are two. */
function freshCall(last: string | undefined, now: number): string {
  const moment = now.toString(36);
  return last?.startsWith(moment) ? `${last}+` : moment;
}

/** The end of a dialog. One that was put aside is offered again; the finished one is kept for a hand-over. */
export function finish(moment: Moment, running: Running, say: Thought['say'], keep = true): Thought {
  const { mind, now } = moment;
  const over: Running = { ...running, asked: { kind: 'over' }, touchedAt: now };
  const parked = mind.parked ?? [];
  const waiting = parked.filter(waits);
  const next = waiting[waiting.length - 1];
  const base: Mind = { ...withoutOffers(mind), misses: 0 };
  if (!next) return { mind: withParked({ ...base, flow: keep ? over : null }, []), say };
  const resumed: Running = { ...next, asked: { kind: 'resume' }, touchedAt: now };
  const rest = parked.filter((one) => one !== next);
  return {
    mind: withParked({ ...base, flow: resumed }, keep && holdsSlots(over) ? [...rest, over] : rest),
    say: [...say, line(resumeBody(resumed, mind.language))],
  };
}

/** The dialogs put aside; finished ones go first when there are too many. */
export function withParked(mind: Mind, parked: readonly Running[]): Mind {
  const { parked: _, ...rest } = mind;
  const waiting = parked.filter(waits).slice(-PARKED_LIMIT);
  const over = parked.filter((one) => !waits(one)).slice(-1);
  const kept = [...over, ...waiting];
  return kept.length > 0 ? { ...rest, parked: kept } : rest;
}

/** Hands over with everything said; where the matter itself has news, they are told first. */
export function giveUp(
  moment: Moment,
  running: Running,
  reason: 'lookup_failed' | 'flow_failed',
  news: FlowWords | null = null,
): Thought {
  const { language } = moment.mind;
  const thought = handOver(withFlow(moment, running), reason);
  if (news === null) return thought;
  const text = words(news, language, { title: running.flow.title[language] });
  return { ...thought, say: [line(speech.plain(text)), ...thought.say] };
}

/** Says one more thing and waits. */
export function speak(moment: Moment, running: Running, before: Before, body: Body): Thought {
  const flow: Running = { ...running, touchedAt: moment.now };
  return { mind: { ...withoutOffers(moment.mind), misses: 0, flow }, say: [...(before.say ?? []), line(body)] };
}

/** Old menus no longer answer to a typed number once a dialog asks something else. */
function withoutOffers(mind: Mind): Mind {
  const { offered: _, ...rest } = mind;
  return rest;
}

export function withFlow(moment: Moment, flow: Running): Moment {
  return { ...moment, mind: { ...moment.mind, flow } };
}

export function line(body: Body): Thought['say'][number] {
  return { body };
}
