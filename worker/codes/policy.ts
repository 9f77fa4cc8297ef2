/**
 * How often a code may be sent and guessed. Pure: the gateway and the simulated attack (`npm run codes`) are judged by the same lines.
 * Mainland carriers send a number one code a minute, five an hour and ten a day at most; ours are tighter.
 */

/** So long a code or a link holds. */
export const CODE_MS = 5 * 60_000;
export const LINK_MS = 30 * 60_000;
/** So long a proof just given counts for what needs a fresh one. */
export const FRESH_MS = 10 * 60_000;
/** So many wrong tries end a code. */
export const TRIES = 3;
export const DIGITS = 6;
/** The whole company's codes a day, where its account names no other number. */
export const A_DAY = 1_000;
/** Sends and tries are remembered for so long, the longest any budget looks back. */
export const REMEMBERED_MS = 24 * 3_600_000;

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = REMEMBERED_MS;

/** `stranger`: those who show one address and no more, all together; `company`: everybody together. */
export type By = 'subject' | 'range' | 'asker' | 'place' | 'stranger' | 'company';
/** `sent`: codes that went out; `unproven`: those nobody entered; `wrong`: tries. */
export type Counted = 'sent' | 'unproven' | 'wrong';
export type Limit = { by: By; counts: Counted; withinMs: number; most: number };

const limit = (by: By, counts: Counted, most: number, withinMs: number): Limit => ({ by, counts, withinMs, most });

/**
 * What is held against each send. A range whose codes are entered is one of customers; one whose codes never are is rented. Visitors are made by
 * the thousand, accounts are not: what visitors may waste is a quarter, so that who is signed in gets a code on such a day too.
 */
export function limits(aDay: number): readonly Limit[] {
  const anHour = Math.max(1, Math.floor(aDay / 5));
  return [
    limit('subject', 'sent', 1, MINUTE),
    limit('subject', 'sent', 3, HOUR),
    limit('subject', 'sent', 5, DAY),
    limit('asker', 'sent', 1, MINUTE),
    limit('asker', 'unproven', 3, DAY),
    limit('asker', 'sent', 6, DAY),
    limit('range', 'unproven', 5, HOUR),
    limit('range', 'unproven', 10, DAY),
    limit('place', 'unproven', 10, HOUR),
    limit('place', 'unproven', 30, DAY),
    limit('stranger', 'unproven', Math.ceil(anHour / 4), HOUR),
    limit('stranger', 'unproven', Math.ceil(aDay / 4), DAY),
    limit('company', 'sent', anHour, HOUR),
    limit('company', 'sent', aDay, DAY),
    ...WRONG,
  ];
}

/** Wrong tries: whoever spent them neither tries nor is sent another code. */
export const WRONG: readonly Limit[] = [
  limit('subject', 'wrong', 5, DAY),
  limit('asker', 'wrong', 10, DAY),
  limit('place', 'wrong', 30, DAY),
];

/** What was sent and tried. */
export interface Tally {
  /** When the `most`-th newest of what the limit counts was (ms), if that many are newer than `since`; null: there is room. */
  nth(limit: Limit, since: number): number | null;
}

/** How long until nothing hinders (ms); 0: now. */
export function waitOf(held: readonly Limit[], tally: Tally, now: number): number {
  let wait = 0;
  for (const one of held) {
    const at = tally.nth(one, now - one.withinMs);
    if (at !== null) wait = Math.max(wait, at + one.withinMs - now);
  }
  return wait;
}

/** A code as it stands. */
export type Standing = { seal: string; expiresAt: number; tries: number };

/** What an entered code is: `over` when none holds, so that a right one that comes late is told from a wrong one. */
export function judge(standing: Standing | null, seal: string, now: number): 'right' | 'wrong' | 'over' {
  if (!standing || now >= standing.expiresAt || standing.tries >= TRIES) return 'over';
  return standing.seal === seal ? 'right' : 'wrong';
}

/** Six digits, each code as likely as any other: `random` gives whole numbers of 32 bits. */
export function freshCode(random: () => number): string {
  const codes = 10 ** DIGITS;
  const even = Math.floor(2 ** 32 / codes) * codes;
  let drawn = random();
  while (drawn >= even) drawn = random();
  return String(drawn % codes).padStart(DIGITS, '0');
}

/** The range a number is in: whoever rents numbers rents them side by side. */
export function rangeOf(number: string): string {
  return number.slice(0, -4);
}

/** The best chance to guess: of one code, and of one number in a day, whoever tries. */
export function chance(): { code: number; day: number } {
  const most = WRONG.find((one) => one.by === 'subject')?.most ?? Number.POSITIVE_INFINITY;
  return { code: TRIES / 10 ** DIGITS, day: most / 10 ** DIGITS };
}
