import type { InferOutput } from 'valibot';
import type * as quality from '../../../../shared/quality.ts';
import type { CheckName, QualitySettings } from '../../../../shared/settings/quality.ts';
import { staffCall, type Member } from '../staff/net.ts';

export type Listed = InferOutput<typeof quality.inspectedList>;
export type Figures = InferOutput<typeof quality.qualityFigures>;
/** What is looked for; an empty word asks for all. */
export type Filter = { state: quality.ReviewState | ''; agent: string; check: CheckName | '' };

/** A filter and a page's beginning as a query. */
export function queryOf(filter: Filter, before: string | null): string {
  const given = Object.entries({ ...filter, before: before ?? '' }).filter(([, value]) => value !== '');
  return given.length > 0 ? `?${new URLSearchParams(given)}` : '';
}

/** The calls of quality of service. Refusals are answered; only a dead network throws. */
export const qualityNet = {
  list: (filter: Filter, before: string | null) => staffCall<Listed>('GET', `quality${queryOf(filter, before)}`),
  figures: (days: number) => staffCall<Figures>('GET', `quality/figures?days=${days}`),
  act: (session: string, act: quality.QualityAct) =>
    staffCall<{ row: quality.Inspected }>('POST', `quality/${encodeURIComponent(session)}`, act),
  settings: () => staffCall<{ value: QualitySettings }>('GET', 'settings/quality'),
  members: () => staffCall<{ members: Member[] }>('GET', 'members'),
};
