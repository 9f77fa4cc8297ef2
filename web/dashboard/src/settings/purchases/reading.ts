import { readPurchases, type Read } from '../../../../../shared/profile/purchase-lines.ts';
import type { useSettingsWords } from '../words.ts';
import { LARGEST_BYTES, MOST_FILE_LINES, wordsIn } from './file.ts';

/** What a file says, or why it isn't read at all. */
export async function readFile(file: File): Promise<Read | 'large' | 'unread'> {
  if (file.size > LARGEST_BYTES) return 'large';
  try {
    return readPurchases(wordsIn(new Uint8Array(await file.arrayBuffer())));
  } catch (fault) {
    // It was changed or taken away since it was chosen.
    if (fault instanceof DOMException) return 'unread';
    throw fault;
  }
}

/** Why a file as a whole can't be imported; empty when it can. */
export function faultIn(
  given: Awaited<ReturnType<typeof readFile>>,
  words: ReturnType<typeof useSettingsWords>,
): string {
  if (given === 'large') return words.s('buyLarge');
  if (given === 'unread') return words.s('buyUnread');
  const n = given.rows.length;
  if (n === 0) return words.s('buyNone');
  return n > MOST_FILE_LINES ? words.s('buyLong', { n, most: MOST_FILE_LINES }) : '';
}
