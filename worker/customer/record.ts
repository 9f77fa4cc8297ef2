/** What of a line is counted and written down: that something was said and sent, by account and code. Never what, and never who. */
import type { ChannelName } from '../../shared/message.ts';
import type { CountName } from '../../shared/operations/calls.ts';
import type { Env } from '../env.ts';
import { log, plainCode } from '../log.ts';
import { note } from '../watch-counts.ts';
import type { ChangeRow, Endpoint } from './store.ts';

/** A line by its opaque id, and its addresses by theirs. */
export type Whose = { id: string; addresses: { endpoint(id: string): Pick<Endpoint, 'account'> | null } };

/** What came of a call to a provider. */
export type SendTold = {
  message: string;
  channel: ChannelName;
  account: string;
  outcome: Extract<CountName, 'sent' | 'retried' | 'failed' | 'refused' | 'unknown'>;
  code: string | null;
};

export function recordSend(env: Env, { id: line }: Whose, told: SendTold): void {
  const { message, channel, account, outcome } = told;
  const code = told.code === null ? null : plainCode(told.code);
  void note(env, outcome, account);
  if (code !== null) void note(env, 'unsent', `${account} ${code}`);
  log({ kind: 'send', line, message, channel, account, outcome, code });
}

/** Messages to and from people; notes and lines of the house itself are nobody's message. */
export function recordMessages(env: Env, line: Whose, news: readonly ChangeRow[]): readonly ChangeRow[] {
  for (const { change } of news) {
    if (change.kind !== 'message' || change.message.direction === 'note') continue;
    const { id, channel, direction: way, endpoint, speaker } = change.message;
    const account = line.addresses.endpoint(endpoint)?.account ?? '';
    if (account === '') continue;
    void note(env, way, account);
    log({ kind: 'message', line: line.id, message: id, channel, account, way, by: speaker.kind });
  }
  return news;
}
