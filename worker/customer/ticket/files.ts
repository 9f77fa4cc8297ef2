/** Files of tickets: only what this person's line holds; customers use their own. */
import { refuse, type Refusal } from '../../../shared/refusal.ts';
import type { TicketKind } from '../../../shared/settings/tickets.ts';
import type { TicketFields } from '../../../shared/ticket.ts';
import type { Turn } from '../turn.ts';

/** Null: all of them may stand in the ticket, and count as used from now on. */
export function filesBarred(turn: Turn, ids: readonly string[], by: 'customer' | 'agent'): Refusal | null {
  const fine = ids.every((id) => {
    const row = turn.media.byId(id);
    return row?.media && (by === 'agent' || row.by.kind !== 'staff');
  });
  if (!fine) return refuse('bad_media', 'The file was not given for this conversation.');
  for (const id of ids) turn.media.use(id, turn.now);
  return null;
}

/** What a robot gathered, without files that are not this person's own: a bare id in their words opens nobody's. */
export function withOwnFiles(turn: Turn, form: TicketKind, fields: TicketFields): TicketFields {
  const own = { ...fields };
  for (const field of form.fields) {
    const value = fields[field.id];
    if (field.type !== 'image' || !Array.isArray(value)) continue;
    const kept = value.filter((id) => filesBarred(turn, [id], 'customer') === null);
    if (kept.length > 0) own[field.id] = kept;
    else delete own[field.id];
  }
  return own;
}

/** The files that stand in fields. */
export function filesIn(form: TicketKind, fields: TicketFields): string[] {
  return form.fields.flatMap((field) => {
    const value = fields[field.id];
    return field.type === 'image' && Array.isArray(value) ? value : [];
  });
}
