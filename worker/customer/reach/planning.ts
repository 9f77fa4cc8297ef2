/** News of the line before the planner: what is kept of it, and what follows when a way fails, is read or nobody takes. Runs inside one transaction. */
import type { Message, Reason } from '../../../shared/message.ts';
import type { News, Plan, WhyNone } from '../../../shared/reach/news.ts';
import { NOTICE_UNREAD_MS, plan, UNREAD_MS } from '../../../shared/reach/plan.ts';
import { whyNoneWords } from '../../../shared/reach/words.ts';
import type { Endpoint } from '../store.ts';
import type { Turn } from '../turn.ts';
import type { NewsKept } from './store.ts';
import { waysOf, type Said } from './ways.ts';

export type Weight = News['weight'];

/** Whose words these are: a person's, the robot's, or the house's. */
export function weightOf({ speaker, automatic }: Pick<Message, 'speaker' | 'automatic'>): Weight {
  if (speaker.kind === 'robot') return 'chatter';
  return speaker.kind === 'agent' && automatic === undefined ? 'resolution' : 'plain';
}

export function newsOf(message: Pick<Message, 'id' | 'endpoint' | 'at'>, weight: Weight): NewsKept {
  const { id, endpoint: home, at: since } = message;
  return { id, purpose: 'answer', weight, home, since, saidAs: null, attempts: [] };
}

/** Where it goes now. */
export function planOf(turn: Turn, news: NewsKept, said: Said): Plan {
  const ledger = { attempts: news.attempts, read: false, calledAt: turn.reach.calledAt() };
  return plan(news, waysOf(turn, news, said), ledger, turn.now);
}

/** An agent's words on a screen of ours: they stand there, and are looked after until they are read. */
export function watch(turn: Turn, message: Message): void {
  const kept = newsOf(message, 'resolution');
  turn.reach.save({
    ...kept,
    attempts: [{ way: 'screen', endpoint: message.endpoint, at: turn.now, fate: 'sent' }],
  });
  // An APP nobody looks at is woken at once.
  const wakes = turn.line.endpoint(message.endpoint)?.channel === 'app' && turn.around.wakes !== 'nothing';
  oweLook(turn, kept.id, wakes ? turn.now : turn.now + UNREAD_MS.away);
}

/** A notice stands on every screen of the person; whoever looks reads it there. */
export function watchNotice(turn: Turn, { id, at }: { id: string; at: number }): void {
  const screens = turn.line.endpoints().filter((one) => !turn.around.callsOut(one));
  turn.reach.save({
    ...{ id, purpose: 'service', weight: 'plain', home: null, since: at, saidAs: null },
    attempts: screens.map((one) => ({ way: 'screen', endpoint: one.id, at: turn.now, fate: 'sent' })),
  });
  oweLook(turn, id, turn.now + NOTICE_UNREAD_MS);
}

/** The planner looks at it again then. */
export function oweLook(turn: Turn, id: string, dueAt: number): void {
  turn.letters.owe({ lane: `reach:${id}`, kind: 'remind', key: `remind:${id}`, body: id, dueAt });
}

/** Whether words for an address that takes none now would still reach the person, another way. */
export function goesAnyway(turn: Turn, endpoint: Endpoint, body: Message['body']): boolean {
  if (endpoint.blocked || endpoint.channel === 'phone') return false;
  const news = newsOf({ id: '', endpoint: endpoint.id, at: turn.now }, 'resolution');
  return planOf(turn, news, { body, kind: 'answer' }).way !== null;
}

/** A platform takes it not: answers whether another way is there, which is then taken. */
export function elsewhere(turn: Turn, message: Message, lane: string, weight: Weight): boolean {
  const notice = turn.reach.saidAs(message.id);
  const kept = notice ?? turn.reach.news(message.id) ?? newsOf(message, weight);
  const before = kept.attempts.filter((one) => one.endpoint !== lane || one.way !== 'platform');
  const next: NewsKept = {
    ...kept,
    attempts: [...before, { way: 'platform', endpoint: lane, at: turn.now, fate: 'failed' }],
  };
  const said: Said = { body: message.body, kind: 'answer' };
  const planned = notice ? null : planOf(turn, next, said);
  if (planned?.way === null && planned.at === null) {
    turn.reach.over(kept.id);
    return false;
  }
  turn.reach.save(next);
  oweLook(turn, kept.id, turn.now);
  return notice === null;
}

/** A platform has taken it: it is told, and never again by itself. */
export function taken(turn: Turn, message: Message): void {
  if (!turn.reach.any()) return;
  const kept = turn.reach.saidAs(message.id) ?? turn.reach.news(message.id);
  if (kept) turn.reach.over(kept.id);
}

/** They read up to a revision, on one address or on all (null). */
export function readUpTo(turn: Turn, revision: number, endpoint: string | null): void {
  for (const id of turn.reach.read(revision, endpoint)) readAnyway(turn, id);
  turn.reach.came(turn.now);
}

/** No platform took it, and they read it all the same, where the whole line is seen: said beside it, or it would seem forgotten. */
export function readAnyway(turn: Turn, id: string): void {
  const message = turn.line.message(id);
  const home = message?.status === 'queued' ? turn.line.endpoint(message.endpoint) : null;
  if (home && turn.around.callsOut(home)) mark(turn, id, { code: 'reach_read', detail: whyNoneWords.read.zh });
}

/** Beside the message, for colleagues: why it goes nowhere now. */
export function sayWhy(turn: Turn, id: string, why: WhyNone): void {
  // What was done for it stands there.
  if (why === 'told') return;
  const silent = why === 'read' || why === 'going';
  if (!silent) turn.reach.nowhere(id, { none: why });
  mark(turn, id, silent ? null : { code: `reach_${why}`, detail: whyNoneWords[why].zh });
}

/** Beside the message: what has been done for it. Written once. */
export function mark(turn: Turn, id: string, reason: Reason | null): void {
  const message = turn.line.message(id);
  if (!message || message.status === 'failed' || message.status === 'unknown') return;
  if ((message.reason?.code ?? null) === (reason?.code ?? null)) return;
  turn.status(message, message.status, reason);
}
