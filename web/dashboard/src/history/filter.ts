/** What the history is asked for, as the filter bar holds it, as it is kept under a name, and as the gateway reads it. */
import { readDay, startOf } from '../knowledge/entry/day.ts';

/** Every field is words of its own; empty asks for nothing. `days`: 1, 7, 30, or `between` for chosen days. */
export type Filter = {
  days: string;
  from: string;
  to: string;
  channel: string;
  agent: string;
  state: string;
  category: string;
  rating: string;
  tag: string;
  q: string;
};
export type FilterField = keyof Filter;

export const emptyFilter: Readonly<Filter> = {
  ...{ days: '', from: '', to: '', channel: '', agent: '' },
  ...{ state: '', category: '', rating: '', tag: '', q: '' },
};
const fields = Object.keys(emptyFilter) as FilterField[];

const between = (filter: Filter) => filter.days === 'between';

/** What is wrong with the chosen days. */
export function faultOf(filter: Filter): 'badDay' | 'badRange' | null {
  if (!between(filter)) return null;
  const [from, to] = [startOf(filter.from), startOf(filter.to)];
  if (Number.isNaN(from ?? 0) || Number.isNaN(to ?? 0)) return 'badDay';
  return from !== undefined && to !== undefined && to < from ? 'badRange' : null;
}

/** The first moment of the local day `days` after the one of `at`; days are not always 24 hours long. */
function dayAfter(at: number, days: number): number {
  const date = new Date(at);
  return new Date(date.getFullYear(), date.getMonth(), date.getDate() + days).getTime();
}

/** The query of a filter: from the first moment of its first day to before the first moment after its last. */
export function queryOf(filter: Filter, now: number): Record<string, string> {
  const query: Record<string, string> = {};
  const { days, from, to, ...rest } = filter;
  if (between(filter)) {
    const [first, last] = [startOf(from), startOf(to)];
    if (first !== undefined) query['from'] = String(first);
    if (last !== undefined) query['to'] = String(dayAfter(last, 1));
  } else if (/^\d{1,3}$/u.test(days)) query['from'] = String(dayAfter(now, 1 - Number(days)));
  for (const [name, value] of Object.entries(rest)) if (value.trim() !== '') query[name] = value.trim();
  return query;
}

/** The fields that ask for something, in the bar's order; chosen days are one condition. */
export function conditionsOf(filter: Filter): FilterField[] {
  return fields.filter((field) => {
    if (field === 'from' || field === 'to') return false;
    if (field === 'days' && between(filter)) return filter.from !== '' || filter.to !== '';
    return filter[field].trim() !== '';
  });
}

/** As it is kept under a name: days written one way, nothing empty. */
export function kept(filter: Filter): Record<string, string> {
  const days = between(filter) ? { from: readDay(filter.from) ?? '', to: readDay(filter.to) ?? '' } : {};
  const whole = { ...filter, from: '', to: '', ...days };
  return Object.fromEntries(Object.entries(whole).filter(([, value]) => value.trim() !== ''));
}

/** A kept filter as the bar holds it; fields this screen doesn't know are left out. */
export function restored(given: Record<string, string>): Filter {
  const filter = { ...emptyFilter };
  for (const field of fields) filter[field] = given[field] ?? '';
  return filter;
}

/** Whether two filters ask for the same. */
export function alike(one: Record<string, string>, other: Record<string, string>): boolean {
  return fields.every((field) => (one[field] ?? '') === (other[field] ?? ''));
}
