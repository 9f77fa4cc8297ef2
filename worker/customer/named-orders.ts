/** Numbers of orders somebody names: told to identity as a hint, by a letter. Nothing on the line changes by it. */
import type { Body } from '../../shared/message.ts';
import type { CompanyOrder } from '../../shared/order-api.ts';
import type { Purchase } from '../../shared/profile/view.ts';
import type { Ticket } from '../../shared/ticket.ts';
import type { Values } from '../../shared/reminders/variable.ts';
import { extract, TEXT_LIMIT } from '../brain/extract/extract.ts';
import { fold } from '../brain/extract/fold.ts';
import { withoutSecrets } from '../brain/signals.ts';
import { joined } from '../brain/telephone.ts';
import type { NamedOrders } from '../identity/hinting.ts';
import { digestText } from '../lib/digest.ts';
import type { Letter } from './letters.ts';
import type { Endpoint } from './store.ts';
import type { Turn } from './turn.ts';

/** So many of one thing said are looked at. */
const MOST = 3;
const NAME = 'order-named:';
/** So many of the company's list. */
const LISTED = 20;
/** A ticket of ours is no order. */
const TICKET = /^T\d{14}$/u;

export const isNamedOrders = ({ key }: Pick<Letter, 'key'>): boolean => key.startsWith(NAME);
export const namedIn = ({ body }: Pick<Letter, 'body'>): NamedOrders => JSON.parse(body) as NamedOrders;

/** What the customer said: the first numbers that read as an order's and as nothing else. */
export function saidOrders(turn: Turn, endpoint: Endpoint, body: Body): void {
  if (body.kind === 'order') owe(turn, endpoint.home, [body.order.no], 'typed');
  else if (body.kind === 'text') owe(turn, endpoint.home, ordersIn(body.text, turn.now), 'typed');
  else if (body.kind === 'voice') owe(turn, endpoint.home, ordersIn(joined(body.transcript ?? ''), turn.now), 'typed');
}

/** What the customer wrote into a ticket of theirs. */
export function ticketOrders(turn: Turn, { form, title, fields, endpoint }: Ticket): void {
  const named = form.fields.flatMap(({ id, type }) => {
    const value = fields[id];
    if (typeof value !== 'string') return [];
    if (type === 'order') return [value];
    return type === 'text' ? ordersIn(value, turn.now) : [];
  });
  owe(turn, turn.line.endpoint(endpoint)?.home ?? '', [...named, ...ordersIn(title, turn.now)].slice(0, MOST), 'typed');
}

/** The company says whose an order is. */
export function companyOrders(turn: Turn, home: string, numbers: readonly string[]): void {
  owe(turn, home, numbers, 'company');
}

/** The company's own list of what its user bought, newest first. `home`: whose the login is. */
export function listedOrders(turn: Turn, home: string | undefined, orders: readonly CompanyOrder[]): void {
  companyOrders(
    turn,
    turn.line.homes.named(home),
    orders.slice(0, LISTED).map(({ order }) => order.no),
  );
}

/** The order of a notice: what its template calls so. */
export function orderOfEvent(values: Values): string[] {
  const { order } = values;
  return typeof order === 'string' ? [order] : [];
}

/** A purchase's key is its order's number with its line: A1001-1. */
export const orderOfPurchase = ({ key }: Pick<Purchase, 'key'>): string => key.replace(/[-.:_]\d{1,3}$/u, '');

/** Digits said aloud are looked at as digits: a card's are a card's, however they are written. */
function ordersIn(given: string, now: number): string[] {
  const text = fold(given.slice(0, TEXT_LIMIT));
  if (!/\d\D?\d\D?\d\D?\d/u.test(text)) return [];
  return extract(withoutSecrets(text), now, { kinds: ['order-number'] })
    .map(({ value }) => String(value))
    .filter((number) => !TICKET.test(number))
    .slice(0, MOST);
}

/** Each number once a line, for as long as it is remembered what was heard. */
function owe(turn: Turn, home: string, numbers: readonly string[], source: NamedOrders['source']): void {
  const fresh = [...new Set(numbers)].filter((number) => {
    const digest = digestText(number);
    return number !== '' && !turn.letters.heardBefore(`${NAME}${source}:${digest}`, digest, null, turn.now);
  });
  if (fresh.length === 0) return;
  const { id } = turn.person;
  const named: NamedOrders = {
    ...{ person: home === '' ? id : home, own: [id, ...turn.line.homes.others()], numbers: fresh, source },
  };
  const key = `${NAME}${source}:${turn.head}:${digestText(fresh.join('\n'))}`;
  turn.letters.owe({ lane: 'identity', kind: 'remind', key, body: JSON.stringify(named), dueAt: turn.now });
}
