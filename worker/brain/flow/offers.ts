/** A person's own orders as numbered choices, where a channel has no control to pick one by: on an SMS or in an official account. */
import type { CompanyOrder } from '../../../shared/order-api.ts';
import type { Slot } from '../../../shared/flow.ts';
import type { Language } from '../../../shared/knowledge.ts';
import type { Moment } from '../mind.ts';
import { placeSaid } from './choice.ts';
import type { Running } from './running.ts';

type Offers = NonNullable<Running['offers']>;

/** More would be a long SMS; the newest are meant most. */
const MOST = 4;
const TITLE = 12;
const TAIL = 4;

/** Channels on which a question is words alone and whose address is proven. A caller's number may be forged: nothing is read out there. */
const WORDS_ALONE: ReadonlySet<string> = new Set(['sms', 'wechat']);

/** Whether the company is asked for the orders before this slot is. */
export function offersOrders({ asker }: Moment, running: Running, slot: Slot): boolean {
  return (
    slot.kind === 'order-number' && running.offers === undefined && asker.own === true && WORDS_ALONE.has(asker.channel)
  );
}

/** The newest orders, each by its goods, its state and the end of its number. */
export function offersOf(orders: readonly CompanyOrder[], language: Language): Offers {
  return orders.slice(0, MOST).map(({ order, products }) => {
    const goods = order.items[0]?.title ?? products[0]?.title ?? '';
    const title = [...(goods.split(/[（(]/u)[0] ?? '').trim()].slice(0, TITLE).join('');
    const end = language === 'zh' ? `尾号${order.no.slice(-TAIL)}` : `…${order.no.slice(-TAIL)}`;
    return { no: order.no, label: [title, order.stateText, end].filter((part) => part !== '').join(' ') };
  });
}

/** The one offered order that an answer names: by its place (“2”, “第二个”) or by the end of its number; null: none, or several. */
export function offerMeant(offers: Offers, text: string): string | null {
  if (offers.length === 0) return null;
  const place = placeSaid(text);
  if (place !== null) return offers[place]?.no ?? null;
  const plain = text.normalize('NFKC').trim();
  const end =
    /^(?:(?:订单|单号|尾号|后四位|最后四位|末四位|是|的|ends? (?:in|with)|ending(?: in)?|last four)[\s:：是]*)*([A-Za-z0-9]{3,})(?:的?那[个单]|的)?[\s。.!！]*$/iu.exec(
      plain,
    )?.[1];
  if (end === undefined || !/\d/u.test(end)) return null;
  const meant = offers.filter(({ no }) => no.toUpperCase().endsWith(end.toUpperCase()));
  return meant.length === 1 ? (meant[0]?.no ?? null) : null;
}
