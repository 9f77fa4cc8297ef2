/** Names of the settings' pages, and a sentence what each is for. */
import type { Words } from '../../../../client/words.ts';

type Page = Record<string, { zh: readonly [string, string]; en: readonly [string, string] }>;

/** By the page's name: what it is called, and what it is for. */
export const pageNames: Page = {
  routing: {
    zh: ['接待分配', '自动接待还是逐个邀请、接待上限、各个时限、小休原因'],
    en: ['Routing', 'Assigned or offered, capacity, the times of every lease, reasons of breaks'],
  },
  groups: {
    zh: ['技能与技能组', '会话需要什么技能，由哪一组接待，满员时去哪里'],
    en: ['Skills and groups', 'What conversations need, who serves them, where they go when a group is full'],
  },
  agents: {
    zh: ['坐席', '每位客服的技能等级、语言、渠道和接待上限'],
    en: ['Agents', 'Skills with levels, languages, channels and capacity of each agent'],
  },
  promises: {
    zh: ['服务等级', '多久有人接待（SLA），会员等级的优先顺序'],
    en: ['Service classes', 'How soon a person answers (SLA), and who comes first'],
  },
  digests: {
    zh: ['定时报表', '每天、每周或每月把服务数字发到群里或邮箱'],
    en: ['Scheduled reports', 'Figures of service by the day, week or month, to chats or e-mail'],
  },
  alerts: {
    zh: ['告警', '出故障时呼叫谁、用什么方式，没人确认时再呼叫谁'],
    en: ['Alerts', 'Who is called by which way when something is wrong, and who next when nobody takes it'],
  },
  telephone: {
    zh: ['电话', '客服自己的电话、通话录音、未接短信、开场白，以及热线的接入地址'],
    en: ['Telephone', 'Telephones of colleagues, recording, missed calls, the greeting, and where the lines lead'],
  },
  hours: {
    zh: ['工作时间与节假日', '每周时段、法定节假日与调休、特殊日期'],
    en: ['Hours and holidays', 'Weekly periods, public holidays and days worked instead, single days'],
  },
  schedule: {
    zh: ['排班', '班次、每天谁上班谁休息、期望人数，以及需要留意的地方'],
    en: ['Schedule', 'Shifts, who works and who rests on which day, how many are expected, what to look at'],
  },
  closing: {
    zh: ['结束与小结', '问候语、超时提醒、服务小结分类、邀请评价'],
    en: ['Closing and summaries', 'Greeting, reminders, categories of summaries, ratings'],
  },
  reminders: {
    zh: ['提醒模板', '发货、退款、预约等事件怎么告诉客户：通知、订阅消息、短信的文字，以及主动告诉谁'],
    en: ['Reminders', 'How shipments, refunds and appointments are told: notice, subscription message, SMS, and whom'],
  },
  profile: {
    zh: ['画像规则', '什么样的客户带什么标签、走不走 VIP 通道，哪些话题算敏感'],
    en: ['Profile rules', 'Which tags which customers have, who takes the VIP lane, what is sensitive'],
  },
  purchases: {
    zh: ['购买记录', '把店铺的订单表格（CSV）导入客户画像：先检查，再导入，被拒的行可以下载'],
    en: [
      'Purchases',
      'Brings a shop’s orders (CSV) into profiles: checked first, then imported; refused lines can be saved',
    ],
  },
  campaigns: {
    zh: ['营销活动', '暂停全部活动的总开关、营销短信模板、价格、每分钟发出多少'],
    en: ['Campaigns', 'The switch that holds all, SMS templates for offers, price, how much leaves a minute'],
  },
  people: {
    zh: ['客户', '客户资料的字段、客户标签、黑名单说明、访客轨迹'],
    en: ['Customers', 'Fields of the card, tags, what blocked people are told, pages visited'],
  },
  replies: {
    zh: ['快捷回复', '公共与个人的常用语，按组管理和导入'],
    en: ['Quick replies', 'Shared and own phrases, in groups, with import'],
  },
  tickets: {
    zh: ['工单模板', '工单的字段、流程和时限'],
    en: ['Ticket templates', 'Fields, flow and deadlines of each kind'],
  },
  watchwords: {
    zh: ['敏感词', '客服和客户的话里要拦截或标记的词，可以先试一句'],
    en: ['Watchwords', 'Words of agents and customers that are held back or marked; try a sentence first'],
  },
  quality: {
    zh: ['质检', '自动检查什么、抽检多少、按什么评分'],
    en: ['Quality', 'What is checked by itself, how much is reviewed, and the score sheet'],
  },
  targets: {
    zh: ['服务目标', '响应、解决率、满意度等在哪个阶段要达到多少；报表上和实际数字并排'],
    en: [
      'Service targets',
      'What answers, solutions and satisfaction are to reach in which phase; shown in the reports',
    ],
  },
  topics: {
    zh: ['咨询热点', '坐席每分钟的成本，用来把话题占用的时间折成钱'],
    en: ['Topics', 'What a minute of an agent costs, to tell topics’ time in money'],
  },
  colleagues: {
    zh: ['同事', '谁能登录工作台，各是什么角色；添加同事'],
    en: ['Colleagues', 'Who may sign in, in which role; adds colleagues'],
  },
  company: {
    zh: ['公司', '客户看到的名称和联系方式'],
    en: ['Company', 'The name and contact customers see'],
  },
  sites: {
    zh: ['网站', '每个网站的挂件：颜色、文案、常见问题、询前表单，接入代码与聊天链接'],
    en: ['Sites', 'The widget on each site: colour, words, questions, the form before the first word; line and link'],
  },
  privacy: {
    zh: ['隐私说明', '客户读到的隐私说明，每一版从哪天起施行、改了什么'],
    en: ['Privacy notice', 'What customers read: since when each version holds, and what it changed'],
  },
  webhooks: {
    zh: ['事件通知', '把会话、消息和工单的变化推送到公司的系统（Webhook）'],
    en: ['Webhooks', 'Sends what happens to sessions, messages and tickets to your systems'],
  },
  keys: {
    zh: ['API 密钥', '公司自己的系统凭密钥读写客户、会话、消息和工单'],
    en: ['API keys', 'By which your own systems read and write customers, sessions, messages and tickets'],
  },
};

/** The menu's parts. */
export const partNames: Words<'desk' | 'talk' | 'work' | 'company'> = {
  zh: { desk: '接待', talk: '会话', work: '工单与质检', company: '公司与集成' },
  en: { desk: 'Desk', talk: 'Conversations', work: 'Tickets and quality', company: 'Company and integration' },
};
