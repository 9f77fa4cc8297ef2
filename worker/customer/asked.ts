/** What was asked in an encounter and what became of it, read from what was said. Words leave without personal data; pure but for reading. */
import { fallbackText, type Message } from '../../shared/message.ts';
import { MOST_ASKED, type AskedFate, type AskedIn, type AskedQuestion } from '../../shared/topics/asked.ts';
import type { Encounter } from '../../shared/ledger.ts';
import { anonymous } from '../brain/anonymous.ts';
import { namesFault } from '../brain/faulty.ts';
import { asksForHuman } from '../brain/human.ts';
import { sentence, type Sentence } from '../brain/speech.ts';
import { languageOf } from '../brain/words.ts';
import { isNoise } from '../knowledge/likeness.ts';
import { levelOf } from './person/card.ts';
import type { Session } from './sessions.ts';
import type { Turn } from './turn.ts';

/** By these the robot says that it does not know. */
const NOT_KNOWN: readonly Sentence[] = ['unknown', 'guess', 'rare', 'offerHuman', 'noKnowledge'];
const notKnown = NOT_KNOWN.flatMap((name) => [sentence(name, 'zh'), sentence(name, 'en')]);
const PRODUCT_LETTERS = 60;

/** What is told of it; null: nothing was asked. */
export function askedOf(turn: Turn, session: Session, facts: Encounter): AskedIn | null {
  const said = turn.line.said.all(session.id);
  const questions = questionsIn(said, session.mind.language);
  if (questions.length === 0) return null;
  const { number, revision, openedAt, channel, group, wishedAt, parts } = facts;
  return {
    ...{ session: session.id, customer: facts.customer, number, revision, openedAt, channel, group },
    product: productIn(said),
    level: levelOf(turn) ?? '',
    people: wishedAt !== null,
    agentMs: parts.reduce((sum, { heldMs }) => sum + heldMs, 0),
    unsolved: facts.solved === false || facts.again,
    upset: session.mind.upset === true || facts.complained === true,
    questions,
  };
}

function productIn(said: readonly Message[]): string {
  const shown = said.findLast(({ direction, body }) => direction === 'in' && body.kind === 'product');
  return shown?.body.kind === 'product' ? [...shown.body.product.title].slice(0, PRODUCT_LETTERS).join('') : '';
}

/** Questions up to the first human word, each with what the robot said to it. A tap on what was offered goes on with the question before. */
export function questionsIn(said: readonly Message[], language: AskedQuestion['language']): AskedQuestion[] {
  const asked: { text: string; replies: Message[] }[] = [];
  for (const one of said) {
    if (one.direction === 'note' || one.automatic) continue;
    if (one.speaker.kind === 'agent') break;
    if (one.speaker.kind === 'robot') asked.at(-1)?.replies.push(one);
    else if (one.speaker.kind === 'customer') {
      const text = questionOf(one);
      if (text !== '') asked.push({ text, replies: [] });
    }
  }
  return asked.slice(0, MOST_ASKED).map(({ text, replies }) => ({
    ...{ text, language: languageOf(text, language), fault: namesFault(text) },
    ...fateOf(replies),
  }));
}

/** The words of a message, if it asks something. */
function questionOf({ body }: Message): string {
  const isTap = body.kind === 'text' && body.option !== undefined;
  if (isTap || (body.kind !== 'text' && body.kind !== 'voice')) return '';
  const given = body.kind === 'voice' ? (body.transcript ?? '') : fallbackText(body);
  if (asksForHuman(given) || isNoise(given.slice(0, 200))) return '';
  return anonymous(given);
}

function fateOf(replies: readonly Message[]): { fate: AskedFate; entry: string | null } {
  const answer = replies.findLast(({ source }) => source !== undefined);
  if (answer?.source) {
    return { fate: answer.helpful === false ? 'unhelpful' : 'answered', entry: answer.source.entry };
  }
  if (replies.length === 0) return { fate: 'people', entry: null };
  const missed = replies.some(({ body }) => notKnown.some((words) => fallbackText(body).startsWith(words)));
  return { fate: missed ? 'missed' : 'dialog', entry: null };
}
