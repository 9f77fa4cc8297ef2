/** What is spoken next and what is done then. Runs inside one transaction. */
import { keyed, type CallAnswer, type CallHeard, type CallNext, type Spoken } from '../../../shared/call.ts';
import type { ServerFrame } from '../../../shared/frame.ts';
import type { Language } from '../../../shared/knowledge.ts';
import { fallbackText, type Body, type Message } from '../../../shared/message.ts';
import { telephone } from '../../brain/telephone.ts';
import { cut } from '../../channels/cut.ts';
import { heardIn, linksIn } from '../../channels/phone/spoken.ts';
import { meetAt } from '../converse.ts';
import { sendable } from '../sendable.ts';
import type { Session } from '../sessions.ts';
import type { Endpoint } from '../store.ts';
import type { Turn } from '../turn.ts';
import { telephoneOf } from './dialled.ts';
import { standing } from './questions.ts';
import { backAnswer } from './ring-back.ts';
import type { Call } from './store.ts';

/** About so many characters of the robot's are said before the caller is asked whether to go on. */
const STRETCH = 300;
/** How long a question waits for words: an answer, an agent's next words, a place in line. */
const WAIT_SECONDS = { robot: 6, agent: 3, line: 5, moment: 2 };
/** Who was told that nobody is on duty and says nothing so many times is let go. */
const LEFT_SILENT = 5;
/** A place in line that hasn't changed is told again after so long. */
const PLACE_MS = 45_000;

export type Place = { position: number; waitMs: number | null };

/** The place in line as screens are told of it. */
export function placeIn(frame: ServerFrame | null): Place | null {
  return frame?.type === 'queue' ? { position: frame.position, waitMs: frame.waitMs } : null;
}

/**
 * The answer to a moment; null while something is on its way that belongs into it (not when `now` is forced). A repeat of a
 * moment that was answered gets the same answer again.
 */
export function answerOf(turn: Turn, heard: CallHeard, place: Place | null, forced: boolean): CallAnswer | null {
  const { moment } = heard;
  if (moment.kind === 'back') return backAnswer(turn, moment);
  const call = turn.calls.byId(heard.call);
  const person = turn.person.id;
  const over: CallAnswer = { person, say: [], language: 'zh', next: { kind: 'hang-up' } };
  if (!call || call.state === 'ended') return over;
  // Told beside the call: the caller hears no answer to it, and what waits to be spoken goes on waiting.
  if (moment.kind === 'status' || moment.kind === 'recording') return over;
  const step = moment.kind === 'incoming' ? 0 : moment.step;
  if (call.answer && call.step > step) return call.answer;
  const session = turn.sessions.open();
  const endpoint = turn.line.endpoint(call.endpoint);
  if (!endpoint) return over;
  const waits = isComing(turn, session);
  if (waits && !forced) return null;
  const language = (session ?? turn.sessions.latest())?.mind.language ?? 'zh';
  const { say, left } = collected(turn, call, endpoint, session, language);
  const more = prompts(turn, call, session, { waits, left, place, quiet: say.length === 0 });
  call.step += 1;
  const next = nextOf(turn, call, session, waits);
  if (next.kind === 'dial') call.mind.dialling = true;
  const bodies: Body[] = [...say.map((one) => one.body), ...more];
  call.mind.keys = keyed(bodies);
  const answer: CallAnswer = { person, say: [...say, ...more.map((body) => ({ body, links: null }))], language, next };
  call.answer = answer;
  turn.calls.save(call);
  return answer;
}

/** Words are on their way: the company is asked, a model words them, or the desk is about to tell the place in line. */
function isComing(turn: Turn, session: Session | null): boolean {
  if (!session) return false;
  if (session.notice) return true;
  return session.state === 'robot' && (turn.letters.owes('call') || turn.letters.owes('word'));
}

/** What waits on the address, in its order, as much as is said in one stretch. */
function collected(
  turn: Turn,
  call: Call,
  endpoint: Endpoint,
  session: Session | null,
  language: Language,
): { say: Spoken[]; left: boolean } {
  const say: Spoken[] = [];
  const { mind } = call;
  const next = mind.rest.shift();
  if (next !== undefined) {
    say.push({ body: { kind: 'text', text: next }, links: null });
    if (mind.rest.length > 0) return { say, left: true };
  }
  let size = next?.length ?? 0;
  for (const id of turn.calls.unspoken(endpoint.id, call.mind.spoken)) {
    const message = turn.line.message(id);
    if (!message) continue;
    const length = message.recalled ? 0 : fallbackText(message.body).length;
    if (say.length > 0 && size + length > STRETCH && message.speaker.kind === 'robot') return { say, left: true };
    size += length;
    call.mind.spoken = message.position;
    if (message.recalled) continue;
    turn.status(message, 'sent', null);
    const links = linked(turn, endpoint, session, message);
    const [first, ...rest] = stretches(message, language);
    if (first === undefined || rest.length === 0) {
      say.push({ body: message.body, links });
      continue;
    }
    say.push({ body: { kind: 'text', text: first }, links });
    mind.rest = rest;
    return { say, left: true };
  }
  return { say, left: false };
}

/** A long answer of the robot's in parts; what people typed is said whole. */
function stretches({ speaker, body }: Message, language: Language): string[] {
  const words = heardIn(body, language) ?? '';
  return speaker.kind === 'robot' && words.length > STRETCH + 60 ? cut(words, STRETCH, (letter) => letter.length) : [];
}

/** Addresses can't be heard: they go by SMS where the carrier takes links, else they stand in the message centre. */
function linked(turn: Turn, endpoint: Endpoint, session: Session | null, message: Message): Spoken['links'] {
  const links = linksIn(message.body);
  if (links.length === 0 || message.speaker.kind === 'customer') return null;
  if (!endpoint.peer.startsWith('+')) return null;
  const account = turn.around.smsFor(endpoint.peer);
  const body: Body = { kind: 'text', text: links.slice(0, 5).join('\n') };
  if (account === null || !turn.around.takes({ channel: 'sms', account, peer: endpoint.peer }, body)) return 'centre';
  const sms = meetAt(turn, { channel: 'sms', account, peer: endpoint.peer });
  if (sendable(sms, turn.now) !== null) return 'centre';
  turn.say(sms, session, { kind: 'robot' }, body);
  return 'sms';
}

type Scene = { waits: boolean; left: boolean; place: Place | null; quiet: boolean };

/** The telephone's own words that are no part of the conversation: they are heard and stand nowhere. */
function prompts(turn: Turn, call: Call, session: Session | null, scene: Scene): Body[] {
  const { mind } = call;
  const say = telephone[(session ?? turn.sessions.latest())?.mind.language ?? 'zh'];
  const speak = (...texts: string[]): Body[] =>
    texts.filter((one) => one !== '').map((text) => ({ kind: 'text', text }));
  if (scene.left) return speak(say.more);
  if (scene.waits) {
    if (mind.toldMoment) return [];
    mind.toldMoment = true;
    return scene.quiet ? speak(say.moment) : [];
  }
  if (!session) return turn.calls.live(call.endpoint) && mayRate(turn, call) ? [] : speak(say.goodbye);
  if (standing(call, session) !== 'anything') return [];
  switch (session.state) {
    case 'queued':
      return speak(...placeWords(turn, call, scene, say));
    case 'left-message':
      if (mind.record === true) return speak(say.tone);
      if (mind.silent >= LEFT_SILENT) return speak(say.goodbye);
      if (mind.place?.position === -1 && turn.now - mind.place.at < PLACE_MS) return [];
      mind.place = { position: -1, at: turn.now };
      return speak(say.leave);
    case 'agent':
      if (!asksRecording(turn, call, session)) return ringing(turn, call, session) ? speak(say.putThrough) : [];
      mind.asks = 'recording';
      return speak(mind.again ? say.askRecordingAgain : say.askRecording);
    case 'robot':
    case 'closed':
      return [];
  }
}

/** The place in line: when it changed, and now and then while it doesn't. */
function placeWords(turn: Turn, call: Call, { place, quiet }: Scene, say: (typeof telephone)['zh']): string[] {
  const { mind } = call;
  const first = mind.place === null || mind.place.position < 0;
  const due =
    first ||
    turn.now - (mind.place?.at ?? 0) >= PLACE_MS ||
    (place !== null && mind.place?.position !== place.position);
  if (!due) return [];
  mind.place = { position: place?.position ?? mind.place?.position ?? 0, at: turn.now };
  // The words that began the waiting have told the place already.
  const told = place === null || (first && !quiet) ? '' : say.place(place.position, place.waitMs);
  return [first && !quiet ? '' : say.hold, told, say.callbackKey];
}

function nextOf(turn: Turn, call: Call, session: Session | null, waits: boolean): CallNext {
  const { step, mind } = call;
  const listen = (waitSeconds: number, oneKey = true): CallNext => ({ kind: 'listen', step, waitSeconds, oneKey });
  if (waits) return listen(WAIT_SECONDS.moment);
  if (!session) return mayRate(turn, call) ? listen(WAIT_SECONDS.line) : { kind: 'hang-up' };
  const oneKey = mind.asks !== 'number';
  switch (session.state) {
    case 'robot':
      return listen(WAIT_SECONDS.robot, session.mind.flow === null);
    case 'queued':
      return listen(mind.asks === 'anything' ? WAIT_SECONDS.line : WAIT_SECONDS.robot, oneKey);
    case 'left-message': {
      if (mind.record !== true && mind.silent >= LEFT_SILENT) return { kind: 'hang-up' };
      if (mind.record !== true) return listen(WAIT_SECONDS.robot, oneKey);
      mind.record = null;
      return { kind: 'record', step };
    }
    case 'agent': {
      const number = ringing(turn, call, session);
      if (mind.asks === 'recording') return listen(WAIT_SECONDS.robot);
      if (number === null) return listen(WAIT_SECONDS.agent);
      mind.dialled = session.fence;
      return { kind: 'dial', step, number, record: mind.record === true };
    }
    case 'closed':
      return { kind: 'hang-up' };
  }
}

/** The telephone of the agent who has the session, where it wasn't rung for this assignment yet. */
function ringing(turn: Turn, call: Call, session: Session): string | null {
  return call.mind.dialled === session.fence ? null : telephoneOf(turn, session.agent);
}

function asksRecording(turn: Turn, call: Call, session: Session): boolean {
  const { recording } = turn.around.settings.telephone;
  return recording && call.mind.record === null && ringing(turn, call, session) !== null;
}

/** The encounter ended while the call is on, and the caller is asked for a number: one more question. */
function mayRate(turn: Turn, call: Call): boolean {
  const asked = turn.sessions.asked(turn.now);
  const message = asked?.service.invite?.message ? turn.line.message(asked.service.invite.message) : null;
  return message?.endpoint === call.endpoint && call.mind.silent === 0 && !asked?.rating;
}
