/** The bar above the messages: where one stands, and what one can do about it. */
import type { CustomerAct } from '../../shared/frame.ts';
import type { AttachTools } from './attach.ts';
import { make } from './dom.ts';
import { part } from './part.ts';
import { barOf, type BarAct, type Place } from './state.ts';
import type { Say, WidgetWord } from './words.ts';

type Tools = Omit<AttachTools, 'back'> & {
  say: Say;
  restart(): void;
  act(act: CustomerAct): void;
  back(): void;
  /** Where it is told that a part can't be had. */
  late: HTMLElement;
  /** Where a form stands over the conversation. */
  room(): HTMLElement;
};

const words: Record<BarAct, WidgetWord> = {
  'leave-queue': 'leaveQueue',
  restart: 'restart',
  'leave-message': 'leaveMessage',
  'transfer-yes': 'transferYes',
  'transfer-no': 'transferNo',
};

/** Draws into its bar; the form of a message is fetched when it is wanted. */
export class Standing {
  readonly #bar: HTMLElement;
  readonly #tools: Tools;
  #place: Place | null = null;

  constructor(bar: HTMLElement, tools: Tools) {
    this.#bar = bar;
    this.#tools = tools;
  }

  /** A place in line as it is pushed. Why it moved back stands until it moves on. */
  moved(place: Place): void {
    const before = this.#place;
    const held = before !== null && place.position >= before.position ? before.why : undefined;
    this.#place = { ...place, why: place.why ?? held };
  }

  draw(given: Omit<Parameters<typeof barOf>[0], 'place' | 'say' | 'language'>): void {
    const { say, language } = this.#tools;
    if (given.line?.session?.state !== 'queued') this.#place = null;
    const shown = barOf({ ...given, place: this.#place, say, language: language() });
    const bar = this.#bar;
    bar.hidden = !shown;
    const key = JSON.stringify(shown);
    if (!shown || bar.dataset['key'] === key) return;
    bar.dataset['key'] = key;
    bar.className = `bar ${shown.tone}`;
    bar.replaceChildren(
      make('span', {}, shown.text, shown.more !== undefined && make('small', {}, shown.more)),
      ...shown.acts.map((act) => make('button', { type: 'button', onclick: () => this.#does(act) }, say(words[act]))),
    );
  }

  #does(act: BarAct): void {
    const { act: tell, restart } = this.#tools;
    switch (act) {
      case 'restart':
        return restart();
      case 'transfer-yes':
      case 'transfer-no':
        return tell({ act: 'answer-transfer', yes: act === 'transfer-yes' });
      case 'leave-queue':
      case 'leave-message':
        void part(() => import('./leaving.ts'), this.#tools.late, this.#tools.say).then(({ leaving }) =>
          leaving(act === 'leave-queue', this.#tools),
        );
    }
  }
}
