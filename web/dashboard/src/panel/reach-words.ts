import type { Reach } from '../composer/endpoints.ts';
import { useWords } from '../locale/locale.ts';

/** How an address stands, in words; null where nothing counts and nothing bars. */
export function reachWords(reach: Reach): { tone: 'green' | 'orange' | 'red'; text: string } | null {
  const words = useWords();
  switch (reach.kind) {
    case 'open':
      return null;
    case 'counted':
      return {
        tone: reach.left > 1 ? 'green' : 'orange',
        text: words.t('write.window', { left: reach.left, time: words.span(reach.closesInMs) }),
      };
    case 'closed':
      return { tone: 'red', text: words.t('write.window.closed') };
    case 'hung-up':
      return { tone: 'orange', text: words.t('write.hungUp') };
    case 'spent':
      return { tone: 'red', text: words.t('write.window.spent') };
    case 'blocked':
      return { tone: 'red', text: words.t('write.blocked', { why: words.why(reach) }) };
  }
}
