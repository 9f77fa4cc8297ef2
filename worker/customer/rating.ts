/** 邀评: whom the customer is asked to rate, by stars or by a number in words, and what they say. Runs inside one transaction. */
import type { CustomerAct } from '../../shared/frame.ts';
import type { InviteView } from '../../shared/serving.ts';
import type { Body, Message } from '../../shared/message.ts';
import { refuse, type Refusal } from '../../shared/refusal.ts';
import { announceRating } from './announce.ts';
import { oweDirectory } from './owing-directory.ts';
import { oweInspection } from './inspection.ts';
import { rated } from './profile/gather.ts';
import { leavesFor } from './reach/counting.ts';
import { sendable } from './sendable.ts';
import type { Session } from './sessions.ts';
import type { Endpoint } from './store.ts';
import type { Turn } from './turn.ts';

/** How the customer was asked: until when, and by which words where there are no stars to tap. */
export type Invite = { at: number; until: number; by: 'agent' | 'close'; message: string | null };

/** Asks for a rating of this encounter, once; who was asked before and hasn't answered has a fresh term. The caller keeps the session. */
export function invite(turn: Turn, session: Session, by: Invite['by']): boolean {
  const { service } = session;
  if (session.rating || service.declined) return false;
  const { rating } = turn.around.settings.closing;
  const message = service.invite?.message ?? askInWords(turn, session);
  service.invite = { at: turn.now, until: turn.now + rating.untilMs, by, message };
  session.ratingAsked = true;
  turn.sessions.save(session);
  showInvite(turn);
  return true;
}

/** The question as a message, on channels without a screen of ours; null where none goes. */
function askInWords(turn: Turn, session: Session): string | null {
  const endpoint = turn.line.endpoint(session.endpoint);
  if (!endpoint || !turn.around.callsOut(endpoint) || sendable(endpoint, turn.now) !== null) return null;
  // The last message of a count is for what they asked.
  if (!leavesFor(endpoint, 1, turn.now)) return null;
  const { rating } = turn.around.settings.closing;
  const text = (endpoint.channel === 'sms' ? rating.sms : rating.wechat)[session.mind.language];
  if (text === '') return null;
  return turn.say(endpoint, session, { kind: 'system' }, { kind: 'text', text }, { automatic: 'invitation' }).id;
}

/** The encounter the customer is asked about now, if any: the newest. */
export function inviteOf(turn: Pick<Turn, 'sessions' | 'now' | 'around'>): InviteView | null {
  const session = turn.sessions.asked(turn.now);
  const until = session?.service.invite?.until;
  if (!session || until === undefined) return null;
  const { tags } = turn.around.settings.closing.rating;
  const agent = session.agent ?? session.service.answeredBy;
  return {
    session: session.id,
    until,
    ...(agent ? { agent: agent.name } : {}),
    ...(tags.length > 0 ? { tags } : {}),
  };
}

function showInvite(turn: Turn): void {
  turn.change('all', '', { kind: 'invite', invite: inviteOf(turn) });
}

/** Takes the customer's rating: each encounter once, until its term is over. */
export function rate(turn: Turn, act: Extract<CustomerAct, { act: 'rate' }>): Refusal | null {
  const session = wanted(turn, act.session);
  if (!session) return refuse('no_session');
  if (session.rating || !session.ratingAsked) return refuse(act.session ? 'rating_over' : 'wrong_state');
  if ((session.service.invite?.until ?? Infinity) <= turn.now) return refuse('rating_over');
  const { score, solved, text, tags } = act;
  take(turn, session, {
    score,
    ...(solved === undefined ? {} : { solved }),
    ...(text ? { text } : {}),
    ...(tags && tags.length > 0 ? { tags } : {}),
  });
  return null;
}

/** 暂不评价: they aren't asked about it again. */
export function declineRating(turn: Turn, id: string): Refusal | null {
  const session = turn.sessions.byId(id);
  if (!session) return refuse('no_session');
  if (session.rating) return refuse('rating_over');
  session.ratingAsked = false;
  session.service.declined = true;
  settle(turn, session);
  return null;
}

function wanted(turn: Turn, id: string | undefined): Session | null {
  if (id !== undefined) return turn.sessions.byId(id);
  return turn.sessions.asked(turn.now) ?? turn.sessions.latest();
}

function take(turn: Turn, session: Session, rating: NonNullable<Session['rating']>): void {
  session.rating = { ...rating, at: turn.now };
  session.ratingAsked = false;
  settle(turn, session);
}

/** An encounter that isn't the newest any more changes on the record alone: the screens show the newest. */
function settle(turn: Turn, session: Session): void {
  const newest = turn.sessions.latest()?.id === session.id;
  if (newest) turn.keepSession(session, true);
  else turn.sessions.save(session);
  showInvite(turn);
  oweInspection(turn, session);
  oweDirectory(turn);
  if (session.rating) announceRating(turn, session);
  rated(turn, session);
  if (session.agent) turn.oweSeat(session.agent.id);
}

const SCORE = /^([1-5])\s*(?:分|星|点|stars?|points?)?[。.!！]?$/iu;
const SCORES: readonly string[] = ['极不满意', '不满意', '一般', '满意', '非常满意'];

/** The score that words give; null: they are about something else. */
export function scoreIn(text: string): number | null {
  const plain = text.normalize('NFKC').trim();
  const figure = SCORE.exec(plain)?.[1];
  if (figure !== undefined) return Number(figure);
  const named = SCORES.indexOf(plain);
  return named < 0 ? null : named + 1;
}

/**
 * A number that answers the invitation in words: only while the invitation is the last thing said on that address, and within its
 * term. Null: these words are to be heard like any others.
 */
export function ratedInWords(
  turn: Turn,
  endpoint: Endpoint,
  body: Body,
): { message: Message; replies: Message[] } | null {
  const score = body.kind === 'text' ? scoreIn(body.text) : null;
  if (score === null || !turn.around.callsOut(endpoint)) return null;
  const session = turn.sessions.asked(turn.now);
  const asked = session?.service.invite?.message ? turn.line.message(session.service.invite.message) : null;
  if (!session || asked?.endpoint !== endpoint.id) return null;
  const sight = { staff: false, endpoint: endpoint.id, home: endpoint.home };
  if (turn.line.lastRevision('out', asked.revision, turn.head, sight) > 0) return null;
  turn.letters.release(endpoint.id, turn.now);
  const speaker = turn.person.name
    ? { kind: 'customer' as const, name: turn.person.name }
    : { kind: 'customer' as const };
  const message = turn.append({ endpoint, direction: 'in', speaker, body, status: 'received' }, session);
  take(turn, session, { score });
  // An SMS of thanks would cost more than it says.
  if (endpoint.channel !== 'wechat' || sendable(endpoint, turn.now) !== null) return { message, replies: [] };
  const text = session.mind.language === 'en' ? 'Thank you for your rating.' : '感谢您的评价！';
  const more = { automatic: 'thanks' as const };
  return { message, replies: [turn.say(endpoint, session, { kind: 'system' }, { kind: 'text', text }, more)] };
}
