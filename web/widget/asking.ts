/** Asks for the rating above the field: as long as the invitation stands, once on this screen. */
import type { CustomerAct } from '../../shared/frame.ts';
import type { Line } from '../../shared/line.ts';
import type { Language } from '../client/words.ts';
import { make, wear } from './dom.ts';
import { part } from './part.ts';
import type { Say } from './words.ts';

type Tools = { say: Say; language(): Language; act(act: CustomerAct): void; left(): void };

/** Draws into its place; the form itself is fetched when it is needed. */
export class Asking {
  readonly #place: HTMLElement;
  readonly #tools: Tools;
  #answered = '';

  constructor(place: HTMLElement, tools: Tools) {
    this.#place = place;
    this.#tools = tools;
  }

  draw(line: Pick<Line, 'invite'> | null, now: number): void {
    const invite = line?.invite ?? null;
    const asked = invite && invite.until > now && this.#answered !== invite.session ? invite.session : '';
    if (this.#place.dataset['session'] === asked) return;
    this.#place.dataset['session'] = asked;
    if (!invite || asked === '') return this.#place.replaceChildren();
    const { say, language, act, left } = this.#tools;
    void part(() => import('./rating.ts'), this.#place, say).then(({ ratingForm, style, thanks }) => {
      if (this.#place.dataset['session'] !== asked) return;
      wear(this.#place, style);
      const form = ratingForm({ language: language(), invite }, (rating) => {
        this.#answered = asked;
        act(rating ? { act: 'rate', session: asked, ...rating } : { act: 'decline-rating', session: asked });
        this.#place.dataset['session'] = '';
        this.#place.replaceChildren(
          ...(rating ? [make('p', { class: 'thanks', role: 'status' }, thanks(language()))] : []),
        );
        left();
        setTimeout(() => this.#place.querySelector('.thanks')?.remove(), 4000);
      });
      this.#place.replaceChildren(form);
    });
  }
}
