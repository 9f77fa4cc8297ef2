/** What may follow what in the life of an entry or flow, and who may do it. Pure. */
import type { Editor } from '../../shared/knowledge-calls.ts';
import type { EntryState } from '../../shared/knowledge.ts';
import { refuse, type Refusal } from '../../shared/refusal.ts';

/** Where an item stands when somebody wants to move it. */
export type Standing = {
  state: EntryState;
  newest: number;
  /** A revision is with the customers. */
  live: boolean;
  /** Who wrote the newest words. */
  author: string;
};

export type Target = 'in-review' | 'draft' | 'published' | 'retired';

/** Why this move is refused; null: it may be made. A move to where it stands already is no move and changes nothing. */
export function barred(
  from: Standing,
  to: Target,
  by: Pick<Editor, 'id' | 'approves'>,
  twoPersonReview: boolean,
): Refusal | null {
  if (from.state === to) return null;
  switch (to) {
    case 'draft':
      return from.state === 'published' ? refuse('wrong_state', 'Save a change to begin a new draft.') : null;
    case 'in-review':
      return from.state === 'draft' ? null : refuse('wrong_state', 'Only a draft goes to review.');
    case 'published':
      if (from.state === 'retired') return refuse('wrong_state', 'Restore it to a draft first.');
      return twoPersonReview ? reviewed(from, by) : null;
    case 'retired':
      // Taking a live answer away changes what customers get.
      return from.live && twoPersonReview && !by.approves ? refuse('not_allowed') : null;
  }
}

function reviewed(from: Standing, by: Pick<Editor, 'id' | 'approves'>): Refusal | null {
  if (!by.approves) return refuse('not_allowed', 'Two-person review: a lead publishes.');
  if (from.state !== 'in-review') return refuse('wrong_state', 'Two-person review: send it to review first.');
  return from.author === by.id ? refuse('own_work') : null;
}

/** Whether words may be written upon this base. */
export function writable(newest: number | null, base: number | null): Refusal | null {
  if (newest === base) return null;
  if (newest === null) return refuse('not_found', 'There is nothing of this name; save it without a base.');
  if (base === null) return refuse('exists', 'This name is taken.');
  return refuse('stale', `Somebody saved revision ${newest} meanwhile.`);
}

/** The next version's word: the day where the company is, and the day's count. */
export function versionAfter(last: string | null, now: number): string {
  const day = new Date(now + 8 * 3_600_000).toISOString().slice(0, 10);
  const [before, count] = (last ?? '').split('.');
  // A clock set back must not give a word twice.
  if (before !== undefined && before > day) return `${before}.${Number(count) + 1}`;
  return `${day}.${before === day ? Number(count) + 1 : 1}`;
}
