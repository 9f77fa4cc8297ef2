/** How long an incident was, and which encounters it touched. */
import type { SessionRow } from '../../../../shared/directory.ts';
import type { ChannelName } from '../../../../shared/message.ts';
import type { Operations } from '../../../../shared/operations/api.ts';
import { ofKey } from '../../../../shared/operations/check.ts';
import type { IncidentView } from './net.ts';

/** An encounter that began so long before may still have gone on. */
const BEFORE_MS = 24 * 3_600_000;

/** From when encounters are asked for, to when: its end, or null while it goes on. A quiet one ended when it became quiet. */
export function spanOf({ openedAt, state, quietSince, timeline }: IncidentView): { from: number; to: number | null } {
  const over = state === 'mitigated' || state === 'resolved';
  const last = timeline.findLast(({ kind }) => kind === 'mitigated' || kind === 'resolved');
  return { from: openedAt - BEFORE_MS, to: over ? (quietSince ?? last?.at ?? null) : null };
}

/** Whether an encounter had not ended before it began. */
export const overOf = ({ closedAt }: Pick<SessionRow, 'closedAt'>, openedAt: number): boolean =>
  closedAt === null || closedAt >= openedAt;

/**
 * The channels an incident's alarms are of; none: all. An alarm of no account may have touched everybody, but a budget only burns by what an
 * account's own alarm says better.
 */
export function channelsOf(
  alarms: readonly { key: string }[],
  accounts: Pick<Operations, 'accounts'>['accounts'],
): ChannelName[] {
  const of = alarms.map(({ key }) => ofKey(key));
  const channelOf = new Map(accounts.map(({ id, channel }) => [id, channel]));
  const hasAccount = of.some(({ subject }) => channelOf.has(subject));
  const telling = of.filter(({ check }) => !(hasAccount && ['fast', 'slow'].includes(check)));
  const found = telling.map(({ subject }) => channelOf.get(subject) ?? null);
  return [...new Set(found.every((one) => one !== null) ? found : [])];
}
