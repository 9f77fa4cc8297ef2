/**
 * The one script a site embeds: `<script async src="https://gateway/widget/loader.js" data-site="shop"></script>`.
 * It takes calls at once (`Yixian.open()` …), fetches the widget when the page is idle, and hands them over.
 */
import type { BootOptions, WidgetEvent, YixianWidget } from './element.ts';
import type { ProductCard } from '../../shared/card.ts';
import type { Looks } from './looks.ts';
import type { User } from './talk.ts';

/** What a site may set, with its looks. `hidden`: it starts out of sight. */
type Boot = Partial<BootOptions> & Looks & { hidden?: boolean };
type Call = 'open' | 'close' | 'toggle' | 'setUser' | 'setLocale' | 'setProduct';
type Listener = (detail: unknown) => void;

const script = document.currentScript as HTMLScriptElement | null;
const base = new URL(script?.src ?? location.href).origin;
let element: YixianWidget | null = null;
let loading: Promise<YixianWidget> | null = null;
let last: Boot = {};
/** Words of the company are told to the page. */
let told = false;
const listeners = new Map<Listener, (event: Event) => void>();
const early: [WidgetEvent, Listener][] = [];

const load = () =>
  (loading ??= import(`${base}/widget/${WIDGET_FILE}`).then(
    () => {
      element = document.createElement('yixian-widget') as YixianWidget;
      // What a page says of all its elements doesn't reach this one.
      element.style.setProperty('all', 'initial', 'important');
      element.addEventListener('ready', paint);
      for (const [name, listener] of early) listen(name, listener);
      return element;
    },
    (fault: unknown) => {
      // The next call asks for it again.
      loading = null;
      throw fault;
    },
  ));

/** The theme the page chose, again after each start. */
function paint(): void {
  const wrap = element?.shadowRoot?.querySelector<HTMLElement>('.yx');
  if (wrap && last.theme) wrap.dataset['theme'] = last.theme;
}

/** What only some sites ask for is fetched for them alone. */
const looks = (): Promise<typeof import('./looks.ts')> => import(`${base}/widget/${LOOKS_FILE}`);

function listen(name: WidgetEvent, listener: Listener): void {
  if (!element) return void early.push([name, listener]);
  if (name === 'message' && !told) {
    told = true;
    const widget = element;
    void looks().then((part) => part.listen(widget));
  }
  const heard = (event: Event) => listener((event as CustomEvent<unknown>).detail);
  listeners.set(listener, heard);
  element.addEventListener(name, heard);
}

let begun: (widget: YixianWidget) => void;
/** Once it was started, its calls are heard. */
const started = new Promise<YixianWidget>((resolve) => (begun = resolve));

const forward =
  (name: Call) =>
  (...given: unknown[]): void =>
    void started.then((widget) => Reflect.apply(widget[name], widget, given));

const settings: Record<string, Promise<Boot>> = {};
/** What is set for a site at the gateway; nothing, where it isn't told soon. */
const settingsOf = (site: string): Promise<Boot> =>
  (settings[site] ??= Promise.race([
    fetch(`${base}/v1/sites/${site}`).then(async (given) => (given.ok ? ((await given.json()) as Boot) : {})),
    new Promise<Boot>((resolve) => setTimeout(resolve, 3000, {})),
  ]).catch(() => ({})));

/** In sight or out of it, whatever the page's own style says. */
const show = (shown: boolean) =>
  void load().then(({ style }) => style.setProperty('display', shown ? 'block' : 'none', 'important'));

const api = {
  /** Starts the widget. Without options: again with the last ones (a page changed by script). */
  async boot(options: Boot = last): Promise<void> {
    last = { ...last, ...options };
    const { site } = last;
    if (!site) throw new Error('Yixian: boot needs a site');
    const [widget, set] = await Promise.all([load(), settingsOf(site)]);
    // What the page says goes before what is set for its site.
    const rest = { ...set, ...last };
    document.body.append(widget);
    widget.boot({ base, ...rest, site });
    begun(widget);
    if (rest.hidden) show(false);
    if (rest.color || rest.position || rest.offset || rest.launcher || rest.zIndex) (await looks()).dress(widget, rest);
  },
  /** Opens the window, with words to begin with if given. */
  open: (draft?: string): void => forward('open')(draft),
  close: forward('close'),
  toggle: forward('toggle'),
  /** A window of its own with the same conversation; best called where somebody pressed something. */
  popout(): void {
    const { site = '', theme } = last;
    void started.then(async (widget) => {
      const part: typeof import('./pop-out.ts') = await import(`${base}/widget/${POP_OUT_FILE}`);
      await part.popOutOf(widget, { base, site, ...(theme && { theme }) });
    });
  },
  hide: () => show(false),
  show: () => show(true),
  /** Signs a person in (or out, with null), also before the widget has started. */
  setUser(user: User | null): void {
    const { user: _, ...rest } = last;
    last = { ...rest, ...(user && { user }) };
    forward('setUser')(user);
  },
  setLocale: forward('setLocale'),
  /** Light, dark, or as the visitor's system has it (`auto`), whenever the page's own changes; also before the widget has started. */
  setTheme(theme: NonNullable<Boot['theme']>): void {
    last = { ...last, theme };
    paint();
  },
  /** What the visitor looks at: `{ id, title, price?, image?, url? }`, or null. They may send it with one tap. */
  setProduct: (product: ProductCard | null): void => forward('setProduct')(product),
  on: listen,
  off(name: WidgetEvent, listener: Listener): void {
    const heard = listeners.get(listener);
    if (heard) element?.removeEventListener(name as string, heard);
    listeners.delete(listener);
  },
  shutdown(): void {
    element?.shutdown();
    element?.remove();
  },
};

/** What a page sees. */
export type YixianApi = typeof api;

declare global {
  interface Window {
    Yixian: YixianApi;
  }
}
window.Yixian = api;

const { site, locale, theme, boot, trail, color, position, offset, launcher, hidden } = script?.dataset ?? {};
if (site && boot !== 'manual') {
  const options = {
    site,
    ...((locale === 'zh' || locale === 'en') && { locale }),
    ...(trail !== undefined && { trail: true }),
    ...((theme === 'light' || theme === 'dark') && { theme }),
    ...(hidden !== undefined && { hidden: true }),
    ...(color && { color }),
    ...(position && { position: position as 'left' }),
    ...(launcher && { launcher }),
    ...(offset && { offset: offset.split(',').map(Number) as [number, number] }),
  } satisfies Boot;
  const start = () => void api.boot({ ...options, ...last });
  if ('requestIdleCallback' in window) requestIdleCallback(start, { timeout: 3000 });
  else setTimeout(start, 200);
}
