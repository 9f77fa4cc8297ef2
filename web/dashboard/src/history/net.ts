import type { InferInput, InferOutput } from 'valibot';
import type * as directory from '../../../../shared/directory.ts';
import type { ClosingSettings } from '../../../../shared/settings/closing.ts';
import { staffCall, type Member } from '../staff/net.ts';

export type Sessions = InferOutput<typeof directory.sessionsAnswer>;
export type Filters = InferOutput<typeof directory.savedAnswer>;
type Query = Record<string, string>;

const asked = (path: string, query: Query) => {
  const text = new URLSearchParams(query).toString();
  return text === '' ? path : `${path}?${text}`;
};

/** The calls of the history and the search. Refusals are answered; only a dead network throws. */
export const historyNet = {
  sessions: (query: Query) => staffCall<Sessions>('GET', asked('sessions', query)),
  past: (customer: string, query: Query) =>
    staffCall<Sessions>('GET', asked(`customers/${encodeURIComponent(customer)}/sessions`, query)),
  search: (query: Query) => staffCall<directory.SearchAnswer>('GET', asked('search', query)),
  filters: () => staffCall<Filters>('GET', 'filters'),
  keep: (given: InferInput<typeof directory.saveFilter>) => staffCall<Filters>('POST', 'filters', given),
  order: (ids: string[]) => staffCall<Filters>('POST', 'filters/order', { ids }),
  members: () => staffCall<{ members: Member[] }>('GET', 'members'),
  closing: () => staffCall<{ value: ClosingSettings }>('GET', 'settings/closing'),
};
