import type { Notice } from '../../../../shared/seat.ts';

/** Where what the agent is told of stands: the ticket, or the conversation; null: nowhere. */
export function placeOf({ customer, ticket }: Pick<Notice, 'customer' | 'ticket'>): string | null {
  if (customer === undefined) return null;
  const person = encodeURIComponent(customer);
  return ticket === undefined ? `/c/${person}` : `/tickets/${person}/${encodeURIComponent(ticket)}`;
}

/** Work that came to the agent without their asking: it rings. */
export function rings({ code }: Pick<Notice, 'code'>): boolean {
  return code === 'ticket-given' || code === 'assigned' || code === 'invited' || code === 'floor-given';
}
