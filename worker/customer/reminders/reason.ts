/** Whom logistics goes out to unasked (主动告知), and why, in their words. Reads only. */
import type { NoticeView } from '../../../shared/notice.ts';
import { countIn } from '../../../shared/profile/count.ts';
import { isOff } from '../../../shared/profile/fold.ts';
import type { Reminder } from '../../../shared/reminders/template.ts';
import type { Values } from '../../../shared/reminders/variable.ts';
import type { Turn } from '../turn.ts';

const DAY_MS = 24 * 3_600_000;
/** Shorter numbers stand in any sentence. */
const TELLING = 4;
/** Their own word against being told unasked. */
export const UNASKED = 'remind:logistics';
export const unaskedName = { zh: '主动告知物流', en: 'Deliveries, told unasked' };

export type Because = 'order' | 'topic';
type Fact = NoticeView['facts'][number];

/** Why they are told unasked; null: nothing speaks for it. */
export function becauseOf(
  turn: Turn,
  { kind, variables }: Reminder,
  values: Values,
): { because: Because; fact: Fact } | null {
  const { logistics } = turn.around.settings.reminders;
  if (kind !== 'logistics' || !logistics.on || isOff(turn.profile.read(), UNASKED)) return null;
  const english = turn.sessions.latest()?.mind.language === 'en';
  const why = (zh: string, en: string): Fact => ({
    name: 'why',
    label: { zh: '为什么收到', en: 'Why you get this' },
    value: english ? en : zh,
  });
  for (const { name, type } of variables) {
    const number = type === 'order' ? String(values[name] ?? '') : '';
    if (number.length < TELLING || !turn.appointments.named(number, turn.now - logistics.days * DAY_MS)) continue;
    return { because: 'order', fact: why(`您问过 ${number}`, `You asked about ${number}`) };
  }
  const { days, questions, topics } = logistics;
  const profile = turn.profile.read();
  const asked = topics.reduce((sum, is) => sum + countIn(profile, { of: 'q', is, days }, turn.now).count, 0);
  if (asked < questions || isOff(profile, 'trait:topic')) return null;
  return {
    because: 'topic',
    fact: why(`近 ${days} 天您问过 ${asked} 次物流`, `You asked about deliveries ${asked} times in ${days} days`),
  };
}

/** Whether it stands among their notices only, by the settings and their word as they are now: a one-time subscription they gave still tells it. */
export function isListedOnly(turn: Turn, kind: Reminder['kind'], because: Because | null): boolean {
  if (kind !== 'logistics' || !turn.around.settings.reminders.logistics.on) return false;
  if (turn.own.choices().some(({ purpose, given }) => purpose === 'service' && given)) return false;
  const profile = turn.profile.read();
  return because === null || isOff(profile, UNASKED) || (because === 'topic' && isOff(profile, 'trait:topic'));
}
