/** What the company's answer does to the dialog that asked for it. */
import type { OrderCard } from '../../../shared/message.ts';
import type { Flow, Sentence } from '../../../shared/flow.ts';
import type { CompanyAnswer, Moment, Thought } from '../mind.ts';
import { handOver } from '../handover.ts';
import * as speech from '../speech.ts';
import { advance, askAgain, finish, giveUp, line, signIn, withFlow } from './advance.ts';
import { offersOf } from './offers.ts';
import { groundsOf, slotNamed, without, type Running } from './running.ts';
import { filled } from './shown.ts';
import { words } from './words.ts';

/** The company's word for a customer it must know first. */
const SIGN_IN = 'sign-in';

/** Longest words above an order's card. */
const CARD_LIMIT = 500;

/** Takes the company's answer; one that nobody waits for any more says nothing. */
export function takeAnswer(moment: Moment, call: string, answer: CompanyAnswer): Thought {
  const { mind } = moment;
  const running = mind.flow;
  if (!running || running.asked.kind !== 'call' || running.asked.call !== call) return { mind, say: [] };
  const { asked, flow } = running;
  if (asked.of === 'orders') return offered(moment, running, answer);
  const irreversible = asked.of === 'act' && flow.confirm !== undefined;
  // Its fate isn't known: the mark stays, so that the same wish is sent under the same id.
  if (!answer.ok && irreversible && !answer.unsent) return giveUp(moment, running, 'lookup_failed', 'unsure');
  const { unsure: _, ...settled } = mind;
  const now: Moment = irreversible ? { ...moment, mind: settled } : moment;
  if (!answer.ok) return giveUp(now, running, 'lookup_failed');
  const { told = '', ...asking } = running;
  const known: Running = { ...asking, values: { ...running.values, ...answer.values } };
  return asked.of === 'check' ? checked(now, known, asked.slot ?? '', answer, told) : done(now, known, answer);
}

/** Orders to choose from, or none: then the number is asked for in words. */
function offered(moment: Moment, running: Running, answer: CompanyAnswer): Thought {
  const { told = '', ...asking } = running;
  const orders = (answer.ok ? answer.orders : undefined) ?? [];
  return advance(moment, { ...asking, offers: offersOf(orders, moment.mind.language) }, { prefix: told });
}

type Given = Extract<CompanyAnswer, { ok: true }>;

function checked(moment: Moment, running: Running, name: string, answer: Given, told: string): Thought {
  const slot = slotNamed(running, name);
  if (answer.outcome === 'ok' && running.slots[name] !== undefined) {
    const good: Running = { ...running, checked: { ...running.checked, [name]: groundsOf(running, name) } };
    return advance(moment, good, { prefix: told });
  }
  const outcome = outcomeOf(running.flow, answer.outcome);
  if (outcome || !slot) return follow(moment, running, answer, outcome);
  const { language } = moment.mind;
  const own: Sentence = {
    zh: words('wrong', 'zh', { label: slot.label.zh }),
    en: words('wrong', 'en', { label: slot.label.en }),
  };
  const said = answer.say ? { ...own, [language]: answer.say[language] } : own;
  return askAgain(moment, without(running, name), slot, said);
}

function done(moment: Moment, running: Running, answer: Given): Thought {
  const outcome = outcomeOf(running.flow, answer.outcome) ?? outcomeOf(running.flow, 'failed');
  return follow(moment, running, answer, outcome);
}

/** Only outcomes the flow itself names: `constructor` is none. */
function outcomeOf(flow: Flow, name: string): Flow['outcomes'][string] | null {
  return Object.hasOwn(flow.outcomes, name) ? (flow.outcomes[name] ?? null) : null;
}

function follow(moment: Moment, running: Running, answer: Given, outcome: Flow['outcomes'][string] | null): Thought {
  if (!outcome) return giveUp(moment, running, 'flow_failed', 'failed');
  const { language } = moment.mind;
  const text = (answer.say?.[language] ?? '') || filled(running, outcome.say, language);
  const slot = slotNamed(running, outcome.ask);
  if (slot) return askAgain(moment, without(running, slot.name), slot, { zh: text, en: text });
  // What was said isn't thrown away: signed in, the customer goes on where they were.
  if (answer.outcome === SIGN_IN && !outcome.handover) return signIn(moment, running, text);
  const told = line(answer.order ? withCard(text, answer.order) : speech.plain(text));
  if (!outcome.handover) return finish(moment, running, [told]);
  const handed = handOver(withFlow(moment, running), 'flow_failed');
  return { ...handed, say: [told, ...handed.say] };
}

function withCard(text: string, order: OrderCard) {
  return { kind: 'order' as const, text: text.slice(0, CARD_LIMIT), order };
}
