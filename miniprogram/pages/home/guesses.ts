/** 猜你想问: what the gateway knows this person may ask as the line opens; three common questions where it knows nothing. */
import type { Guess } from '../../../shared/own-api.ts';
import type { Option } from '../../../shared/message.ts';
import { quickOf, type Quick } from '../../../web/client/guesses.ts';
import { talk } from '../../net.ts';
import { language } from '../../preference.ts';
import { sayIn } from '../../words.ts';

/** A ticket is opened; everything else is said. */
export function ask({ about, words, id = '' }: Quick, say: (words: string, option?: Option) => void): void {
  if (about === 'ticket') void wx.navigateTo({ url: `/pages/ticket/index?ticket=${encodeURIComponent(id)}` });
  else if (about === 'entry') say(words, { id: `entry:${id}`, label: words });
  else say(words);
}

/** Asked for once each time the page comes in sight, in the language of the screen. */
export class Guesses {
  readonly #changed: () => void;
  #quick: { of: string; list: Quick[] } | null = null;
  #asked = '';

  constructor(changed: () => void) {
    this.#changed = changed;
  }

  /** The next look asks again. */
  anew(): void {
    this.#asked = '';
  }

  /** What is known by now: nothing before the gateway has answered once. */
  list(): readonly Quick[] {
    const lang = language();
    const { status } = talk.follower;
    if (this.#asked !== lang && (status === 'live' || status === 'polling')) void this.#ask(lang);
    return this.#quick?.of === lang ? this.#quick.list : [];
  }

  async #ask(lang: ReturnType<typeof language>): Promise<void> {
    this.#asked = lang;
    const answer = await talk.read(`/v1/me/guesses?language=${lang}`);
    const { guesses = [] } = answer as { guesses?: Guess[] };
    if (this.#asked !== lang) return;
    const say = sayIn(lang);
    this.#quick = { of: lang, list: quickOf(guesses, [say('quickOrder')], [say('quickReturn'), say('quickInvoice')]) };
    this.#changed();
  }
}
