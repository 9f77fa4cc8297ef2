/** The open widget, fetched when it is first opened: panel, menu and keys around one conversation. */
import type { Language } from '../client/words.ts';
import { make, set } from './dom.ts';
import { Panel, type PanelTools } from './panel.ts';
import { makeView } from './view.ts';
import css from './widget.css';
import type { Say } from './words.ts';

export { sayIn } from './words.ts';

/** What the room needs of the element around it. */
export type Host = Omit<PanelTools, 'say'> & {
  say: Say;
  close(): void;
  setLocale(language: Language): void;
  size(): string;
  setSize(size: string): void;
  focused(): Element | null;
};

/** A furnished room. */
export type Room = { node: HTMLElement; panel: Panel; focus(): void; draft(text: string): void };

const sheet = new CSSStyleSheet();
sheet.replaceSync(css);
/** The room's style. */
export const roomSheet = sheet;

const SIZES = ['size0', 'size1', 'size2'] as const;

/** Furnishes a room in one language. */
export function furnish(host: Host): Room {
  const { say } = host;
  const view = makeView(say);
  const panel = new Panel(view, host);

  const showMenu = (shown: boolean) => {
    set(view.more, 'aria-expanded', String(shown));
    view.menu.hidden = !shown;
    if (!shown) return;
    const leave = (run: () => void) => () => {
      showMenu(false);
      view.more.focus();
      run();
    };
    const sizes = SIZES.map((word, index) =>
      make(
        'button',
        {
          type: 'button',
          'aria-pressed': String(host.size() === String(index)),
          onclick: () => {
            host.setSize(String(index));
            showMenu(true);
          },
        },
        say(word),
      ),
    );
    const other = host.language() === 'zh' ? 'en' : 'zh';
    const session = panel.follower?.state?.session;
    view.menu.replaceChildren(
      make('div', { class: 'sizes', role: 'group', 'aria-label': say('size') }, ...sizes),
      make('button', { type: 'button', lang: other, onclick: leave(() => host.setLocale(other)) }, say('language')),
    );
    if (session && session.state !== 'closed') {
      const end = leave(() => panel.act({ act: 'close' }));
      view.menu.append(make('button', { type: 'button', onclick: end }, say('end')));
    }
    (view.menu.querySelector<HTMLElement>('[aria-pressed="true"]') ?? view.more).focus();
  };

  const keepInside = (event: KeyboardEvent) => {
    const all = [...view.panel.querySelectorAll<HTMLElement>('button, textarea, input, a[href], [tabindex="0"]')];
    const reachable = all.filter((one) => one.offsetParent !== null && !one.matches(':disabled'));
    const [first, last] = [reachable[0], reachable[reachable.length - 1]];
    if (host.focused() !== (event.shiftKey ? first : last)) return;
    event.preventDefault();
    (event.shiftKey ? last : first)?.focus();
  };

  view.shut.addEventListener('click', () => host.close());
  view.more.addEventListener('click', () => showMenu(view.menu.hidden === true));
  view.panel.addEventListener('keydown', (event) => {
    if (event.isComposing) return;
    if (event.key === 'Escape') {
      event.stopPropagation();
      if (view.menu.hidden) return host.close();
      showMenu(false);
      view.more.focus();
    }
    // Over a whole phone screen there is nothing behind to tab to.
    if (event.key === 'Tab' && matchMedia('(max-width: 480px)').matches) keepInside(event);
  });
  return {
    node: view.panel,
    panel,
    focus: () => view.input.focus({ preventScroll: true }),
    draft(text) {
      view.input.value = text;
      view.input.dispatchEvent(new Event('input'));
      view.input.focus({ preventScroll: true });
    },
  };
}
