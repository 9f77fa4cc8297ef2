/** What checks, states and switches are called, in both languages. */
import type { SwitchName } from '../settings/switches.ts';
import { ofKey, subjectNamed, worthSaying, type CheckName } from './check.ts';
import type { IncidentState } from './incident.ts';

type Words = { zh: string; en: string };

export const checkWords: Record<CheckName, Words> = {
  channel: { zh: '渠道收不到消息', en: 'Channel takes no messages' },
  part: { zh: '系统部件无响应', en: 'A part of the system does not answer' },
  robot: { zh: '机器人不回答或太慢', en: 'Robot slow or silent' },
  outbox: { zh: '消息发不出去', en: 'Messages are stuck' },
  quarantine: { zh: '有消息无法处理', en: 'Messages set aside' },
  unknown: { zh: '发送结果不明', en: 'Sends of unknown fate' },
  token: { zh: '平台凭证失效', en: 'Platform token lost' },
  quota: { zh: '额度将用完', en: 'Allowance nearly used' },
  hook: { zh: '平台推送中断', en: 'Platform pushes nothing' },
  queue: { zh: '有人排队但无客服在线', en: 'People wait, nobody on duty' },
  frozen: { zh: '有客户的合并被冻结', en: 'Merges of customers frozen' },
  fault: { zh: '系统报错增多', en: 'Faults on our side' },
  fast: { zh: '失败率很高', en: 'Error budget burns fast' },
  slow: { zh: '失败率偏高', en: 'Error budget burns' },
  topic: { zh: '咨询热点突增', en: 'A topic rises' },
};

export const stateWords: Record<IncidentState, Words> = {
  open: { zh: '待确认', en: 'Open' },
  acknowledged: { zh: '处理中', en: 'Acknowledged' },
  mitigated: { zh: '已缓解', en: 'Mitigated' },
  resolved: { zh: '已解决', en: 'Resolved' },
};

export const switchWords: Record<SwitchName, Words> = {
  robot: { zh: '机器人', en: 'Robot' },
  channel: { zh: '渠道发送', en: 'Channel' },
  merges: { zh: '身份合并', en: 'Merges' },
  campaigns: { zh: '营销活动', en: 'Campaigns' },
};

/** What one of the staff is told: in a chat, on a telephone, and in an SMS template's one variable. */
export function callingWords(id: string, step: number, keys: readonly string[], link: string) {
  const alarms = worthSaying(keys).map(ofKey);
  const isRise = alarms.every(({ check }) => check === 'topic');
  const said = (language: 'zh' | 'en') =>
    alarms.map((one) => {
      const name = checkWords[one.check][language];
      if (one.check !== 'topic') return name;
      return language === 'zh' ? `${name}：${subjectNamed(one)}` : `${name}: ${subjectNamed(one)}`;
    });
  const zh = [...new Set(said('zh'))].join('、');
  const en = [...new Set(said('en'))].join(', ');
  const again =
    step === 0
      ? { zh: '', en: '' }
      : { zh: `（第 ${step} 次升级，仍无人确认）`, en: ` (escalation ${step}, nobody took it)` };
  return {
    chat: `【${isRise ? '通知' : '故障'} ${id}】${zh}${again.zh}\n${en}${again.en}\n请登录确认 Sign in to acknowledge: ${link}`,
    brief: `${id}${zh}`,
    spoken: {
      zh: `客服系统故障：${zh}${again.zh}。请登录确认。`,
      en: `Customer service incident: ${en}${again.en}. Please sign in and acknowledge.`,
    },
  };
}
