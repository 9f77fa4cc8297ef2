/** 敏感词 in what is about to leave: blocked words don't. */
import { fallbackText, type Body } from '../../shared/message.ts';
import { refuse, type Refusal } from '../../shared/refusal.ts';
import type { Watchwords } from '../../shared/settings/watchwords.ts';
import { watchedIn } from '../../shared/watch.ts';

/** Most words a refusal names. */
const NAMED = 3;

/** The refusal of a company-side body that holds a blocked word; null: it may leave. */
export function heldBack(body: Body, watchwords: Watchwords): Refusal | null {
  const blocked = watchedIn(fallbackText(body), 'out', watchwords).filter((one) => one.action === 'block');
  if (blocked.length === 0) return null;
  const named = [...new Map(blocked.map((one) => [one.word, one])).values()].slice(0, NAMED);
  return refuse('watchword', named.map((one) => `${one.word} (${one.zh} / ${one.en})`).join('; '));
}
