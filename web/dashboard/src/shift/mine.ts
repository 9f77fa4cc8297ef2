import type { MineAnswer } from '../../../../shared/shift-api.ts';
import { dayAfter, daysBetween, localOf, weekdayOf } from '../../../../shared/zone.ts';
import { dayName } from '../settings/hours/days.ts';
import { staffCall, Unreachable } from '../staff/net.ts';
import { say } from '../ui/toast.ts';
import { outsideOf } from './outside.ts';
import { useShiftWords } from './words.ts';

/** My shift that lasts, and the next ones, as the gateway tells them. */
export type Mine = MineAnswer;
type Spell = Mine['next'][number];

/** My shifts; null where they can't be had now. */
export async function myShifts(): Promise<Mine | null> {
  try {
    const answer = await staffCall<Mine>('GET', 'schedule/mine');
    return answer.ok ? answer : null;
  } catch (fault) {
    if (!(fault instanceof Unreachable)) throw fault;
    return null;
  }
}

const two = (value: number) => String(value).padStart(2, '0');
/** A moment's hour in the plan's zone; the midnight that ends a day is 24:00 of it. */
export function clockIn(at: number, zone: string, day: string): string {
  const { date, minute } = localOf(at, zone);
  return date === dayAfter(day, 1) && minute === 0 ? '24:00' : `${two(Math.floor(minute / 60))}:${two(minute % 60)}`;
}

/** When a shift is: today 14:00–22:00. */
export function whenSaid({ date, from, to }: Spell, zone: string, now: number): string {
  const words = useShiftWords();
  const ahead = daysBetween(localOf(now, zone).date, date);
  const named = `${dayName(weekdayOf(date), words.language.value)} ${date.slice(5)}`;
  const day = ahead === 0 ? words.m('today') : ahead === 1 ? words.m('tomorrow') : named;
  return words.m('when', { day, from: clockIn(from, zone, date), to: clockIn(to, zone, date) });
}

/** What whoever goes on duty outside the plan is told; empty: nothing. */
function outsideSaid(mine: Mine, now: number): string {
  const words = useShiftWords();
  const how = outsideOf(mine, now);
  const [next] = mine.next;
  if (how === null) return '';
  return words.m(`outside.${how}`, { when: next ? whenSaid(next, mine.zone, now) : '' });
}

/** Tells whoever has just gone on duty that the plan doesn't have them now; nothing is held back. */
export async function tellOutside(): Promise<void> {
  const mine = await myShifts();
  const said = mine ? outsideSaid(mine, Date.now()) : '';
  if (said !== '') say(said);
}
