/** Voices put into words by the company: asked as a letter; what comes changes the message and is thought about. Runs inside one transaction. */
import type { Language } from '../../../shared/knowledge.ts';
import { mediaIn } from '../../../shared/media-rules.ts';
import type { Body, Message } from '../../../shared/message.ts';
import { refusesOffers } from '../../channels/sms/optout.ts';
import type { Snapshot } from '../../brain/entry.ts';
import type { HookAnswer, Question } from '../company-hook.ts';
import { answersMeanwhile } from '../consent.ts';
import { saidOrders } from '../named-orders.ts';
import { refuseOffers } from '../own/choices.ts';
import { robotTurn } from '../robot.ts';
import { audienceOf } from '../rows.ts';
import type { Session } from '../sessions.ts';
import type { Turn } from '../turn.ts';

/** A letter that asks for the words of a message, and the floor on which it was spoken; `told`: the robot has said that it can't hear them. */
export type OwedWords = { transcribe: string; session: string; fence: number; told?: true };

/** What the company is asked of a voice. */
export type VoiceQuestion = Omit<Question, 'flow' | 'action' | 'slots'> & { url: string; seconds?: number };
export type Transcribe = (asked: VoiceQuestion) => Promise<HookAnswer>;

type Voice = Extract<Body, { kind: 'voice' }>;

/** Whether these words can only be thought about once the company has said what they are. */
export function awaitsWords(turn: Turn, body: Body): boolean {
  if (!turn.around.transcribes || body.kind !== 'voice' || body.transcript !== undefined) return false;
  return body.coming === true || mediaIn(body.url) !== null;
}

/** Somebody was promised an answer once it is known what they said: the clock runs as for every answer owed. */
export function awaitWords(turn: Turn, session: Session, endpoint: string): void {
  session.owed ??= { since: turn.now, told: false, endpoint };
  turn.keepSession(session, false);
}

/** Owes the question what a voice says; nothing while its bytes are still coming. */
export function oweWords(turn: Turn, message: Pick<Message, 'id' | 'body' | 'session'>): void {
  const { id, body, session: of } = message;
  const session = of === null ? null : turn.sessions.byId(of);
  if (!session || !awaitsWords(turn, body) || (body.kind === 'voice' && body.coming)) return;
  const owed: OwedWords = { transcribe: id, session: session.id, fence: session.fence };
  const key = `voice:${id}`;
  turn.letters.owe({ lane: key, kind: 'media', key, body: JSON.stringify(owed), dueAt: turn.now });
}

/** The company can't be reached now: the robot has said so, and the words are asked for again, to be read. */
export function oweWordsLater(turn: Turn, owed: OwedWords, dueAt: number): void {
  const key = `voice-later:${owed.transcribe}`;
  const body: OwedWords = { ...owed, told: true };
  turn.letters.owe({ lane: key, kind: 'media', key, body: JSON.stringify(body), dueAt });
}

/** The voice as it is asked about; null when it was taken back, or its words came another way. */
export function questionOn(turn: Turn, owed: OwedWords): Omit<VoiceQuestion, 'tries'> | null {
  const voice = standing(turn, owed.transcribe);
  if (!voice?.body.url) return null;
  const language: Language = turn.sessions.byId(owed.session)?.mind.language ?? 'zh';
  const { url, seconds } = voice.body;
  const request = `${turn.person.id}-${owed.transcribe}`;
  return { request, user: turn.person.userId, language, url, ...(seconds === undefined ? {} : { seconds }) };
}

/** The words are here, or never will be (null): every screen sees them, and who holds the floor answers. */
export function wordsCame(turn: Turn, owed: OwedWords, words: string | null, knowledge: Snapshot | null): void {
  const voice = standing(turn, owed.transcribe);
  if (!voice) return;
  const { message } = voice;
  const body: Voice = words === null ? voice.body : { ...voice.body, transcript: words };
  if (words !== null) {
    turn.line.setBody(message.id, body);
    turn.change(audienceOf(message), message.endpoint, { kind: 'body', id: message.id, body });
    const agent = turn.sessions.open()?.agent;
    if (agent) turn.oweSeat(agent.id);
    const from = message.direction === 'in' ? turn.line.endpoint(message.endpoint) : null;
    if (from) saidOrders(turn, from, body);
    // Said aloud it is refused as well.
    if (message.direction === 'in' && refusesOffers(words))
      refuseOffers(turn, `${message.channel ?? ''}:${message.id}`);
  }
  if (!owed.told) answer(turn, message, body, owed, knowledge);
}

/** A voice's bytes are here, or can't be had: it is asked about, or the robot says that it can't hear it. */
export function voiceIsHere(turn: Turn, message: Message, body: Body, knowledge: Snapshot | null): void {
  if (awaitsWords(turn, body)) return oweWords(turn, { ...message, body });
  const session = message.session === null ? null : turn.sessions.byId(message.session);
  if (session) answer(turn, message, body, { session: session.id, fence: session.fence }, knowledge);
}

function answer(
  turn: Turn,
  message: Message,
  body: Body,
  floor: Pick<OwedWords, 'session' | 'fence'>,
  knowledge: Snapshot | null,
): void {
  // A talk with an agent is read by staff; nobody answers it.
  if (message.direction === 'note') return;
  const session = turn.sessions.open();
  const endpoint = turn.line.endpoint(message.endpoint);
  // The floor moved meanwhile: whoever holds it now reads for themselves.
  if (!endpoint || session?.id !== floor.session || session.fence !== floor.fence) return;
  if (session.state === 'robot')
    robotTurn(turn, session, endpoint, { kind: 'message', body, now: turn.now }, knowledge);
  else if (session.state !== 'agent') answersMeanwhile(turn, session, endpoint, body, knowledge);
}

function standing(turn: Turn, id: string): { message: Message; body: Voice } | null {
  const message = turn.line.message(id);
  if (!message || message.recalled || message.body.kind !== 'voice' || message.body.transcript !== undefined)
    return null;
  return { message, body: message.body };
}
