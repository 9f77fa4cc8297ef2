/** A look at one piece of news: it waits, goes another way, or the person is called from outside to come and read. Leaves as a letter. */
import type { Address } from '../../../shared/actors.ts';
import type { MessageStatus, Reason } from '../../../shared/message.ts';
import type { Way } from '../../../shared/reach/news.ts';
import { CALL_AGAIN_MS, UNREAD_MS } from '../../../shared/reach/plan.ts';
import type { Sent } from '../../channels/channel.ts';
import { backoff } from '../backoff.ts';
import type { Commit } from '../deliver.ts';
import type { Letter } from '../letters.ts';
import { meetAt } from '../converse.ts';
import { optedOutAt, REPORTED } from '../own/choices.ts';
import { reminded, reminderOf, type Reminder } from '../own/remind.ts';
import { oweWaking } from '../own/wake.ts';
import type { SmsTold } from '../reminders/push.ts';
import { waitsForChannel } from '../switched.ts';
import type { Turn } from '../turn.ts';
import { askCallback } from './callback.ts';
import { mark, oweLook, planOf, sayWhy } from './planning.ts';
import type { NewsKept, Summons, Try } from './store.ts';
import { subjectOf, type Subject } from './subject.ts';

/** An SMS that asks somebody to come and read: words that are fixed, and a code. */
export type SmsCall = { id: string; address: Address; person: string; language: 'zh' | 'en' };
export type Callers = {
  remind(reminder: Reminder): Promise<Sent>;
  summon(call: SmsCall): Promise<Sent>;
  tell(told: SmsTold): Promise<Sent>;
};

type Step =
  | { id: string; way: 'subscription'; reminder: Reminder }
  | { id: string; way: 'sms'; call: SmsCall }
  | { id: string; way: 'told'; told: SmsTold };

const TRIES = 6;

/** Looks at it; resolves to what settles the letter. */
export async function deliverNews(letter: Letter, commit: Commit, callers: Callers): Promise<() => void> {
  const step = commit((turn) => nextStep(turn, letter));
  if (!step) return () => undefined;
  let sent: Sent;
  try {
    sent = await calledBy(step, callers);
  } catch {
    sent = { ok: false, fate: 'unknown', reason: { code: 'fate_unknown', detail: 'the call to the provider broke' } };
  }
  return () => commit((turn) => settle(turn, letter, step, sent));
}

function calledBy(step: Step, callers: Callers): Promise<Sent> {
  if (step.way === 'told') return callers.tell(step.told);
  return step.way === 'sms' ? callers.summon(step.call) : callers.remind(step.reminder);
}

function nextStep(turn: Turn, letter: Letter): Step | null {
  const kept = turn.reach.news(letter.body);
  const subject = kept ? subjectOf(turn, kept) : null;
  if (!kept || !subject) {
    if (kept) turn.reach.over(kept.id);
    turn.letters.done(letter);
    return null;
  }
  if (cutOff(turn, kept)) {
    turn.letters.done(letter);
    return null;
  }
  const planned = planOf(turn, kept, subject);
  if (planned.way === null || planned.at > turn.now) {
    if (planned.way === null) sayWhy(turn, kept.id, planned.why);
    if (planned.at === null) turn.letters.done(letter);
    else turn.letters.setState(letter.id, 'owed', planned.at);
    return null;
  }
  return take(turn, letter, kept, subject, planned.way);
}

/** A call whose end a reset of the object hid: nobody knows its fate, and it is never repeated. */
function cutOff(turn: Turn, { attempts }: NewsKept): boolean {
  const last = attempts.at(-1);
  if (last?.fate !== 'going') return false;
  if (last.summons === undefined) return true;
  // The call may be of a number that went with somebody else.
  if (!turn.reach.summons(last.summons)) landed(turn, last.summons, last.way, 'unknown', '');
  else become(turn, last.summons, 'unknown', null);
  return true;
}

function take(turn: Turn, letter: Letter, kept: NewsKept, subject: Subject, way: Way): Step | null {
  const { kind, endpoint } = way;
  const tried = (fate: Try['fate'], summons?: string): Try => ({
    ...{ way: kind, endpoint, at: turn.now, fate },
    ...(summons === undefined ? {} : { summons }),
  });
  switch (kind) {
    case 'screen':
      turn.reach.save({ ...kept, attempts: [...kept.attempts, tried('sent')] });
      turn.letters.setState(letter.id, 'owed', turn.now + UNREAD_MS.away);
      if (endpoint !== kept.home) mark(turn, kept.id, { code: 'reach_screen', detail: subject.labelOf(endpoint) });
      return null;
    case 'push': {
      turn.reach.save({ ...kept, attempts: [...kept.attempts, tried('sent')] });
      turn.letters.setState(letter.id, 'owed', turn.now + UNREAD_MS.here);
      const app = turn.line.endpoint(endpoint);
      if (app) oweWaking(turn, app);
      mark(turn, kept.id, { code: 'reach_push', detail: subject.labelOf(endpoint) });
      return null;
    }
    case 'platform':
      turn.letters.done(letter);
      sayThere(turn, { ...kept, attempts: [...kept.attempts, tried('going')] }, subject, endpoint);
      return null;
    case 'callback': {
      turn.letters.done(letter);
      askCallback(turn, kept.id, endpoint);
      become(turn, call(turn, kept, way, 'callback'), 'sent', null);
      return null;
    }
    case 'subscription': {
      const reminder = reminderOf(turn, subject);
      if (!reminder) throw new Error('the planner chose a subscription that has nothing left');
      return { id: call(turn, kept, way, 'subscription'), way: 'subscription', reminder };
    }
    case 'sms': {
      const id = call(turn, kept, way, 'sms');
      const { language, push } = subject;
      const address = numberOf(turn, endpoint, push?.sms !== null && push?.sms !== undefined);
      if (push?.sms) return { id, way: 'told', told: { id, address, ...push.sms } };
      return { id, way: 'sms', call: { id, address, person: turn.person.id, language } };
    }
  }
}

/** Where the SMS goes; a number known by its calls alone gets its address now. */
function numberOf(turn: Turn, id: string, tells: boolean): Address {
  const known = turn.line.endpoint(id);
  if (!known) throw new Error('the planner named no address of this line');
  const by = tells ? turn.around.smsFor(known.peer) : turn.around.summonsBy(known.peer);
  const account = by ?? known.account;
  const { channel, peer } = meetAt(turn, { channel: 'sms', account, peer: known.peer });
  return { channel, account, peer };
}

/** Notes a call before it is made. One call asks them to read everything that stands unread: it counts for all of it. */
function call(turn: Turn, kept: NewsKept, way: Way, by: Summons['way']): string {
  const id = turn.around.freshId('w');
  const { kind, endpoint } = way;
  turn.reach.saveSummons({ id, way: by, endpoint, at: turn.now, providerId: null, status: 'queued', reason: null });
  const one: Try = { way: kind, endpoint, at: turn.now, fate: 'going', summons: id };
  for (const other of turn.reach.all()) {
    const isUnread = other.purpose === 'answer' && kept.purpose === 'answer' && other.attempts.at(-1)?.fate !== 'going';
    if (other.id === kept.id || isUnread) turn.reach.save({ ...other, attempts: [...other.attempts, one] });
  }
  return id;
}

/** The words themselves go out on another address of theirs. */
function sayThere(turn: Turn, kept: NewsKept, subject: Subject, endpoint: string): void {
  if (subject.message) {
    turn.reach.save(kept);
    const { id } = subject.message;
    const key = `send:${id}:${endpoint}`;
    turn.letters.owe({ lane: endpoint, kind: 'send', key, body: id, dueAt: turn.now, weight: kept.weight });
    mark(turn, id, { code: 'reach_platform', detail: subject.labelOf(endpoint) });
    return;
  }
  const there = turn.line.endpoint(endpoint);
  if (!there) return;
  const body = { kind: 'text' as const, text: subject.words };
  const message = turn.say(there, turn.sessions.open(), { kind: 'system' }, body);
  turn.reach.save({ ...kept, saidAs: message.id });
}

function settle(turn: Turn, letter: Letter, step: Step, sent: Sent): void {
  if (!sent.ok && sent.fate === 'retry' && (waitsForChannel(sent) || letter.tries + 1 < TRIES)) {
    undo(turn, step.id);
    turn.letters.postpone(letter, turn.now + Math.max(sent.afterMs, backoff(letter.tries)));
    return;
  }
  if (step.way === 'subscription') reminded(turn, step.reminder, sent);
  turn.letters.done(letter);
  const summons = turn.reach.summons(step.id);
  if (summons && sent.ok) turn.reach.saveSummons({ ...summons, providerId: sent.providerId });
  const fate = sent.ok ? 'sent' : sent.fate === 'unknown' ? 'unknown' : 'failed';
  if (summons && !sent.ok && sent.fate === 'failed' && sent.optedOut) refusedAt(turn, summons, sent.reason);
  become(turn, step.id, fate, sent.ok ? null : sent.reason);
  if (!sent.ok || sent.providerId === null) return;
  // A receipt may be faster than the answer to the call.
  for (const report of turn.letters.receipts.take(sent.providerId)) heardOf(turn, sent.providerId, report);
}

/** Certainly not sent: as if it had not been tried. */
function undo(turn: Turn, id: string): void {
  const summons = turn.reach.summons(id);
  if (summons) turn.reach.saveSummons({ ...summons, status: 'failed' });
  for (const one of turn.reach.all()) {
    const attempts = one.attempts.filter((each) => each.summons !== id);
    if (attempts.length < one.attempts.length) turn.reach.save({ ...one, attempts });
  }
}

/** The carrier says that they opted out: it counts for the number as with any other SMS. */
function refusedAt(turn: Turn, { way, endpoint }: Summons, reason: Reason | null | undefined): void {
  if (way !== 'sms') return;
  const number = turn.line.endpoint(endpoint);
  if (!number) return;
  const account = turn.around.summonsBy(number.peer) ?? number.account;
  // A number known by its calls alone had its SMS from an address of its own.
  const texted = number.channel === 'sms' ? number : meetAt(turn, { channel: 'sms', account, peer: number.peer });
  optedOutAt(turn, texted, reason?.detail ?? REPORTED);
}

type Became = 'sent' | 'delivered' | 'failed' | 'unknown';

/** What became of a call; where it failed, whatever stands unread looks for the next way, and who waited because of it need not any more. */
function become(turn: Turn, id: string, fate: Became, reason: Reason | null): void {
  const summons = turn.reach.summons(id);
  if (!summons) return;
  turn.reach.saveSummons({ ...summons, status: fate, reason });
  const endpoint = turn.line.endpoint(summons.endpoint);
  landed(turn, id, summons.way, fate, endpoint ? turn.viewEndpoint(endpoint).label : '');
  if (fate === 'failed') for (const one of turn.reach.all()) oweLook(turn, one.id, turn.now);
  if (fate !== 'unknown') return;
  // A receipt by our own name of it may have come before this was known.
  for (const report of turn.letters.receipts.takeOf(id)) {
    turn.reach.saveSummons({ ...summons, status: fate, reason, providerId: report.providerId });
    heardOf(turn, report.providerId, report);
  }
}

/** Every piece of news that a call asked to read learns what became of it. */
function landed(turn: Turn, id: string, way: Try['way'], fate: Became, detail: string): void {
  for (const one of turn.reach.all()) {
    if (!one.attempts.some((each) => each.summons === id)) continue;
    const attempts = one.attempts.map((each) => (each.summons === id ? { ...each, fate } : each));
    turn.reach.save({ ...one, attempts });
    // Who gives no sign of life is called another way, once.
    const isWaiting = fate === 'sent' || fate === 'delivered';
    if (isWaiting && way !== 'callback' && one.purpose === 'answer' && one.weight === 'resolution')
      oweLook(turn, one.id, Math.max(turn.now, (attempts.at(-1)?.at ?? 0) + CALL_AGAIN_MS));
    if (fate !== 'failed') mark(turn, one.id, { code: `reach_${way}_${fate}`, detail });
  }
}

const ORDER: Partial<Record<MessageStatus, number>> = { queued: 0, unknown: 1, sent: 2, delivered: 3, failed: 3 };

/** A carrier's receipt for a call to come and read; false: it is of no call. Their having seen the call is not their having read. */
export function heardOf(
  turn: Turn,
  providerId: string,
  { status, reason, optedOut }: { status: MessageStatus; reason?: Reason | null; optedOut?: boolean },
): boolean {
  const summons = turn.reach.summonsByProvider(providerId);
  if (!summons) return false;
  // Before the next way is looked for: that number takes no SMS any more.
  if (optedOut) refusedAt(turn, summons, reason);
  const fate = status === 'failed' ? 'failed' : status === 'sent' ? 'sent' : 'delivered';
  if ((ORDER[fate] ?? 0) > (ORDER[summons.status] ?? 0)) become(turn, summons.id, fate, reason ?? null);
  return true;
}
