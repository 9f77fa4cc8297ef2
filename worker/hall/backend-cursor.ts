/** Where a page of the Company API ended, as whoever asks carries it: opaque, of one list only. */
import { refuse, type Refusal } from '../../shared/refusal.ts';

/** A position within a list, as the word its next page is asked by. */
export function cursorOf(list: string, position: string): string {
  return Buffer.from(`${list}:${position}`).toString('base64url');
}

/** The position behind a cursor, of the form that list gives; null: from the beginning. */
export function positionIn(
  list: string,
  cursor: string | undefined,
  form: RegExp,
): { ok: true; at: string | null } | Refusal {
  if (cursor === undefined) return { ok: true, at: null };
  const text = Buffer.from(cursor, 'base64url').toString('utf8');
  const at = text.startsWith(`${list}:`) ? text.slice(list.length + 1) : '';
  return form.test(at) ? { ok: true, at } : refuse('bad_request', 'after: this is no cursor of this list.');
}
