/** What a conversation was about, taken from the customer's own words: nothing is invented, no secret is kept. */
import type { Sentence } from '../../shared/flow.ts';
import { courtesyIn, saysNo, saysYes } from './courtesy.ts';
import { asksForHuman, refusesRobot } from './human.ts';
import type { HandoverReason, Moment } from './mind.ts';
import { withoutSecrets } from './signals.ts';

/** Lines quoted, and how long each may be. */
const LINES = 3;
const LENGTH = 60;

/** Lines shortened and freed of secrets. */
export function lastWords(lines: readonly string[]): string[] {
  return lines.map((text) => {
    const safe = [...withoutSecrets(text).replace(/\s+/gu, ' ')];
    return safe.length > LENGTH ? `${safe.slice(0, LENGTH - 1).join('')}…` : safe.join('');
  });
}

/** The customer's lines that say what they want: the first, the fullest and the last, in the order said, each once. */
export function questionsAsked(moment: Moment): string[] {
  const said = moment.transcript.filter((line) => line.speaker === 'customer').map((line) => line.text);
  if (moment.text !== '' && said[said.length - 1] !== moment.text) said.push(moment.text);
  const telling = [...new Set(said)].filter(tells);
  const chosen = new Set([telling[0], telling[telling.length - 1]]);
  const byLength = [...telling].sort((left, right) => right.length - left.length);
  for (const line of byLength) if (chosen.size < LINES) chosen.add(line);
  return lastWords(telling.filter((line) => chosen.has(line)));
}

/** Says something: no greeting, yes or no, bare choice, or only the wish for a person. */
function tells(text: string): boolean {
  const plain = text.trim();
  if (plain === '' || /^[\d一二三四五六]{1,2}[.、]?$/u.test(plain)) return false;
  if (plain.length <= 40 && (courtesyIn(plain) || saysYes(plain) || saysNo(plain))) return false;
  return plain.length > 12 || !(asksForHuman(plain) || refusesRobot(plain));
}

const WHY: Record<HandoverReason, Sentence> = {
  customer_asked: { zh: '客户要求人工', en: 'The customer asked for a person' },
  refuses_robot: { zh: '客户不愿与机器人沟通', en: 'The customer refuses the robot' },
  information_security: { zh: '涉及证件、账号或信息安全', en: 'Sensitive information or an account is at stake' },
  danger: { zh: '可能涉及人身或财产安全', en: 'Safety of a person or property may be at stake' },
  complaint: { zh: '客户不满或要投诉', en: 'The customer is upset or complains' },
  not_understood: { zh: '机器人多次未能解答', en: 'The robot could not answer several times' },
  flow_failed: { zh: '没有得到需要的信息', en: 'What was needed was not given' },
  lookup_failed: { zh: '公司系统没有回应', en: 'The company’s system did not answer' },
  robot_timeout: { zh: '机器人应答超时', en: 'The robot took too long' },
  robot_failed: { zh: '机器人故障', en: 'The robot is out of order' },
  repeat_visits: {
    zh: '24 小时内多次来访仍不满意',
    en: 'Came several times within 24 hours and is still dissatisfied',
  },
  care_group: { zh: '老年人或未成年人，人工优先', en: 'Elderly or a minor: a person comes first' },
  rare_question: { zh: '罕见问题', en: 'A rare question' },
  several_questions: { zh: '一次问了几个不同部门的问题', en: 'Several questions of different departments at once' },
};

/** Why it is handed over and what was asked, in both languages; the customer's words stay theirs. */
export function summarise(moment: Moment, asked: readonly string[], reason: HandoverReason): Sentence {
  const why = WHY[reason];
  const quoted = asked.map((line) => `“${line}”`);
  if (quoted.length === 0) return { zh: `${why.zh}。`, en: `${why.en}.` };
  return { zh: `${why.zh}。客户说：${quoted.join('')}`, en: `${why.en}. In their words: ${quoted.join(' ')}` };
}
