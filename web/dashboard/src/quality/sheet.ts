/** The score sheet while it is filled in, and what a member may do with an encounter. Pure. */
import type { Inspected } from '../../../../shared/quality.ts';
import type { QualitySettings } from '../../../../shared/settings/quality.ts';

export type Item = QualitySettings['sheet'][number];
/** Points by item; an item without is not scored yet. */
export type Points = Record<string, number | undefined>;

const DAY_MS = 24 * 3_600_000;

/** How a sheet stands: what is open, whether a fatal item failed, and the score so far by the rule of the gateway. */
export function standing(points: Points, sheet: readonly Item[]): { open: number; fatal: boolean; total: number } {
  const open = sheet.filter((item) => points[item.id] === undefined).length;
  const fatal = sheet.some((item) => item.fatal && points[item.id] === 0);
  const total = fatal ? 0 : sheet.reduce((sum, item) => sum + (points[item.id] ?? 0), 0);
  return { open, fatal, total };
}

/** Points as typed or stepped to, within the item; null for what is no figure. */
export function within(item: Item, typed: string | number): number | null {
  const given = typeof typed === 'number' ? typed : typed.trim() === '' ? Number.NaN : Number(typed);
  return Number.isFinite(given) ? Math.max(0, Math.min(item.points, Math.round(given))) : null;
}

/** Points after a key on an item; null for keys that mean nothing there. */
export function keyed(item: Item, now: number | undefined, key: string): number | null {
  switch (key) {
    case 'ArrowUp':
    case 'ArrowRight':
      return within(item, (now ?? -1) + 1);
    case 'ArrowDown':
    case 'ArrowLeft':
      return within(item, (now ?? item.points + 1) - 1);
    case 'PageUp':
      return within(item, (now ?? 0) + 5);
    case 'PageDown':
      return within(item, (now ?? item.points) - 5);
    case 'Enter':
    case 'End':
      return item.points;
    case 'Home':
      return 0;
    default:
      return null;
  }
}

/** Every item's points, once none is open: what an act carries. */
export function complete(points: Points, sheet: readonly Item[]): Record<string, number> | null {
  const scores: Record<string, number> = {};
  for (const { id } of sheet) {
    const given = points[id];
    if (given === undefined) return null;
    scores[id] = given;
  }
  return scores;
}

/** A sheet begun with earlier points, as far as today's sheet knows them. */
export function begun(scores: Record<string, number> | undefined, sheet: readonly Item[]): Points {
  const points: Points = {};
  for (const item of sheet) {
    const before = scores?.[item.id];
    if (before !== undefined && before <= item.points) points[item.id] = before;
  }
  return points;
}

/** The next step a member may take; `wait` and the others say why there is none. */
export type Step =
  'choose' | 'review' | 'own' | 'appeal' | 'late' | 'wait-review' | 'wait-decision' | 'other-lead' | 'decide' | 'over';

/** What may follow for this member, as the gateway will judge it. */
export function stepOf(
  row: Inspected,
  member: { id: string; leads: boolean },
  { appealDays }: Pick<QualitySettings, 'appealDays'>,
  now: number,
): Step {
  const own = row.record.agent.id === member.id;
  switch (row.state) {
    case 'none':
      return member.leads && !own ? 'choose' : 'over';
    case 'due':
      return own ? (member.leads ? 'own' : 'wait-review') : member.leads ? 'review' : 'over';
    case 'reviewed':
      if (own) return now <= (row.review?.at ?? 0) + appealDays * DAY_MS ? 'appeal' : 'late';
      return member.leads ? 'review' : 'over';
    case 'appealed':
      if (!member.leads || own) return 'wait-decision';
      return row.review?.by.id === member.id ? 'other-lead' : 'decide';
    case 'decided':
      return 'over';
  }
}

/** The score that stands; null while nobody has scored. */
export function scoreOf(row: Inspected): number | null {
  return row.decision?.total ?? row.review?.total ?? null;
}
