/** The one flow: asks for an order number and looks it up through the company's hook. */
import { sayEntry, sureEntry } from './answer.ts';
import { handOver } from './handover.ts';
import { isBareNumber, orderNumberIn } from './order-number.ts';
import * as speech from './speech.ts';
import type { Lookup, Mind, Moment, Thought } from './mind.ts';
import { normalise } from './words.ts';

/** How often the number is asked for again before a person takes over. */
const ASK_AGAIN = 2;

const ASKS =
  /(?:查|看|问|跟踪|追踪|催).{0,4}(?:我的)?(?:订单|物流|快递|包裹|单号)|(?:订单|物流|快递|包裹|单号)(?:查询|跟踪|追踪|信息|状态|详情|进度|动态)|(?:快递|物流|包裹|订单|货|东西|宝贝|商品).{0,6}(?:到哪|在哪|到了吗|到了没|到没到|送到没|哪了|发了吗|发了没|发货了吗|发货没|什么时候到|什么时候能到|几时到|何时到|怎么还没到|怎么还不到|还没到|还没收到|一直没到|没动静|不更新)|^(?:我的)?(?:订单|物流|快递|包裹)[?？。!！]*$/u;
const ASKS_ENGLISH =
  /\bwhere(?: is|'s|s| are)? (?:my|the) (?:order|package|parcel|stuff|delivery|shipment|item|items|goods)\b|\btrack(?:ing)?\b(?=.*\b(?:order|package|parcel|shipment|delivery|it)\b)|\b(?:order|package|parcel|delivery|shipping|shipment) status\b|\bstatus of (?:my|the|an) (?:order|package|parcel|delivery)\b|\b(?:check|look up|find|see|look at) (?:on |up )?(?:my|the|an) (?:order|package|parcel|delivery)\b(?! number)|\bhas my (?:order|package|parcel|item)\b|\bhaven'?t received my (?:order|package|parcel)\b|\bwhen will my (?:order|package|parcel|delivery) (?:arrive|come|be)\b/u;
/** Looks like the above but is a question about rules, for the knowledge. */
const RULES =
  /退款|退货|换货|售后|发票|开票|取消|地址|订单号在|单号在哪|运费|签收|修改|refund|return|invoice|cancel|address|delivered/u;

const LEAVES =
  /^(?:那|那就|哦|好吧)?(?:算了|取消|不查了|先不查|不用|不用查|退出|没事|返回|cancel|never ?mind|forget it|stop|quit|exit)(?:了|吧|谢谢|查询|查了|it)*$/u;

/** Somebody names an order or its number. */
export function namesOrder(text: string): boolean {
  return /订单|单号|\border\b/iu.test(text);
}

/** Starts the flow when the words ask for it; `certain` when a question of the knowledge did. */
export function startOrder(moment: Moment, certain = false): Thought | null {
  const { mind, text } = moment;
  const plain = normalise(text).replace(/’/gu, "'");
  const given = orderNumberIn(text);
  const number = given && !given.looksLikePhone ? given.number : null;
  const asked = certain || ((ASKS.test(plain.replace(/\s+/gu, '')) || ASKS_ENGLISH.test(plain)) && !RULES.test(plain));
  const onlyNumber =
    number !== null && (isBareNumber(text) || /^[^\p{Letter}]*(?:订单|单号)/u.test(plain)) && !RULES.test(plain);
  if (!asked && !onlyNumber) return null;
  if (number !== null) return lookUp(moment, number, 0);
  return ask({ ...mind, misses: 0 }, 0, speech.plain(speech.sentence('askOrder', mind.language)));
}

/** Goes on with a flow that waits for a number, or for the company; null when the words belong elsewhere. */
export function continueOrder(moment: Moment): Thought | null {
  const { mind, text } = moment;
  const { flow } = mind;
  if (!flow || flow.asked === 'nothing') return null;
  const said = normalise(text)
    .replace(/[^\p{Letter}]+/gu, ' ')
    .trim();
  if (LEAVES.test(said)) {
    return speech.turn({ ...mind, flow: null, misses: 0 }, speech.plain(speech.sentence('leftOrder', mind.language)));
  }
  const given = orderNumberIn(text);
  if (flow.asked === 'lookup') {
    if (given && !given.looksLikePhone) return lookUp(moment, given.number, flow.tries);
    // The answer is on its way; only a sure answer to another question is worth a message now.
    const entry = sureEntry(moment);
    if (entry && !entry.flow) return sayEntry(moment, entry);
    return speech.turn(mind, speech.plain(speech.sentence('looking', mind.language)));
  }
  if (given && (!given.looksLikePhone || flow.slots['phone'] === given.number)) {
    return lookUp(moment, given.number, flow.tries);
  }
  if (given) return askAgain(moment, { phone: given.number }, speech.sentence('phoneInstead', mind.language));
  const entry = sureEntry(moment);
  if (entry && !entry.flow) {
    const answered = sayEntry(moment, entry);
    const back = { body: speech.plain(speech.sentence('backToOrder', mind.language)) };
    return { ...answered, say: [...answered.say, back] };
  }
  return askAgain(moment, {}, speech.sentence('askOrderAgain', mind.language));
}

/** Takes the company's answer; one that nobody waits for any more says nothing. */
export function takeLookup(moment: Moment, lookup: string, answer: Lookup): Thought {
  const { mind } = moment;
  const { flow, language } = mind;
  if (!flow || flow.asked !== 'lookup' || flow.lookup !== lookup) return { mind, say: [] };
  const order = flow.slots['order'] ?? '';
  const done: Mind = { ...mind, misses: 0, flow: { name: 'order', slots: { order }, asked: 'nothing', tries: 0 } };
  if (answer.ok && answer.found && answer.order) {
    return speech.turn(done, { kind: 'order', text: speech.sentence('found', language), order: answer.order });
  }
  if (answer.ok && !answer.found) {
    return askAgain(moment, { order }, speech.notFound(order, language));
  }
  const flowFailed = { name: 'order' as const, slots: { order, failed: 'hook' }, asked: 'nothing', tries: 0 };
  const failed: Mind = { ...done, flow: flowFailed, confirmHuman: true };
  return speech.turn(failed, speech.confirmHuman('lookupFailed', language));
}

function lookUp(moment: Moment, order: string, tries: number): Thought {
  const before = moment.mind.flow?.lookup ?? '';
  const moments = moment.now.toString(36);
  // Two numbers within one millisecond are two questions.
  const id = before.startsWith(moments) ? `${before}+` : moments;
  const flow = { name: 'order' as const, slots: { order }, asked: 'lookup', tries, lookup: id };
  return { mind: { ...moment.mind, misses: 0, flow }, say: [], lookup: { id, order } };
}

function ask(
  mind: Mind,
  tries: number,
  body: ReturnType<typeof speech.plain>,
  slots: Record<string, string> = {},
): Thought {
  return speech.turn({ ...mind, flow: { name: 'order', slots, asked: 'order', tries } }, body);
}

function askAgain(moment: Moment, slots: Record<string, string>, words: string): Thought {
  const { mind } = moment;
  const tries = (mind.flow?.tries ?? 0) + 1;
  if (tries > ASK_AGAIN) return handOver(moment, 'flow_failed');
  return ask({ ...mind, misses: 0 }, tries, speech.choices(words, [], mind.language), {
    ...mind.flow?.slots,
    ...slots,
  });
}
