import { isRecord, recordAt, textAt } from '../world/json.ts';

/** An order as the company's own system keeps it; prices as it writes them. */
export interface Order {
  no: string;
  state: string;
  stateText: { zh: string; en: string };
  items: { title: string; price: string; image?: string }[];
  express?: { company: string; no: string; last: string };
}

/** What the company's hook answers about an order. */
export type OrderAnswer = { found: true; order: Order } | { found: false };

/** Looks an order up; when the asking user is known, only among that user's own orders. */
export function findOrder(people: { userId: string; orders: Order[] }[], body: unknown): OrderAnswer {
  const wanted = textAt(body, 'order').replace(/\s/g, '').toUpperCase();
  const user = isRecord(body) && typeof body.user === 'string' ? body.user : textAt(recordAt(body, 'user'), 'id');
  const owners = user ? people.filter((person) => person.userId === user) : people;
  const order = owners.flatMap((person) => person.orders).find((each) => each.no.toUpperCase() === wanted);
  return order ? { found: true, order } : { found: false };
}
