/** The kinds of tickets a company begins with. */
import type { TicketField, TicketKind, TicketMove, TicketState, Tickets } from './tickets.ts';

const states: TicketState[] = [
  {
    id: 'new',
    label: { zh: '待受理', en: 'New' },
    told: { zh: '已登记，等待受理', en: 'Registered, waiting to be taken up' },
    phase: 'open',
    tells: false,
  },
  {
    id: 'doing',
    label: { zh: '处理中', en: 'In progress' },
    told: { zh: '已受理，正在处理', en: 'Taken up, we are working on it' },
    phase: 'doing',
    tells: true,
  },
  {
    id: 'waiting',
    label: { zh: '待客户补充', en: 'Waiting for the customer' },
    told: { zh: '需要您补充资料', en: 'We need something from you' },
    phase: 'waiting',
    tells: true,
  },
  {
    id: 'confirming',
    label: { zh: '待客户确认', en: 'Waiting for confirmation' },
    told: { zh: '已处理，请您确认是否解决', en: 'Done on our side; please confirm that it is solved' },
    phase: 'confirming',
    tells: true,
  },
  {
    id: 'solved',
    label: { zh: '已解决', en: 'Solved' },
    told: { zh: '已解决', en: 'Solved' },
    phase: 'solved',
    tells: true,
  },
  {
    id: 'closed',
    label: { zh: '已关闭', en: 'Closed' },
    told: { zh: '已关闭', en: 'Closed' },
    phase: 'closed',
    tells: false,
  },
];

const staff = (from: string, ...to: string[]): TicketMove[] =>
  to.map((one) => ({ from, to: one, on: 'staff' as const }));
const moves: TicketMove[] = [
  ...staff('new', 'doing', 'waiting', 'confirming', 'closed'),
  ...staff('doing', 'waiting', 'confirming', 'solved', 'closed'),
  ...staff('waiting', 'doing', 'confirming', 'closed'),
  ...staff('confirming', 'doing', 'solved'),
  ...staff('solved', 'closed'),
  { from: 'waiting', to: 'doing', on: 'replied' },
  { from: 'confirming', to: 'solved', on: 'confirmed' },
  { from: 'confirming', to: 'doing', on: 'reopened' },
  { from: 'solved', to: 'doing', on: 'reopened' },
  { from: 'closed', to: 'doing', on: 'reopened' },
  { from: 'waiting', to: 'closed', on: 'elapsed', hours: 168 },
  { from: 'confirming', to: 'solved', on: 'elapsed', hours: 72 },
  { from: 'solved', to: 'closed', on: 'elapsed', hours: 72 },
];

const order: TicketField = {
  id: 'order',
  label: { zh: '订单号', en: 'Order number' },
  type: 'order',
  required: 'no',
  shown: true,
};
const phone: TicketField = {
  id: 'phone',
  label: { zh: '联系电话', en: 'Phone' },
  type: 'phone',
  required: 'no',
  shown: true,
};
const photo: TicketField = {
  id: 'photo',
  label: { zh: '图片', en: 'Picture' },
  type: 'image',
  required: 'no',
  shown: true,
};
const what: TicketField = {
  id: 'what',
  label: { zh: '情况说明', en: 'What happened' },
  type: 'text',
  required: 'no',
  shown: true,
};
const outcome: TicketField = {
  id: 'outcome',
  label: { zh: '处理结果', en: 'Outcome' },
  type: 'text',
  required: 'solving',
  shown: true,
};
const needed = (field: TicketField): TicketField => ({ ...field, required: 'opening' });
const choice = (id: string, zh: string, en: string) => ({ id, label: { zh, en } });

const HOUR = 60;
/** Minutes of office time: a working day has nine hours. */
const DAY = 9 * HOUR;
const hurry = (low: number, normal: number, high: number, urgent: number) => ({ low, normal, high, urgent });

const base: Omit<TicketKind, 'id' | 'label' | 'fields'> = {
  byCustomer: true,
  begins: 'new',
  states,
  moves,
  priority: 'normal',
  skill: 'general',
  limits: {
    calendar: 'office',
    first: hurry(DAY, 4 * HOUR, 2 * HOUR, 30),
    solve: hurry(5 * DAY, 3 * DAY, 2 * DAY, DAY),
    warnPercent: 80,
  },
  promise: { amount: 3, unit: 'working-days', basis: '' },
  reopenDays: 15,
};

const inquiry: TicketKind = {
  ...base,
  id: 'inquiry',
  label: { zh: '咨询', en: 'Question' },
  fields: [what, order, photo, phone],
};

const complaint: TicketKind = {
  ...base,
  id: 'complaint',
  label: { zh: '投诉', en: 'Complaint' },
  priority: 'high',
  skill: 'aftersales',
  fields: [
    {
      id: 'about',
      label: { zh: '问题类型', en: 'Subject' },
      type: 'choice',
      required: 'no',
      shown: true,
      options: [
        choice('goods', '商品质量', 'The goods'),
        choice('delivery', '快递物流', 'Delivery'),
        choice('service', '服务态度', 'Service'),
        choice('price', '价格与费用', 'Price'),
        choice('privacy', '个人信息', 'Personal data'),
        choice('other', '其他', 'Something else'),
      ],
    },
    what,
    order,
    photo,
    phone,
    outcome,
  ],
  limits: {
    calendar: 'office',
    first: hurry(4 * HOUR, 2 * HOUR, HOUR, 30),
    solve: hurry(5 * DAY, 4 * DAY, 3 * DAY, DAY),
    warnPercent: 80,
  },
  promise: {
    amount: 7,
    unit: 'working-days',
    basis: '本公司承诺；《电子商务法》第五十九条、《消费者权益保护法实施条例》要求及时处理投诉',
  },
};

const refund: TicketKind = {
  ...base,
  id: 'refund',
  label: { zh: '退款', en: 'Refund' },
  skill: 'aftersales',
  fields: [
    needed(order),
    { id: 'amount', label: { zh: '退款金额', en: 'Amount' }, type: 'amount', required: 'solving', shown: true },
    what,
    phone,
  ],
};

const exchange: TicketKind = {
  ...base,
  id: 'exchange',
  label: { zh: '换货', en: 'Exchange' },
  skill: 'aftersales',
  fields: [needed(order), what, photo, phone],
  promise: { amount: 7, unit: 'working-days', basis: '' },
};

const repair: TicketKind = {
  ...base,
  id: 'repair',
  label: { zh: '维修', en: 'Repair' },
  skill: 'aftersales',
  fields: [
    order,
    { ...what, label: { zh: '故障现象', en: 'Fault' }, required: 'opening' },
    {
      id: 'way',
      label: { zh: '维修方式', en: 'How' },
      type: 'choice',
      required: 'no',
      shown: true,
      options: [choice('visit', '上门', 'At the customer’s'), choice('send', '寄修', 'Sent in')],
    },
    {
      id: 'visit',
      label: { zh: '上门日期', en: 'Day of the visit' },
      type: 'date',
      required: 'solving',
      when: { field: 'way', is: ['visit'] },
      shown: true,
    },
    photo,
    phone,
  ],
  promise: { amount: 15, unit: 'days', basis: '' },
};

const idea: TicketKind = {
  ...base,
  id: 'idea',
  label: { zh: '建议', en: 'Suggestion' },
  priority: 'low',
  fields: [what],
  promise: { amount: 15, unit: 'working-days', basis: '' },
};

const callback: TicketKind = {
  ...base,
  id: 'callback',
  label: { zh: '回电', en: 'Callback' },
  // Booked on the telephone, or by a colleague.
  byCustomer: false,
  fields: [
    needed({ ...what, id: 'when', label: { zh: '回电时间', en: 'When' } }),
    { id: 'day', label: { zh: '日期', en: 'Day' }, type: 'date', required: 'no', shown: true },
    phone,
    what,
    order,
  ],
  limits: {
    calendar: 'office',
    first: hurry(DAY, 2 * HOUR, HOUR, 30),
    solve: hurry(2 * DAY, DAY, DAY, 4 * HOUR),
    warnPercent: 80,
  },
  promise: { amount: 1, unit: 'working-days', basis: '' },
};

/** What holds until somebody writes another. */
export const usualTickets: Tickets = {
  kinds: [inquiry, complaint, refund, exchange, repair, idea, callback],
  leftMessage: { kind: 'inquiry', quietMinutes: 10 },
  handovers: [{ reason: 'complaint', kind: 'complaint' }],
  urging: { everyMinutes: 120, raiseFrom: 2, upTo: 'high' },
  perDay: 5,
};
