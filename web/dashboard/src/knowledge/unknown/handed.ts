import type { Entry } from '../../../../../shared/knowledge.ts';
import type { Result } from '../../../../../shared/refusal.ts';
import type { Saved } from '../net.ts';

/** A new entry begun from what nobody answered; saving it settles those questions in the same act. */
export type Handed = { entry: Entry; save: (entry: Entry) => Promise<Result<Saved>> };

let handed: Handed | null = null;

/** Lays it ready for the editor that opens next. */
export function handDraft(given: Handed): void {
  handed = given;
}

/** Takes what was laid ready; once. */
export function takeDraft(): Handed | null {
  const given = handed;
  handed = null;
  return given;
}
