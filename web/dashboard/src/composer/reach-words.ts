import { useWords } from '../locale/locale.ts';
import type { Reach } from './endpoints.ts';

/** What stands in the way of an address, or how much room is left, in words; empty where nothing counts. */
export function reachWords(given: Reach): string {
  const words = useWords();
  switch (given.kind) {
    case 'open':
      return '';
    case 'counted':
      return words.t('write.window', { left: given.left, time: clock(given.closesInMs) });
    case 'closed':
      return words.t('write.window.closed');
    case 'hung-up':
      return words.t('write.hungUp');
    case 'spent':
      return words.t('write.window.spent');
    case 'blocked':
      return words.t('write.blocked', { why: words.why(given) });
  }
}

/** 47:12, or hours in words. */
function clock(ms: number): string {
  if (ms >= 3_600_000) return useWords().span(ms);
  const seconds = Math.floor(ms / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
