/** What the company tells of the person's matters. Runs inside one transaction. */
import type { EventRequest, EventTold } from '../../../shared/reminders/api.ts';
import { valueFault } from '../../../shared/reminders/faults.ts';
import { marketingWords } from '../../../shared/reminders/marketing-words.ts';
import { inSms, inWechat, noticed, templateWords } from '../../../shared/reminders/render.ts';
import type { Reminder } from '../../../shared/reminders/template.ts';
import { notTold } from '../../../shared/reminders/usual.ts';
import type { Values } from '../../../shared/reminders/variable.ts';
import { refuse, type Refusal, type Result } from '../../../shared/refusal.ts';
import { digestText } from '../../lib/digest.ts';
import type { Turn } from '../turn.ts';
import { arrangeAppointment, type Became } from './appointments.ts';
import { reminderFor, tell } from './telling.ts';

/** The company's clock may be ahead of ours by so much. */
const SKEW_MS = 5 * 60_000;

/** Once under its key, answered alike whenever it is told again; the same key with other words is refused. */
export function toldEvent(turn: Turn, given: EventRequest, home: string): Result<EventTold> {
  const key = `event:${given.key}`;
  const digest = digestText(JSON.stringify(given));
  const before = turn.letters.heardAs(key, digest);
  if (before && !before.same) return refuse('reused_key', `The key ${given.key} was told with other words.`);
  if (before) {
    const notice = turn.own.noticeBy(key);
    // Told before fates were kept, what is left of it is all that is known.
    const fate = turn.appointments.fateOf(key) ?? (notice ? 'notified' : 'kept');
    return { ok: true, known: true, fate, notice: notice?.id ?? null };
  }
  // What is to happen would outlive every correction of it.
  if ((given.at ?? 0) > turn.now + SKEW_MS) return refuse('bad_request', 'at: it has not happened yet.');
  const refused = given.event === 'appointment' && 'appointment' in given ? null : unfit(turn, given);
  if (refused) return refused;
  turn.letters.heardBefore(key, digest, null, turn.now);
  const { fate, notice, why = null } = become(turn, key, given, home);
  turn.appointments.keepFate(key, fate, given.event, why);
  return { ok: true, known: false, fate, notice };
}

function become(turn: Turn, key: string, given: EventRequest, home: string): Became {
  if ('appointment' in given) return arrangeAppointment(turn, key, given.appointment, given.at ?? turn.now, home);
  const reminder = reminderFor(turn, given.event);
  if (!reminder?.on) return { fate: 'kept', notice: null, why: 'off' };
  const { notice, listed } = tell(turn, reminder, { key, values: given.values, opens: { to: 'line' }, home });
  return { fate: listed ? 'listed' : 'notified', notice };
}

/** Why it can't be told: no such event, a value of another type, or one that WeChat's or the carrier's template wouldn't take. */
function unfit(turn: Turn, given: EventRequest): Refusal | null {
  const reminder = notTold.has(given.event) ? null : reminderFor(turn, given.event);
  if (!reminder || !('values' in given))
    return refuse('bad_request', `event: there is no event ${given.event} to be told.`);
  const fault = valueFault(reminder, given.values);
  if (fault) return refuse('template_value', `values.${fault.path}: ${fault.rule.en}.`);
  for (const [name, value] of Object.entries(given.values)) {
    const found = marketingWords(String(value));
    if (found) return refuse('marketing_words', `values.${name}: ${found.rule.en}.`);
  }
  return reminder.on ? brokenIn(reminder, given.values, turn.now) : null;
}

function brokenIn(reminder: Reminder, values: Values, at: number): Refusal | null {
  const notice = noticed(reminder, values);
  const wordsIn = (language: 'zh' | 'en') => templateWords(reminder, values, notice, { at, language });
  const words = wordsIn('zh');
  const [wechat] = reminder.wechat ? inWechat(reminder.wechat, words).unfit : [];
  if (wechat) return refuse('template_value', `wechat.values.${wechat.at}: ${wechat.rule.en}.`);
  for (const [field, language] of [['sms', 'zh'] as const, ['smsEnglish', 'en'] as const]) {
    const mapping = reminder[field];
    const [sms] = mapping ? inSms(mapping, wordsIn(language)).unfit : [];
    if (sms) return refuse('sms_rule', `${field}.values.${sms.at}: ${sms.rule.en}.`);
  }
  return null;
}
