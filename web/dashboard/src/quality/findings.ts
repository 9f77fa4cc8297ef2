import type { Finding } from '../../../../shared/quality.ts';

type Speech = {
  q: (key: 'noAnswer' | 'byCustomer' | 'byAgent' | 'stars', values?: { n: number }) => string;
  span: (ms: number) => string;
};

/** What a finding tells beside its name, in words: how late, who held it unsolved, how many stars; words found stand as they are. */
export function tellingOf({ check, detail }: Finding, words: Speech): string {
  switch (check) {
    case 'first-answer-late':
    case 'answer-late': {
      const seconds = /^(\d+) s$/u.exec(detail)?.[1];
      if (seconds !== undefined) return words.span(Number(seconds) * 1000);
      return detail === '—' ? words.q('noAnswer') : detail;
    }
    case 'unresolved-close':
      return detail === 'customer' ? words.q('byCustomer') : detail === 'agent' ? words.q('byAgent') : detail;
    case 'low-rating':
      return /^\d$/u.test(detail) ? words.q('stars', { n: Number(detail) }) : detail;
    case 'watchword':
    case 'promise':
    case 'unanswered-close':
    case 'no-summary':
      return detail;
  }
}
