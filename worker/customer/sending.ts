/** Messages on their way to a provider: the planner decides again as they leave, noted before the call, settled by the answer. */
import type { Message, Reason } from '../../shared/message.ts';
import type { Outgoing, Sent } from '../channels/channel.ts';
import { backoff, stuckSince } from './backoff.ts';
import type { Commit, Outside } from './deliver.ts';
import { applyReport, fateUnknown } from './hear.ts';
import type { Letter } from './letters.ts';
import { optedOutAt } from './own/choices.ts';
import { landAll, settleCount, spend } from './reach/counting.ts';
import { bodyOf, leaving } from './reach/leaving.ts';
import { elsewhere, taken, weightOf } from './reach/planning.ts';
import { sendable } from './sendable.ts';
import { waitsForChannel } from './switched.ts';
import type { Turn } from './turn.ts';

const SEND_TRIES = 8;

/** What leaves together as one message; `letter` leads it. */
type Ready = { outgoing: Outgoing; at: number; run: readonly Letter[] };

/** Sends cut off by a reset of the object: their fate can't be known, and is told as such. */
export function settleCutOff(turn: Turn): void {
  for (const letter of turn.letters.flying()) {
    const message = turn.line.message(letter.body);
    if (message) {
      landAll(turn, letter.lane);
      finish(turn, message, letter, { ok: false, fate: 'unknown', reason: CUT_OFF });
    }
    turn.letters.done(letter);
  }
}

const CUT_OFF: Reason = {
  code: 'fate_unknown',
  detail: 'the gateway was interrupted while the provider was being called',
};

/** Sends what leaves next from the letter's address: noted durably before the call, settled by what the provider says. */
export async function deliverSend(
  letter: Letter,
  commit: Commit,
  outside: Pick<Outside, 'send' | 'fault' | 'sent' | 'stuck'>,
): Promise<() => void> {
  const ready = commit((turn) => prepare(turn, letter));
  if (!ready) return () => undefined;
  let sent: Sent;
  try {
    sent = await outside.send(ready.outgoing);
  } catch (error) {
    outside.fault('send', error);
    sent = { ok: false, fate: 'unknown', reason: { code: 'fate_unknown', detail: 'the call to the provider broke' } };
  }
  const { account } = ready.outgoing.address;
  if (!waitsForChannel(sent)) {
    const { id, address } = ready.outgoing;
    outside.sent({ message: id, ...address, outcome: countedAs(sent), code: sent.ok ? null : sent.reason.code });
  }
  const since =
    !waitsForChannel(sent) && !sent.ok && sent.fate === 'retry' ? stuckSince(letter.tries, Date.now()) : null;
  if (since !== null) outside.stuck(account, since);
  return () => commit((turn) => settleSend(turn, letter, ready, sent));
}

/** Checks again when it leaves, and notes durably that the call is on its way before it is made. */
function prepare(turn: Turn, letter: Letter): Ready | null {
  const message = turn.line.message(letter.body);
  const endpoint = message ? turn.line.endpoint(letter.lane) : null;
  if (!message || !endpoint || message.status !== 'queued') {
    turn.letters.done(letter);
    return null;
  }
  if (letter.state === 'passive') {
    // No repeated push came: the platform has taken the answer that the hook carried.
    turn.status(message, 'sent', null);
    turn.letters.done(letter);
    return null;
  }
  const run = leaving(turn, letter, endpoint);
  if (!run) return null;
  const barred = sendable(endpoint, turn.now);
  if (barred) throw new Error(`the planner sends where nothing may go: ${barred.code}`);
  for (const one of run) turn.letters.setState(one.id, 'flying', turn.now);
  const messages = run.flatMap((one) => turn.line.message(one.body) ?? []);
  const [first = message] = messages;
  const at = spend(turn, endpoint);
  const outgoing: Outgoing = {
    id: first.id,
    address: { channel: endpoint.channel, account: endpoint.account, peer: endpoint.peer },
    body: bodyOf(messages),
    automatic: first.speaker.kind === 'robot',
    generated: first.source?.generated ?? false,
  };
  return { outgoing, at, run };
}

function settleSend(turn: Turn, letter: Letter, { at, run }: Ready, sent: Sent): void {
  settleCount(turn, letter.lane, at, countOf(sent));
  const mayAgain = waitsForChannel(sent) || letter.tries + 1 < SEND_TRIES;
  const again = !sent.ok && sent.fate === 'retry' && mayAgain;
  const holds = !sent.ok && sent.fate === 'hold';
  for (const one of run) {
    if (again || holds) turn.letters.setState(one.id, holds ? 'held' : 'owed', turn.now);
    if (again && waitsForChannel(sent)) turn.letters.setState(one.id, 'owed', turn.now + sent.afterMs);
    else if (again) turn.letters.postpone(one, turn.now + Math.max(sent.afterMs, backoff(letter.tries)));
    if (again || holds) continue;
    const message = turn.line.message(one.body);
    turn.letters.done(one);
    if (message) finish(turn, message, one, sent);
  }
  // What stands held needs the person; a held count may still leave another way.
  if (holds && run.some((one) => one.weight === 'resolution')) turn.letters.release(letter.lane, turn.now);
}

function finish(turn: Turn, message: Message, letter: Letter, sent: Sent): void {
  if (sent.ok) {
    turn.status(message, 'sent', null);
    taken(turn, message);
    if (!sent.providerId) return;
    turn.line.setProviderId(message.id, sent.providerId);
    for (const report of turn.letters.receipts.take(sent.providerId)) {
      applyReport(turn, turn.line.message(message.id) ?? message, report);
    }
    return;
  }
  if (sent.fate === 'failed' && sent.optedOut) {
    const endpoint = turn.line.endpoint(letter.lane);
    if (endpoint) optedOutAt(turn, endpoint, sent.reason.detail);
  }
  if (sent.fate === 'unknown') taken(turn, message);
  const isUnreached =
    sent.fate === 'failed' && (sent.optedOut === true || sent.windowClosed === true || sent.gone === true);
  if (isUnreached && elsewhere(turn, message, letter.lane, letter.weight ?? weightOf(message))) return;
  turn.status(message, sent.fate === 'unknown' ? 'unknown' : 'failed', sent.reason);
  if (sent.fate === 'unknown') fateUnknown(turn, message.id);
}

/** What a send's answer says of the count it was made against; one of unknown fate counts as taken. */
function countOf(sent: Sent): Parameters<typeof settleCount>[3] {
  if (sent.ok || sent.fate === 'unknown') return 'taken';
  if (sent.fate === 'hold') return 'spent';
  return sent.fate === 'failed' && sent.windowClosed ? 'closed' : 'refused';
}

/** What the watch counts it as: what the person's own reasons hold back is no failure. */
function countedAs(sent: Sent): 'sent' | 'retried' | 'failed' | 'refused' | 'unknown' {
  if (sent.ok) return 'sent';
  if (sent.fate === 'unknown') return 'unknown';
  if (sent.fate === 'retry') return 'retried';
  if (sent.fate === 'hold') return 'refused';
  return sent.optedOut === true || sent.windowClosed === true || sent.gone === true ? 'refused' : 'failed';
}
