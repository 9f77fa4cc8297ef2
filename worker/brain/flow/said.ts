/** What an utterance does to a dialog beside giving values: leaves it, skips, corrects, asks something in between. */
import { normalise } from '../words.ts';

const only = (text: string): string =>
  normalise(text)
    .replace(/[^\p{Letter}\p{Number}]+/gu, ' ')
    .trim()
    .replace(/(?<=\p{Script=Han}) (?=\p{Script=Han})/gu, '');

const GIVES_UP =
  /算了|取消|撤销|退出|返回|放弃|没事|结束(?:办理)?|(?:别|不想?|不用|不打算|不准备)(?:查|办理?|退款?|换货?|开|约|报|弄|填写?|搞|做|继续|申请|预约|投诉)(?:下去)?(?:了|啦)|不用(?!取消|撤销|退出|返回|放弃|结束)[查办退换]?|\b(?:cancel|never ?mind|forget (?:it|about it)|stop|quit|exit|abort|(?:i )?(?:don t|do not) want (?:to (?:do|continue|go on)|it|this)(?: with)?(?: it| this| that)? any ?more)\b/gu;
const AROUND_GIVING_UP =
  /那就?|哦|好吧|唉|哎|嗯|我|还是|先|暂时|现在|直接|要|想|请|帮我|都|改(?:变)?主意了|了|啦|吧|谢谢|查询|查|办理|申请|操作|\b(?:it|this|that|everything|please|just|no|ok|okay|well|actually|sorry|thanks|thank you|now|can you|i want to|i d like to|let s|i (?:ve |have )?changed my mind|the request|the application)\b/gu;

/** The whole of the words are such pieces, at least one of them the first kind. In two passes: the cost stays bounded. */
function consists(said: string, needed: RegExp, around: RegExp): boolean {
  const left = said.replace(needed, '\n');
  return left !== said && left.replace(around, '\n').trim() === '';
}

/** The customer gives the dialog up. */
export function leaves(text: string): boolean {
  return text.length <= 60 && consists(only(text), GIVES_UP, AROUND_GIVING_UP);
}

const SUBMITS =
  /(?:确认|确定)(?:提交|办理|预约|无误)?|提交|没问题|没错|无误|\b(?:submit|confirm(?:ed)?|go ahead|looks good|that s (?:right|correct))\b/gu;
const AROUND_SUBMITTING =
  /是的?|对的?|好的?|嗯|可以|行|那就?|我|请|都|直接|现在|帮我|吧|了|啦|的|谢谢|\b(?:yes|yeah|ok|okay|please|sure|it|this|all|now|i|thanks)\b/gu;

/** A plain yes to “确认提交吗？”, also in the words of its button. */
export function submits(text: string): boolean {
  return text.length <= 40 && !asks(text) && consists(only(text), SUBMITS, AROUND_SUBMITTING);
}

const SKIPS =
  /^(?:跳过|略过|跳过这个|这个跳过|不填|不想填|不想说|没有|暂无|无|暂时没有|没|不用填|不用了|不需要|不用|skip|skip it|skip this|none|nothing|no|nope|n a|not now)(?:了|吧|谢谢)*$/u;

/** An optional slot is left out. */
export function skips(text: string): boolean {
  return text.length <= 30 && SKIPS.test(only(text));
}

const PAUSES =
  /^(?:等一下|等下|稍等|等等|等会|等会儿|再想想|我想想|让我想想|我再想想|考虑一下|再考虑一下|我考虑考虑|我去看看|我找找|我找一下|我看看|hold on|wait|one moment|just a moment|one sec|let me (?:think|check|see|look))+(?:啊|哦|吧|呢|哈|一下|please)*$/u;

const WAITS =
  /^(?:等一下|等下|稍等|等等|等会儿?|hold on|wait|one (?:moment|sec|second|minute)|just a \w+)(?:啊|哦|哈)?/u;
const LOOKS =
  /^\s*(?:我|让我|容我)?(?:先|去|再)*(?:(?:看|查|找|翻|核对|商量|考虑|拿|打开)(?:看|查|找|翻|一下|下|个|一看)*\p{Script=Han}{0,8}|(?:问|商量)(?:问|一下|下)*(?:我|一下)*(?:老婆|老公|家人|家里人?|爸|妈|朋友|同事|室友|领导|财务).{0,4})$/u;
const LOOKS_AT =
  /^(?:我|让我|容我)(?:先|去|再)*(?:看|查|找|翻|核对|打开)(?:看|查|找|翻|一下|下|个|一看)*(?:我的)?(?:日历|日程|行程|时间|订单号|单号|号码|手机|短信|资料|地址|税号|抬头|邮箱|照片|相册)(?:先|哈|啊|吧|哦)*$/u;
const LOOKS_ENGLISH =
  /^(?:(?:hold on|wait|one (?:moment|sec|second|minute)|just a \w+|please) )*(?:let me|i need to|i ll|i have to) (?:just )?(?:check|see|look|think|find|ask|get|grab)(?: [a-z]+){0,6}$/u;

/** The customer needs a moment, perhaps to look something up. */
export function pauses(text: string): boolean {
  if (text.length > 60 || asks(text)) return false;
  const said = only(text);
  if (text.length <= 30 && PAUSES.test(said)) return true;
  if (/[了过\d]/u.test(said)) return false;
  const waited = said.replace(WAITS, '');
  return (waited !== said && LOOKS.test(waited)) || LOOKS_AT.test(said) || LOOKS_ENGLISH.test(said);
}

const GOES_ON =
  /^(?:继续|接着|接着办|继续办|继续办理|继续吧|接着来|接着说|我?(?:已经|已)?登录?(?:好|上|完)?了|(?:i (?:have |ve )?|i m )?signed in|logged in|go on|continue|resume|carry on|keep going|proceed)(?:吧|啊|谢谢|please)*$/u;

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

const TURNS =
  /还是(?!没|不|有|很|说|老|会|要不)|改(?:成|到|为|约)|换(?:成|到|个|一个)?|等等|等下|等一下|要不|不如|\b(?:actually|instead|make it|make that|let s (?:do|make)|rather|on second thoughts?|wait|better)\b/u;
const BEGINS_TURNING =
  /^(?:哦|啊|嗯|唉)?(?:等等|等一下|等下)?(?:那|我)?(?:还是|改成|改到|改为|换成|换到|要不|不如|actually|make it|make that|wait|on second thoughts?)/u;

/** A change of mind that calls nothing wrong: “还是后天吧”, “make it Friday”. Among free words only where it begins them. */
export function turns(text: string, free: boolean): boolean {
  const said = only(text);
  return free ? said.length <= 30 && BEGINS_TURNING.test(said) : said.length <= 80 && TURNS.test(said);
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

const ASKS_HOW_TO =
  /^(?:呃|额|请问|那)*(?:这个|这里|这|那个|它)?(?:是|要|该|应该|得)?(?:怎么|如何|咋|什么|啥|哪个|哪里|在哪|what|how)(?:样|意思|is (?:this|that|it)|do i|to|do you mean)*.{0,8}$|看不懂|不懂|不明白|听不懂/u;

/** A question about what stands asked: “这个怎么写呀”. Its help is the answer. */
export function asksHowTo(text: string): boolean {
  return ASKS_HOW_TO.test(only(text)) && only(text).length <= 12;
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
