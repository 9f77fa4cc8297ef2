/** Files of tickets: only what this person's line holds; customers use their own. */
import { refuse, type Refusal } from '../../../shared/refusal.ts';
import type { TicketKind } from '../../../shared/settings/tickets.ts';
import type { TicketFields } from '../../../shared/ticket.ts';
import type { Turn } from '../turn.ts';

/** Null: all of them may stand in the ticket. */
export function filesBarred(turn: Turn, ids: readonly string[], by: 'customer' | 'agent'): Refusal | null {
  const fine = ids.every((id) => {
    const row = turn.media.byId(id);
    return row?.media && (by === 'agent' || row.by.kind !== 'staff');
  });
  return fine ? null : refuse('bad_media', 'The file was not given for this conversation.');
}

/** The files that stand in fields. */
export function filesIn(form: TicketKind, fields: TicketFields): string[] {
  return form.fields.flatMap((field) => {
    const value = fields[field.id];
    return field.type === 'image' && Array.isArray(value) ? value : [];
  });
}
