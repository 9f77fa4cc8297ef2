/** The reminders every deployment has, as they stand until a lead writes others. */
import type { Reminder, Variable } from './template.ts';

const order: Variable = { name: 'order', type: 'order', zh: '订单号', en: 'Order' };
const carrier: Variable = { name: 'carrier', type: 'carrier', zh: '快递公司', en: 'Carrier' };
const parcel: Variable = { name: 'parcel', type: 'order', zh: '运单号', en: 'Parcel' };
const amount: Variable = { name: 'amount', type: 'amount', zh: '金额', en: 'Amount' };
const what: Variable = { name: 'what', type: 'text', zh: '预约事项', en: 'Appointment' };
const time: Variable = { name: 'time', type: 'time', zh: '预约时间', en: 'Time' };

type Words = { zh: string; en: string };
const usual = (
  id: string,
  kind: Reminder['kind'],
  name: Words,
  variables: Variable[],
  title: Words,
  text: Words,
): Reminder => ({ id, on: true, kind, ...name, variables, title, text, wechat: null, sms: null });

/** A company tells these by their names. */
const told: Reminder[] = [
  usual(
    'shipped',
    'logistics',
    { zh: '订单已发货', en: 'Order shipped' },
    [order, carrier, parcel],
    { zh: '您的订单已发货', en: 'Your order is on its way' },
    { zh: '{carrier}承运，运单号 {parcel}。', en: 'Carried by {carrier}, parcel {parcel}.' },
  ),
  usual(
    'delivered',
    'logistics',
    { zh: '订单已送达', en: 'Order delivered' },
    [order],
    { zh: '您的订单已送达', en: 'Your order has arrived' },
    { zh: '订单 {order} 已签收。', en: 'Order {order} was delivered.' },
  ),
  usual(
    'refund-accepted',
    'refund',
    { zh: '退款已受理', en: 'Refund accepted' },
    [order, amount],
    { zh: '退款申请已受理', en: 'Your refund was accepted' },
    { zh: '订单 {order} 将退款 {amount}。', en: '{amount} will be refunded for order {order}.' },
  ),
  usual(
    'refund-paid',
    'refund',
    { zh: '退款已到账', en: 'Refund paid' },
    [order, amount],
    { zh: '退款已原路退回', en: 'Your refund was paid' },
    { zh: '订单 {order} 的 {amount} 已退回。', en: '{amount} for order {order} was paid back.' },
  ),
];

/** What becomes of an appointment, told by the gateway itself as the company sets, moves and cancels it. */
const appointments: Reminder[] = [
  usual(
    'appointment-set',
    'appointment',
    { zh: '预约成功', en: 'Appointment made' },
    [what, time],
    { zh: '预约成功', en: 'Your appointment is made' },
    { zh: '{what}：{time}。', en: '{what}: {time}.' },
  ),
  usual(
    'appointment-moved',
    'appointment',
    { zh: '预约改期', en: 'Appointment moved' },
    [what, time],
    { zh: '预约已改期', en: 'Your appointment was moved' },
    { zh: '{what}改到 {time}。', en: '{what} is now at {time}.' },
  ),
  usual(
    'appointment-cancelled',
    'appointment',
    { zh: '预约取消', en: 'Appointment cancelled' },
    [what, time],
    { zh: '预约已取消', en: 'Your appointment was cancelled' },
    { zh: '{time}的{what}已取消。', en: '{what} at {time} was cancelled.' },
  ),
  usual(
    'appointment-tomorrow',
    'appointment',
    { zh: '预约前一天', en: 'The day before' },
    [what, time],
    { zh: '明天有预约', en: 'You have an appointment tomorrow' },
    { zh: '{what}：{time}。', en: '{what}: {time}.' },
  ),
  usual(
    'appointment-soon',
    'appointment',
    { zh: '预约前两小时', en: 'Two hours before' },
    [what, time],
    { zh: '预约快到了', en: 'Your appointment is soon' },
    { zh: '{what}：{time}。', en: '{what}: {time}.' },
  ),
];

/** What happens in the gateway itself. */
const own: Reminder[] = [
  usual(
    'ticket-moved',
    'ticket',
    { zh: '工单进展', en: 'Ticket moved' },
    [
      { name: 'number', type: 'order', zh: '工单号', en: 'Ticket' },
      { name: 'state', type: 'text', zh: '状态', en: 'State' },
      { name: 'what', type: 'text', zh: '发生了什么', en: 'What happened' },
      { name: 'said', type: 'passage', zh: '说明', en: 'Said' },
    ],
    { zh: '{what}', en: '{what}' },
    { zh: '{said}', en: '{said}' },
  ),
  usual(
    'answer-ready',
    'answer',
    { zh: '问题有了答案', en: 'Answer ready' },
    [
      { name: 'question', type: 'text', zh: '问过的问题', en: 'What was asked' },
      { name: 'answer', type: 'passage', zh: '答案', en: 'Answer' },
    ],
    { zh: '您问过的问题有答案了', en: 'We can answer your question now' },
    { zh: '您问过：{question}\n{answer}', en: 'You asked: {question}\n{answer}' },
  ),
];

export const usualReminders: readonly Reminder[] = [...told, ...appointments, ...own];

/** Told by what else happens; no company tells them by name. */
export const notTold: ReadonlySet<string> = new Set([...appointments, ...own].map(({ id }) => id));

/** Why a list of reminders lacks what the gateway tells by, or calls it by other variables; empty: it holds. */
export function lacks(given: readonly Reminder[]): string {
  for (const one of usualReminders) {
    const found = given.filter(({ id }) => id === one.id);
    const [first] = found;
    if (!first) return `the reminder ${one.id} is missing`;
    const same =
      first.kind === one.kind &&
      first.variables.length === one.variables.length &&
      one.variables.every(
        ({ name, type }, at) => first.variables[at]?.name === name && first.variables[at].type === type,
      );
    if (!same) return `the reminder ${one.id} keeps its kind and its variables`;
  }
  return '';
}
