import type { SavedFilter } from '../../../../shared/directory.ts';

/** What the list of customers is asked for; empty: not asked. */
export type GroupFilter = { tag: string; level: string; owner: string; blocked: '' | '1'; q: string };

export const everybody: GroupFilter = { tag: '', level: '', owner: '', blocked: '', q: '' };

/** Under this a filter of customers is kept beside those of the history. */
const OF = 'people';
const fields = ['tag', 'level', 'owner', 'blocked', 'q'] as const;

/** The filter as the address and the gateway have it. */
export function queryOf(filter: GroupFilter): Record<string, string> {
  return Object.fromEntries(fields.flatMap((one) => (filter[one] === '' ? [] : [[one, filter[one]]])));
}

/** The filter as it is kept under a name. */
export const keptAs = (filter: GroupFilter): Record<string, string> => ({ of: OF, ...queryOf(filter) });

/** A filter as it was kept, or as an address says it; what it doesn't know is left out. */
export function filterIn(given: Readonly<Record<string, unknown>>): GroupFilter {
  const text = (name: string) => (typeof given[name] === 'string' ? given[name] : '');
  return {
    ...{ tag: text('tag'), level: text('level'), owner: text('owner'), q: text('q') },
    blocked: given['blocked'] === '1' ? '1' : '',
  };
}

/** The groups among the filters kept under a name; the others are the history's. */
export const groupsIn = (saved: readonly SavedFilter[]): SavedFilter[] =>
  saved.filter((one) => one.filter['of'] === OF);

export const sameFilter = (one: GroupFilter, other: GroupFilter): boolean =>
  fields.every((name) => one[name] === other[name]);
