/** Small words that are no question: greetings, thanks, yes and no. Only whole utterances count. */
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
    /^(?:好的?)?(?:再见|拜拜|拜|bye|goodbye|bye bye|88|see you|没事了|没有了|没问题了|that s all)(?:了|啦|哦)*$/u,
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
  const said = trimmed(text);
  return FORMS.find(([, form]) => form.test(said))?.[0] ?? null;
}

export function saysYes(text: string): boolean {
  return YES.test(trimmed(text));
}

export function saysNo(text: string): boolean {
  return NO.test(trimmed(text));
}
