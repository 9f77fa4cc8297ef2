/** The person's orders as rows to choose from. */
import type { CompanyOrder } from '../../shared/order-api.ts';
import { wholeAddress } from '../../web/client/media-key.ts';
import type { Language } from '../../web/client/words.ts';
import { sayIn } from '../words.ts';

/** One order. `search` is what it is found by. */
export type OrderRow = {
  no: string;
  title: string;
  state: string;
  note: string;
  image: string;
  initial: string;
  search: string;
};

/** Rows in the company's order; `base` is the gateway's address. */
export function orderRows(orders: readonly CompanyOrder[], base: string, language: Language): OrderRow[] {
  return orders.map(({ order, at = '' }) => {
    const { no, stateText, items } = order;
    const titles = items.map(({ title }) => title);
    const image = items.find((one) => one.image !== undefined)?.image;
    const title = titles[0] ?? no;
    return {
      no,
      title: titles.length > 1 ? sayIn(language)('ordersMore', { title, n: titles.length }) : title,
      state: stateText,
      note: [no, at.slice(0, 10), items[0]?.price ?? ''].filter((part) => part !== '').join(' · '),
      image: image === undefined ? '' : wholeAddress(base, image),
      initial: title.slice(0, 1),
      search: [no, ...titles, stateText].join(' ').toLowerCase(),
    };
  });
}

/** Those that hold every word that was typed. */
export function foundOrders(rows: readonly OrderRow[], typed: string): OrderRow[] {
  const words = typed.toLowerCase().split(/\s+/u);
  return rows.filter(({ search }) => words.every((word) => search.includes(word)));
}
