/** What a customer is told when a person takes over: why, where their wish stands, its number and the wait (5.1.1, 5.2.1). */
import type { Language } from '../../shared/knowledge.ts';
import type { HandoverReason } from './mind.ts';

/** Where the wish for a person stands, as far as is known: in line after `position` others, with an agent, left as a message. */
export type Standing =
  | { state: 'queued'; position: number; waitMs: number | null }
  | { state: 'agent' }
  | { state: 'left-message' }
  | { state: 'unknown' };

const LEADS: Partial<Record<HandoverReason, Record<Language, string>>> = {
  information_security: {
    zh: '为了您的信息安全，请不要在聊天里发送证件号、卡号、密码或验证码。',
    en: 'For your safety, please never send document or card numbers, passwords or codes in a chat. ',
  },
  danger: {
    zh: '如有人身或财产危险，请先拨打 110、119 或 120。',
    en: 'If anyone or anything is in danger, please call 110, 119 or 120 first. ',
  },
  not_understood: { zh: '抱歉，我没能帮上忙。', en: 'Sorry, I could not help. ' },
  flow_failed: { zh: '抱歉，我没能帮上忙。', en: 'Sorry, I could not help. ' },
  lookup_failed: {
    zh: '抱歉，公司系统暂时没有回应，我没能查到或办成。',
    en: 'Sorry, the company’s system does not answer at the moment, so I could not do it. ',
  },
  repeat_visits: {
    zh: '您最近多次联系我们，问题还没解决，非常抱歉。',
    en: 'You have had to come back to us several times, I am very sorry. ',
  },
  robot_timeout: { zh: '抱歉，这次等得太久了。', en: 'Sorry, this takes too long. ' },
  robot_failed: { zh: '抱歉，机器人出了故障。', en: 'Sorry, the robot is out of order. ' },
  care_group: { zh: '好的。', en: '' },
  customer_asked: { zh: '好的，', en: '' },
};

const BACK: Record<Language, string> = { zh: '客服已上线，', en: 'Our people are back. ' };

/** One message: the reason's own words (`back`: that colleagues came), then where it stands with a number or an honest “can't be told”. */
export function parting(
  reason: HandoverReason,
  language: Language,
  number: string,
  standing: Standing,
  back = false,
): string {
  const lead = back && standing.state !== 'left-message' ? BACK[language] : (LEADS[reason]?.[language] ?? '');
  const urgent = reason === 'danger';
  const named = standing.state === 'left-message' ? '留言编号' : '受理编号';
  return language === 'zh'
    ? `${lead}${chinese(standing, urgent)}${number ? `${named} ${number}。` : ''}${KEPT.zh}`
    : `${lead}${english(standing, urgent)}${number ? ` Your reference is ${number}.` : ''} ${KEPT.en}`;
}

const KEPT: Record<Language, string> = {
  zh: '您说过的内容会一并转达，不用重复。',
  en: 'Everything you have said is passed on, so you need not repeat it.',
};

function chinese(standing: Standing, urgent: boolean): string {
  const passing = `正在为您${urgent ? '加急' : ''}转接人工客服`;
  switch (standing.state) {
    case 'queued':
      return `${passing}，前面还有 ${standing.position} 位，${waitWords(standing.waitMs, 'zh')}。`;
    case 'agent':
      return `${passing}，客服马上接入。`;
    case 'left-message':
      return '现在没有客服在线。请直接留言，我们会保留并在客服上线后尽快回复您。';
    case 'unknown':
      return `${passing}，请求已记录，预计等待时间暂时无法预计。`;
  }
}

function english(standing: Standing, urgent: boolean): string {
  const passing = `I am passing you to one of our people${urgent ? ', urgently' : ''}`;
  switch (standing.state) {
    case 'queued':
      return `${passing}; ${standing.position} before you, ${waitWords(standing.waitMs, 'en')}.`;
    case 'agent':
      return `${passing}, somebody is with you at once.`;
    case 'left-message':
      return 'No colleague is on duty now. Leave your message here: it is kept, and we answer as soon as somebody is back.';
    case 'unknown':
      return `${passing}. Your request is recorded; the wait can’t be told yet.`;
  }
}

/** “预计等待约 3 分钟”, or honestly that nobody can say. */
export function waitWords(waitMs: number | null, language: Language): string {
  if (waitMs === null) return language === 'zh' ? '等待时间暂时无法预计' : 'the wait can’t be told yet';
  const minutes = Math.max(1, Math.ceil(waitMs / 60_000));
  return language === 'zh' ? `预计等待约 ${minutes} 分钟` : `about ${minutes} min to wait`;
}
