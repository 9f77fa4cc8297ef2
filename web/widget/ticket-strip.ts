/** One line under the head while the visitor has tickets, fetched when they have the first. */
import type { CustomerAct } from '../../shared/frame.ts';
import type { Line } from '../../shared/line.ts';
import type { Language } from '../client/words.ts';
import { speaker, words } from '../client/words.ts';
import { make, set, wear } from './dom.ts';
import { style, ticketSheet } from './tickets.ts';

const table = words({ tickets: '我的工单 {n} 张 · {state} ›' }, { tickets: 'My tickets ({n}) · {state} ›' });

type Tickets = NonNullable<Line['tickets']>;
type Tools = { language(): Language; act(act: CustomerAct): void };

/** Draws its button, and the sheet over the conversation while it is open. */
export class TicketStrip {
  readonly place = make('button', { type: 'button', class: 'strip', hidden: true, 'aria-expanded': 'false' });
  readonly #tools: Tools;
  readonly #body: HTMLElement;
  #sheet: HTMLElement | null = null;
  #tickets: Tickets = [];
  #mark = '';

  constructor(body: HTMLElement, tools: Tools) {
    this.#body = body;
    this.#tools = tools;
    this.place.addEventListener('click', () => (this.#sheet ? this.#leave() : this.#open()));
  }

  draw(tickets: Tickets): void {
    const { language } = this.#tools;
    const mark = `${language()}${tickets.map((one) => `${one.id}.${one.revision}`).join()}`;
    if (mark === this.#mark) return;
    this.#mark = mark;
    this.#tickets = tickets;
    const [first] = tickets;
    this.place.hidden = !first;
    if (!first) return this.#leave();
    wear(this.place, style);
    this.place.textContent = speaker(table, language)('tickets', {
      n: tickets.length,
      state: first.state.label[language()],
    });
    // What is being typed into the sheet stays: it is drawn anew when nothing is.
    if (this.#sheet && !this.#sheet.querySelector('textarea')?.value) this.#open();
  }

  #open(): void {
    const sheet = ticketSheet(this.#tickets, {
      ...{ language: this.#tools.language(), now: Date.now(), act: (act) => this.#tools.act(act) },
      leave: () => {
        this.#leave();
        this.place.focus();
      },
    });
    // Opened by hand it takes the focus; drawn anew it takes it only from itself.
    const held = this.#sheet === null || this.#sheet.contains(focusOf(this.#sheet));
    this.#sheet?.remove();
    this.#sheet = sheet;
    this.#body.append(sheet);
    set(this.place, 'aria-expanded', 'true');
    if (held) sheet.focus();
  }

  #leave(): void {
    this.#sheet?.remove();
    this.#sheet = null;
    set(this.place, 'aria-expanded', 'false');
  }
}

/** What has the focus where this stands. */
function focusOf(within: Node): Element | null {
  const root = within.getRootNode();
  return root instanceof ShadowRoot ? root.activeElement : document.activeElement;
}
