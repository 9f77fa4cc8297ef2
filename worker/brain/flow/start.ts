/** Starts a dialog: by its own questions, by a tap, by an entry, or by the well-known words about orders. */
import type { Flow } from '../../../shared/flow.ts';
import { nearestFlow, sureEntry, sureFlow } from '../answer.ts';
import type { Moment, Thought } from '../mind.ts';
import { extract } from '../extract/extract.ts';
import { isBareNumber, orderNumberIn } from '../order-number.ts';
import { normalise } from '../words.ts';
import { advance, PARKED_LIMIT, speak, withFlow, withParked } from './advance.ts';
import { loseBody } from './prompt.ts';
import { begin, holdsSlots, lapsed, waits, type Running } from './running.ts';
import { take } from './take.ts';
import { words } from './words.ts';

const GOODS = '快递|物流|包裹|货|东西|宝贝|商品';
const ASKS = new RegExp(
  `(?:查|看|问|跟踪|追踪|催).{0,4}(?:我的)?(?:订单|物流|快递|包裹|单号)|(?:订单|物流|快递|包裹|单号)(?:查询|跟踪|追踪|信息|状态|详情|进度|动态)|(?:订单|${GOODS}).{0,6}(?:到哪|在哪|到了吗|到了没|到没到|送到没|哪了|发了吗|发了没|发货了吗|发货没|什么时候到|什么时候能到|几时到|何时到|怎么还没到|怎么还不到|还没到|还没收到|一直没到|没动静|不更新)|^(?:我的)?(?:订单|物流|快递|包裹)[?？。!！]*$`,
  'u',
);
const ASKS_ENGLISH =
  /\bwhere(?: is|'s|s| are)? (?:my|the) (?:order|package|parcel|stuff|delivery|shipment|item|items|goods)\b|\btrack(?:ing)?\b(?=.*\b(?:order|package|parcel|shipment|delivery|it)\b)|\b(?:order|package|parcel|delivery|shipping|shipment) status\b|\bstatus of (?:my|the|an) (?:order|package|parcel|delivery)\b|\b(?:check|look up|find|see|look at) (?:on |up )?(?:my|the|an) (?:order|package|parcel|delivery)\b(?! number)|\bhas my (?:order|package|parcel|item)\b|\bhaven'?t received my (?:order|package|parcel)\b|\bwhen will my (?:order|package|parcel|delivery) (?:arrive|come|be)\b/u;
/** Looks like the above but is a question about rules, or another wish, for the knowledge and the other flows. */
const RULES =
  /退款|退货|换货|售后|发票|开票|取消|地址|订单号在|单号在哪|运费|签收|修改|refund|return|invoice|cancel|address|delivered/u;
/** So sure of an entry, the well-known words start no dialog. */
const CERTAIN = 0.8;
const PARCEL = new RegExp(`${GOODS}|发货|package|parcel|deliver|shipment|shipping|track`, 'u');

/** Somebody names an order or its number. */
export function namesOrder(text: string): boolean {
  return /订单|单号|\border\b/iu.test(text);
}

/** The dialog waits for a number that may look like a card's. */
export function expectsOrder(running: Running | null): boolean {
  if (!waits(running)) return false;
  const { asked, flow } = running;
  const name = asked.kind === 'slot' ? asked.slot : asked.kind === 'call' ? asked.slot : undefined;
  return flow.slots.some((slot) => slot.kind === 'order-number' && (name === undefined || slot.name === name));
}

/** The well-known words about an order under way, or nothing but its number. */
export function quickStart(moment: Moment): Thought | null {
  const { text } = moment;
  if (text.length > 300) return null;
  const asked = quickFlow(moment) ?? numberedWish(moment);
  if (asked) return startFlow(moment, asked);
  const plain = normalise(text);
  const given = orderNumberIn(text);
  const onlyNumber =
    given !== null &&
    !given.looksLikePhone &&
    (isBareNumber(text) || /^[^\p{Letter}]*(?:订单|单号)/u.test(plain)) &&
    !RULES.test(plain);
  const flow = onlyNumber ? firstOf(moment, ['order-status', 'logistics']) : null;
  return flow ? startFlow(moment, flow) : null;
}

/** Whoever brings an order's number with their words wants something done with it: the nearest dialog about orders. */
function numberedWish(moment: Moment): Flow | null {
  const wish = withoutValues(moment);
  if (wish === null || extract(moment.text, moment.now, { kinds: ['order-number'] }).length === 0) return null;
  // That it is about an order is known; what is wanted of it isn't said by these words.
  const flow = nearestFlow({
    ...moment,
    text: wish.replace(/(?:这个|那个|我的)?(?:订单编?号?|单号)|\border(?: number| no)?\b/giu, ' '),
  });
  return flow?.slots.some((slot) => slot.kind === 'order-number') ? flow : null;
}

/** The dialog that the well-known words about an order ask for. */
function quickFlow(moment: Moment): Flow | null {
  if (moment.text.length > 300) return null;
  const plain = normalise(moment.text).replace(/’/gu, "'");
  const asked = (ASKS.test(plain.replace(/\s+/gu, '')) || ASKS_ENGLISH.test(plain)) && !RULES.test(plain);
  if (!asked) return null;
  // “哪里能看到订单号” names an order and asks about none: what the knowledge is sure of goes first.
  const certain = sureEntry(moment, CERTAIN);
  if (certain && certain.flow === undefined) return null;
  return firstOf(moment, PARCEL.test(plain) ? ['logistics', 'order-status'] : ['order-status', 'logistics']);
}

function firstOf({ knowledge }: Moment, ids: readonly string[]): Flow | null {
  return ids.map((id) => knowledge.flows.get(id)).find((one) => one !== undefined) ?? null;
}

/** The flow these words surely ask for: by its own questions, by an entry that stands for it, by the well-known words. */
export function flowAsked(moment: Moment): Flow | null {
  const { knowledge } = moment;
  const entry = sureEntry(moment);
  const byEntry = entry?.flow === undefined ? undefined : knowledge.flows.get(entry.flow);
  const found = sureFlow(moment) ?? byEntry ?? quickFlow(moment);
  if (found || entry) return found;
  const wish = withoutValues(moment);
  return wish === null ? null : sureFlow({ ...moment, text: wish });
}

/** Numbers, days and addresses say nothing of what is wanted; null where there are none, or nothing else. */
function withoutValues({ text, now }: Moment): string | null {
  if (text.length > 300) return null;
  let wish = text;
  for (const { start, end } of extract(text, now).reverse()) wish = `${wish.slice(0, start)} ${wish.slice(end)}`;
  return wish !== text && /\p{L}{2}/u.test(wish) ? wish : null;
}

/** Begins a flow with what the words already hold, or goes on with the same one that was put aside. */
export function startFlow(moment: Moment, flow: Flow): Thought {
  const { mind, now, knowledge, text } = moment;
  const running = mind.flow;
  if (waits(running) && running.flow.id === flow.id)
    return takenBy(flow, advance(moment, take(running, text, now).running));
  const parked = (mind.parked ?? []).filter((one) => !lapsed(one, now));
  const before = parked.find((one) => waits(one) && one.flow.id === flow.id);
  const others = parked.filter((one) => one !== before);
  const leaving = running && (holdsSlots(running) || !waits(running)) ? [...others, running] : others;
  const waiting = leaving.filter(waits);
  const lost = waiting[0];
  if (waits(running) && lost && waiting.length > PARKED_LIMIT) {
    const { language } = mind;
    const asked: Running = { ...running, asked: { kind: 'switch', to: flow.id, said: text } };
    const body = loseBody(asked, flow.title[language], lost.flow.title[language], language);
    return speak({ ...moment, mind: withParked(mind, parked) }, asked, {}, body);
  }
  const begun = before ?? begin(flow, knowledge.version, mind.language, now);
  const fresh: Running = { ...begun, asked: { kind: 'over' }, language: mind.language, tries: 0, touchedAt: now };
  const next: Moment = withFlow({ ...moment, mind: withParked(mind, leaving) }, fresh);
  const prefix = before ? words('back', mind.language, { title: flow.title[mind.language] }) : '';
  return takenBy(flow, advance(next, take(fresh, text, now).running, { prefix }));
}

/** The question is one on what the dialog is about, whether it can be answered yet or something is asked first. */
export const takenBy = ({ skill }: Flow, thought: Thought): Thought => ({ ...thought, about: skill });
