/** What the customer said in a ticket, as search keeps it: their remarks and the words of its fields, freed of secrets. */
import { SEARCHED_CHARACTERS } from '../../../shared/directory.ts';
import type { TicketSaid } from '../../../shared/docket.ts';
import type { Ticket, TicketEntry } from '../../../shared/ticket.ts';
import { withoutSecrets } from '../../brain/signals.ts';

/** Newest remarks first, so that a long matter is found by what it is about now; no phone number is kept. */
export function ticketSaid(
  ticket: Ticket,
  entries: readonly TicketEntry[],
  channel: TicketSaid['channel'],
): TicketSaid {
  const fields = ticket.form.fields.flatMap((field) => {
    const value = ticket.fields[field.id];
    return (field.type === 'text' || field.type === 'order') && typeof value === 'string' ? [value] : [];
  });
  const remarks = entries.flatMap(({ by, event }) =>
    by.kind === 'customer' && 'text' in event && event.text ? [event.text] : [],
  );
  const text = [...fields, ...remarks.reverse()].join('\n');
  return { channel, text: withoutSecrets(text).slice(0, SEARCHED_CHARACTERS) };
}
