/** One moment of a call: heard once, however often and in whatever order it is told. Runs inside one transaction. */
import type { CallHeard, CallMoment } from '../../../shared/call.ts';
import type { Body } from '../../../shared/message.ts';
import { ownReason } from '../../../shared/reasons.ts';
import type { Snapshot } from '../../brain/entry.ts';
import { joined, telephone, wantsMore } from '../../brain/telephone.ts';
import { digestText } from '../../lib/digest.ts';
import { customerSpeaks, meet } from '../converse.ts';
import { heardFrom } from '../reach/lease.ts';
import { robotTurn } from '../robot.ts';
import type { Endpoint } from '../store.ts';
import type { Turn } from '../turn.ts';
import { dialled } from './dialled.ts';
import { begin, end } from './ends.ts';
import { answersQuestion, silentAtQuestion, stillWanted } from './questions.ts';
import { recorded } from './recorded.ts';
import { backEnded } from './ring-back.ts';
import type { Call } from './store.ts';

/** Takes it in. What is to be spoken then is for `answerOf` (speak.ts). `duplicate`: it was heard before and changed nothing. */
export function hearCall(turn: Turn, heard: CallHeard, knowledge: Snapshot | null): { duplicate: boolean } {
  const { moment } = heard;
  const known = turn.calls.byId(heard.call);
  if (moment.kind === 'recording') {
    // Its callback names the call alone.
    const of = known ? turn.line.endpoint(known.endpoint) : null;
    return { duplicate: !of || !recorded(turn, of, heard, moment) };
  }
  if (moment.kind === 'back') return { duplicate: !backEnded(turn, moment) };
  const endpoint = meet(turn, heard.address, {});
  heardFrom(turn, endpoint);
  if (moment.kind === 'status') return end(turn, endpoint, known, heard, moment);
  const call = known ?? begin(turn, endpoint, heard);
  if (moment.kind === 'incoming') return { duplicate: known !== null };
  const key = `${moment.kind}:${heard.call}:${moment.step}`;
  const before = turn.letters.heardBefore(key, digestText(JSON.stringify(moment)), null, turn.now);
  if (before) {
    turn.letters.countAttempt(key);
    if (!before.same) turn.letters.quarantine(key, 'same key, another body', turn.now);
    return { duplicate: true };
  }
  take(turn, call, endpoint, moment, knowledge);
  turn.calls.save(call);
  return { duplicate: false };
}

function take(
  turn: Turn,
  call: Call,
  endpoint: Endpoint,
  moment: Exclude<CallMoment, { kind: 'status' | 'recording' | 'incoming' | 'back' }>,
  knowledge: Snapshot | null,
): void {
  switch (moment.kind) {
    case 'said':
      return said(turn, call, endpoint, moment, knowledge);
    case 'silent':
      if (call.state === 'live' && moment.step >= call.step) silent(turn, call, endpoint, knowledge);
      return;
    case 'dialled':
      return dialled(turn, call, moment);
    case 'recorded': {
      const session = turn.sessions.open();
      if (moment.recording === null || !session || call.state === 'ended') return;
      turn.say(endpoint, session, { kind: 'robot' }, { kind: 'text', text: telephone[session.mind.language].kept });
    }
  }
}

/** Words of a call that is over are kept; nobody is there to be answered. */
function said(
  turn: Turn,
  call: Call,
  endpoint: Endpoint,
  { words, by }: CallMoment & { kind: 'said' },
  knowledge: Snapshot | null,
): void {
  const { mind } = call;
  mind.silent = 0;
  mind.heard += 1;
  mind.toldMoment = false;
  const option = by === 'keys' && words.length === 1 ? mind.keys[Number(words) - 1] : undefined;
  const body: Body & { kind: 'text' } = option
    ? { kind: 'text', text: option.label, option: option.id }
    : { kind: 'text', text: joined(words) };
  if (call.state === 'ended') {
    customerSpeaks(turn, endpoint, body, knowledge, { silent: true });
    return;
  }
  const rest = turn.calls.unspoken(endpoint.id, mind.spoken);
  const goesOn = (rest.length > 0 || mind.rest.length > 0) && wantsMore(words);
  if (!goesOn) {
    leaveUnsaid(turn, rest);
    mind.rest = [];
  }
  if (goesOn) {
    customerSpeaks(turn, endpoint, body, knowledge, { silent: true });
    return;
  }
  const session = turn.sessions.open();
  const unanswered = () => customerSpeaks(turn, endpoint, body, knowledge, { silent: true });
  if (session && answersQuestion(turn, call, endpoint, session, body, unanswered)) return;
  customerSpeaks(turn, endpoint, body, knowledge);
  stillWanted(turn, call, endpoint, session, body.text);
}

/** The caller goes on to something else: what was still to be said is told nowhere, and says so. */
function leaveUnsaid(turn: Turn, rest: readonly string[]): void {
  for (const id of rest) {
    const message = turn.line.message(id);
    if (message?.speaker.kind === 'robot') turn.status(message, 'failed', ownReason('not_spoken'));
  }
}

/** Nothing was said: once it is asked again, twice and a person takes over. */
function silent(turn: Turn, call: Call, endpoint: Endpoint, knowledge: Snapshot | null): void {
  const session = turn.sessions.open();
  const { mind } = call;
  // Who was asked for a rating and says nothing is let go.
  if (!session) mind.silent += 1;
  if (!session || mind.rest.length > 0 || turn.calls.unspoken(endpoint.id, mind.spoken).length > 0) return;
  if (silentAtQuestion(turn, call, endpoint, session)) return;
  // A line that nobody speaks on is not kept open for hours: see `nextOf` (speak.ts).
  if (session.state === 'left-message') mind.silent += 1;
  const waitsForUs = turn.letters.owes('call') || turn.letters.owes('word');
  if (session.state !== 'robot' || waitsForUs) return;
  mind.silent += 1;
  const say = telephone[session.mind.language];
  if (mind.silent < 2) {
    turn.say(endpoint, session, { kind: 'robot' }, { kind: 'text', text: say.silent });
    return;
  }
  mind.silent = 0;
  turn.say(endpoint, session, { kind: 'robot' }, { kind: 'text', text: say.silentTwice });
  robotTurn(turn, session, endpoint, { kind: 'asked-human', now: turn.now }, knowledge);
}
