/** What leaves next from one address: the planner's word on the letters owed there. Runs inside one transaction. */
import type { Body, Message } from '../../../shared/message.ts';
import { ownReason } from '../../../shared/reasons.ts';
import { departure, GATHER_MS, gathers } from '../../../shared/reach/lane.ts';
import { whyNoneWords } from '../../../shared/reach/words.ts';
import type { Letter } from '../letters.ts';
import { sendable } from '../sendable.ts';
import type { Endpoint } from '../store.ts';
import type { Turn } from '../turn.ts';
import { roomOf } from './counting.ts';
import { elsewhere, mark, newsOf, planOf, weightOf, type Weight } from './planning.ts';

/** Joined words stay within what one message of WeChat carries. */
const LONGEST = 600;

type Owed = { letter: Letter; message: Message; weight: Weight };

/** The letters that leave now as one message; null: none does, and what is to follow is noted. */
export function leaving(turn: Turn, letter: Letter, endpoint: Endpoint): Letter[] | null {
  const lane = laneOf(turn, letter);
  const [first] = lane;
  if (!first) return null;
  // A call's words are its own; so are those of a channel that counts nothing and is not shut.
  const room = endpoint.channel === 'phone' ? null : roomOf(endpoint, turn.now);
  const until = first.message.at + GATHER_MS;
  if (gathers(room, first.weight) && letter.tries === 0 && turn.now < until) {
    turn.letters.setState(letter.id, 'owed', until);
    return null;
  }
  const gone = departure(lane, {
    endpoint: endpoint.id,
    room,
    now: turn.now,
    fits: isOneMessage,
    plan: ({ message, weight }) => {
      const known = turn.reach.saidAs(message.id) ?? turn.reach.news(message.id);
      const news = known ?? newsOf(message, weight);
      const tries = news.attempts.filter((one) => one.way !== 'platform' || one.endpoint !== endpoint.id);
      // Said here it answers here: a notice on a platform has the address it was said on as its home.
      return planOf(
        turn,
        { ...news, weight, home: endpoint.id, attempts: tries.filter((one) => one.fate !== 'going') },
        { kind: 'answer' },
      );
    },
  });
  if (!gone) return null;
  if (gone.act === 'wait') {
    hold(turn, letter, lane, gone.why === 'kept' ? 'kept' : 'waits', gone.at);
    return null;
  }
  for (const { letter: one, message } of gone.over) {
    turn.letters.done(one);
    turn.status(message, 'failed', ownReason('superseded'));
  }
  if (gone.act === 'send') return gone.run.map((one) => one.letter);
  for (const one of gone.run) goElsewhere(turn, endpoint, one);
  return null;
}

/** The letter and what is owed behind it; what a hook's answer may carry already ends it. */
function laneOf(turn: Turn, letter: Letter): Owed[] {
  const owed: Owed[] = [];
  for (const one of turn.letters.sends(letter.lane)) {
    if (one.state !== 'owed' && one.state !== 'held') break;
    const message = turn.line.message(one.body);
    if (message?.status === 'queued') owed.push({ letter: one, message, weight: one.weight ?? weightOf(message) });
  }
  return owed;
}

/** One voice, in plain words, within one message's length. */
function isOneMessage(run: readonly Owed[]): boolean {
  const [first] = run;
  if (!first) return false;
  const voice = voiceOf(first.message);
  const length = run.reduce(
    (sum, { message: { body } }) => sum + (body.kind === 'text' ? body.text.length + 1 : LONGEST),
    0,
  );
  return length <= LONGEST && run.every(({ message }) => message.body.kind === 'text' && voiceOf(message) === voice);
}

function voiceOf({ speaker, source }: Message): string {
  return JSON.stringify([speaker.kind, 'id' in speaker ? speaker.id : '', source?.generated ?? false]);
}

/** The words of a run as one body. */
export function bodyOf(run: readonly Message[]): Body {
  const [first] = run;
  if (!first) throw new Error('nothing leaves');
  if (run.length === 1) return first.body;
  return { kind: 'text', text: run.map(({ body }) => (body.kind === 'text' ? body.text : '')).join('\n') };
}

/** Nothing leaves here until the person acts, or until then; beside each message stands why. */
function hold(turn: Turn, letter: Letter, lane: readonly Owed[], why: 'kept' | 'waits', at: number | null): void {
  if (at === null) turn.letters.setState(letter.id, 'held', turn.now);
  else turn.letters.setState(letter.id, 'owed', at);
  for (const { message } of lane) mark(turn, message.id, { code: `reach_${why}`, detail: whyNoneWords[why].zh });
}

/** It can't leave here: by another way where there is one, else it failed and says why. */
function goElsewhere(turn: Turn, endpoint: Endpoint, { letter, message, weight }: Owed): void {
  turn.letters.done(letter);
  if (elsewhere(turn, message, letter.lane, weight)) return;
  const { code, detail } = sendable(endpoint, turn.now) ?? { code: 'window_closed' as const, detail: '' };
  turn.status(message, 'failed', { code, detail });
}
