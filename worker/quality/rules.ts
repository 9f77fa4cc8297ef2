/** What may follow what in a review: who scores, who appeals, who decides. Pure. */
import type { Inspected, Inspector, QualityAct } from '../../shared/quality.ts';
import { refuse, type Refusal } from '../../shared/refusal.ts';
import type { QualitySettings } from '../../shared/settings/quality.ts';

const DAY_MS = 24 * 3_600_000;

/** The encounter after the act, or why not. */
export function inspect(
  row: Inspected,
  act: QualityAct,
  by: Inspector,
  settings: QualitySettings,
  now: number,
): Inspected | Refusal {
  if (act.revision !== row.revision) return refuse('stale');
  const next = { ...row, revision: row.revision + 1 };
  const self = { id: by.id, name: by.name };
  switch (act.act) {
    case 'choose':
      if (!by.leads) return refuse('not_allowed');
      return row.state === 'none' ? { ...next, state: 'due', why: 'chosen' } : refuse('wrong_state');
    case 'review': {
      if (!by.leads) return refuse('not_allowed');
      if (row.record.agent.id === by.id) return refuse('own_work', 'Nobody scores their own service.');
      if (row.state === 'appealed' || row.state === 'decided') return refuse('wrong_state');
      const total = totalOf(act.scores, settings);
      if (typeof total !== 'number') return total;
      return {
        ...next,
        state: 'reviewed',
        review: { by: self, at: now, scores: act.scores, total, comment: act.comment },
      };
    }
    case 'appeal':
      if (row.record.agent.id !== by.id) return refuse('not_allowed');
      if (row.state !== 'reviewed' || !row.review) return refuse('wrong_state');
      if (now > row.review.at + settings.appealDays * DAY_MS)
        return refuse('expired', 'The time for an appeal is over.');
      return { ...next, state: 'appealed', appeal: { at: now, words: act.words } };
    case 'decide': {
      if (!by.leads) return refuse('not_allowed');
      if (row.state !== 'appealed' || !row.review) return refuse('wrong_state');
      if (row.review.by.id === by.id || row.record.agent.id === by.id) {
        return refuse('own_work', 'An appeal is decided by somebody else.');
      }
      const total = act.scores ? totalOf(act.scores, settings) : row.review.total;
      if (typeof total !== 'number') return total;
      const changed = total !== row.review.total;
      return { ...next, state: 'decided', decision: { by: self, at: now, words: act.words, total, changed } };
    }
  }
}

/** The score by the sheet: every item scored, none above its points; failing a fatal item makes it 0. */
export function totalOf(scores: Record<string, number>, { sheet }: Pick<QualitySettings, 'sheet'>): number | Refusal {
  const strange = Object.keys(scores).filter((id) => !sheet.some((item) => item.id === id));
  if (strange.length > 0) return refuse('bad_request', `No item is called ${strange[0] ?? ''}.`);
  let sum = 0;
  for (const item of sheet) {
    const points = scores[item.id];
    if (points === undefined) return refuse('bad_request', `${item.id} has no score.`);
    if (points > item.points) return refuse('bad_request', `${item.id} has at most ${item.points} points.`);
    sum += points;
  }
  return sheet.some((item) => item.fatal && scores[item.id] === 0) ? 0 : sum;
}

/** The score that stands; null while nobody has scored. */
export function standingTotal(row: Inspected): number | null {
  return row.decision?.total ?? row.review?.total ?? null;
}
