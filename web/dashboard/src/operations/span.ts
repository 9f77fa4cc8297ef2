/** How long an incident was, and which encounters it touched. */
import type { SessionRow } from '../../../../shared/directory.ts';
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
