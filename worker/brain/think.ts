/** The robot's one decision: what it heard and what it knows → what it says, asks of the company, or hands over. Pure. */
import type { Body, Option } from '../../shared/message.ts';
import { guess, missed, sayEntry, sureEntry } from './answer.ts';
import { courtesyIn, saysNo, saysYes } from './courtesy.ts';
import { questionOf, type Entry, type Snapshot } from './entry.ts';
import { handOver } from './handover.ts';
import { asksForHuman, asksWhoIAm, refusesRobot } from './human.ts';
import type { HandoverReason, Heard, Mind, Moment, Said, Thought } from './mind.ts';
import { continueOrder, namesOrder, startOrder, takeLookup } from './order.ts';
import { holdsSecret, soundsDangerous, soundsUpset } from './signals.ts';
import * as speech from './speech.ts';
import { languageOf, normalise } from './words.ts';

export { freshMind } from './mind.ts';
export type { Handover, HandoverReason, Heard, Lookup, Mind, Said, Thought } from './mind.ts';

/** Thinks one turn. Never throws; the same arguments give the same thought. */
export function think(mind: Mind, heard: Heard, transcript: readonly Said[], knowledge: Snapshot): Thought {
  const moment: Moment = { mind, text: '', now: heard.now, transcript, knowledge };
  switch (heard.kind) {
    case 'greet':
      return mind.greeted ? { mind, say: [] } : greet(moment);
    case 'asked-human':
      return handOver(moment, 'customer_asked');
    case 'looked-up':
      return remember(takeLookup(moment, heard.lookup, heard.answer));
    case 'message':
      return remember(hear(moment, heard.body));
    default:
      return heard satisfies never;
  }
}

function hear(moment: Moment, body: Body): Thought {
  // What merely happened on the channel is no question.
  if (body.kind === 'event') return { mind: moment.mind, say: [] };
  const text = body.kind === 'text' ? body.text : body.kind === 'voice' ? body.transcript : undefined;
  if (text === undefined) return missed({ ...moment, mind: { ...moment.mind, greeted: true } }, 'notText');
  const { confirmHuman: confirming = false, ...kept } = moment.mind;
  const mind = { ...kept, greeted: true, language: languageOf(text, moment.mind.language) };
  const now: Moment = { ...moment, text, mind };
  const tapped = body.kind === 'text' ? body.option : undefined;
  return tapped === undefined ? hearWords(now, confirming) : (choose(now, tapped) ?? hearWords(now, confirming));
}

/** The order of these lines is the order of importance: safety, then a person, then what was asked last, then questions. */
function hearWords(moment: Moment, confirming: boolean): Thought {
  const { mind, text } = moment;
  if (holdsSecret(text, mind.flow?.asked === 'order' || namesOrder(text))) {
    return handOver(moment, 'information_security', soundsDangerous(text));
  }
  if (soundsDangerous(text)) return handOver(moment, 'danger', true);
  const picked = pickedOption(mind.offered, text);
  const chosen = picked === undefined ? null : choose(moment, picked);
  if (chosen) return chosen;
  const who = asksWhoIAm(text);
  if (asksForHuman(who.rest)) return handOver(moment, 'customer_asked');
  if (who.asked) return speech.turn(mind, speech.choices(speech.sentence('robot', mind.language), [], mind.language));
  if (refusesRobot(text)) return handOver(moment, 'refuses_robot');
  if (confirming && saysYes(text)) return handOver(moment, confirmedReason(mind));
  if (confirming && saysNo(text)) return choose(moment, 'no') ?? greet(moment);
  if (soundsUpset(text)) {
    if (confirming) return handOver(moment, 'complaint');
    const body = speech.confirmHuman('upset', mind.language);
    return speech.turn({ ...mind, confirmHuman: true }, body);
  }
  const inOrder = continueOrder(moment);
  if (inOrder) return inOrder;
  const courtesy = courtesyIn(text);
  if (courtesy === 'hello') return greet(moment);
  if (courtesy) return speech.turn({ ...mind, misses: 0 }, speech.plain(speech.sentence(courtesy, mind.language)));
  const flow = startOrder(moment);
  if (flow) return flow;
  const entry = sureEntry(moment);
  return entry ? open(moment, entry) : guess(moment);
}

/** A tap, or a typed number or label where there are no buttons. Unknown options fall back to their words. */
function choose(moment: Moment, option: string): Thought | null {
  const { mind } = moment;
  if (option === 'human') return handOver(moment, 'customer_asked');
  if (option === 'no') {
    if (mind.flow?.asked === 'order') {
      return speech.turn(mind, speech.plain(speech.sentence('backToOrder', mind.language)));
    }
    return speech.turn({ ...mind, misses: 0 }, speech.plain(speech.sentence('stay', mind.language)));
  }
  const entry = option.startsWith('entry:') ? moment.knowledge.entries.get(option.slice(6)) : undefined;
  return entry ? open({ ...moment, text: questionOf(entry, mind.language) ?? '' }, entry) : null;
}

/** Says an entry, or starts the flow it stands for. */
function open(moment: Moment, entry: Entry): Thought {
  return (entry.flow ? startOrder(moment, true) : null) ?? sayEntry(moment, entry);
}

function pickedOption(offered: readonly Option[] | undefined, text: string): string | undefined {
  if (!offered) return undefined;
  const said = normalise(text).trim();
  const label = offered.find((option) => normalise(option.label) === said);
  if (label) return label.id;
  const digit = /^(?:选|第|no\.?|option)?\s*([1-9一二三四五六])\s*(?:个|项|号|条)?[.、。)）]?$/u.exec(said)?.[1];
  if (digit === undefined) return undefined;
  const index = '一二三四五六'.includes(digit) ? '一二三四五六'.indexOf(digit) : Number(digit) - 1;
  return offered[index]?.id;
}

/** Why “是” now means a person: each offer leaves its trace in the mind. */
function confirmedReason(mind: Mind): HandoverReason {
  if (mind.flow?.slots['failed'] !== undefined) return 'lookup_failed';
  return mind.misses > 0 ? 'not_understood' : 'complaint';
}

function greet(moment: Moment): Thought {
  const { mind, knowledge } = moment;
  const options = knowledge.top.map((id) => ({
    id: `entry:${id}`,
    label: questionOf(knowledge.entries.get(id), mind.language) ?? id,
  }));
  const body = speech.choices(speech.sentence('greeting', mind.language), options, mind.language);
  return remember(speech.turn({ ...mind, greeted: true, misses: 0 }, body));
}

/** Keeps the choices last offered. A body without choices leaves them standing: “2” after the answer to “1” still works. */
function remember(thought: Thought): Thought {
  const menus = thought.say.flatMap((line) => (line.body.kind === 'menu' ? [line.body.options] : []));
  const offered = menus[menus.length - 1];
  return offered && !thought.handover ? { ...thought, mind: { ...thought.mind, offered } } : thought;
}
