import type { Person } from '../config.ts';
import { recordAt, textAt } from '../world/json.ts';
import type { Case, ShopBook } from './book.ts';
import { findOrder, itemsOf, paidFor, tracesOf, type Order } from './orders.ts';

/** What the shop answers a dialog: a word, values for its sentences, an order to show. */
export interface Answer {
  outcome: string;
  values?: Record<string, string>;
  order?: Order;
  orders?: (Order & { traces: { at: string; text: string }[] })[];
  say?: { zh: string; en: string };
  text?: string;
}

/** One request as the shop's rules see it. */
interface Asked {
  people: Person[];
  book: ShopBook;
  user: string;
  slot: (name: string) => string;
  slots: unknown;
  now: number;
}

const REFUND_DAYS = 7;
const EXCHANGE_DAYS = 15;
const PER_HOUR = 2;

/** By the name of the action; every rule may be asked twice, but is only once asked for the same request. */
const actions: Record<string, (asked: Asked) => Answer> = {
  'order-status': (asked) => withOrder(asked, (order) => ({ outcome: 'done', order: shownTo(asked, order) })),
  /** A letter with a link: this shop's post office takes every one, and keeps it among its cases for whoever looks. */
  'email-link': ({ slot, slots, book, now }) => {
    if (!slot('email').includes('@') || slot('link') === '') return { outcome: 'failed' };
    book.open('letter', slot('email'), slots, now);
    return { outcome: 'done' };
  },
  /** A report for the company's own people. */
  'report-mail': ({ slot, slots, book, now }) => {
    if (!slot('email').includes('@') || slot('text') === '') return { outcome: 'failed' };
    book.open('letter', slot('email'), slots, now);
    return { outcome: 'done' };
  },
  /** Everything of the person who is asked about, for a colleague at the desk. */
  orders: ({ people, user }) => ({
    outcome: 'done',
    orders: (people.find((each) => each.userId === user)?.orders ?? []).map((order) => ({
      ...order,
      items: order.items.map((item, at) => ({ id: `${order.no}-${at + 1}`, ...item })),
      traces: tracesOf(order),
    })),
  }),
  'logistics-track': (asked) =>
    withOrder(asked, (order) => {
      const { express } = order;
      if (!express) return { outcome: 'not-shipped' };
      const shown = shownTo(asked, order);
      const { company, no, last } = shown.express ?? express;
      return { outcome: 'done', order: shown, values: { company, number: no, last } };
    }),
  'refund-eligibility': (asked) => ownOrder(asked, (order) => refundable(asked, order)),
  refund: (asked) =>
    ownOrder(asked, (order) => {
      const may = refundable(asked, order);
      if (may.outcome !== 'ok') return may;
      const ticket = numbered('RF', asked.book.open('refund', order.no, asked.slots, asked.now));
      return { outcome: 'done', values: { ticket, amount: paidFor(order), days: '3' } };
    }),
  'exchange-eligibility': (asked) => ownOrder(asked, (order) => exchangeable(asked, order)),
  exchange: (asked) =>
    ownOrder(asked, (order) => {
      const may = exchangeable(asked, order);
      if (may.outcome !== 'ok') return may;
      return {
        outcome: 'done',
        values: { ticket: numbered('EX', asked.book.open('exchange', order.no, asked.slots, asked.now)) },
      };
    }),
  'invoice-eligibility': (asked) => ownOrder(asked, (order) => billable(asked, order)),
  'tax-number': ({ slot }) =>
    /^[0-9A-Z]{15,20}$/i.test(slot('tax-number').replace(/[\s-]/g, ''))
      ? { outcome: 'ok' }
      : {
          outcome: 'wrong',
          say: {
            zh: '税号应是 15–20 位数字和字母，请对照营业执照再发一次。',
            en: 'A tax number has 15–20 digits and letters. Please compare it with the licence and send it again.',
          },
        },
  invoice: (asked) =>
    ownOrder(asked, (order) => {
      const may = billable(asked, order);
      if (may.outcome !== 'ok') return may;
      const number = numbered('FP', asked.book.open('invoice', order.no, asked.slots, asked.now));
      return { outcome: 'done', values: { number, amount: paidFor(order) } };
    }),
  /** The demo has no ear: whoever speaks is taken to ask for this. */
  transcribe: () => ({ outcome: 'done', text: '怎么申请退款' }),
  /** The demo's phones need no waking. */
  push: () => ({ outcome: 'done' }),
  complaint: (asked) => ({
    outcome: 'done',
    values: { ticket: numbered('TS', asked.book.open('complaint', asked.user, asked.slots, asked.now)), hours: '24' },
  }),
  'member-rights': ({ people, user }) => {
    const person = people.find((each) => each.userId === user);
    return person ? { outcome: 'done', values: memberOf(people.indexOf(person)) } : { outcome: 'sign-in' };
  },
  'appointment-time': (asked) => visitAt(asked),
  appointment: (asked) => {
    const may = visitAt(asked);
    if (may.outcome !== 'ok') return may;
    const booked = asked.book.open('appointment', visitOf(asked), asked.slots, asked.now);
    return { outcome: 'done', values: { number: numbered('YY', booked) } };
  },
};

/** Answers one action; null: there is none of that name. The same request gets the same answer and is done once. */
export function answerAction(
  action: string,
  body: unknown,
  shop: { people: Person[]; book: ShopBook; now: number },
): string | null {
  const act = Object.hasOwn(actions, action) ? actions[action] : undefined;
  if (!act) return null;
  const request = textAt(body, 'request');
  const before = request ? shop.book.answered(request) : null;
  if (before !== null) return before;
  const slots = recordAt(body, 'slots');
  const answer = act({ ...shop, slots, user: textAt(body, 'user'), slot: (name) => textAt(slots, name) });
  const text = JSON.stringify(answer);
  if (request) shop.book.keep(request, text, shop.now);
  return text;
}

/** Whoever merely knows a number learns where the order stands; what was bought and where it goes is the owner's. */
function shownTo({ user }: Asked, order: Order): Order {
  if (user) return order;
  const { express, ...rest } = order;
  const masked = express && { company: express.company, no: `…${express.no.slice(-4)}`, last: '' };
  return { ...rest, items: [], ...(masked ? { express: masked } : {}) };
}

function withOrder({ people, user, slot }: Asked, then: (order: Order) => Answer): Answer {
  const order = findOrder(people, slot('order'), user);
  return order ? then(order) : { outcome: 'not-found' };
}

/** What costs money is done for a known user only. */
function ownOrder(asked: Asked, then: (order: Order) => Answer): Answer {
  return asked.user ? withOrder(asked, then) : { outcome: 'sign-in' };
}

function refundable({ book }: Asked, order: Order): Answer {
  const [open] = book.cases('refund', order.no);
  if (open) return { outcome: 'already', values: { ticket: numbered('RF', open) } };
  if (order.state === 'refunding') return { outcome: 'already', values: { ticket: `RF${order.no.slice(-6)}` } };
  if ((order.deliveredDaysAgo ?? 0) > REFUND_DAYS) return { outcome: 'too-late' };
  return { outcome: 'ok', values: { item: itemsOf(order), amount: paidFor(order) } };
}

function exchangeable({ book }: Asked, order: Order): Answer {
  const [open] = book.cases('exchange', order.no);
  if (open) return { outcome: 'already', values: { ticket: numbered('EX', open) } };
  if (order.deliveredDaysAgo === undefined) return { outcome: 'not-delivered' };
  if (order.deliveredDaysAgo > EXCHANGE_DAYS) return { outcome: 'too-late' };
  return { outcome: 'ok', values: { item: itemsOf(order) } };
}

function billable({ book }: Asked, order: Order): Answer {
  const [open] = book.cases('invoice', order.no);
  if (open) return { outcome: 'already', values: { number: numbered('FP', open) } };
  return { outcome: 'ok', values: { item: itemsOf(order), amount: paidFor(order) } };
}

const LEVELS = [
  {
    level: '金卡会员',
    points: '3260',
    coupons: '4',
    benefits: '包邮、生日礼、专属客服',
    next: '再消费 740 元升为铂金。',
  },
  { level: '银卡会员', points: '1180', coupons: '2', benefits: '包邮、生日礼', next: '再消费 820 元升为金卡。' },
  { level: '铂金会员', points: '8940', coupons: '6', benefits: '包邮、生日礼、专属客服、免费退换', next: '' },
  {
    level: 'Silver',
    points: '640',
    coupons: '1',
    benefits: 'free delivery, a birthday gift',
    next: '¥1,360 more to Gold.',
  },
];

function memberOf(at: number): Record<string, string> {
  return LEVELS[at % LEVELS.length] ?? {};
}

const HOURS = ['09:00', '10:00', '11:00', '13:00', '14:00', '15:00', '16:00', '17:00'];

/** Day and hour of a visit; a part of the day means its first free hour. */
function visitOf({ slot }: Asked): string {
  return `${slot('day')} ${slot('hour').split('/')[0]?.slice(0, 2) ?? ''}`;
}

function visitAt(asked: Asked): Answer {
  const hour = Number(asked.slot('hour').slice(0, 2));
  if (!Number.isInteger(hour) || hour < 8 || hour >= 18) return { outcome: 'closed' };
  const free = HOURS.filter((one) => visits(asked, one) < PER_HOUR);
  const wanted = `${String(hour).padStart(2, '0')}:00`;
  // A morning begins at eight, visits at nine.
  const fits = asked.slot('hour').includes('/') ? free.length > 0 : hour >= 9 && free.includes(wanted);
  return fits ? { outcome: 'ok' } : { outcome: 'taken', values: { free: free.slice(0, 4).join('、') } };
}

function visits({ book, slot }: Asked, hour: string): number {
  return book.cases('appointment', `${slot('day')} ${hour.slice(0, 2)}`).length;
}

function numbered(mark: string, { id }: Case): string {
  return `${mark}${String(26_000_000 + id)}`;
}
