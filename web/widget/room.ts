/** The open widget, fetched when it is first opened: panel and keys around one conversation. */
import { wholeAddress } from '../client/media-key.ts';
import type { Language } from '../client/words.ts';
import { set, wear } from './dom.ts';
import type { BootOptions, Words } from './element.ts';
import type { First } from './first.ts';
import { part } from './part.ts';
import { Panel, type PanelTools } from './panel.ts';
import { makeView } from './view.ts';
import css from './widget.css';

export { sayIn } from './words.ts';

/** What the room needs of the element around it. */
export type Host = Omit<PanelTools, 'base' | 'address' | 'title' | 'greeting' | 'quick' | 'opens'> & {
  options: BootOptions;
  close(): void;
  setLocale(language: Language): void;
  size(): string;
  setSize(size: string): void;
  focused(): Element | null;
  /** More entries of the menu; `leave` closes it first. */
  extra(leave: (run: () => void) => () => void): HTMLElement[];
};

/** A furnished room. */
export type Room = {
  node: HTMLElement;
  panel: Panel;
  enter(within: HTMLElement): void;
  focus(): void;
  draft(text: string): void;
};

/** Furnishes a room in one language. */
export function furnish(host: Host): Room {
  const { say, options } = host;
  const { base, title, greeting, quick } = options;
  const view = makeView(say);
  const own = (words: Words | undefined) => (typeof words === 'object' ? words[host.language()] : words) || null;
  const tools = {
    ...{ ...host, base, title: own(title), quick: quick?.map((one) => own(one) ?? '') ?? null },
    address: (url: string) => wholeAddress(base, url),
  };
  let first: Promise<First> | null = null;
  const opens = (empty: boolean) => {
    if (!options.asks || !(empty || first)) return;
    first ??= part(() => import('./first.ts'), view.late, say).then(
      (made) => new made.First(view, { ...tools, site: options.site }),
    );
    void first.then((form) => form.draw(empty));
  };
  const panel = new Panel(view, { ...tools, greeting: own(greeting), opens });
  void import('./arrival.ts').then(
    (made) => made.arrived(tools, view),
    () => undefined,
  );

  const showMenu = (shown: boolean) => {
    set(view.more, 'aria-expanded', String(shown));
    view.menu.hidden = !shown;
  };
  const leave = (run: () => void) => () => {
    showMenu(false);
    view.more.focus();
    run();
  };
  const openMenu = () =>
    part(() => import('./menu.ts'), view.late, say).then((made) => {
      showMenu(true);
      made.drawMenu(tools, view, panel, leave);
    });

  const keepInside = (event: KeyboardEvent) => {
    const all = view.panel.querySelectorAll<HTMLElement>(':enabled, a[href], [tabindex="0"]');
    const reachable = [...all].filter((one) => one.offsetParent);
    // From the last one to the first, and back.
    if (event.shiftKey) reachable.reverse();
    if (host.focused() !== reachable[reachable.length - 1]) return;
    event.preventDefault();
    reachable[0]?.focus();
  };

  view.shut.addEventListener('click', () => host.close());
  view.more.addEventListener('click', () => (view.menu.hidden ? void openMenu() : showMenu(false)));
  view.panel.addEventListener('keydown', (event) => {
    if (event.isComposing) return;
    if (event.key === 'Escape') {
      event.stopPropagation();
      if (view.menu.hidden) host.close();
      else leave(() => undefined)();
    }
    // Over a whole phone screen there is nothing behind to tab to.
    if (event.key === 'Tab' && matchMedia('(max-width: 480px)').matches) keepInside(event);
  });
  return {
    node: view.panel,
    panel,
    enter(within) {
      within.append(view.panel);
      // Beside what the launcher wears: a site's colours stay.
      wear(within, css);
    },
    focus: () =>
      (view.panel.querySelector<HTMLElement>('.first :enabled') ?? view.input).focus({ preventScroll: true }),
    draft(text) {
      view.input.value = text;
      view.input.dispatchEvent(new Event('input'));
      view.input.focus({ preventScroll: true });
    },
  };
}
