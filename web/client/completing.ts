/** 联想: asks what may be meant by what is being typed, once the hand rests. Of the widget and the mini-program. */
import type { Completion } from '../../shared/own-api.ts';
import type { Line } from '../../shared/line.ts';
import type { Answer } from './ports.ts';
import type { Language } from './words.ts';

/** The hand rests. */
export const REST_MS = 250;
/** Asked too often, it is quiet for so long. */
const QUIET_MS = 5_000;
/** As the gateway takes them (shared/own-api.ts); here, so that no validator comes along. */
const LEAST = 2;
const MOST = 40;
/** A number of an order, a card or a telephone is no question, and leaves the screen when it is sent only. */
const NUMBER = /\d[\d\s-]{4,}\d/u;

/** Does the robot, or nobody yet, hear what is typed? */
export function robotHears(line: Pick<Line, 'session'> | null): boolean {
  const state = line?.session?.state ?? 'robot';
  return state === 'robot' || state === 'closed';
}

/** The address to ask for what may be meant. */
export function completionsPath(words: string, language: Language): string {
  return `/v1/me/completions?language=${language}&words=${encodeURIComponent(words)}`;
}

/** Hears every letter, asks for the newest words alone, and tells what may be meant; an empty list: nothing is offered. */
export class Completing {
  readonly #ask: (words: string) => Promise<Answer<object>>;
  readonly #shown: (list: readonly Completion[]) => void;
  #words = '';
  #rest: ReturnType<typeof setTimeout> | undefined;
  #quietUntil = 0;

  constructor(ask: (words: string) => Promise<Answer<object>>, shown: (list: readonly Completion[]) => void) {
    this.#ask = ask;
    this.#shown = shown;
  }

  /** What stands in the field now; `may`: the robot would hear it. */
  typed(text: string, may: boolean, now: number): void {
    const words = text.trim();
    const { length } = [...words];
    const asks = may && length >= LEAST && length <= MOST && !NUMBER.test(words) && !words.includes('\n');
    if (asks && words === this.#words) return;
    if (this.#rest !== undefined) clearTimeout(this.#rest);
    this.#words = asks ? words : '';
    if (!asks) return this.#shown([]);
    if (now >= this.#quietUntil) this.#rest = setTimeout(() => void this.#now(words, now + REST_MS), REST_MS);
  }

  async #now(words: string, now: number): Promise<void> {
    const answer = await this.#ask(words);
    if (!answer.ok && answer.code === 'rate_limited') this.#quietUntil = now + QUIET_MS;
    // What comes late is of words that are gone.
    if (words !== this.#words) return;
    const { completions = [] } = answer as { completions?: Completion[] };
    this.#shown(completions.filter((one) => one.words !== words));
  }
}
