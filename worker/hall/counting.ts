/** What the hall counts for the watch: its telling is part of the request, which would end it otherwise, and every one after it for a while. */
import type { CountName } from '../../shared/operations/calls.ts';
import { note } from '../watch-counts.ts';
import type { Asked } from './door.ts';

export function count(context: Asked, name: CountName, subject = '', n = 1): void {
  const telling = note(context.env, name, subject, Date.now(), n);
  if (!telling) return;
  try {
    context.executionCtx.waitUntil(telling);
  } catch {
    // Asked without the platform: nothing ends it.
  }
}
