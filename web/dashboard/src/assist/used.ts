import type { Assisted } from '../../../../shared/assist.ts';

/** So much of an answer's beginning must still stand in the words for them to be its. */
const TELLING = 12;
const inserted = new Map<string, { assisted: Assisted; text: string }>();

/** An answer was put into this conversation's draft. */
export function noteUsed(customer: string, assisted: Assisted, text: string): void {
  inserted.set(customer, { assisted, text: plain(text).slice(0, TELLING) });
}

/** The answer these words were taken from; forgotten once asked for. */
export function usedIn(customer: string, text: string): Assisted | null {
  const known = inserted.get(customer);
  inserted.delete(customer);
  return known && known.text !== '' && plain(text).includes(known.text) ? known.assisted : null;
}

const plain = (text: string) => text.replace(/\s+/gu, '');
