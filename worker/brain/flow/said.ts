/** What an utterance does to a dialog beside giving values: leaves it, skips, corrects, asks something in between. */
import { normalise } from '../words.ts';

const only = (text: string): string =>
  normalise(text)
    .replace(/[^\p{Letter}\p{Number}]+/gu, ' ')
    .trim()
    .replace(/(?<=\p{Script=Han}) (?=\p{Script=Han})/gu, '');

const LEAVES =
  /^(?:那|那就|哦|好吧|唉|我|还是|先)*(?:算了|取消|撤销|不(?:查|办|退|换|开|约|报|弄|填|申请|预约|投诉)了|不用(?:查|办|了|退|换)?|退出|没事|返回|放弃|结束(?:办理)?|cancel(?: it| this| that| everything)?|never ?mind|forget (?:it|about it)|stop(?: it)?|quit|exit|abort)(?:了|吧|谢谢|查询|查|办理|申请|操作|it|please)*$/u;

/** The customer gives the dialog up. */
export function leaves(text: string): boolean {
  return text.length <= 40 && LEAVES.test(only(text));
}

const SKIPS =
  /^(?:跳过|略过|跳过这个|这个跳过|不填|不想填|不想说|没有|暂无|无|暂时没有|没|不用填|不用了|不需要|不用|skip|skip it|skip this|none|nothing|no|nope|n a|not now)(?:了|吧|谢谢)*$/u;

/** An optional slot is left out. */
export function skips(text: string): boolean {
  return text.length <= 30 && SKIPS.test(only(text));
}

const PAUSES =
  /^(?:等一下|等下|稍等|等等|等会|等会儿|再想想|我想想|让我想想|我再想想|考虑一下|再考虑一下|我考虑考虑|我去看看|我找找|我找一下|我看看|hold on|wait|one moment|just a moment|one sec|let me (?:think|check|see|look))+(?:啊|哦|吧|呢|哈|一下|please)*$/u;

/** The customer needs a moment. */
export function pauses(text: string): boolean {
  return text.length <= 30 && PAUSES.test(only(text));
}

const GOES_ON =
  /^(?:继续|接着|接着办|继续办|继续办理|继续吧|接着来|接着说|go on|continue|resume|carry on|keep going|proceed)(?:吧|啊|谢谢|please)*$/u;

/** “继续”: back to the dialog. */
export function goesOn(text: string): boolean {
  return text.length <= 30 && GOES_ON.test(only(text));
}

const WRONG =
  /不对|不是(?!很|太|特别|吗|的话)|错了|(?:写|说|打|填|搞|弄|选|输)错|应该是|应为|改成|改为|改到|换成|换为|改一下|要改|修改|更正|纠正|我是说|重新填|而不是/u;
const WRONG_ENGLISH =
  /\b(?:no,? (?:it'?s|that'?s|wait|sorry|not)|wrong|incorrect|mistake|typo|i meant?|actually|should (?:be|have been)|change (?:it|that|the|my)|correct(?:ion| (?:it|that|the|my))|rather|instead of|sorry,? it'?s)\b|^no,? /iu;

/** The customer takes something back that they said. */
export function corrects(text: string): boolean {
  return WRONG.test(text) || WRONG_ENGLISH.test(text.replace(/’/gu, "'"));
}

const BARE_WRONG =
  /^(?:哦|啊|等等|等一下|稍等)?(?:不对|不是|错了|(?:我)?(?:写|说|打|填|搞|弄|选|输)错了?|不是这个|wrong|no wrong|that s wrong|it s wrong|incorrect|mistake|my mistake|typo|oops)(?:了|啊|呀|的|哦|sorry)*$/u;

/** Nothing but “不对”. */
export function onlyCorrects(text: string): boolean {
  return text.length <= 30 && BARE_WRONG.test(only(text));
}

/** A free text that begins like a correction is one; “商品发错了” in the middle of a story is none. */
export function beginsCorrecting(text: string): boolean {
  return /^(?:哦|啊|等等|等一下|稍等|抱歉)?[,，。 ]*(?:不对|不是|错了|(?:我)?(?:刚才)?(?:写|说|打|填|搞|弄|选|输)错|更正|纠正|no,|wrong|sorry,|correction|i meant|actually)/iu.test(
    text.trim(),
  );
}

const QUESTION =
  /[?？]|[吗呢]\s*[。!！~]*$|怎么|如何|多久|多少|几天|几点|什么|哪[里儿个些]|能不能|可不可以|可以.{0,12}吗|是不是|有没有|为什么|为啥|要不要|咋|请问|\b(?:how|what|when|where|why|who|which|is there|are there|do you|does|can i|could i|can you)\b/iu;

/** Put as a question. */
export function asks(text: string): boolean {
  return QUESTION.test(text);
}

const ASIDE =
  /(?:^|[,，。;；!！\s])(?:对了|顺便|另外|顺带|还有(?:个问题|就是)?|再问一?下|btw|by the way|also|one more thing|another question)[,，:：\s]*(?:我?(?:想)?(?:再|还)?(?:问|请问|咨询)(?:一下|下|个问题)?[,，:：\s]*)?(.{2,})$/isu;

/** Splits off what is asked by the way: “YX…，顺便问下运费怎么算”. */
export function asideIn(text: string): { main: string; aside: string | null } {
  const found = ASIDE.exec(text);
  return found
    ? { main: text.slice(0, found.index).trim(), aside: (found[1] ?? '').trim() }
    : { main: text, aside: null };
}
