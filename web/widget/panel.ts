/** The open conversation: draws the line into the view and turns what the visitor does into sends. */
import type { CustomerPayload, LineFollower, LineSignal } from '../client/line.ts';
import { pendingAct, unreadCount } from '../client/pending.ts';
import type { Language } from '../client/words.ts';
import type { Line } from '../../shared/line.ts';
import type { CustomerAct } from '../../shared/frame.ts';
import type { ProductCard } from '../../shared/card.ts';
import type { Option } from '../../shared/message.ts';
import { serviceIcon } from '../tokens/icons.ts';
import { Asking } from './asking.ts';
import { Aside } from './aside.ts';
import type { Attach } from './attach.ts';
import { compose } from './composer.ts';
import { arrange, icon, make } from './dom.ts';
import type { Guess } from './guess.ts';
import { part } from './part.ts';
import { Standing } from './standing.ts';
import { subtitle } from './state.ts';
import type { Talk } from './talk.ts';
import type { TicketStrip } from './ticket-strip.ts';
import { Timeline } from './timeline.ts';
import type { View } from './view.ts';
import type { Say } from './words.ts';

const TYPING_MS = 6000;
const NEAR_PX = 60;

/** What the panel needs of the element around it. */
export type PanelTools = {
  say: Say;
  language(): Language;
  address(url: string): string;
  base: string;
  talking(): Promise<Talk>;
  quick: string[] | null;
  title: string | null;
  greeting: string | null;
  isOpen(): boolean;
  restart(): void;
  /** The visitor has seen everything up to here. */
  read(revision: number): void;
  /** The line is here; `empty`: nothing has been said on it. */
  opens(empty: boolean): void;
  /** The first word of a visitor without a connection. */
  wanted(): Promise<LineFollower<CustomerPayload>>;
};

/** Draws and listens. */
export class Panel {
  readonly #view: View;
  readonly #tools: PanelTools;
  readonly #timeline: Timeline;
  follower: LineFollower<CustomerPayload> | null = null;
  refusal = '';
  #typist: { name: string; until: number } | null = null;
  #atEnd = true;
  /** The last row, once somebody came down to its end. */
  #read: Element | null = null;
  #below = 0;
  #lastRevision = 0;
  readonly #asking: Asking;
  readonly #standing: Standing;
  #tickets: Promise<TicketStrip> | null = null;
  readonly #greeting: HTMLElement;
  readonly #guessing = make('div');
  #guess: Promise<Guess> | null = null;
  readonly aside: Aside;
  readonly attach: Attach;

  constructor(view: View, tools: PanelTools) {
    this.#view = view;
    this.#tools = tools;
    this.#timeline = new Timeline({
      say: tools.say,
      address: tools.address,
      language: tools.language,
      tick: (message, step, done) => this.act({ act: 'tick', message, step, done }),
      pick: (option) => this.say(option.label, option),
      look: (url, back) => void this.#look(url, back),
      form: {
        ...{ base: tools.base, language: tools.language, talking: tools.talking },
        say: (text) => this.say(text),
        photos: () => view.attach.click(),
      },
      retry: (key) => this.follower?.retry(key),
      discard: (key) => this.follower?.discard(key),
      feedback: (message, helpful) => this.act({ act: 'feedback', message, helpful }),
      recall: (message) => this.act({ act: 'recall', message }),
      quote: (message) => {
        this.aside.quote(message);
        view.input.focus();
      },
    });
    this.aside = new Aside({ say: tools.say, send: (product) => this.#sendProduct(product) });
    // The focused button is gone: Esc and typing must go on working.
    const left = () => view.input.focus();
    this.#asking = new Asking(view.ask, {
      say: tools.say,
      language: tools.language,
      act: (act) => this.act(act),
      left,
    });
    view.composer.before(this.aside.place);
    this.#greeting = make(
      'div',
      { class: 'greeting' },
      make('i', { class: 'face robot' }, icon(serviceIcon, 28)),
      make('h3', {}, tools.greeting ?? tools.say('hello')),
      make('p', {}, tools.say('helloMore')),
    );
    const { say, language } = tools;
    const { scroll, newer, older, human } = view;
    // What comes late, a picture or a card, leaves the end in sight.
    const late = new ResizeObserver(() => this.#rest());
    late.observe(this.#timeline.list);
    late.observe(this.#guessing);
    scroll.addEventListener('scroll', () => this.#scrolled(), { passive: true });
    newer.addEventListener('click', () => this.toEnd());
    older.addEventListener('click', () => void this.#older());
    human.addEventListener('click', () => this.act({ act: 'request-human' }));
    const { base, talking, restart } = tools;
    this.#standing = new Standing(view.bar, {
      ...{ say, language, base, talking, restart, back: left, act: (act) => this.act(act) },
      late: view.late,
      room: () => view.scroll.parentElement ?? view.panel,
    });
    this.attach = compose(view, {
      ...{ say, language, base, talking, speak: (text) => this.say(text) },
      follower: () => this.follower,
    });
  }

  /** Says something (a typed text or a tapped option). */
  say(text: string, option?: Option): void {
    this.#atEnd = true;
    const body = { kind: 'text' as const, text, ...(option && { option: option.id }) };
    const quote = this.aside.takeQuote();
    void this.#tools.wanted().then((follower) => follower.send({ type: 'send', body, ...(quote && { quote }) }));
  }

  /** A picture large, among all that are shown. */
  async #look(url: string, back: HTMLElement): Promise<void> {
    const { view: look } = await part(() => import('./viewer.ts'), this.#view.late, this.#tools.say);
    const urls = [...this.#timeline.list.querySelectorAll<HTMLImageElement>('.picture img')].map((one) => one.src);
    const at = Math.max(0, urls.indexOf(url));
    look({ beside: this.#view.panel, back, urls, at, language: this.#tools.language() });
  }

  #sendProduct(product: ProductCard): void {
    this.#atEnd = true;
    const body = { kind: 'product' as const, product };
    void this.#tools.wanted().then((follower) => follower.send({ type: 'send', body }));
  }

  act(act: CustomerAct): void {
    void this.#tools.wanted().then((follower) => follower.send({ type: 'act', act }));
  }

  heard(frame: LineSignal): void {
    if (frame.type === 'queue') this.#standing.moved(frame);
    if (frame.type === 'typing' && frame.from !== 'customer') {
      const name = frame.name ?? this.#tools.say(frame.from === 'robot' ? 'robot' : 'staff');
      this.#typist = frame.on ? { name, until: Date.now() + TYPING_MS } : null;
      if (frame.on) setTimeout(() => this.draw(), TYPING_MS + 50);
    }
    this.draw();
  }

  toEnd(): void {
    this.#atEnd = true;
    this.#below = 0;
    const { scroll } = this.#view;
    scroll.scrollTop = scroll.scrollHeight;
    this.draw();
  }

  draw(): void {
    const { follower } = this;
    const line = follower?.state ?? null;
    const { say, language } = this.#tools;
    const { title, subtitle: under, face, human, scroll, older, typing } = this.#view;
    const own = line?.endpoints.find(({ id }) => id === follower?.welcome?.viewer.endpoint);
    title.textContent = this.#tools.title ?? own?.accountName ?? say('title');
    under.textContent = subtitle(line, say);
    const agent = line?.session?.state === 'agent' ? (line.session.agent?.name ?? say('staff')) : null;
    face.className = agent ? 'face' : 'face robot';
    face.replaceChildren(agent ? agent.slice(0, 1) : icon(serviceIcon, 20));
    const asked = follower !== null && pendingAct(follower.pending, 'request-human');
    human.hidden = agent !== null || line?.session?.state === 'queued';
    human.disabled = asked;
    human.lastChild?.replaceWith(say(asked ? 'humanAsked' : 'human'));
    this.#standing.draw({ status: follower?.status ?? 'idle', refusal: this.refusal, line });
    this.#strip(line?.tickets ?? []);
    this.#asking.draw(line, Date.now());

    const waits = follower !== null && line === null && follower.status !== 'stopped';
    const empty = !waits && (line === null || line.messages.length === 0) && (follower?.pending.length ?? 0) === 0;
    const height = scroll.scrollHeight;
    if (line && follower) {
      const first = this.#timeline.list.querySelector('.row, .note');
      this.#timeline.draw(line, follower, Date.now());
      if (first?.isConnected && first !== this.#timeline.list.querySelector('.row, .note') && !this.#atEnd) {
        scroll.scrollTop += scroll.scrollHeight - height;
      }
    }
    older.hidden = !line?.more;
    const typist = this.#typist && this.#typist.until > Date.now() ? this.#typist : null;
    typing.hidden = !typist;
    if (typist) typing.textContent = say('typing', { name: typist.name });
    arrange(scroll, [
      older,
      ...(waits ? [this.#skeleton()] : []),
      ...(empty ? [this.#greeting] : []),
      this.#timeline.list,
      this.#guessing,
      typing,
    ]);
    this.#offer(empty);
    if (line) this.#tools.opens(empty);
    this.#follow(language());
  }

  /** Tickets stand in a line under the head; who has none fetches nothing for them. */
  #strip(tickets: NonNullable<Line['tickets']>): void {
    if (tickets.length === 0 && !this.#tickets) return;
    const { late, scroll, panel, bar } = this.#view;
    const { say, language } = this.#tools;
    this.#tickets ??= part(() => import('./ticket-strip.ts'), late, say).then((made) => {
      const strip = new made.TicketStrip(scroll.parentElement ?? panel, { language, act: (act) => this.act(act) });
      bar.after(strip.place);
      return strip;
    });
    void this.#tickets.then((strip) => strip.draw(this.follower?.state?.tickets ?? []));
  }

  /** The end; of an answer taller than the window its beginning, for that is where reading starts, until it was read on to its end. */
  #resting(): number {
    const { scroll } = this.#view;
    const last = this.#timeline.list.querySelector<HTMLElement>(':scope > :last-child:not(.own)');
    if (!last || last === this.#read || last.offsetHeight <= scroll.clientHeight) return scroll.scrollHeight;
    return scroll.scrollTop + last.getBoundingClientRect().top - scroll.getBoundingClientRect().top - 8;
  }

  #rest(): void {
    if (this.#atEnd) this.#view.scroll.scrollTop = this.#resting();
  }

  /** Keeps the end in sight, counts what is new below and what is unread. */
  #follow(language: Language): void {
    const line = this.follower?.state;
    const { newer } = this.#view;
    this.#rest();
    if (!line) return;
    if (this.#lastRevision > 0 && !this.#atEnd) this.#below += unreadCount(line.messages, this.#lastRevision);
    this.#lastRevision = line.revision;
    if (this.#atEnd) this.#below = 0;
    newer.hidden = this.#below === 0;
    newer.textContent = `${this.#tools.say('newer', { n: this.#below })} ↓`;
    newer.lang = language;
    if (this.#tools.isOpen() && this.#atEnd && document.visibilityState === 'visible') {
      this.#tools.read(line.revision);
    }
  }

  /** What may be asked next; who was offered nothing yet fetches nothing for it. */
  #offer(opens: boolean): void {
    if (!opens && !this.#guess && !this.follower?.state?.messages.some(({ source }) => source?.related)) return;
    this.#guess ??= part(() => import('./guess.ts'), this.#guessing, this.#tools.say).then(
      (made) => new made.Guess(this.#guessing, { ...this.#tools, say: (text, option) => this.say(text, option) }),
    );
    void this.#guess.then((guess) => guess.draw(this.follower, opens));
  }

  #skeleton(): HTMLElement {
    const waits = make('div', { class: 'skeleton', role: 'status', 'aria-label': this.#tools.say('loading') });
    waits.append(make('i'), make('i'), make('i'));
    return waits;
  }

  #scrolled(): void {
    const { scroll } = this.#view;
    const left = scroll.scrollHeight - scroll.scrollTop - scroll.clientHeight;
    const came = left < NEAR_PX && !this.#atEnd;
    if (came || (left < 2 && this.#resting() < scroll.scrollTop)) this.#read = this.#timeline.list.lastElementChild;
    this.#atEnd = left < NEAR_PX;
    if (came) this.draw();
    if (scroll.scrollTop < 40 && !this.#view.older.hidden && !this.#atEnd) void this.#older();
  }

  async #older(): Promise<void> {
    const { older } = this.#view;
    if (older.disabled) return;
    older.disabled = true;
    this.#atEnd = false;
    await this.follower?.older();
    older.disabled = false;
  }
}
