/** How a call begins and how it ends on the line, and what is owed to somebody who was not served. Runs inside one transaction. */
import type { CallHeard, CallMoment } from '../../../shared/call.ts';
import { ownReason } from '../../../shared/reasons.ts';
import { telephone } from '../../brain/telephone.ts';
import { meetAt } from '../converse.ts';
import { sendable } from '../sendable.ts';
import type { Session } from '../sessions.ts';
import type { Endpoint } from '../store.ts';
import type { Turn } from '../turn.ts';
import { numberOf, openCallback, soon } from './callback.ts';
import { CALL_MOST_MS, freshCallMind, type Call } from './store.ts';
import { wordsOf } from './words.ts';

/** So many words fit into one call: a bound, not a count. */
const WORDS_MOST = 10_000;
/** Who rings again and again gets one SMS. */
const TEXT_EVERY_MS = 30 * 60_000;

const ENDED = new Set(['completed', 'busy', 'failed', 'no-answer', 'canceled']);

/** The phone rings: the address may be spoken to, the encounter is open, and the greeting is owed. */
export function begin(turn: Turn, endpoint: Endpoint, heard: CallHeard): Call {
  // Another call of this number that nobody told the end of is over: a telephone rings once at a time.
  const stale = turn.calls.live(endpoint.id);
  if (stale) finish(turn, endpoint, stale, null);
  const call: Call = {
    id: heard.call,
    account: heard.address.account,
    endpoint: endpoint.id,
    state: 'live',
    beganAt: turn.now,
    endedAt: null,
    textedAt: null,
    step: 0,
    answer: null,
    mind: { ...freshCallMind, spoken: endpoint.position },
  };
  endpoint.window = { left: WORDS_MOST, endsAt: turn.now + CALL_MOST_MS };
  turn.endpointChanged(endpoint);
  const open = turn.sessions.open();
  const session = open ?? turn.openSession(endpoint);
  session.endpoint = endpoint.id;
  happened(turn, endpoint, session, 'call', wordsOf(session).incoming);
  greet(turn, endpoint, session);
  turn.keepSession(session, true);
  if (session.agent) turn.oweSeat(session.agent.id);
  turn.calls.save(call);
  return call;
}

function greet(turn: Turn, endpoint: Endpoint, session: Session): void {
  const say = telephone[session.mind.language];
  const speak = (text: string) => void turn.say(endpoint, session, { kind: 'robot' }, { kind: 'text', text });
  if (session.state === 'agent') return speak(say.withAgent(session.agent?.name ?? ''));
  if (session.state !== 'robot') return speak(session.state === 'queued' ? say.stillWaiting : say.stillLeft);
  session.mind = { ...session.mind, greeted: true };
  const { company, telephone: set } = turn.around.settings;
  const own = set.greeting?.[session.mind.language] ?? '';
  speak([say.greeting(company.name), own, say.english].filter((one) => one !== '').join(' '));
}

/** The provider's word on how the call stands; only its end changes the line, and only once. */
export function end(
  turn: Turn,
  endpoint: Endpoint,
  known: Call | null,
  heard: CallHeard,
  moment: CallMoment & { kind: 'status' },
): { duplicate: boolean } {
  if (!ENDED.has(moment.state)) return { duplicate: known !== null };
  if (known?.state === 'ended') return { duplicate: true };
  if (known) {
    finish(turn, endpoint, known, moment.seconds);
    return { duplicate: false };
  }
  // The end is told of a call that never reached us: it was missed.
  const mind = { ...freshCallMind, spoken: endpoint.position };
  const { call: id, address } = heard;
  const call: Call = {
    ...{ id, account: address.account, endpoint: endpoint.id, state: 'ended', beganAt: turn.now, endedAt: turn.now },
    ...{ textedAt: null, step: 0, answer: null, mind },
  };
  happened(turn, endpoint, turn.sessions.open(), 'call_missed', wordsOf(turn.sessions.latest()).missedCall);
  wayBack(turn, endpoint, call, null);
  turn.calls.save(call);
  return { duplicate: false };
}

/** `seconds` null: nobody told the end; it is known only that the call is over. */
function finish(turn: Turn, endpoint: Endpoint, call: Call, seconds: number | null): void {
  call.state = 'ended';
  call.endedAt = turn.now;
  // Who repeats a moment of it now is told that it is over; the words stand in the line alone.
  call.answer = null;
  call.mind.rest = [];
  endpoint.window = null;
  turn.endpointChanged(endpoint);
  const session = turn.sessions.open();
  // The encounter may have ended before the call did.
  const spoken = session ?? turn.sessions.latest();
  for (const id of turn.calls.unspoken(endpoint.id, call.mind.spoken)) {
    const message = turn.line.message(id);
    if (message) turn.status(message, 'failed', ownReason('call_ended'));
  }
  happened(turn, endpoint, session, 'call_ended', endWords(turn, call, seconds, spoken));
  if (session?.endpoint === endpoint.id && (session.state === 'queued' || session.state === 'left-message'))
    unserved(turn, endpoint, call, session, seconds === null);
  turn.calls.save(call);
}

function endWords(turn: Turn, call: Call, seconds: number | null, session: Session | null): string {
  const words = wordsOf(session);
  if (seconds === null) return words.overUntold;
  const lasted = seconds > 0 ? seconds : Math.round((turn.now - call.beganAt) / 1000);
  const time = `${Math.floor(lasted / 60)}:${String(lasted % 60).padStart(2, '0')}`;
  return words.over(call.mind.endedByUs === true, time);
}

/** Calls whose end nobody told are over when no provider keeps one so long. */
export function callsDue(turn: Turn): void {
  for (const call of turn.calls.overdue(turn.now)) {
    const endpoint = turn.line.endpoint(call.endpoint);
    if (endpoint) finish(turn, endpoint, call, null);
  }
}

/** They waited for a person and hung up: a callback is owed where there is a number, and an SMS by which they can go on themselves. */
function unserved(turn: Turn, endpoint: Endpoint, call: Call, session: Session, late: boolean): void {
  const number = numberOf(call, endpoint);
  if (number !== null) openCallback(turn, endpoint, session, soon(session), number);
  // Hours later an SMS about a call helps nobody.
  if (!late) wayBack(turn, endpoint, call, session);
  turn.tickets.unexpect(session.id);
  session.waitingSince = null;
  turn.move(session, 'closed');
}

/** Once per call, and not for every try of somebody who rings again and again. */
function wayBack(turn: Turn, endpoint: Endpoint, call: Call, session: Session | null): void {
  if (!turn.around.settings.telephone.missedSms || turn.calls.textedSince(turn.now - TEXT_EVERY_MS)) return;
  const account = turn.around.smsFor(endpoint.peer);
  if (account === null) return;
  const sms = meetAt(turn, { channel: 'sms', account, peer: endpoint.peer });
  if (sendable(sms, turn.now) !== null) return;
  const text = telephone[session?.mind.language ?? 'zh'].missed(session?.number ?? '');
  turn.say(sms, session, { kind: 'robot' }, { kind: 'text', text });
  call.textedAt = turn.now;
}

/** A grey line of the call, seen on every screen. */
export function happened(turn: Turn, endpoint: Endpoint, session: Session | null, event: string, text: string): void {
  const speaker = { kind: 'system' as const };
  turn.append(
    { endpoint, direction: 'in', speaker, body: { kind: 'event', event, text }, status: 'received' },
    session,
  );
  if (session?.agent) turn.oweSeat(session.agent.id);
}
