/** The robot's part on the line: its turns, what it owes, its hand-over. Runs inside one transaction. */
import { fallbackText, type Message } from '../../shared/message.ts';
import { isOff } from '../../shared/settings/switches.ts';
import { stepsReached } from '../../shared/ticks.ts';
import type { Snapshot } from '../brain/entry.ts';
import { parting, type Standing } from '../brain/parting.ts';
import { think, type Asker, type Handover, type Heard, type Said, type Thought } from '../brain/think.ts';
import { noteAct, oweCall, waitingFor, type OwedCall } from './company-call.ts';
import type { HookAnswer } from './company-hook.ts';
import { holdBack, oweSummary, sayHeld, settleWord, speak, sumUp, type OwedWord } from './wording.ts';
import { answered, takenUp } from './profile/gather.ts';
import { inVipLane } from './profile/view.ts';
import { tellNotices } from './incident-notices.ts';
import { sendable } from './sendable.ts';
import { tellEditors } from './questions.ts';
import { LATE_MS, NOTICE_MS, TOO_LATE_MS, type Session } from './sessions.ts';
import type { Endpoint } from './store.ts';
import { ticketOnHandover, ticketWords } from './ticket/intake.ts';
import type { Turn } from './turn.ts';
import { whereabouts } from './whereabouts.ts';
import { isGivenUp } from './reach/lease.ts';

/** One robot turn: its words, its question to the company, or its hand-over. */
export function robotTurn(
  turn: Turn,
  session: Session,
  endpoint: Endpoint,
  heard: Heard,
  knowledge: Snapshot | null,
): Message[] {
  const asked = { ...heard, asker: askerOf(turn, endpoint) };
  const before = sayHeld(turn, session, endpoint, knowledge);
  const mind = session.mind;
  const thought = holdBack(turn, session, endpoint, {
    mind,
    heard,
    thought: handedOn(turn, session, asked, thinkSafely(turn, session, asked, knowledge)),
    knowledge,
  });
  session.mind = thought.mind;
  const lessons = thought.lessons ?? [];
  tellEditors(turn, session, endpoint, lessons, knowledge?.version ?? '');
  const missed = lessons.filter(({ fate }) => fate === 'missed' || fate === 'refused').length;
  if (missed > 0) session.service.missed = (session.service.missed ?? 0) + missed;
  // The last words of a hand-over are said once the desk has told where it stands; what comes before them is news.
  const said = thought.handover ? thought.say.slice(0, -1) : thought.say;
  const fresh = speak(turn, session, endpoint, said);
  answered(turn, session, fresh, knowledge);
  const replies = [...before, ...fresh];
  if (thought.about !== undefined) takenUp(turn, session, thought.about);
  if (thought.handover) {
    handOver(turn, session, thought.handover);
    return replies;
  }
  if (thought.call) oweCall(turn, session, endpoint, thought.call);
  const owes = turn.letters.owes('call') || session.mind.worded !== undefined;
  session.owed = owes ? (session.owed ?? { since: turn.now, told: false, endpoint: endpoint.id }) : null;
  turn.keepSession(session, false);
  return replies;
}

/** Switched off, the robot answers nobody: whoever it would answer goes to a person, with a sentence that says so. */
function handedOn(turn: Turn, session: Session, heard: Heard, thought: Thought): Thought {
  if (thought.handover || heard.kind === 'greet' || !isOff(turn.around.settings.switches, 'robot', turn.now)) {
    return thought;
  }
  return think(session.mind, { ...heard, kind: 'failed' }, saidIn(turn, session), null);
}

/** A fault in the robot must not stop the line: the session goes to a person (4.1). */
function thinkSafely(turn: Turn, session: Session, heard: Heard, knowledge: Snapshot | null): Thought {
  const said = saidIn(turn, session);
  try {
    return think(session.mind, heard, said, knowledge);
  } catch (error) {
    turn.around.fault('think', error);
    return think(
      session.mind,
      { kind: 'failed', now: turn.now, ...(heard.asker ? { asker: heard.asker } : {}) },
      said,
      null,
    );
  }
}

/** What is known of who writes on this address. */
export function askerOf(turn: Turn, endpoint: Endpoint): Asker {
  const { userId, level, care } = turn.person;
  const { vipTries: tries } = turn.around.settings.reminders;
  const { count, dissatisfied } = turn.sessions.visits(turn.now);
  return {
    channel: endpoint.channel,
    // A platform or a carrier vouches for the address; a website's visitor is anybody.
    known: userId !== null || !(endpoint.channel === 'web' || endpoint.channel === 'app'),
    own: userId !== null && !isGivenUp(endpoint),
    member: level !== null && level !== '',
    care,
    visits: count,
    dissatisfied,
    ...(tries > 0 && inVipLane(turn) ? { patience: tries } : {}),
    ...whereabouts(turn, endpoint),
  };
}

function ticksOf(message: Message): Pick<Said, 'steps'> {
  const steps = stepsReached(message);
  return steps ? { steps } : {};
}

function saidIn(turn: Turn, session: Session): Said[] {
  // What a form asked is for colleagues: it is no question.
  const spoken = turn.line.said.in(session.id).filter(({ body }) => body.kind !== 'text' || !body.details);
  return spoken.map((one) => ({
    speaker: one.speaker.kind,
    text: fallbackText(one.body),
    ...(one.source ? { source: { entry: one.source.entry, version: one.source.version } } : {}),
    ...(one.helpful === undefined ? {} : { helpful: one.helpful }),
    ...ticksOf(one),
  }));
}

/** A typed hand-over: the session waits for a human with everything said, and the customer is soon told where that stands. */
function handOver(turn: Turn, session: Session, { care, flow, ...given }: Handover): void {
  const { count, unserved } = turn.sessions.visits(turn.now);
  const channels = [
    ...new Set(
      turn.line
        .endpoints()
        .filter((one) => one.position > 0)
        .map((one) => one.channel),
    ),
  ];
  session.handover = {
    session: session.id,
    number: session.number,
    ...given,
    ...(flow ? { flow } : {}),
    identity: { name: turn.person.name, proof: proofOf(turn), channels, ...(care ? { care } : {}) },
    visits: Math.max(1, count),
    unserved,
    at: turn.now,
  };
  session.waitingSince ??= turn.now;
  const ticket = ticketOnHandover(turn, session, given.reason);
  session.notice = { reason: given.reason, since: turn.now, ...(ticket ? { ticket: ticket.id } : {}) };
  turn.change('staff', '', { kind: 'handover', handover: session.handover });
  oweSummary(turn, session, saidIn(turn, session));
  turn.move(session, 'queued');
}

function proofOf(turn: Turn): 'signed-in' | 'platform' | 'none' {
  if (turn.person.userId !== null) return 'signed-in';
  const vouched = turn.line
    .endpoints()
    .some((one) => one.position > 0 && one.channel !== 'web' && one.channel !== 'app');
  return vouched ? 'platform' : 'none';
}

/** Tells the customer once, in one message, where their wish for a person stands; by the line alone where nothing may be sent. */
export function tellStanding(turn: Turn, session: Session, standing: Standing): void {
  const { notice } = session;
  if (!notice) return;
  session.notice = null;
  const stands = parting(notice.reason, session.mind.language, session.number, standing, notice.back);
  const text = notice.ticket === undefined ? stands : `${stands}\n${ticketWords(turn, notice.ticket)}`;
  const endpoint = turn.line.endpoint(session.endpoint);
  if (endpoint && sendable(endpoint, turn.now) === null) {
    turn.say(endpoint, session, { kind: 'robot' }, { kind: 'text', text });
  } else turn.system(session, text);
  turn.keepSession(session, false);
}

/** What the clock brings: the desk was silent, or the robot owes an answer for too long (5.2.2.6 e). */
export function timePassed(turn: Turn, session: Session, knowledge: Snapshot | null): void {
  if (session.notice && session.notice.since + NOTICE_MS <= turn.now) tellStanding(turn, session, { state: 'unknown' });
  const { owed } = session;
  if (!owed || session.state !== 'robot') return;
  // Late or not, it is said where it was asked.
  const asked = turn.line.endpoint(owed.endpoint ?? session.endpoint);
  const last = turn.now >= owed.since + TOO_LATE_MS;
  if (!last && (owed.told || turn.now < owed.since + LATE_MS)) return;
  session.owed = { ...owed, told: true };
  if (asked && session.mind.worded) {
    // The model is silent beyond all its own time: the published words are there, and are the answer.
    sayHeld(turn, session, asked, knowledge);
    session.owed = null;
    return turn.keepSession(session, false);
  }
  if (asked) robotTurn(turn, session, asked, { kind: 'late', last, now: turn.now }, knowledge);
  else turn.keepSession({ ...session, owed: null }, false);
}

/** The company's answer; the robot says nothing of it when it no longer holds the floor it asked from. */
export function companyAnswered(turn: Turn, owed: OwedCall, answer: HookAnswer, knowledge: Snapshot | null): void {
  const session = waitingFor(turn, owed);
  const endpoint = session ? turn.line.endpoint(owed.endpoint ?? session.endpoint) : null;
  if (!session || !endpoint) return noteAct(turn, owed, answer);
  robotTurn(turn, session, endpoint, { kind: 'called', call: owed.id, answer, now: turn.now }, knowledge);
}

/** The model answered (null: it didn't): the held words are said, better or as published. Late for this floor, it changes nothing. */
export function modelAnswered(turn: Turn, owed: OwedWord, answer: string | null, knowledge: Snapshot | null): void {
  const session = turn.sessions.byId(owed.session);
  if (!session) return;
  if (owed.asked.purpose === 'summarise') return sumUp(turn, session, owed.asked, answer);
  const endpoint = turn.line.endpoint(owed.endpoint ?? session.endpoint);
  if (!endpoint || session.state !== 'robot' || session.fence !== owed.fence) return;
  const chosen = settleWord(turn, session, endpoint, owed.id, answer, knowledge);
  if (chosen !== null) {
    robotTurn(turn, session, endpoint, { kind: 'chosen', entry: chosen, now: turn.now }, knowledge);
  } else turn.keepSession(session, false);
}

/** The robot greets on channels where something other than a word opened the conversation. */
export function greet(turn: Turn, endpoint: Endpoint, knowledge: Snapshot | null): Message[] {
  const open = turn.sessions.open();
  if (open && open.state !== 'robot') return [];
  const session = open ?? turn.openSession(endpoint);
  session.endpoint = endpoint.id;
  if (!open) turn.keepSession(session, true);
  const greeting = robotTurn(turn, session, endpoint, { kind: 'greet', now: turn.now }, knowledge);
  return open ? greeting : [...greeting, ...tellNotices(turn, endpoint)];
}
