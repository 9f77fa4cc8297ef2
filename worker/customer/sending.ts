/** A message on its way to a provider: checked again as it leaves, noted before the call, settled by the answer. */
import type { Message, Reason } from '../../shared/message.ts';
import type { Outgoing, Sent } from '../channels/channel.ts';
import { backoff } from './backoff.ts';
import type { Commit, Outside } from './deliver.ts';
import { applyReport } from './hear.ts';
import type { Letter } from './letters.ts';
import { landAll, settleCount, spend } from './reach/counting.ts';
import { sendable } from './sendable.ts';
import type { Turn } from './turn.ts';

const SEND_TRIES = 8;

/** Sends cut off by a reset of the object: their fate can't be known, and is told as such. */
export function settleCutOff(turn: Turn): void {
  for (const letter of turn.letters.flying()) {
    const message = turn.line.message(letter.body);
    if (message) {
      landAll(turn, message.endpoint);
      finish(turn, message, { ok: false, fate: 'unknown', reason: CUT_OFF });
    }
    turn.letters.done(letter);
  }
}

const CUT_OFF: Reason = {
  code: 'fate_unknown',
  detail: 'the gateway was interrupted while the provider was being called',
};

/** Sends one message through its channel: noted durably before the call, settled by what the provider says. */
export async function deliverSend(
  letter: Letter,
  commit: Commit,
  outside: Pick<Outside, 'send' | 'fault'>,
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
  return () => commit((turn) => settleSend(turn, letter, sent, ready.at));
}

/** Checks again when it leaves, and notes durably that the call is on its way before it is made. */
function prepare(turn: Turn, letter: Letter): { outgoing: Outgoing; at: number } | null {
  const message = turn.line.message(letter.body);
  const endpoint = message ? turn.line.endpoint(message.endpoint) : null;
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
  const barred = sendable(endpoint, turn.now);
  if (barred?.code === 'quota_spent') {
    turn.letters.setState(letter.id, 'held', turn.now);
    return null;
  }
  if (barred) {
    turn.status(message, 'failed', { code: barred.code, detail: barred.detail });
    turn.letters.done(letter);
    return null;
  }
  turn.letters.setState(letter.id, 'flying', turn.now);
  const at = spend(turn, endpoint);
  const outgoing: Outgoing = {
    id: message.id,
    address: { channel: endpoint.channel, account: endpoint.account, peer: endpoint.peer },
    body: message.body,
    automatic: message.speaker.kind === 'robot',
    generated: message.source?.generated ?? false,
  };
  return { outgoing, at };
}

function settleSend(turn: Turn, letter: Letter, sent: Sent, at: number): void {
  const message = turn.line.message(letter.body);
  if (!message) return;
  settleCount(turn, message.endpoint, at, countOf(sent));
  if (!sent.ok && sent.fate === 'retry' && letter.tries + 1 < SEND_TRIES) {
    turn.letters.setState(letter.id, 'owed', turn.now);
    turn.letters.postpone(letter, turn.now + Math.max(sent.afterMs, backoff(letter.tries)));
    return;
  }
  if (!sent.ok && sent.fate === 'hold') {
    turn.letters.setState(letter.id, 'held', turn.now);
    return;
  }
  finish(turn, message, sent);
  turn.letters.done(letter);
}

function finish(turn: Turn, message: Message, sent: Sent): void {
  if (sent.ok) {
    turn.status(message, 'sent', null);
    if (!sent.providerId) return;
    turn.line.setProviderId(message.id, sent.providerId);
    for (const report of turn.letters.takeReports(sent.providerId)) {
      applyReport(turn, turn.line.message(message.id) ?? message, report.status, report.reason);
    }
    return;
  }
  turn.status(message, sent.fate === 'unknown' ? 'unknown' : 'failed', sent.reason);
  const endpoint = turn.line.endpoint(message.endpoint);
  if (!endpoint || sent.fate !== 'failed' || !sent.optedOut) return;
  endpoint.blocked = { code: 'opted_out', detail: sent.reason.detail };
  turn.endpointChanged(endpoint);
}

/** What a send's answer says of the count it was made against; one of unknown fate counts as taken. */
function countOf(sent: Sent): Parameters<typeof settleCount>[3] {
  if (sent.ok || sent.fate === 'unknown') return 'taken';
  if (sent.fate === 'hold') return 'spent';
  return sent.fate === 'failed' && sent.windowClosed ? 'closed' : 'refused';
}
