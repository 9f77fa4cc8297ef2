/** Quiet hours (免打扰), by what a message is for: what may ring at night, and when what may not rings instead. Pure. */
import type { NewsPurpose } from './news.ts';

export const DAY_MS = 24 * 3_600_000;
const HOUR_MS = 3_600_000;
/** Asia/Shanghai. */
const ZONE_MS = 8 * HOUR_MS;

export type Hours = { from: number; to: number };

/** Offers leave by the strictest of the carriers' rules. */
export const OFFER_HOURS: Hours = { from: 8, to: 20 };

/** Open hours of the day; news of one's own matters later into the evening. */
const OPEN: Record<NewsPurpose, Hours | null> = {
  answer: null,
  service: { from: 8, to: 22 },
  marketing: OFFER_HOURS,
  personal: OFFER_HOURS,
};

/** Hours a company sets for its offers, never wider than those of all. */
export const within = ({ from, to }: Hours): Hours => ({
  from: Math.max(from, OFFER_HOURS.from),
  to: Math.min(to, OFFER_HOURS.to),
});

/** When it may ring: `now`, or the next opening. `offers`: the company's own hours for them. `rings`: an SMS or a call; WeChat shows its own service news silently at night. */
export function mayRing(purpose: NewsPurpose, rings: boolean, now: number, offers: Hours = OFFER_HOURS): number {
  const own = OPEN[purpose] === OFFER_HOURS ? within(offers) : OPEN[purpose];
  const hours = purpose === 'service' && !rings ? null : own;
  if (!hours) return now;
  const day = startOfDay(now);
  const [from, to] = [day + hours.from * HOUR_MS, day + hours.to * HOUR_MS];
  if (now < from) return from;
  return now < to ? now : from + DAY_MS;
}

/** When the day of this moment began in China. */
export function startOfDay(now: number): number {
  return Math.floor((now + ZONE_MS) / DAY_MS) * DAY_MS - ZONE_MS;
}
