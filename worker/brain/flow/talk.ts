/** Goes on with a dialog: what the customer says while something is asked of them. */
import type { Sentence, Slot } from '../../../shared/flow.ts';
import { sayEntry } from '../answer.ts';
import { courtesyIn, saysMarks, saysNo, saysYes } from '../courtesy.ts';
import type { Entry } from '../entry.ts';
import type { Mind, Moment, Thought } from '../mind.ts';
import * as speech from '../speech.ts';
import { languageOf } from '../words.ts';
import { act, advance, askAgain, confirm, finish, giveUp, line, speak, withFlow } from './advance.ts';
import { answerTo, back, beside, changedWords, digress, otherFlow, puzzle, wonder } from './between.ts';
import { changeBody, resumeBody } from './prompt.ts';
import { askedSlot, lapsed, slotNamed, waits, without, type Running } from './running.ts';
import { asideIn, asks, asksHowTo, corrects, goesOn, leaves, onlyCorrects, pauses, skips, submits } from './said.ts';
import { startFlow } from './start.ts';
import { labelledSlot, put, take, takeWhole, type Taken } from './take.ts';
import { words } from './words.ts';

/** Free texts up to here are names and numbers, longer ones stories. */
const NAME_LENGTH = 100;

/** How often a confirmation is asked for before a person takes over. */
const CONFIRM_TRIES = 2;

/** Whether a dialog waits for words. */
export function inFlow(mind: Mind): boolean {
  return waits(mind.flow);
}

/** Ends what nobody came back to; the values stay for a hand-over. */
export function lapse(mind: Mind, now: number): Mind {
  const { flow } = mind;
  if (!waits(flow) || !lapsed(flow, now)) return mind;
  return { ...mind, flow: { ...flow, asked: { kind: 'over' } } };
}

/** Goes on with the dialog; null when none waits. */
export function continueFlow(moment: Moment): Thought | null {
  const { flow } = moment.mind;
  if (!waits(flow)) return null;
  const taken = take(flow, moment.text, moment.now);
  const language = languageIn(flow, moment, taken);
  const free = askedSlot(flow)?.kind === 'text';
  const running: Running = { ...flow, language: free ? flow.language : language, touchedAt: moment.now };
  const now: Moment = { ...withFlow(moment, running), mind: { ...moment.mind, flow: running, language } };
  switch (running.asked.kind) {
    case 'over':
      return null;
    case 'call':
      return whileCalling(now, running);
    case 'resume':
      return resume(now, running);
    case 'switch':
      return decideSwitch(now, running, running.asked);
    case 'confirm':
      return confirming(now, running);
    case 'change':
    case 'slot':
      return leaves(now.text) ? leave(now, running) : hear(now, running);
    default:
      return running.asked satisfies never;
  }
}

/** Takes the values of words that are answered by something more important, so that nothing said is lost. */
export function absorb({ mind, text, now }: Moment): Mind {
  const { flow } = mind;
  if (!waits(flow) || flow.asked.kind === 'call') return mind;
  const asked = askedSlot(flow);
  const taken = take(flow, text, now);
  const whole = asked?.kind === 'text' && !taken.correcting ? takeWhole(taken.running, asked, text, now) : null;
  return { ...mind, flow: whole && !whole.problem ? whole.running : taken.running };
}

/** Says again what stands asked, after something in between. */
export function backToFlow(moment: Moment): Thought | null {
  const { flow, language } = moment.mind;
  if (!waits(flow)) return null;
  if (flow.asked.kind === 'call') {
    return speak(moment, flow, {}, speech.plain(waitingWords(flow, language)));
  }
  return advance(moment, flow, { prefix: back(flow, language) });
}

/** A value says nothing of the language: an address of mail in a Chinese dialog changes nothing. */
function languageIn(flow: Running, { mind, text }: Moment, taken: Taken): Mind['language'] {
  if (askedSlot(flow)?.kind === 'text') return asks(text) ? mind.language : flow.language;
  if (taken.filled.length + taken.changed.length === 0) return mind.language;
  return languageOf(taken.spoken, flow.language);
}

function waitingWords(running: Running, language: Mind['language']): string {
  const { asked, flow } = running;
  const submits = asked.kind === 'call' && asked.of === 'act' && flow.confirm !== undefined;
  return words(submits ? 'submitting' : 'looking', language, { title: flow.title[language] });
}

function leave(moment: Moment, running: Running): Thought {
  const { language } = moment.mind;
  const text = words('left', language, { title: running.flow.title[language] });
  return finish(moment, running, [line(speech.plain(text))], false);
}

function wait({ mind }: Moment, running: Running): Thought {
  return { mind: { ...mind, flow: running }, say: [line(speech.plain(words('pause', mind.language)))] };
}

/** What was said to a question of the dialog. The order of these lines is the order of sureness. */
function hear(moment: Moment, running: Running): Thought {
  const { text, now, mind } = moment;
  const { language } = mind;
  const slot = askedSlot(running);
  if (slot?.optional && skips(text)) {
    return advance(moment, { ...running, skipped: [...running.skipped, slot.name] });
  }
  if (onlyCorrects(text)) return again(moment, running, running.last);
  if (pauses(text)) return wait(moment, running);
  const { main, aside } = asideIn(text);
  const besides = aside === null ? null : answerTo(moment, aside);
  const said = besides ? main : text;
  const whole: Moment = { ...moment, text: said };
  if (slot?.kind === 'choice' && asks(said)) {
    const entry = answerTo(moment, said);
    if (entry) return digress(whole, running, entry);
  }
  const taken = take(running, said, now);
  if (taken.filled.length + taken.changed.length > 0)
    return took(whole, taken, besides, besides === null && aside !== null && asks(aside) ? aside : null);
  if (taken.problem) {
    const asked = slotNamed(running, taken.problem.slot);
    if (asked) return askAgain(moment, running, asked, withHelp(taken.problem.words, asked, running));
  }
  const doubted = doubt(moment, running, said);
  if (doubted) return doubted;
  if (slot?.kind !== 'text' || said.length <= 16) {
    const other = otherFlow(whole, running);
    if (other) return other;
  }
  if (corrects(said) || running.asked.kind === 'change') {
    const meant = labelledSlot(running, said);
    if (meant && (slot?.kind !== 'text' || running.slots[meant.name] !== undefined)) {
      return again(moment, running, meant.name);
    }
  }
  const courtesy = courtesyIn(said);
  if (text.trim() !== '' && saysMarks(text)) return advance(moment, running);
  const given = slot && !courtesy && !goesOn(said) && !(besides && said === '') ? freely(whole, running, slot) : null;
  if (given) return given;
  const entry = besides ?? answerTo(moment, said);
  if (entry) return digress({ ...moment, text: besides ? (aside ?? text) : said }, running, entry);
  if (courtesy || goesOn(said)) {
    const polite = courtesy === null || courtesy === 'noted' ? '' : words(courtesy, language);
    return advance(moment, running, { prefix: polite });
  }
  if (aside !== null && asks(aside)) return puzzle(moment, running, aside);
  if (wonders(running, said)) return puzzle(moment, running, said);
  if (slot) return askAgain(moment, running, slot);
  return askConfirmAgain(moment, running);
}

/** A question of its own, not one about what stands asked. */
function wonders(running: Running, said: string): boolean {
  return asks(said) && said.trim().length >= 4 && !asksHowTo(said) && labelledSlot(running, said) === null;
}

/** Free words, unless they are a question that the knowledge surely answers; a name or a number is never a question. */
function freely(moment: Moment, running: Running, slot: Slot): Thought | null {
  const { text, now } = moment;
  if (asks(text) && ((slot.most ?? Infinity) <= NAME_LENGTH || answerTo(moment, text))) return null;
  const taken = takeWhole(running, slot, text, now);
  if (!taken) return null;
  return taken.problem
    ? askAgain(moment, running, slot, withHelp(taken.problem.words, slot, running))
    : advance(moment, taken.running);
}

/** Why it can't be taken, and how it can. A day or an amount was understood: the help for one that wasn't seen would deny it. */
function withHelp(why: Sentence, slot: Slot, { tries }: Running): Sentence {
  if (slot.kind === 'date' || slot.kind === 'amount') return why;
  const help = slot.help[Math.min(tries, slot.help.length - 1)] ?? slot.ask;
  return { zh: `${why.zh}${help.zh}`, en: `${why.en} ${help.en}` };
}

/** Values were taken; what else stood in the words is answered too. */
function took(moment: Moment, taken: Taken, besides: Entry | null, unanswered: string | null = null): Thought {
  const { mind } = moment;
  const { running, rest } = taken;
  const asked = running.asked.kind === 'slot' ? slotNamed(running, running.asked.slot) : null;
  // A story told in free words may name an order: it is both.
  if (asked?.kind === 'text' && !taken.correcting && !taken.filled.includes(asked.name)) {
    const whole = takeWhole(running, asked, moment.text, moment.now);
    if (whole && !whole.problem && rest.replace(/[\s\p{P}]/gu, '').length >= 4) return advance(moment, whole.running);
  }
  if (rest.length >= 4) {
    const other = otherFlow(moment, running);
    if (other) return other;
  }
  const prefix = taken.changed.map((name) => changedWords(running, name, mind.language)).join('');
  const entry = besides ?? (rest.length >= 4 && asks(rest) ? answerTo(moment, rest) : null);
  if (entry || unanswered === null)
    return advance(moment, running, { prefix, ...(entry ? beside(moment, entry) : {}) });
  const { say, lessons } = wonder(moment, unanswered);
  const thought = advance(moment, running, { prefix, say });
  return lessons ? { ...thought, lessons } : thought;
}

/** A telephone number for an order number is asked about once, then believed. */
function doubt(moment: Moment, running: Running, said: string): Thought | null {
  const slot = askedSlot(running);
  const number = /^\D{0,6}(1[3-9]\d(?:[ -]?\d){8})\D{0,6}$/u.exec(said.normalize('NFKC'))?.[1]?.replace(/\D/gu, '');
  if (slot?.kind !== 'order-number' || number === undefined) return null;
  if (running.doubt === number) return advance(moment, put(running, slot.name, number));
  const { language } = moment.mind;
  const text = {
    zh: words('phone', 'zh', { ask: slot.ask.zh }),
    en: words('phone', 'en', { ask: slot.ask.en }),
  };
  return askAgain({ ...moment, mind: { ...moment.mind, language } }, { ...running, doubt: number }, slot, text);
}

function again(moment: Moment, running: Running, name: string | undefined): Thought {
  const slot = slotNamed(running, name);
  if (!slot) return backToFlow(withFlow(moment, running)) ?? { mind: moment.mind, say: [] };
  return advance(moment, { ...without(running, slot.name), asked: { kind: 'slot', slot: slot.name }, tries: 0 });
}

function confirming(moment: Moment, running: Running): Thought {
  const { text, mind } = moment;
  if (leaves(text)) return leave(moment, running);
  if (saysYes(text) || submits(text)) return act(moment, running);
  if (saysNo(text) || onlyCorrects(text) || /^(?:我?要?修改|改一下|change|edit)$/iu.test(text.trim())) {
    const next: Running = { ...running, asked: { kind: 'change' } };
    return speak(moment, next, {}, changeBody(next, mind.language));
  }
  return hear(moment, running);
}

function askConfirmAgain(moment: Moment, running: Running): Thought {
  const tries = running.tries + 1;
  if (tries > CONFIRM_TRIES) return giveUp(moment, running, 'flow_failed');
  const { language } = moment.mind;
  return confirm(moment, running, { prefix: `${words('confirmHelp', language)}\n` }, tries);
}

/** “要继续吗？”: yes, no, or a value goes on with it; anything else is a matter of its own, and the offer stands. */
function resume(moment: Moment, running: Running): Thought | null {
  const { text, mind } = moment;
  const { language } = mind;
  if (saysNo(text) || leaves(text)) return drop(moment, running);
  if (pauses(text)) return wait(moment, running);
  if (saysYes(text) || goesOn(text)) return advance(moment, running, { prefix: back(running, language) });
  const taken = take(running, text, moment.now);
  if (taken.filled.length + taken.changed.length > 0) return took(moment, taken, null);
  return courtesyIn(text) === 'hello' ? speak(moment, running, {}, resumeBody(running, language)) : null;
}

function drop(moment: Moment, running: Running): Thought {
  const { language } = moment.mind;
  const text = words('dropped', language, { title: running.flow.title[language] });
  return finish(moment, running, [line(speech.plain(text))], false);
}

function decideSwitch(moment: Moment, running: Running, asked: { to: string; said: string }): Thought {
  const { mind, text, knowledge } = moment;
  const flow = knowledge.flows.get(asked.to);
  if (flow && (saysYes(text) || /^(?:开始|start)$/iu.test(text.trim()))) {
    const [, ...kept] = (mind.parked ?? []).filter(waits);
    const lighter: Moment = { ...moment, mind: { ...mind, parked: kept }, text: asked.said };
    return startFlow(withFlow(lighter, running), flow);
  }
  if (saysNo(text)) return advance(moment, running, { prefix: back(running, mind.language) });
  return hear(moment, running);
}

/** The company is being asked: what was said before may still be corrected, unless it can't be taken back any more. */
function whileCalling(moment: Moment, running: Running): Thought {
  const { text, mind, now } = moment;
  const submitted = running.asked.kind === 'call' && running.asked.of === 'act' && running.flow.confirm !== undefined;
  if (!submitted) {
    if (leaves(text)) return leave(moment, running);
    const taken = take(running, text, now);
    if (taken.filled.length + taken.changed.length > 0) return advance(moment, taken.running);
    const other = otherFlow(moment, running);
    if (other) return other;
  }
  // Only a sure answer to another question is worth a message now.
  const entry = leaves(text) || text.trim().length < 4 ? null : answerTo(moment, text);
  if (entry) {
    const answered = sayEntry(moment, entry);
    return { ...answered, mind: { ...answered.mind, flow: running } };
  }
  return speak(moment, running, {}, speech.plain(waitingWords(running, mind.language)));
}
