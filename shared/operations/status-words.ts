/** What the page for customers says, in both languages. */
import type { IncidentState } from './incident.ts';
import type { Component, Condition, Trouble } from './status.ts';

export type StatusLanguage = 'zh' | 'en';

const zh = {
  title: '服务状态',
  other: 'English',
  whole: {
    good: '各渠道服务正常',
    limited: '部分服务受影响',
    down: '部分渠道暂时无法使用',
    unknown: '暂时无法获取状态',
  } satisfies Record<Condition, string>,
  condition: { good: '正常', limited: '受影响', down: '无法使用', unknown: '未知' } satisfies Record<Condition, string>,
  channels: '各渠道',
  notices: '公告',
  incidents: '近 90 天的故障',
  none: '近 90 天没有故障。',
  component: {
    ...{ web: '网页', app: 'APP', miniprogram: '小程序', wechat: '微信', sms: '短信', phone: '电话' },
    ...{ robot: '智能客服', people: '人工客服' },
  } satisfies Record<Component, string>,
  days: (count: number) => (count === 0 ? '近 90 天无故障' : `近 90 天有 ${count} 天受影响`),
  first: '90 天前',
  last: '今天',
  legend: '图例',
  noRecord: '无记录',
  everywhere: '全部渠道',
  trouble: {
    unreachable: '消息无法送达我们',
    delayed: '消息可能延迟或收不到',
    robot: '智能客服回答变慢或暂停',
    waiting: '人工客服等待时间较长',
    unsteady: '服务可能不稳定',
  } satisfies Record<Trouble, string>,
  state: {
    open: '正在调查',
    acknowledged: '正在处理',
    mitigated: '已恢复，观察中',
    resolved: '已解决',
  } satisfies Record<IncidentState, string>,
  still: '仍在持续',
  minutes: (count: number) =>
    count < 60 ? `持续 ${count} 分钟` : `持续 ${Math.floor(count / 60)} 小时 ${count % 60} 分钟`,
  at: '更新于',
  zone: '时间均为北京时间',
};

const en: typeof zh = {
  title: 'Service status',
  other: '中文',
  whole: {
    good: 'All channels work',
    limited: 'Some services are affected',
    down: 'Some channels can’t be used right now',
    unknown: 'The status can’t be read right now',
  },
  condition: { good: 'Works', limited: 'Affected', down: 'Down', unknown: 'Unknown' },
  channels: 'Channels',
  notices: 'Notices',
  incidents: 'Incidents of the last 90 days',
  none: 'No incident in the last 90 days.',
  component: {
    ...{ web: 'Website', app: 'App', miniprogram: 'Mini-program', wechat: 'WeChat', sms: 'SMS', phone: 'Telephone' },
    ...{ robot: 'Robot', people: 'Agents' },
  },
  days: (count) => (count === 0 ? 'No incident in 90 days' : `${count} of 90 days affected`),
  first: '90 days ago',
  last: 'Today',
  legend: 'Legend',
  noRecord: 'No record',
  everywhere: 'All channels',
  trouble: {
    unreachable: 'Messages didn’t reach us',
    delayed: 'Messages may come late or not at all',
    robot: 'The robot answers slowly or is paused',
    waiting: 'Waiting for an agent takes longer',
    unsteady: 'The service may be unsteady',
  },
  state: {
    open: 'Being looked into',
    acknowledged: 'Being worked on',
    mitigated: 'Recovered, being watched',
    resolved: 'Resolved',
  },
  still: 'going on',
  minutes: (count) => (count < 60 ? `for ${count} min` : `for ${Math.floor(count / 60)} h ${count % 60} min`),
  at: 'Updated',
  zone: 'All times are China Standard Time',
};

export const statusWords: Record<StatusLanguage, typeof zh> = { zh, en };
