import type { TicketField, TicketKind } from '../../../../../shared/settings/tickets.ts';
import type { TicketFields } from '../../../../../shared/ticket.ts';

/** A form's values: every field has one, empty where nothing stands. */
export function formOf(kind: TicketKind, fields: TicketFields): TicketFields {
  return Object.fromEntries(
    kind.fields.map((field) => [field.id, fields[field.id] ?? (field.type === 'image' ? [] : '')]),
  );
}

const filled = (value: string | string[] | undefined) => value !== undefined && value.length > 0;

/** Whether a field is asked for with these values. */
export function asked(field: TicketField, values: TicketFields): boolean {
  if (!field.when) return true;
  const value = values[field.when.field];
  return typeof value === 'string' && field.when.is.includes(value);
}

/** What was changed; an emptied field is taken away. */
export function changed(before: TicketFields, now: TicketFields): TicketFields {
  return Object.fromEntries(
    Object.entries(now).filter(
      ([id, value]) => JSON.stringify(value) !== JSON.stringify(before[id] ?? (Array.isArray(value) ? [] : '')),
    ),
  );
}

/** Fields that must be there at this point and are not. */
export function lacking(kind: TicketKind, values: TicketFields, at: 'opening' | 'solving'): string[] {
  return kind.fields
    .filter((field) => field.required === at || (at === 'solving' && field.required === 'opening'))
    .filter((field) => asked(field, values) && !filled(values[field.id]))
    .map((field) => field.id);
}

/** What a conversation already knows, for the fields of a kind: by name, else the first of its type. */
export function prefilled(kind: TicketKind, slots: readonly { name: string; value: string }[]): TicketFields {
  const found: TicketFields = {};
  for (const field of kind.fields) {
    const named = slots.find((slot) => slot.name === field.id);
    const typed = field.type === 'order' ? slots.find((slot) => /order/u.test(slot.name)) : undefined;
    const value = (named ?? typed)?.value;
    if (value !== undefined && field.type !== 'image') found[field.id] = value;
  }
  return found;
}
