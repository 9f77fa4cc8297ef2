/** 联想: published questions that may be meant by what is being typed, as a list above the field. Fetched with the first letter. */
import type { Option } from '../../shared/message.ts';
import type { Completion } from '../../shared/own-api.ts';
import { Completing, completionsPath, robotHears } from '../client/completing.ts';
import type { CustomerPayload, LineFollower } from '../client/line.ts';
import { speaker, words, type Language } from '../client/words.ts';
import css from './complete.css';
import { make, set, wear } from './dom.ts';
import { lookUp, type Place } from './look-up.ts';
import type { View } from './view.ts';

const table = words(
  { meant: '您是不是想问', found: '{n} 个相关问题，按上下键选择' },
  { meant: 'Do you mean', found: '{n} related {n|question|questions}; choose with the arrow keys' },
);

type Tools = Place & {
  language(): Language;
  follower(): LineFollower<CustomerPayload> | null;
  /** Says it; the field is empty then. */
  choose(text: string, option: Option): void;
};

/** Draws its list, and hears the keys that walk in it. */
export class Complete {
  readonly #input: HTMLTextAreaElement;
  readonly #tools: Tools;
  readonly #list: HTMLElement;
  readonly #told = make('p', { class: 'hidden', role: 'status' });
  readonly #completing: Completing;
  #found: readonly Completion[] = [];
  #at = -1;

  constructor({ input, composer, panel }: View, tools: Tools) {
    this.#input = input;
    this.#tools = tools;
    const name = speaker(table, tools.language)('meant');
    this.#list = make('ul', { id: 'meant', class: 'meant', role: 'listbox', 'aria-label': name, hidden: true });
    composer.before(this.#list, this.#told);
    wear(composer, css);
    set(input, 'aria-autocomplete', 'list');
    set(input, 'aria-haspopup', 'listbox');
    const ask = (text: string) => lookUp(tools, completionsPath(text, tools.language()));
    this.#completing = new Completing(ask, (list) => this.#show(list));
    // Before the field's own keys: Enter takes what is chosen, Escape shuts the list and nothing else.
    composer.addEventListener('keydown', (event) => this.#key(event), true);
    this.#shutWhenLeft(panel);
  }

  /** Left, the list shuts; not while a press lasts, or what the press aims at would move away under it. */
  #shutWhenLeft(panel: HTMLElement): void {
    let pressed = false;
    // A click comes right after its press: it still finds everything in its place.
    const shut = () =>
      setTimeout(() => {
        if (!pressed && !this.#input.matches(':focus')) this.#show([]);
      });
    const released = () => {
      pressed = false;
      shut();
    };
    panel.addEventListener('pointerdown', () => (pressed = true), true);
    addEventListener('pointerup', released, true);
    addEventListener('pointercancel', released, true);
    this.#input.addEventListener('blur', shut);
  }

  /** What stands in the field has changed. */
  typed(): void {
    const line = this.#tools.follower()?.state ?? null;
    this.#completing.typed(this.#input.value, robotHears(line), Date.now());
  }

  #show(found: readonly Completion[]): void {
    const list = robotHears(this.#tools.follower()?.state ?? null) ? found : [];
    this.#found = list;
    this.#list.hidden = list.length === 0;
    this.#told.textContent = list.length === 0 ? '' : speaker(table, this.#tools.language)('found', { n: list.length });
    this.#list.replaceChildren(
      ...list.map((one, at) =>
        make(
          'li',
          {
            ...{ id: `meant-${at}`, role: 'option', 'aria-selected': 'false' },
            // The field keeps the focus, and with it the keyboard of a phone.
            onmousedown: (event) => event.preventDefault(),
            onclick: () => this.#take(one),
          },
          one.words,
        ),
      ),
    );
    this.#point(-1);
  }

  #point(at: number): void {
    this.#at = at;
    [...this.#list.children].forEach((one, index) => {
      set(one, 'aria-selected', String(index === at));
      if (index === at) one.scrollIntoView({ block: 'nearest' });
    });
    set(this.#input, 'aria-activedescendant', at < 0 ? false : `meant-${at}`);
    set(this.#input, 'aria-controls', this.#found.length > 0 && 'meant');
  }

  #key(event: KeyboardEvent): void {
    const { length } = this.#found;
    if (length === 0 || event.isComposing || event.target !== this.#input) return;
    const steps: Record<string, number> = { ArrowDown: 1, ArrowUp: -1 };
    const step = steps[event.key];
    const chosen = event.key === 'Enter' && !event.shiftKey ? this.#found[this.#at] : undefined;
    if (step !== undefined) {
      // From the field on, around, and back to the field.
      this.#point(((this.#at + 1 + step + length + 1) % (length + 1)) - 1);
    } else if (chosen) this.#take(chosen);
    else if (event.key === 'Escape') this.#show([]);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  #take({ id, words: text }: Completion): void {
    this.#show([]);
    this.#tools.choose(text, { id: `entry:${id}`, label: text });
    this.typed();
    this.#input.focus();
  }
}
