import { words } from '../../../client/words.ts';

/** Why the robot handed over; the gateway sends the names. */
export const reasonWords = words(
  {
    customer_asked: '客户要求人工',
    refuses_robot: '客户不愿与机器人沟通',
    information_security: '涉及证件、账号或信息安全',
    danger: '可能涉及人身或财产安全',
    complaint: '客户不满或要投诉',
    not_understood: '机器人多次未能解答',
    flow_failed: '没有得到需要的信息',
    lookup_failed: '公司系统没有回应',
    robot_timeout: '机器人应答超时',
    robot_failed: '机器人故障或知识库不可用',
    repeat_visits: '24 小时内多次来访仍不满意',
    care_group: '老年人或未成年人，人工优先',
    rare_question: '罕见问题',
    several_questions: '一次问了几个不同部门的问题',
  },
  {
    customer_asked: 'Asked for a person',
    refuses_robot: 'Refuses the robot',
    information_security: 'Sensitive information or an account at stake',
    danger: 'Safety may be at stake',
    complaint: 'Upset, or complains',
    not_understood: 'The robot could not answer',
    flow_failed: 'What was needed was not given',
    lookup_failed: 'The company’s system did not answer',
    robot_timeout: 'The robot took too long',
    robot_failed: 'Robot or knowledge base out of order',
    repeat_visits: 'Several visits in 24 hours, still dissatisfied',
    care_group: 'Elderly or a minor: a person comes first',
    rare_question: 'A rare question',
    several_questions: 'Several questions of different departments',
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

/** The rest of the packet: who it is, what was tried, how it felt. */
export const packetWords = words(
  {
    number: '受理编号',
    customer: '客户',
    'signed-in': '已登录',
    platform: '平台已验证',
    none: '访客，未验证',
    elder: '老年人',
    minor: '未成年人',
    emotion: '情绪',
    calm: '平静',
    upset: '不满',
    angry: '愤怒',
    tried: '机器人答过',
    helped: '有用',
    unhelpful: '没用',
    flow: '进行到',
    language: '语言',
    visits: '24 小时内来访',
    visitTimes: '第 {n} 次',
    unserved: '此前有 {n} 次转人工没有人接待',
    order: '查订单',
  },
  {
    number: 'Reference',
    customer: 'Customer',
    'signed-in': 'signed in',
    platform: 'vouched for by the platform',
    none: 'visitor, not proven',
    elder: 'Elderly',
    minor: 'Minor',
    emotion: 'Mood',
    calm: 'calm',
    upset: 'upset',
    angry: 'angry',
    tried: 'Robot answered',
    helped: 'helped',
    unhelpful: 'no help',
    flow: 'Was doing',
    language: 'Language',
    visits: 'Visits in 24 hours',
    visitTimes: 'number {n}',
    unserved: '{n} earlier hand-overs were never taken',
    order: 'Order lookup',
  },
);
