import { words } from '../../../client/words.ts';

/** Why the robot handed over; the gateway sends the names. */
export const reasonWords = words(
  {
    customer_asked: '客户要求人工',
    refuses_robot: '客户不愿与机器人沟通',
    information_security: '客户发来了敏感信息',
    danger: '可能涉及人身或财产安全',
    complaint: '客户不满或要投诉',
    not_understood: '机器人多次未能解答',
    flow_failed: '没有得到有效的订单号',
    lookup_failed: '订单系统没有回应',
  },
  {
    customer_asked: 'Asked for a person',
    refuses_robot: 'Refuses the robot',
    information_security: 'Sent sensitive information',
    danger: 'Safety may be at stake',
    complaint: 'Upset, or complains',
    not_understood: 'The robot could not answer',
    flow_failed: 'No valid order number given',
    lookup_failed: 'The order system did not answer',
  },
);

/** Skill groups of the published knowledge. */
export const skillWords = words(
  {
    general: '综合',
    aftersales: '售后',
    logistics: '物流',
    presale: '售前',
    invoice: '发票',
    member: '会员',
    finance: '钱包与理财',
    internet: '互联网服务',
  },
  {
    general: 'General',
    aftersales: 'After-sales',
    logistics: 'Logistics',
    presale: 'Pre-sales',
    invoice: 'Invoices',
    member: 'Membership',
    finance: 'Wallet and funds',
    internet: 'Internet services',
  },
);

/** What the robot asked for before it handed over. */
export const slotWords = words({ order: '订单号', phone: '手机号' }, { order: 'Order number', phone: 'Phone number' });
