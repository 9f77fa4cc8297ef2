/** What the company's own backend asks of a line, by its kind. Runs inside one transaction. */
import type { BackendOrder, BackendOutcome } from '../../../shared/backend-calls.ts';
import type { Result } from '../../../shared/refusal.ts';
import type { Turn } from '../turn.ts';
import { profileOf } from './profile.ts';
import { messagesAfter } from './words.ts';

export function obeyBackend(turn: Turn, order: BackendOrder): Result<BackendOutcome> {
  switch (order.order) {
    case 'profile':
      return { ok: true, profile: profileOf(turn, order.by) };
    case 'messages':
      return messagesAfter(turn, order);
  }
}
