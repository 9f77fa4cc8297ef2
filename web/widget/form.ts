/** The control for what a dialog asks, with the browser's own fields: a day, a time, an amount, an order. Fetched with the first one asked. */
import { formFault, formWords, type FormState } from '../../shared/form-rules.ts';
import type { Form } from '../../shared/form.ts';
import type { OrdersAnswer } from '../../shared/order-api.ts';
import { fill, type Language } from '../client/words.ts';
import { pictured, type Drawing } from './bodies.ts';
import { make, set } from './dom.ts';
import css from './form.css';
import { lookUp, type Place } from './look-up.ts';

/** Worn where it stands. */
export const style: string = css;

/** What a form needs of the panel. */
export type FormTools = Place & {
  language(): Language;
  say(text: string): void;
  /** Asks for photos. */
  photos(): void;
};

const words = {
  zh: {
    date: '选择日期',
    time: '选择时间',
    send: '发送',
    order: '选择订单',
    image: '添加照片',
    over: '已回答',
    chosen: '已选：{value}',
    between: '可选 {from} 到 {to}',
    from: '{from} 起',
    to: '最多 {to}',
    none: '请先填写',
    noAmount: '请填写金额，如 99 或 99.50',
    wrongDay: '这一天不行，{note}',
    least: '不能少于 {bound}',
    most: '不能超过 {bound}',
    find: '搜索订单号或商品',
    noOrders: '没有查到您名下的订单，可以直接输入订单号',
    failed: '订单暂时查不到，可以直接输入订单号',
    loading: '正在查询您的订单…',
    picture: '图片',
  },
  en: {
    date: 'Date',
    time: 'Time',
    send: 'Send',
    order: 'Choose an order',
    image: 'Add a photo',
    over: 'Answered',
    chosen: 'Chosen: {value}',
    between: '{from} to {to}',
    from: 'From {from}',
    to: 'Up to {to}',
    none: 'Please fill this in first',
    noAmount: 'Please give an amount, like 99 or 99.50',
    wrongDay: 'That day won’t do. {note}',
    least: 'It can’t be less than {bound}',
    most: 'It can’t be more than {bound}',
    find: 'Search by number or product',
    noOrders: 'We found no orders of yours; type the order number instead',
    failed: 'Your orders can’t be looked up now; type the order number instead',
    loading: 'Looking up your orders…',
    picture: 'picture',
  },
} as const;
type Words = (typeof words)[Language];

/** The control, or what became of it. */
export function drawForm(asked: Form, state: FormState, drawing: Drawing, tools: FormTools): HTMLElement {
  const say = words[tools.language()];
  if (!state.open) {
    const value = state.chosen === '✓' ? say.picture : state.chosen;
    return make('p', { class: 'form-over' }, value === '' ? say.over : fill(say.chosen, { value }));
  }
  switch (asked.kind) {
    case 'choice':
      return make('span');
    case 'image':
      return make('button', { type: 'button', class: 'form-act', onclick: tools.photos }, say.image);
    case 'order':
      return orderChoice(say, drawing, tools);
    case 'date':
    case 'time':
    case 'amount':
      return field(asked, say, tools);
  }
}

function field(asked: Form, say: Words, tools: FormTools): HTMLElement {
  const { kind, label, least, most } = asked;
  const note = boundsOf(asked, say);
  const told = make('small', {}, note);
  const amount = kind === 'amount';
  const input = make('input', {
    type: amount ? 'text' : kind,
    inputmode: amount ? 'decimal' : undefined,
    maxlength: amount ? 13 : undefined,
    placeholder: amount ? note || label : undefined,
    'aria-label': amount ? label : `${kind === 'date' ? say.date : say.time}: ${label}`,
    min: kind === 'date' ? least : undefined,
    max: kind === 'date' ? most : undefined,
    oninput: () => {
      set(input, 'aria-invalid', false);
      told.className = '';
      told.textContent = note;
    },
  });
  return make(
    'form',
    {
      class: 'form-ask',
      novalidate: true,
      onsubmit: (event) => {
        event.preventDefault();
        const value = input.value.trim();
        const fault = formFault(asked, value);
        if (fault === null) return tools.say(formWords(asked, value));
        set(input, 'aria-invalid', 'true');
        told.className = 'wrong';
        set(told, 'role', 'alert');
        told.textContent = faultWords(asked, fault, note, say);
        input.focus();
      },
    },
    amount && make('span', { 'aria-hidden': 'true' }, '¥'),
    input,
    make('button', { type: 'submit', class: 'solid' }, say.send),
    told,
  );
}

function boundsOf({ kind, least, most }: Form, say: Words): string {
  const shown = (bound: string) => (kind === 'amount' ? `¥${bound}` : bound);
  if (least !== undefined && most !== undefined) return fill(say.between, { from: shown(least), to: shown(most) });
  if (least !== undefined) return fill(say.from, { from: shown(least) });
  return most === undefined ? '' : fill(say.to, { to: shown(most) });
}

/** Why it can't be given, said at the field. */
function faultWords(asked: Form, fault: 'none' | 'least' | 'most', note: string, say: Words): string {
  if (fault === 'none') return asked.kind === 'amount' ? say.noAmount : say.none;
  if (asked.kind === 'date') return fill(say.wrongDay, { note });
  return fill(say[fault], { bound: `¥${asked[fault] ?? ''}` });
}

/** So many orders are looked over; of more one is searched for. */
const FEW = 4;

function orderChoice(say: Words, drawing: Drawing, tools: FormTools): HTMLElement {
  const place = make('div', { class: 'form-orders' });
  const open = make('button', { type: 'button', class: 'form-act', onclick: () => void show() }, say.order);
  const show = async () => {
    place.replaceChildren(make('p', { role: 'status' }, say.loading));
    const answer = await ordersOf(tools);
    if (answer === null || answer.orders.length === 0) {
      return place.replaceChildren(open, make('p', { role: 'status' }, answer === null ? say.failed : say.noOrders));
    }
    const rows = answer.orders.map(({ order }) => {
      const { no, stateText, items } = order;
      const title = items[0]?.title ?? no;
      const picture = pictured(items.find(({ image }) => image !== undefined)?.image, drawing, '');
      const row = make(
        'button',
        { type: 'button', onclick: () => tools.say(no) },
        picture ?? make('i', { class: 'thumb' }, title.slice(0, 1)),
        make('span', {}, make('b', {}, title), make('small', {}, `${no} · ${stateText}`)),
      );
      return { row, search: [no, stateText, ...items.map((one) => one.title)].join(' ').toLowerCase() };
    });
    const find = make('input', {
      type: 'search',
      'aria-label': say.find,
      placeholder: say.find,
      oninput: () => {
        const typed = find.value.toLowerCase().split(/\s+/u);
        for (const { row, search } of rows) row.hidden = !typed.every((word) => search.includes(word));
      },
    });
    const list = make(
      'div',
      { class: 'form-list', role: 'group', 'aria-label': say.order },
      ...rows.map(({ row }) => row),
    );
    place.replaceChildren(...(rows.length > FEW ? [find, list] : [list]));
    (rows.length > FEW ? find : rows[0]?.row)?.focus({ preventScroll: true });
  };
  place.append(open);
  return place;
}

/** The person's orders; null: they can't be had. A visitor nobody vouches for has none. */
async function ordersOf(tools: FormTools): Promise<Pick<OrdersAnswer, 'orders'> | null> {
  const answer = await lookUp(tools, '/v1/orders');
  if (!answer.ok) return answer.code === 'not_allowed' ? { orders: [] } : null;
  const { orders } = answer as Partial<OrdersAnswer>;
  return Array.isArray(orders) ? { orders } : null;
}
