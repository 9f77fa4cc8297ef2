/** 猜你想问: what may be asked as the line opens, and what beside the newest answer. Fetched when there is something to offer. */
import type { Option } from '../../shared/message.ts';
import type { Guess as Guessed } from '../../shared/own-api.ts';
import type { CustomerPayload, LineFollower } from '../client/line.ts';
import { quickOf, type Quick } from '../client/guesses.ts';
import { relatedNow } from '../client/related.ts';
import { speaker, words, type Language } from '../client/words.ts';
import { make, wear } from './dom.ts';
import css from './guess.css';
import { lookUp, type Place } from './look-up.ts';

const table = words(
  { guess: '猜你想问', privacy: '隐私说明', order: '我的订单到哪了', return: '怎么退货', invoice: '怎么开发票' },
  {
    guess: 'You may want to ask',
    privacy: 'Privacy notice',
    order: 'Where is my order?',
    return: 'How do I return something?',
    invoice: 'How do I get an invoice?',
  },
);

type Tools = Place & {
  language(): Language;
  /** The site's own common questions. */
  quick: string[] | null;
  say(text: string, option?: Option): void;
};
type Offer = { words: string; option?: Option };

/** Draws its questions into its place. */
export class Guess {
  readonly #place: HTMLElement;
  readonly #tools: Tools;
  #quick: Quick[] | null = null;
  #drawn = '';

  constructor(place: HTMLElement, tools: Tools) {
    this.#place = place;
    this.#tools = tools;
    wear(place, css);
  }

  /** `opens`: nothing has been said yet. */
  draw(follower: LineFollower<CustomerPayload> | null, opens: boolean): void {
    if (opens) void this.#open();
    const offers = opens
      ? (this.#quick ?? []).map(offerOf)
      : relatedNow(follower?.state ?? null, follower?.pending ?? []).map((option) => ({ words: option.label, option }));
    const told = JSON.stringify([opens, offers]);
    if (told === this.#drawn) return;
    this.#drawn = told;
    const { language, say } = this.#tools;
    const name = speaker(table, language)('guess');
    this.#place.className = opens ? 'guess opens' : 'guess';
    const notice = opens ? this.#notice() : null;
    if (offers.length === 0) return this.#place.replaceChildren(...(notice ? [notice] : []));
    const button = ({ words: text, option }: Offer) =>
      make('button', { type: 'button', onclick: () => say(text, option) }, text);
    this.#place.replaceChildren(
      make('small', { 'aria-hidden': 'true' }, name),
      make('div', { class: 'options', role: 'group', 'aria-label': name }, ...offers.map(button)),
      ...(notice ? [notice] : []),
    );
  }

  /** Before anything is said one may read what becomes of it. */
  #notice(): HTMLElement {
    const { language } = this.#tools;
    const onclick = () =>
      void import('./notice.ts').then(
        ({ openNotice }) => openNotice(this.#tools, this.#place.closest<HTMLElement>('.body') ?? this.#place, button),
        () => undefined,
      );
    const button = make('button', { type: 'button', class: 'to-notice', onclick }, speaker(table, language)('privacy'));
    return button;
  }

  /** Asked for once; the common questions stand there where nothing can be known. */
  async #open(): Promise<void> {
    if (this.#quick) return;
    this.#quick = [];
    const { language, quick } = this.#tools;
    const say = speaker(table, language);
    const answer = await lookUp(this.#tools, `/v1/me/guesses?language=${language()}`);
    const { guesses = [] } = answer as { guesses?: Guessed[] };
    const own = quick ? guesses.filter(({ about }) => about !== 'entry') : guesses;
    this.#quick = quickOf(own, quick ? [] : [say('order')], quick ?? [say('return'), say('invoice')]);
    this.draw(null, this.#place.classList.contains('opens'));
  }
}

/** A ticket is asked after, an entry chosen, anything else said. */
function offerOf({ about, words: text, id = '' }: Quick): Offer {
  if (about !== 'ticket' && about !== 'entry') return { words: text };
  return { words: text, option: { id: `${about}:${id}`, label: text } };
}
