/** The robot's one decision: what it heard and what it knows → what it says, asks of the company, or hands over. Pure. */
import type { Body, Option } from '../../shared/message.ts';
import { guess, mayHear, missed, sayEntry, severalMatters, sureEntry } from './answer.ts';
import { courtesyIn, saysNo, saysUseless, saysYes } from './courtesy.ts';
import { nothingKnown, questionOf, wordingOf, type Entry, type Snapshot } from './entry.ts';
import { careComesFirst, comesAgain, confirmedReason, greetWithCare, late } from './first.ts';
import { handOver } from './handover.ts';
import { asksForHuman, asksWhoIAm, declinesHuman, refusesRobot } from './human.ts';
import { withLessons } from './lessons.ts';
import { anybody, type Heard, type Mind, type Moment, type Said, type Thought } from './mind.ts';
import { takeAnswer } from './flow/company.ts';
import { expectsOrder, flowAsked, namesOrder, quickStart, startFlow } from './flow/start.ts';
import { showFlow, tapFlow } from './flow/tap.ts';
import { absorb, backToFlow, continueFlow, inFlow, lapse } from './flow/talk.ts';
import { holdsSecret, soundsDangerous, soundsUpset, touchesSecurity } from './signals.ts';
import { smallTalk } from './small.ts';
import { openingOptions, tellTicket } from './opening.ts';
import { withRelated } from './related.ts';
import * as speech from './speech.ts';
import { languageOf, normalise } from './words.ts';

export { anybody, freshMind } from './mind.ts';
export type {
  Asker,
  Call,
  CompanyAnswer,
  Handover,
  HandoverReason,
  Heard,
  Lesson,
  Mind,
  Said,
  Thought,
} from './mind.ts';

/** Thinks one turn. Never throws; the same arguments give the same thought. Without knowledge (null) it says so and offers a person. */
export function think(mind: Mind, heard: Heard, transcript: readonly Said[], knowledge: Snapshot | null): Thought {
  const { guessed, answered, ...kept } = mind;
  const moment: Moment = {
    mind: lapse(kept, heard.now),
    text: '',
    now: heard.now,
    asker: heard.asker ?? anybody,
    transcript,
    knowledge: knowledge ?? nothingKnown(),
    blind: knowledge === null,
    standing: { ...(guessed ? { guessed } : {}), ...(answered ? { answered } : {}) },
  };
  switch (heard.kind) {
    case 'greet':
      return mind.greeted ? { mind, say: [] } : greet(moment);
    case 'asked-human':
      return withLessons(mind, handOver(moment, 'customer_asked'));
    case 'chosen': {
      const entry = moment.knowledge.entries.get(heard.entry);
      return entry && mayHear(entry, moment.asker, moment.now) ? remember(open(moment, entry)) : { mind, say: [] };
    }
    case 'called':
      return remember(takeAnswer(moment, heard.call, heard.answer));
    case 'late':
      return late(moment, heard.last);
    case 'failed':
      return handOver(moment, 'robot_failed');
    case 'message':
      // What merely happened on the channel is no question.
      if (heard.body.kind === 'event') return { mind, say: [] };
      return withLessons(mind, remember(hear(moment, heard.body)));
    default:
      return heard satisfies never;
  }
}

function hear(moment: Moment, body: Body): Thought {
  const text = body.kind === 'text' ? body.text : body.kind === 'voice' ? body.transcript : undefined;
  if (text === undefined) {
    const seen: Moment = { ...moment, mind: { ...moment.mind, greeted: true } };
    return showFlow(seen, body) ?? missed(seen, 'notText');
  }
  const { confirmHuman, offering, held, ...kept } = moment.mind;
  const mind = { ...kept, greeted: true, language: languageOf(text, moment.mind.language) };
  const standing = { ...moment.standing, confirmHuman, offering, held };
  const now: Moment = { ...moment, text, mind, standing };
  const tapped = body.kind === 'text' ? body.option : undefined;
  return (tapped === undefined ? null : choose(now, tapped)) ?? hearWords(now);
}

/** The order of these lines is the order of importance: safety, then a person, then what was asked last, then questions. */
function hearWords(moment: Moment): Thought {
  const { mind, text, standing } = moment;
  const confirming = standing.confirmHuman === true;
  if (holdsSecret(text, expectsOrder(mind.flow) || namesOrder(text))) {
    return handOver(moment, 'information_security', soundsDangerous(text));
  }
  if (soundsDangerous(text)) return handOver(moment, 'danger', true);
  if (touchesSecurity(text)) return handOver(moment, 'information_security');
  const picked = pickedOption(mind, text);
  const chosen = picked === undefined ? null : choose(moment, picked);
  if (chosen) return chosen;
  const who = asksWhoIAm(text);
  if (asksForHuman(who.rest)) return handOver(moment, 'customer_asked');
  if (who.asked) return speech.turn(mind, speech.choices(speech.sentence('robot', mind.language), [], mind.language));
  if (declinesHuman(text)) return goOn(moment);
  if (refusesRobot(text)) return handOver(moment, 'refuses_robot');
  if (confirming && (saysYes(text) || (standing.offering === 'not_understood' && saysUseless(text))))
    return handOver(moment, confirmedReason(moment));
  if (confirming && saysNo(text)) return choose(moment, 'no') ?? greet(moment);
  if (soundsUpset(text) && !(mind.upset && inFlow(mind))) {
    if (confirming) return handOver(moment, 'complaint');
    const body = speech.confirmHuman('upset', mind.language);
    // What was said for a dialog isn't lost, and a wish is met once they go on with the robot.
    const held = !inFlow(mind) && flowAsked(moment) ? { held: text } : {};
    return speech.turn({ ...absorb(moment), ...held, upset: true, confirmHuman: true, offering: 'complaint' }, body);
  }
  return continueFlow(moment) ?? careComesFirst(moment) ?? answer(moment);
}

/** Questions and small words, when nothing more important was said. */
function answer(moment: Moment): Thought {
  const { text } = moment;
  if (courtesyIn(text) === 'hello') return greet(moment);
  const small = smallTalk(moment);
  if (small) return small;
  const again = comesAgain(moment);
  if (again) return again;
  const several = severalMatters(moment);
  if (several.length > 0) return offerSeveral(moment, several);
  const flow = flowAsked(moment);
  const started = flow ? startFlow(moment, flow) : quickStart(moment);
  if (started) return started;
  const entry = sureEntry(moment);
  return entry ? open(moment, entry) : guess(moment);
}

/** A tap, or a typed number or label where there are no buttons. Unknown options fall back to their words. */
function choose(moment: Moment, option: string): Thought | null {
  const { mind, knowledge, asker, now, standing } = moment;
  if (option === 'human') return handOver(moment, standing.offering ?? 'customer_asked');
  if (option === 'no') return goOn(moment);
  const inFlow = tapFlow(moment, option);
  if (inFlow) return inFlow;
  const ticket = tellTicket(moment, option);
  if (ticket) return ticket;
  const [kind, id = '', at = ''] = option.split(':');
  const entry = kind === 'entry' || kind === 'button' ? knowledge.entries.get(id) : undefined;
  if (!entry || !mayHear(entry, asker, now)) return null;
  if (kind === 'button') {
    const act = wordingOf(entry, mind.language)?.answer.buttons?.[Number(at)]?.act;
    return act?.kind === 'ask' ? answer({ ...moment, text: act.question }) : null;
  }
  const thought = open({ ...moment, text: questionOf(entry, mind.language) ?? '' }, entry);
  const { guessed } = standing;
  return guessed ? { ...thought, lessons: [{ fate: 'confirmed', text: guessed.text, entry: id }] } : thought;
}

/** “否，继续”: what was asked before a person was offered is answered now. */
function goOn(moment: Moment): Thought {
  const { mind, standing } = moment;
  if (standing.held !== undefined) return answer({ ...moment, text: standing.held });
  const back = backToFlow(moment);
  if (back) return back;
  return speech.turn({ ...mind, misses: 0 }, speech.plain(speech.sentence('stay', mind.language)));
}

/** Says an entry, or starts the flow it stands for. */
function open(moment: Moment, entry: Entry): Thought {
  const flow = entry.flow === undefined ? undefined : moment.knowledge.flows.get(entry.flow);
  return flow ? startFlow(moment, flow) : withRelated(moment, entry, sayEntry(moment, entry));
}

function offerSeveral(moment: Moment, options: readonly Option[]): Thought {
  const { mind } = moment;
  const next: Mind = { ...mind, confirmHuman: true, offering: 'several_questions' };
  return speech.turn(next, speech.personFirst('several', options, mind.language));
}

function pickedOption({ offered = [], buttons = [] }: Mind, text: string): string | undefined {
  const said = normalise(text).trim();
  const label = [...buttons, ...offered].find((option) => normalise(option.label) === said);
  if (label) return label.id;
  const digit = /^(?:选|第|no\.?|option)?\s*([1-9一二三四五六])\s*(?:个|项|号|条)?[.、。)）]?$/u.exec(said)?.[1];
  if (digit === undefined) return undefined;
  const index = '一二三四五六'.includes(digit) ? '一二三四五六'.indexOf(digit) : Number(digit) - 1;
  return offered[index]?.id;
}

function greet(moment: Moment): Thought {
  const { mind } = moment;
  const options = openingOptions(moment);
  const cared = greetWithCare(moment, options);
  if (cared) return remember(cared);
  const body = speech.choices(speech.sentence('greeting', mind.language), options, mind.language);
  return remember(speech.turn({ ...mind, greeted: true, misses: 0 }, body));
}

/** Keeps the choices last offered. A body without choices leaves them standing: “2” after the answer to “1” still works. */
function remember(thought: Thought): Thought {
  if (thought.handover) return thought;
  let { mind } = thought;
  for (const { body } of thought.say) {
    if (body.kind === 'menu') mind = { ...mind, offered: body.options };
    if (body.kind === 'answer' && body.options) mind = { ...mind, buttons: body.options };
  }
  return { ...thought, mind };
}
