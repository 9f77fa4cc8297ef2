/** The hand-over: everything an agent needs, so that the customer repeats nothing. */
import { decide, match } from './retrieval/retrieval.ts';
import { withoutSecrets } from './signals.ts';
import * as speech from './speech.ts';
import { freshMind, type HandoverReason, type Moment, type Thought } from './mind.ts';

/** Ends the robot's part. The mind is fresh afterwards, but greets no second time. */
export function handOver(moment: Moment, reason: HandoverReason, urgent = false): Thought {
  const { language, flow } = moment.mind;
  const words = lastWords(moment);
  const order = flow?.slots['order'];
  const named = order === undefined ? [] : [{ name: 'order', value: order }];
  return {
    mind: { ...freshMind, language, greeted: true },
    say: [{ body: speech.plain(speech.sentence(farewell(reason), language)) }],
    handover: {
      reason,
      summary: summarise(words, reason, language),
      slots: named,
      skill: skillFor(moment, words, order !== undefined || flow !== null),
      urgency: urgent ? 'urgent' : 'normal',
    },
  };
}

function farewell(reason: HandoverReason): speech.Sentence {
  switch (reason) {
    case 'information_security':
      return 'secret';
    case 'danger':
      return 'danger';
    case 'not_understood':
    case 'flow_failed':
      return 'giveUp';
    case 'customer_asked':
    case 'refuses_robot':
    case 'complaint':
    case 'lookup_failed':
      return 'transfer';
    default:
      return reason satisfies never;
  }
}

/** The customer's last three lines, this one included once, without secrets. */
function lastWords(moment: Moment): string[] {
  const said = moment.transcript.filter((line) => line.speaker === 'customer').map((line) => line.text);
  if (moment.text !== '' && said[said.length - 1] !== moment.text) said.push(moment.text);
  return said.slice(-3).map((text) => {
    const safe = [...withoutSecrets(text).replace(/\s+/gu, ' ')];
    return safe.length > 60 ? `${safe.slice(0, 59).join('')}…` : safe.join('');
  });
}

const why: Record<HandoverReason, { zh: string; en: string }> = {
  customer_asked: { zh: '客户要求人工', en: 'The customer asked for a person' },
  refuses_robot: { zh: '客户不愿与机器人沟通', en: 'The customer refuses the robot' },
  information_security: { zh: '客户发来了敏感信息', en: 'The customer sent sensitive information' },
  danger: { zh: '可能涉及人身或财产安全', en: 'Safety of a person or property may be at stake' },
  complaint: { zh: '客户不满或要投诉', en: 'The customer is upset or complains' },
  not_understood: { zh: '机器人多次未能解答', en: 'The robot could not answer several times' },
  flow_failed: { zh: '没有得到有效的订单号', en: 'No valid order number was given' },
  lookup_failed: { zh: '订单系统没有回应', en: 'The order system did not answer' },
};

function summarise(words: readonly string[], reason: HandoverReason, language: 'zh' | 'en'): string {
  const quoted = words
    .map((word) => (language === 'zh' ? `“${word}”` : `“${word}”`))
    .join(language === 'zh' ? '' : ' ');
  if (quoted === '') return `${why[reason][language]}${language === 'zh' ? '。' : '.'}`;
  return language === 'zh' ? `${why[reason].zh}。客户最近说：${quoted}` : `${why[reason].en}. Last words: ${quoted}`;
}

/** The skill of what was talked about last; orders are logistics; otherwise general. */
function skillFor(moment: Moment, words: readonly string[], aboutOrder: boolean): string {
  const { knowledge, mind } = moment;
  for (const word of [...words].reverse()) {
    const { best } = decide(match(knowledge.index[mind.language], word));
    const entry = best ? knowledge.entries.get(best.id) : undefined;
    if (entry && entry.skill !== 'general') return entry.skill;
  }
  return aboutOrder ? 'logistics' : 'general';
}
