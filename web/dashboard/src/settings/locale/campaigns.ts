/** Words of 设置 → 营销活动: the switch, the SMS templates, the price, how much leaves a minute. */
import { words } from '../../../../client/words.ts';

export const campaignPageWords = words(
  {
    campaignsPaused: '暂停全部活动',
    campaignsPausedHint: '打开后任何活动都不再发出一条。关闭后不会自动恢复：停下的要逐个点“继续”，还没开始的要重新批准',
    offerTemplates: '营销短信模板',
    offerTemplatesLead: '运营商批准的营销类模板，原文照抄，要写明怎么退订（拒收请回复R）。每个短信账号各有一个形式。',
    addOfferTemplate: '添加模板',
    offerTemplateName: '名称',
    offerForms: '各账号的形式',
    offerAccount: '短信账号',
    offerCode: '运营商的模板编号',
    offerText: '原文',
    offerTextHint: '要写明怎么退订，例如 拒收请回复R',
    addOfferForm: '添加一个账号的形式',
    dropOfferForm: '删除第 {n} 个形式',
    offerPrice: '一条短信的价格（分）',
    offerPriceHint: '按分段计，用来估算费用',
    offerHours: '发送时段',
    offerHoursLead: '优惠只在这些整点之间发出（北京时间），只能比 8 点到 20 点更窄；个人的服务通知不受影响。',
    offerHoursFrom: '从几点',
    offerHoursTo: '到几点',
    offerBudgets: '每分钟最多发出',
    offerBudgetsLead: '全部活动合计，按渠道；不要超过服务商允许的速度。',
  },
  {
    campaignsPaused: 'Hold all campaigns',
    campaignsPausedHint:
      'While it is on nothing leaves for any of them. Switched off, none goes on by itself: resume those that ran, approve those that had not begun',
    offerTemplates: 'SMS templates for offers',
    offerTemplatesLead:
      'As carriers approved them, word for word; they say how to refuse (Reply STOP). One form for each SMS account.',
    addOfferTemplate: 'Add a template',
    offerTemplateName: 'Name',
    offerForms: 'Forms by account',
    offerAccount: 'SMS account',
    offerCode: 'The carrier’s name of it',
    offerText: 'Words',
    offerTextHint: 'They say how to refuse, such as Reply STOP',
    addOfferForm: 'Add the form of an account',
    dropOfferForm: 'Remove form {n}',
    offerPrice: 'Price of an SMS (fen)',
    offerPriceHint: 'For each part; costs are estimated by it',
    offerHours: 'Hours',
    offerHoursLead:
      'Offers leave between these full hours only (Beijing time); narrower than 8 to 20, never wider. News of people’s own matters is not touched.',
    offerHoursFrom: 'From',
    offerHoursTo: 'To',
    offerBudgets: 'At most a minute',
    offerBudgetsLead: 'Of all campaigns together, by channel; not above what the provider takes.',
  },
);
