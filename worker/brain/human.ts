/** Words by which a customer asks for a person (GB/T 47746—2026, 5.2.2.2), refuses the robot (5.2.2.6 b), or asks what it is. */
import { sound, soundsOf } from './retrieval/sound.ts';
import { asksForPerson } from './tongue.ts';
import { normalise } from './words.ts';

/** Only letters and Han characters, with the few traditional forms that occur in these phrases. */
function bare(text: string): string {
  return normalise(text)
    .replace(/[轉]/gu, '转')
    .replace(/[聯]/gu, '联')
    .replace(/[繫係]/gu, '系')
    .replace(/[務]/gu, '务')
    .replace(/[員]/gu, '员')
    .replace(/[專]/gu, '专')
    .replace(/[請]/gu, '请')
    .replace(/[說講]/gu, '说')
    .replace(/[^\p{Script=Han}a-z]/gu, '');
}

const WHOLE = new Set(
  `人呢 有没有人工 接线员 话务员 人工 客服 真人 坐席 活人 转 人工吧 人工呢 客服呢 人工在吗 客服在吗 有人吗 有人在吗 有没有人 叫人 传人工 专人工 转人公 转任工 砖人工 转客户 赚人工 转人工a 专员
  zhuanrengong zhuangrengong rengong rengongkefu rengongfuwu kefu kefuzaima zhenren zrg rgkf`.split(/\s+/u),
);

/** Four characters, one of which may be wrong. */
const FOUR =
  '人工客服 人工服务 人工坐席 联系人工 联系客服 转接人工 转人工了 我要人工 我找客服 真人客服 接入人工 呼叫人工 请转人工 帮转人工'.split(
    ' ',
  );

const PHRASE =
  /(?:转接?|找|想要?|需要|要|接入?|联系|呼叫|换|叫|来个|来一?个|请|切换?到?|进入?)(?:一?[个位下])?(?:你们的?|到|给)?(?:人工|真人|活人|坐席|座席|客服|人类|专员|服务员|服务人员)|(?:人工|真人|在线)(?:客服|服务|坐席|接待)|客服人员|转给?人(?!民)|(?:跟|和|与)(?:真|活)?人(?:说话|说|聊|谈|沟通|对话)|接线员|话务员|zhuan(?:jie|dao)?(?:rengong|kefu|zhenren)|(?:wo ?yao|zhao)(?:rengong|kefu|zhenren)/u;

/** “换个人来” fetches somebody for this conversation, “换个人收货” somebody for a parcel. */
const SOMEBODY =
  /(?:找|换|叫|派|来|让)(?:一?[个位])(?:会说人话|会|懂|能|真|活)?(?:的|行的)?(?:真|活)?人(?:(?:过?来|帮我|跟我|和我|给我|回我|处理|接)(?!.{0,4}(?:收|取|签|拿|代|买|付|领|装|修|送|搬|试))|吧|行吗|行不行|可以吗|$)|会说人话/u;

/** “人工智能” is the robot itself, a “人工费” a price. */
const NOT_PEOPLE = /人工(?:智能|费|合成|降雨|草坪|皮革|呼吸)|找客服(?:电话|要发票)/gu;

const DECLINED =
  /(?:不用|不要|不需要|不必|别|无需|不想|先不|没必要)(?:再|给我|帮我|你)?(?:转接?|找|要|联系|接)?(?:人工|真人|客服|坐席)|不转人工/u;

/** Asks about the people, not for them: when they work, on which number. */
const ABOUT =
  /(?:人工|客服)(?:客服|服务|坐席)?的?(?:工作|上班|服务|在线)?(?:时间|几点|电话|号码|热线|什么时候|周末|晚上)/u;
const VERB = /转|联系|呼叫|我要|找/u;

const PERSON =
  '(?:agent|human|humans|person|people|representative|rep|operator|someone|somebody|staff|specialist|advisor|supervisor)';
/** What an agent costs or is called is no wish for one. */
const ITS = '(?! (?:fees?|commissions?|charges?|discounts?|prices?|codes?|id|numbers?|polic(?:y|ies)|portal|program))';
const ENGLISH_WHOLE = new RegExp(
  `^(?:please |a |an |the |i want |i need |i d like |get me |give me )*(?:real |live |actual |human )*(?:(?:(?:customer )?(?:service|support|care) |cs |live )?${PERSON}|agents|customer service|customer support|support agent|live chat|human being)(?: please| pls| plz| now| asap)*$`,
  'u',
);
const ENGLISH_PHRASE = new RegExp(
  `\\b(?:talk|speak|chat|connect|transfer|switch|get|want|need|give|reach|contact|put|pass|call|prefer|find|see)\\b[a-z ]{0,24}\\b(?:real |live |human )?(?:${PERSON})\\b${ITS}|\\b(?:real|live|actual|human) (?:person|human|agent|operator|representative|support|being)\\b|\\b(?:talk|speak|connect|transfer) (?:me )?(?:to|with) (?:the )?(?:customer )?(?:service|support|team)\\b|\\bhuman please\\b`,
  'u',
);
const ENGLISH_DECLINED =
  /\b(?:don t|do not|no need|not|never) (?:want|need|to|wish)?[a-z ]{0,20}(?:human|agent|person|representative)\b/u;

/** Rates, thanks or names a colleague of before. */
const ABOUT_THEM =
  /\b(?:last|previous|that|your|the same) (?:agent|person|representative|rep|operator)\b.*\b(?:stars?|rating|review|feedback|was|were|said|told|helped|promised)\b|\b(?:rate|review|thank|praise|compliment) (?:the|that|your|my|this) (?:last |previous )?(?:agent|person|representative|rep|operator)\b/u;

/** The customer wants a person: transfer at once, no persuasion. */
export function asksForHuman(text: string): boolean {
  const cut = bare(text).replace(NOT_PEOPLE, '');
  if (DECLINED.test(cut)) return false;
  // The key of every company's telephone menu (5.2.2.4).
  if (WHOLE.has(cut) || /^[0０]$/u.test(text.trim())) return true;
  if (ABOUT.test(cut) && !VERB.test(cut)) return false;
  if (PHRASE.test(cut) || SOMEBODY.test(cut) || soundsLikeAsking(cut)) return true;
  if (onlyCalls(text)) return true;
  if ([...cut].length === 4 && FOUR.some((form) => oneWrong(form, cut))) return true;
  if (asksForPerson(text)) return true;
  const english = spelled(spaced(text));
  if (ENGLISH_DECLINED.test(english) || ABOUT_THEM.test(english)) return false;
  return ENGLISH_WHOLE.test(english) || ENGLISH_PHRASE.test(english);
}

const SOUNDS = new Set(
  '人工 转人工 找人工 要人工 我要人工 请转人工 帮我转人工 给我转人工 转接人工 人工客服 人工服务 转客服 找客服 转人工客服 真人客服 接人工'
    .split(' ')
    .map(soundsIn),
);
const PASSING = soundsIn('转人工');

/** “转仁工”, “zhuan ren gong”: what matters is how it sounds, by an input method or by a dialect. */
function soundsLikeAsking(cut: string): boolean {
  if (cut.length > 40) return false;
  const heard = soundsIn(cut.replace(/(?<=\p{Script=Han})[了吧啊呀呢]+$/u, ''));
  if (SOUNDS.has(heard)) return true;
  return heard.includes(PASSING) && !/[不别没无]|公[司园]|工[资厂具]/u.test(cut);
}

/** The sounds of Han characters or of pinyin, as one string of numbers. */
function soundsIn(words: string): string {
  const numbers = /^[a-z]+$/u.test(words)
    ? soundsOf(words)
    : [...words].map((character) => sound(character.charCodeAt(0)));
  return numbers.map((number) => `<${number}>`).join('');
}

/** “客服呢？有没有人啊”: several calls in a row, and nothing else. */
function onlyCalls(text: string): boolean {
  const parts = text
    .split(/[\s\p{P}]+/u)
    .map(bare)
    .filter((part) => part !== '');
  return parts.length > 0 && parts.every((part) => WHOLE.has(part) || isCalled(part.replace(/[啊呀呢吧哪]+$/u, '')));
}

/** “转吧” alone is a yes to an offer. */
function isCalled(part: string): boolean {
  return part.length > 1 && WHOLE.has(part);
}

const PEOPLE_WORDS = ['agent', 'human', 'person', 'operator', 'supervisor', 'representative'];
const OTHER_WORDS = new Set('agents humans humane hunan persona persons operators operated argent gent'.split(' '));

/** With slips of the keyboard in the words for people mended. */
function spelled(english: string): string {
  return english.replace(/[a-z]{4,}/gu, (word) =>
    OTHER_WORDS.has(word) ? word : (PEOPLE_WORDS.find((meant) => oneEdit(meant, word)) ?? word),
  );
}

const LEFT_OVER =
  /我?(?:自己|先|再|就|还是|会|来)*(?:看看?|弄|来|搞|处理|解决|试试?|想想?|问你|问机器人)(?:一下|吧|就行|就好|就可以)?|(?:谢谢|多谢|好的?|嗯|行|吧|了|啊|哦|客服|人工|服务|的|你|就行)/gu;

/** “不要转人工，我自己看”: no person is wanted, and nothing else was said. */
export function declinesHuman(text: string): boolean {
  const cut = bare(text);
  if (cut.length > 40) return false;
  if (DECLINED.test(cut)) return cut.replace(DECLINED, '').replace(LEFT_OVER, '') === '';
  const english = spaced(text);
  return (
    ENGLISH_DECLINED.test(english) &&
    /^(?:no |i |please )*(?:don t|do not|no need|not|never) [a-z ]{0,30}$/u.test(english)
  );
}

const REFUSES =
  /(?:不要|不想|别(?:再?[用跟和让拿叫给])|讨厌|拒绝|不跟|不和|烦死).{0,6}(?:机器人?|智能客服|ai)|(?:机器人?|智能客服|ai).{0,4}(?:没用|滚|太笨|真笨|太蠢|真蠢|听不懂|走开|闭嘴)|答非所问|听不懂人话|(?:能不能|会不会|请|你倒是)说人话|你(?:根本|完全)?听不懂|鸡同鸭讲/u;
const REFUSES_ENGLISH =
  /\b(?:no|not|stop|hate|don t want|do not want|useless|stupid|dumb)\b[a-z ]{0,16}\b(?:bot|robot|chatbot|ai|machine)\b|\b(?:bot|robot|chatbot) (?:is |you are )?(?:useless|stupid|dumb)\b|\byou don t understand\b/u;

/** The customer refuses to go on with a robot. */
export function refusesRobot(text: string): boolean {
  return REFUSES.test(bare(text)) || REFUSES_ENGLISH.test(spaced(text));
}

const WHO =
  /(?:你|您|你们)(?:们)?(?:到底|究竟|现在)?(?:是不是|是|不是)(?:一?个)?(?:真人|真的人|活人|人类|人工智能|人工客服|人工|机器人|智能客服|ai|人)(?:还是(?:真人|人工|机器人|人|ai))?(?:吗|么|嘛|啊|呀|吧|不|$)|(?:是|你是)(?:真人|人工|人|机器人)还是(?:真人|人工|机器人|人|ai)|对面是(?:人|机器人|真人)吗?|^(?:真人|机器人|人工)吗$/u;
const WHO_ENGLISH =
  /\b(?:are|r) (?:you|u) (?:really |actually |just )?(?:an? )?(?:real |actual |live )?(?:human|person|bot|robot|chatbot|machine|ai|people|agent)(?: or (?:an? )?(?:human|bot|robot|person|machine|ai|real person))?(?: being)?\b|\bam i (?:talking|speaking|chatting) (?:to|with) (?:an? )?(?:real )?(?:human|bot|robot|person|machine|ai)\b|\bis this an? (?:real )?(?:bot|robot|human|person|ai)\b/u;

/** “你是真人吗”: always admitted. `rest` is what else was said, which may still ask for a person. */
export function asksWhoIAm(text: string): { asked: boolean; rest: string } {
  const chinese = bare(text);
  if (WHO.test(chinese)) return { asked: true, rest: chinese.replace(WHO, '') };
  const english = spaced(text);
  if (WHO_ENGLISH.test(english)) return { asked: true, rest: english.replace(WHO_ENGLISH, '') };
  return { asked: false, rest: text };
}

function spaced(text: string): string {
  return normalise(text)
    .replace(/[^a-z]+/gu, ' ')
    .trim();
}

function oneWrong(form: string, given: string): boolean {
  const characters = [...given];
  return [...form].filter((character, at) => character !== characters[at]).length <= 1;
}

/** At most one letter added, missing, wrong, or two neighbours swapped. */
function oneEdit(word: string, given: string): boolean {
  if (Math.abs(word.length - given.length) > 1 || given.length < 4) return false;
  let start = 0;
  while (start < word.length && word[start] === given[start]) start += 1;
  const left = word.slice(start);
  const right = given.slice(start);
  if (left.slice(1) === right.slice(1) || left.slice(1) === right || left === right.slice(1)) return true;
  return left[0] === right[1] && left[1] === right[0] && left.slice(2) === right.slice(2);
}
