import { useHistoryFacts } from './facts.ts';
import { conditionsOf, type Filter, type FilterField } from './filter.ts';
import { useHistoryWords } from './words.ts';

/** Conditions of a filter in words. */
export function useTold() {
  const words = useHistoryWords();
  const facts = useHistoryFacts();

  function told(filter: Filter, field: FilterField): string {
    const value = filter[field];
    switch (field) {
      case 'days':
        if (value === 'between') return `${filter.from || '…'} – ${filter.to || '…'}`;
        return words.h(value === '1' ? 'today' : value === '7' ? 'week' : 'month');
      case 'channel':
      case 'state': {
        const named = { channel: words.channel, state: words.state }[field] as (name: string) => string;
        return named(value);
      }
      case 'agent':
        return facts.members.find((one) => one.id === value)?.name ?? value;
      case 'category': {
        const found = facts.categories.find((one) => one.id === value);
        return found ? words.both(found) : value;
      }
      case 'rating':
        return words.h('upTo', { n: value });
      case 'tag':
      case 'from':
      case 'to':
        return value;
      case 'q':
        return `“${value}”`;
    }
  }
  /** All of them, in the bar's order. */
  const whole = (filter: Filter) => conditionsOf(filter).map((field) => told(filter, field));
  return { told, whole };
}
