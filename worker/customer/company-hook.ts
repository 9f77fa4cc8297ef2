/** The company's own systems, asked by one signed HTTP hook: a check or an act of a dialog (docs/hooks.md). */
import * as v from 'valibot';
import { sentence } from '../../shared/flow.ts';
import { parcelCard, productCard } from '../../shared/card.ts';
import type { Language } from '../../shared/knowledge.ts';
import { orderCard, TEXT_LIMIT } from '../../shared/message.ts';
import type { CompanyOrder } from '../../shared/order-api.ts';
import { plain } from '../../shared/plain.ts';
import type { Call as Wish, CompanyAnswer } from '../brain/think.ts';
import type { Call } from '../channels/channel.ts';
import { companyRequest } from '../channels/company-request.ts';
import { faultOf } from '../channels/fault.ts';
import { clean, clip } from '../channels/words.ts';
import { admits, closedBreaker, settled, type Breaker, type BreakerRules } from '../lib/breaker.ts';

const ANSWER_LIMIT = 64 * 1024;

/** How long one try may take, and whose failures count together: what hears voices is another system than the shop's. */
type Manner = { timeoutMs: number; circuit: string };
const DIALOG: Manner = { timeoutMs: 5_000, circuit: '' };
/** Hearing a minute of speech takes longer than looking an order up. */
export const HEARING: Manner = { timeoutMs: 20_000, circuit: '/transcribe' };

/** What wakes phones is another system again. */
export const WAKING: Manner = { timeoutMs: 5_000, circuit: '/push' };

const rulesOf = ({ timeoutMs }: Manner): BreakerRules => ({ failures: 5, restMs: 20_000, patienceMs: 2 * timeoutMs });

/** One question as it goes out. `request` is the same for every try: the company does the same thing once. */
export type Question = Pick<Wish, 'flow' | 'action' | 'slots'> & {
  request: string;
  user: string | null;
  language: Language;
  /** Tries before this one. */
  tries: number;
};

/** Why there is no answer: `unsent` where the company certainly saw none of the tries; `rest` while the circuit is open. */
export type NoAnswer = { ok: false; unsent: boolean; rest: boolean };
export type HookAnswer = (Extract<CompanyAnswer, { ok: true }> & { orders?: CompanyOrder[]; text?: string }) | NoAnswer;

/** One breaker per hook in an isolate: a hook that is down is down for everybody. */
const breakers = new Map<string, Breaker>();

const name = v.pipe(v.string(), v.regex(/^[A-Za-z][A-Za-z0-9-]{0,40}$/u));
const word = v.pipe(v.string(), v.regex(/^[a-z0-9][a-z0-9-]{1,63}$/u));
const value = v.pipe(
  v.union([v.string(), v.number()]),
  v.transform((given) => String(given)),
  v.maxLength(300),
);
const hookAnswer = v.object({
  outcome: word,
  values: v.optional(
    v.pipe(
      v.record(name, value),
      v.check((given) => Object.keys(given).length <= 20, 'at most 20 values'),
    ),
  ),
  order: v.optional(v.looseObject({})),
  say: v.optional(sentence),
  /** What was said, for the action `transcribe`. */
  text: v.optional(v.string()),
  /** What a colleague is shown for the action `orders`. */
  orders: v.optional(v.pipe(v.array(v.looseObject({})), v.maxLength(50))),
});

/** The hook of a deployment; without one every question goes unanswered. */
export function companyHook(
  hook: { url: string; secret: string } | null,
  call: Call,
  clock: () => number = Date.now,
  manner: Manner = DIALOG,
): (question: Question) => Promise<HookAnswer> {
  /** Questions of which no try has left so far; forgotten with the isolate, because then nobody can tell. */
  const unsent = new Set<string>();
  return async (question) => {
    if (!hook) return { ok: false, unsent: true, rest: false };
    const circuit = `${hook.url}${manner.circuit}`;
    const rules = rulesOf(manner);
    const { go, next } = admits(breakers.get(circuit) ?? closedBreaker, rules, clock());
    const before = question.tries === 0 || unsent.has(question.request);
    if (!go) return { ok: false, unsent: before, rest: true };
    breakers.set(circuit, next);
    const answer = await ask(hook, call, question, clock, manner.timeoutMs);
    breakers.set(circuit, settled(breakers.get(circuit) ?? closedBreaker, rules, answer.ok, clock()));
    if (answer.ok) {
      unsent.delete(question.request);
      return answer;
    }
    if (before && answer.unsent) unsent.add(question.request);
    else unsent.delete(question.request);
    return { ok: false, unsent: before && answer.unsent, rest: false };
  };
}

async function ask(
  hook: { url: string; secret: string },
  call: Call,
  question: Question,
  clock: () => number,
  timeoutMs: number,
): Promise<HookAnswer> {
  const { request, flow, action, slots, user, language } = question;
  const body = JSON.stringify({ request, flow, action, slots, user, language });
  try {
    const response = await call(await companyRequest(hook, { action, request, body }, clock()), timeoutMs);
    const text = await response.text();
    if (response.ok && text.length <= ANSWER_LIMIT) return read(text, language);
    return { ok: false, unsent: false, rest: false };
  } catch (fault) {
    // A hook that is down is an expected outcome: the robot says so and hands over.
    return { ok: false, unsent: faultOf(fault) === 'never_left', rest: false };
  }
}

/** Anything but a proper answer is none. */
function read(text: string, language: Language): HookAnswer {
  const none: NoAnswer = { ok: false, unsent: false, rest: false };
  const given = v.safeParse(hookAnswer, parsed(text));
  if (!given.success) return none;
  const { outcome, values, order, say, orders, text: spoken } = given.output;
  const words = clip(clean(spoken ?? ''), TEXT_LIMIT);
  const card = order === undefined ? null : v.safeParse(orderCard, localised(order, language));
  if (card?.success === false) return none;
  return {
    ok: true,
    outcome,
    ...(values ? { values } : {}),
    ...(card ? { order: plainOrder(card.output) } : {}),
    ...(say ? { say } : {}),
    ...(words === '' ? {} : { text: words }),
    ...(orders ? { orders: orders.flatMap((one) => listed(localised(one, language))) } : {}),
  };
}

/** What a company names so stands beside others' words. */
const plainOrder = (order: v.InferOutput<typeof orderCard>): typeof order => ({
  ...order,
  no: plain(order.no),
  stateText: plain(order.stateText),
  items: order.items.map((one) => ({ ...one, title: plain(one.title) })),
});

const traces = parcelCard.entries.traces;

/** One order with its products and its parcel; what isn't one is left out. */
function listed(given: Record<string, unknown>): CompanyOrder[] {
  const card = v.safeParse(orderCard, given);
  if (!card.success) return [];
  const items = Array.isArray(given['items']) ? (given['items'] as unknown[]) : [];
  const products = items.flatMap((one) => {
    const product = v.safeParse(productCard, one);
    return product.success ? [{ ...product.output, title: plain(product.output.title) }] : [];
  });
  const way = v.safeParse(traces, given['traces'] ?? []);
  const { express, stateText } = plainOrder(card.output);
  const parcel = express ? { ...express, stateText, traces: way.success ? way.output : [] } : null;
  return [
    {
      order: plainOrder(card.output),
      ...(typeof given['at'] === 'string' ? { at: given['at'].slice(0, 40) } : {}),
      products,
      ...(parcel ? { parcel: { company: parcel.company, no: parcel.no, stateText, traces: parcel.traces } } : {}),
    },
  ];
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** The hook may give an order's state in both languages. */
function localised(order: Record<string, unknown>, language: Language): Record<string, unknown> {
  const both = v.safeParse(v.object({ zh: v.string(), en: v.string() }), order.stateText);
  return both.success ? { ...order, stateText: both.output[language] } : order;
}
