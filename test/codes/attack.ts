/** A day under attack: requests in bulk over rented numbers, honest people in between, and somebody who guesses. Judged by the gateway's own lines. */
import {
  CODE_MS,
  freshCode,
  judge,
  limits,
  rangeOf,
  TRIES,
  waitOf,
  WRONG,
  type By,
  type Limit,
  type Standing,
  type Tally,
} from '../../worker/codes/policy.ts';
import { Dice } from '../weather/dice.ts';

const DAY = 24 * 3_600_000;

type Asking = { subject: string; range: string; asker: string; place: string; stranger: boolean };
type Entry = Asking & { at: number; proven: boolean; honest: boolean };

/** What was sent, as lists by key: the store's queries, kept in memory. */
class Book implements Tally {
  readonly all: Entry[] = [];
  readonly #by = new Map<string, Entry[]>();
  asking: Asking | null = null;

  add(entry: Entry): void {
    this.all.push(entry);
    for (const key of keysOf(entry)) this.#by.set(key, [...(this.#by.get(key) ?? []), entry]);
  }

  nth(one: Limit, since: number): number | null {
    if (one.counts === 'wrong' || !this.asking) return null;
    const key = keyOf(one.by, this.asking);
    const found = key === null ? [] : (this.#by.get(key) ?? []);
    let left = one.most;
    for (let index = found.length - 1; index >= 0; index -= 1) {
      const entry = found[index];
      if (!entry || entry.at <= since) return null;
      if (one.counts === 'unproven' && entry.proven) continue;
      left -= 1;
      if (left === 0) return entry.at;
    }
    return null;
  }
}

const KINDS: readonly By[] = ['subject', 'range', 'asker', 'place', 'stranger', 'company'];

function keyOf(by: By, asking: Asking): string | null {
  if (by === 'company') return 'company';
  if (by === 'stranger') return asking.stranger ? 'stranger' : null;
  return `${by}:${asking[by]}`;
}

const keysOf = (asking: Asking) => KINDS.map((by) => keyOf(by, asking)).filter((key) => key !== null);

export type Attack = {
  requests: number;
  numbers: number;
  ranges: number;
  /** Codes that went out to the attack. */
  sent: number;
  /** The most of each budget that was used within its window, counted anew from what went out: never over 1. */
  fullest: number;
  overrun: string[];
  /** Honest people in between, and how many of them got no code. */
  honest: number;
  honestRefused: number;
  /** Of those, who was signed in. */
  signedInRefused: number;
};

/** One day: `requests` over `numbers` in `ranges`, every tenth by one of twenty accounts, the rest by new visitors. */
export function attack(given: {
  requests: number;
  numbers: number;
  ranges: number;
  aDay: number;
  seed: number;
  /** As many networks as ranges, where none are named. */
  networks?: number;
}): Attack {
  const dice = new Dice(given.seed);
  const held = limits(given.aDay);
  const book = new Book();
  const HONEST = 200;
  const acts = [
    ...Array.from({ length: given.requests }, () => ({ at: dice.below(DAY), honest: -1 })),
    ...Array.from({ length: HONEST }, (_, honest) => ({ at: dice.below(DAY), honest })),
  ].sort((left, right) => left.at - right.at);
  let [sent, honestRefused, signedInRefused, visitors] = [0, 0, 0, 0];
  for (const { at, honest } of acts) {
    const asking = honest < 0 ? rented(dice, given, visitors++) : customer(honest);
    book.asking = asking;
    if (waitOf(held, book, at) > 0) {
      honestRefused += Number(honest >= 0);
      signedInRefused += Number(honest >= 0 && !asking.stranger);
      continue;
    }
    // An honest person enters the code: their range and network are no worse for it.
    book.add({ ...asking, at, proven: honest >= 0, honest: honest >= 0 });
    sent += Number(honest < 0);
  }
  const { fullest, overrun } = recount(held, book.all);
  const { requests, numbers, ranges } = given;
  return { requests, numbers, ranges, sent, fullest, overrun, honest: HONEST, honestRefused, signedInRefused };
}

function rented(
  dice: Dice,
  { numbers, ranges, networks = ranges }: { numbers: number; ranges: number; networks?: number },
  visitor: number,
): Asking {
  const each = Math.max(1, Math.floor(numbers / ranges));
  const range = dice.below(ranges);
  const number = `+86170${String(range).padStart(4, '0')}${String(dice.below(each)).padStart(4, '0')}`;
  const signedIn = visitor % 10 === 0;
  const asker = signedIn ? `account-${dice.below(20)}` : `visitor-${visitor}`;
  return { subject: number, range: rangeOf(number), asker, place: `net-${dice.below(networks)}`, stranger: !signedIn };
}

function customer(index: number): Asking {
  const number = `+86138${String(index % 50).padStart(4, '0')}${String(index).padStart(4, '0')}`;
  const place = `home-${index % 40}`;
  return { subject: number, range: rangeOf(number), asker: `person-${index}`, place, stranger: index % 4 === 0 };
}

/** How full each budget was at its fullest, counted from the list of what went out and nothing else. */
function recount(held: readonly Limit[], all: readonly Entry[]): { fullest: number; overrun: string[] } {
  let fullest = 0;
  const overrun: string[] = [];
  for (const one of held) {
    if (one.counts === 'wrong') continue;
    const lists = new Map<string, number[]>();
    for (const entry of all) {
      const key = keyOf(one.by, entry);
      if (key === null || (one.counts === 'unproven' && entry.proven)) continue;
      const list = lists.get(key) ?? [];
      list.push(entry.at);
      lists.set(key, list);
    }
    for (const [key, times] of lists) {
      let from = 0;
      for (const [index, at] of times.entries()) {
        while (at - (times[from] ?? at) >= one.withinMs) from += 1;
        const many = index - from + 1;
        fullest = Math.max(fullest, many / one.most);
        if (many > one.most) overrun.push(`${key}: ${many} of ${one.most} in ${one.withinMs} ms`);
      }
    }
  }
  return { fullest, overrun };
}

export type Guessing = { days: number; guessed: number; tries: number };

/** Somebody guesses at a number for a day, with as many codes as the budgets give and never the same guess twice at one code. */
export function guess(days: number, seed: number): Guessing {
  const dice = new Dice(seed);
  const random = () => dice.below(2 ** 32);
  let [guessed, tries] = [0, 0];
  for (let day = 0; day < days; day += 1) {
    const wrong: number[] = [];
    const tally: Tally = {
      nth: (one) =>
        one.by === 'subject' && wrong.length >= one.most ? (wrong[wrong.length - one.most] ?? null) : null,
    };
    for (let at = 1; waitOf(WRONG, tally, at) === 0; at += CODE_MS) {
      const standing: Standing = { seal: freshCode(random), expiresAt: at + CODE_MS, tries: 0 };
      const first = dice.below(10 ** 6);
      for (let next = 0; waitOf(WRONG, tally, at) === 0; next += 1) {
        const judged = judge(standing, String((first + next) % 10 ** 6).padStart(6, '0'), at);
        if (judged === 'over') break;
        tries += 1;
        if (judged === 'right') {
          guessed += 1;
          break;
        }
        standing.tries += 1;
        wrong.push(at);
      }
      if (standing.tries < TRIES) break;
    }
  }
  return { days, guessed, tries };
}
