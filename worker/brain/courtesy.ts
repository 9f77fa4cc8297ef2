/** Small words that are no question: greetings, thanks, yes and no, right and wrong. Only whole utterances count. */
import { normalise } from './words.ts';

export type Courtesy = 'hello' | 'thanks' | 'bye' | 'noted';

const FORMS: readonly (readonly [Courtesy, RegExp])[] = [
  [
    'hello',
    /^(?:你好|您好|你们好|哈喽|哈啰|嗨|hi|hello|hey|hi there|hello there|在吗|在不在|在么|有人在|早上好|上午好|中午好|下午好|晚上好|早|good (?:morning|afternoon|evening)|亲|喂|你能做什么|你会什么|菜单|help|帮助|menu|start)+(?:啊|呀|呢|吗)?$/u,
  ],
  [
    'thanks',
    /^(?:好的?|嗯|ok)?(?:谢谢|多谢|感谢|谢啦|谢了|thanks|thank you|thx|ty|thanks a lot|thank you very much|thank you so much|辛苦)(?:你|您|了|啦|啊|哈|哦)*$/u,
  ],
  [
    'bye',
    /^(?:好的?)?(?:(?:谢谢|多谢|感谢)(?:你|您|了|啦)*)?(?:再见|拜拜|拜|bye|goodbye|bye bye|88|see you|没事了|没有了|没问题了|that s all)(?:了|啦|哦)*$/u,
  ],
  [
    'noted',
    /^(?:好的?|好吧|好嘞|行|可以|嗯|哦|噢|知道了|明白了|明白|了解|收到|ok|okay|got it|i see|fine|great|alright|sure|哈|👌|👍)+(?:了|啦|哦|呢)?$/u,
  ],
];

const YES =
  /^(?:是的?|对|好的?|好啊|要|需要|可以|行|嗯+|转|转吧|帮我转|麻烦了|请转|yes|yeah|yep|y|ok|okay|sure|please|yes please|please do)(?:的|吧|啊|呀|谢谢|了)*$/u;
const NO =
  /^(?:否|不|不是|不用|不用了|不要|不需要|不必|先不|算了|没事|暂时不用|no|nope|n|no thanks|no thank you|not now)(?:了|吧|谢谢)*$/u;

function trimmed(text: string): string {
  return normalise(text)
    .replace(/[^\p{Letter}\p{Number}👌👍]+/gu, ' ')
    .trim()
    .replace(/(?<=\p{Script=Han}) (?=\p{Script=Han})/gu, '');
}

/** The courtesy an utterance consists of, if it is nothing else. */
export function courtesyIn(text: string): Courtesy | null {
  // Longer is never only a courtesy, and the forms repeat: their cost must stay bounded.
  if (text.length > 40) return null;
  const whole = formOf(trimmed(text));
  if (whole) return whole;
  const parts = text.split(/[\p{P}\s]+/u).filter((part) => part !== '');
  const found = parts.map((part) => formOf(trimmed(part)));
  return found.includes(null) ? null : (RANK.find((one) => found.includes(one)) ?? null);
}

/** Of several in a row the most final one is answered: “谢谢你，再见”. */
const RANK: readonly Courtesy[] = ['bye', 'thanks', 'hello', 'noted'];

function formOf(said: string): Courtesy | null {
  return FORMS.find(([, form]) => form.test(said))?.[0] ?? null;
}

export function saysYes(text: string): boolean {
  return YES.test(trimmed(text));
}

export function saysNo(text: string): boolean {
  return NO.test(trimmed(text));
}

const WRONG =
  /^(?:不对|不是(?:这个|这样|这个意思|这意思|我要的)?|不是我(?:想)?问的|错了|(?:你)?(?:说|答|理解|搞)错了|都不是|都不对|wrong|that s wrong|that is wrong|not that|no not that|none of (?:these|them|those)|(?:that s )?not what i (?:asked|meant))(?:吧|啊|呀|的|呢)*$/u;
const USELESS =
  /^(?:我?都?(?:试|弄|操作|点|做)(?:过|了)+)?(?:这个?|你)?(?:还是|也|都|根本|完全|仍然|说的|一点)*(?:没有?用|不管用|不行|没有?解决|解决不了|不好使|没有?帮助|没有?效果|不起作用|弄不了|没有?成功|没反应)(?:啊|呀|的|了|呢|啦)*$|^(?:(?:it|that|this) )?(?:still )?(?:(?:does|did)(?:n t| not) (?:work|help)|(?:is |s )?(?:still )?not (?:working|helpful|helping)|(?:is |s )?no (?:use|help)|useless)$/u;

/** What was said before isn't it. */
export function saysWrong(text: string): boolean {
  return text.length <= 40 && WRONG.test(trimmed(text));
}

/** What was said before doesn't help. */
export function saysUseless(text: string): boolean {
  return text.length <= 40 && USELESS.test(trimmed(text));
}

/** Marks, a few figures, one letter over and over: a keyboard, not a question. */
export function saysNothing(text: string): boolean {
  const said = normalise(text).replace(/[^\p{Letter}\p{Number}]+/gu, '');
  return /^(?:\d{0,4}|\d{6})$|^(\S)\1{2,}$/u.test(said);
}

/** Only marks: “？”, “。。。”. */
export function saysMarks(text: string): boolean {
  return !/[\p{Letter}\p{Number}]/u.test(text);
}
