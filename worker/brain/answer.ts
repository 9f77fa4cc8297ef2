/** Answers from published entries: surely, as up to three guesses, or honestly not at all. */
import type { Flow } from '../../shared/flow.ts';
import type { Wording } from '../../shared/knowledge.ts';
import type { Option } from '../../shared/message.ts';
import { boundsOf, questionOf, wordingOf, type Bounds, type Entry } from './entry.ts';
import { handOver } from './handover.ts';
import { decide, match, type Decision, type Match } from './retrieval/retrieval.ts';
import * as speech from './speech.ts';
import type { Asker, Moment, Thought } from './mind.ts';
import { normalise } from './words.ts';

/** How a flow's own questions are named in the index. */
const FLOW = 'flow:';

/** Turns in a row without an answer after which a person takes over (5.2.2.6 a). */
const MISS_LIMIT = 3;
/** Asked so seldom within a year, a question that isn't clear goes to a person first (5.1.3). */
const RARE = 3;

/** Whether an entry is for this person now. */
export function mayHear(entry: Bounds, asker: Asker, now: number): boolean {
  if (entry.validFrom !== undefined && now < entry.validFrom) return false;
  if (entry.validUntil !== undefined && now >= entry.validUntil) return false;
  switch (entry.audience) {
    case 'everyone':
      return true;
    case 'known':
      return asker.known;
    case 'members':
      return asker.member;
  }
}

/** The one entry that surely answers the words, if there is one; `least` asks for more sureness than an answer needs. */
export function sureEntry(moment: Moment, least = 0): Entry | null {
  const { outcome, best } = decided(moment, moment.text);
  return outcome === 'answer' && best && best.confidence >= least
    ? (moment.knowledge.entries.get(best.id) ?? null)
    : null;
}

/** The flow whose own questions the words surely are, if there is one: word for word, or by sureness. */
export function sureFlow(moment: Moment): Flow | null {
  const matches = matchesOf(moment, moment.text);
  const exact = startedBy(moment, moment.text, matches);
  if (exact) return exact;
  const { outcome, best } = decide(matches);
  if (outcome !== 'answer' || !best?.id.startsWith(FLOW)) return null;
  return moment.knowledge.flows.get(best.id.slice(FLOW.length)) ?? null;
}

/** The flow that comes near, though not surely: enough where the words bring what it asks for. */
export function nearestFlow(moment: Moment): Flow | null {
  const matches = matchesOf(moment, moment.text).slice(0, 3);
  const least = Math.max(0.05, (matches[0]?.confidence ?? 0) / 2);
  const near = matches.find((one) => one.confidence >= least && one.id.startsWith(FLOW));
  return near ? (moment.knowledge.flows.get(near.id.slice(FLOW.length)) ?? null) : null;
}

function bareWords(text: string): string {
  return normalise(text).replace(/[\s\p{P}]+/gu, '');
}

const PART =
  /[?？。;；!！\n]+|另外|还有就是|还有|顺便(?:再)?(?:问|说)?(?:一下|下)?|(?:,|^|\s)also\b|\band also\b|\banother thing\b/iu;
const PARTS = 4;

/** The different matters one message asks about, as choices, where each is clear and they belong to different people (5.1.3). */
export function severalMatters(moment: Moment): Option[] {
  if (moment.text.length > 600) return [];
  const parts = moment.text.split(PART).filter((part) => part.trim().length >= 4);
  if (parts.length < 2) return [];
  const matters = new Map<string, string>();
  for (const part of parts.slice(0, PARTS)) {
    const { outcome, best } = decided(moment, part);
    const skill = outcome === 'answer' && best ? skillOf(moment, best.id) : undefined;
    if (best && skill !== undefined) matters.set(best.id, skill);
  }
  if (new Set(matters.values()).size < 2) return [];
  return [...matters.keys()].flatMap((id) => optionFor(moment, id) ?? []);
}

function skillOf({ knowledge }: Moment, id: string): string | undefined {
  const flow = id.startsWith(FLOW) ? knowledge.flows.get(id.slice(FLOW.length)) : undefined;
  return flow?.skill ?? knowledge.entries.get(id)?.skill;
}

/** Offers up to three entries that may be meant, a person first where the question is rare, or says that it doesn't know. */
export function guess(moment: Moment): Thought {
  const { mind, text } = moment;
  const { offers } = decided(moment, text);
  const options = offers.flatMap((one) => optionFor(moment, one.id) ?? []);
  const first = offers[0]?.id ?? '';
  if (options.length === 0) return missed(moment, 'unknown');
  const lessons = [{ fate: 'missed' as const, text, entry: first }];
  // A guess nobody picks is a miss: guesses must not go round for ever.
  if (mind.misses + 1 >= limitOf(moment)) return { ...handOver(moment, 'not_understood'), lessons };
  const next = { ...mind, misses: mind.misses + 1, guessed: { text, entry: first } };
  if (isRare(moment, first)) {
    const offering = { ...next, confirmHuman: true, offering: 'rare_question' as const };
    return speech.turn(offering, speech.personFirst('rare', options, mind.language));
  }
  return speech.turn(next, speech.choices(speech.sentence('guess', mind.language), options, mind.language));
}

/** What may be meant, as a choice; null where it is gone. */
function optionFor({ knowledge, mind }: Moment, id: string): Option | null {
  if (id.startsWith(FLOW)) {
    const flow = knowledge.flows.get(id.slice(FLOW.length));
    return flow ? { id, label: flow.title[mind.language] } : null;
  }
  const label = questionOf(knowledge.entries.get(id), mind.language);
  return label === undefined ? null : { id: `entry:${id}`, label: [...label].slice(0, 60).join('') };
}

function isRare({ knowledge }: Moment, entry: string): boolean {
  if (entry.startsWith(FLOW)) return false;
  return knowledge.asked !== undefined && (knowledge.asked.get(entry) ?? 0) <= RARE;
}

/** Says what an entry says on this channel, naming it and its version. */
export function sayEntry(moment: Moment, entry: Entry): Thought {
  const { knowledge, asker } = moment;
  const mind = { ...moment.mind, misses: 0, answered: { text: moment.text, entry: entry.id } };
  const wording = wordingOf(entry, mind.language);
  if (!wording) return missed(moment, 'unknown');
  const short = shortFor(wording, asker.channel);
  const body = short === undefined ? speech.published(entry.id, wording.answer, mind.language) : speech.plain(short);
  return { mind, say: [{ body, source: { entry: entry.id, version: knowledge.version } }] };
}

/** The words written for a channel that carries less. */
function shortFor({ variants }: Wording, channel: Asker['channel']): string | undefined {
  switch (channel) {
    case 'sms':
      return variants?.sms;
    case 'phone':
      return variants?.phone;
    case 'wechat':
      return variants?.wechat;
    case 'web':
    case 'app':
    case 'miniprogram':
      return undefined;
  }
}

/** So many misses, and a person takes over. */
const limitOf = ({ asker }: Moment): number => asker.patience ?? MISS_LIMIT;

/** One more turn not understood: honest words, then the offer of a person, then the person. */
export function missed(moment: Moment, words: 'unknown' | 'notText'): Thought {
  const { language, misses } = moment.mind;
  const mind = { ...moment.mind, misses: misses + 1 };
  if (moment.blind && words === 'unknown') return blindly(moment);
  const lessons = moment.text === '' ? [] : [{ fate: 'missed' as const, text: moment.text, entry: null }];
  if (mind.misses >= limitOf(moment)) return { ...handOver(moment, 'not_understood'), lessons };
  if (mind.misses === limitOf(moment) - 1) {
    const offering = { ...mind, confirmHuman: true, offering: 'not_understood' as const };
    return { ...speech.turn(offering, speech.confirmHuman('offerHuman', language)), lessons };
  }
  return { ...speech.turn(mind, speech.choices(speech.sentence(words, language), [], language)), lessons };
}

/** Nothing can be looked up: says so and offers a person, then fetches one (4.1). */
function blindly(moment: Moment): Thought {
  const { mind } = moment;
  if (mind.misses > 0) return handOver(moment, 'robot_failed');
  const offering = { ...mind, misses: 1, confirmHuman: true, offering: 'robot_failed' as const };
  return speech.turn(offering, speech.confirmHuman('noKnowledge', mind.language));
}

function decided(moment: Moment, text: string): Decision {
  return decide(matchesOf(moment, text));
}

let last: { question: readonly unknown[]; matches: readonly Match[] } | null = null;

/** Asks how something goes, when, or whether: that is answered; a wish is done. */
const ASKS_HOW =
  /怎么(?!还|没|不)|如何|咋|怎样|流程|步骤|方法|多久|多长时间|什么时候|几天|为什么|为啥|能不能|可不可以|可以.{0,12}吗|规则|条件|政策|\bhow\b|\bwhen\b|\bwhy\b|\bcan i\b|\bam i able\b|\bpolicy\b|\bwhat (?:is|are) (?:the|your)\b/iu;

/** What the words may mean. One turn asks for it several times: the last question's answer is kept. */
function matchesOf(moment: Moment, text: string): readonly Match[] {
  const { knowledge, mind, asker, now } = moment;
  const question = [knowledge, mind.language, text, asker.known, asker.member, now];
  if (last && last.question.every((part, at) => part === question[at])) return last.matches;
  const among = (flows: boolean) => {
    const allowed = (id: string): boolean => {
      const bounds = boundsOf(knowledge, id);
      return bounds ? mayHear(bounds, asker, now) : flows && id.startsWith(FLOW);
    };
    return match(knowledge.index[mind.language], text, { allowed });
  };
  const all = among(true);
  const answersOnly = ASKS_HOW.test(text) && all.some(({ id }) => id.startsWith(FLOW)) && !startedBy(moment, text, all);
  const matches = answersOnly ? among(false) : all;
  last = { question, matches };
  return matches;
}

/** The flow one of whose questions this is, word for word. */
function startedBy({ knowledge, mind }: Moment, text: string, matches: readonly Match[]): Flow | null {
  const said = bareWords(text);
  for (const { id } of matches) {
    const flow = id.startsWith(FLOW) ? knowledge.flows.get(id.slice(FLOW.length)) : undefined;
    if (flow?.starts[mind.language].some((start) => bareWords(start) === said)) return flow;
  }
  return null;
}
