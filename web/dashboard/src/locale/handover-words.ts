import { reasonsEn, reasonsZh } from '../../../../shared/handover-words.ts';
import { words } from '../../../client/words.ts';

/** Why the robot handed over; the gateway sends the names. */
export const reasonWords = words(reasonsZh, reasonsEn);

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
    stepsReached: '做到第 {reached} 步，共 {of} 步',
    generated: 'AI 生成',
    flow: '进行到',
    language: '语言',
    visits: '24 小时内来访',
    visitTimes: '第 {n} 次',
    unserved: '此前有 {n} 次转人工没有人接待',
    offerRobot: '征求同意转给机器人',
    offerRobotText: '会先问 {name} 是否同意，同意后才转给机器人；不同意就继续由您服务。',
    offerRobotYes: '征求同意',
    offerRobotDone: '已征求客户同意',
    robotOffered: '等客户回答是否转给机器人',
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
    stepsReached: 'got to step {reached} of {of}',
    generated: 'AI generated',
    flow: 'Was doing',
    language: 'Language',
    visits: 'Visits in 24 hours',
    visitTimes: 'number {n}',
    unserved: '{n} earlier hand-overs were never taken',
    offerRobot: 'Ask to hand back to the robot',
    offerRobotText: '{name} is asked first; only their yes gives the conversation to the robot, otherwise you go on.',
    offerRobotYes: 'Ask',
    offerRobotDone: 'The customer has been asked',
    robotOffered: 'Waiting for the customer’s yes to the robot',
  },
);
