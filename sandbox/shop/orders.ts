import { textAt } from '../world/json.ts';

/** An order as the company's own system keeps it; prices as it writes them. */
export interface Order {
  no: string;
  state: string;
  stateText: { zh: string; en: string };
  items: { title: string; price: string; image?: string }[];
  express?: { company: string; no: string; last: string };
  /** How long ago it was delivered, for the rules about returns. */
  deliveredDaysAgo?: number;
}

/** Looks an order up; when the asking user is known, only among that user's own orders. */
export function findOrder(people: { userId: string; orders: Order[] }[], number: string, user: string): Order | null {
  const wanted = number.replace(/\s/g, '').toUpperCase();
  const owners = user ? people.filter((person) => person.userId === user) : people;
  return owners.flatMap((person) => person.orders).find((each) => each.no.toUpperCase() === wanted) ?? null;
}

/** What was paid, in yuan with two decimals. */
export function paidFor(order: Order): string {
  return order.items.reduce((sum, item) => sum + Number(item.price.replace(/[^\d.]/g, '')), 0).toFixed(2);
}

/** What was bought, in a few words. */
export function itemsOf(order: Order): string {
  return order.items.map((item) => textAt(item, 'title')).join('、');
}

/** The parcel's way, newest first, as the carrier would tell it. */
export function tracesOf({ express, deliveredDaysAgo }: Order): { at: string; text: string }[] {
  if (!express) return [];
  const ago = deliveredDaysAgo ?? 0;
  return [
    { at: ago === 0 ? '今天 09:12' : `${ago} 天前 10:20`, text: express.last },
    { at: `${ago + 1} 天前 21:40`, text: `离开杭州转运中心，由${express.company}承运` },
    { at: `${ago + 2} 天前 18:05`, text: `${express.company}已揽收` },
  ];
}
