/**
 * How the widget looks on a site, and what a site hears of words: fetched by the loader where a site asks for it, so that nobody else
 * pays. Works on the element from outside and shares no code with it. Styles are set through the CSSOM, which no policy forbids.
 */
import { shades, type Shades } from '../client/shades.ts';
import type { Line } from '../../shared/line.ts';

/** What a site may choose. Anything that isn't understood is left out, and told in the console. */
export type Looks = {
  /** `#rrggbb`: buttons, launcher and marks. Made darker where white words on it would be hard to read. */
  color?: string | undefined;
  position?: 'left' | 'right' | undefined;
  /** Distance to the side and to the bottom, in pixels: `[20, 80]`. */
  offset?: [number, number] | undefined;
  /** Words beside the launcher's icon. */
  launcher?: string | Record<'zh' | 'en', string> | undefined;
  zIndex?: number | undefined;
};

const LAUNCHER_LIMIT = 24;
const MOST_PX = 400;

const rules = ({ solid, hover, words, light, focus, own }: Shades): string =>
  `--td-brand-color:${solid};--td-brand-solid:${solid};--td-brand-solid-hover:${hover};--td-text-color-brand:${words};` +
  `--td-brand-color-light:${light};--td-brand-color-light-hover:${focus};--td-brand-color-focus:${focus};--yx-bubble-own:${own}`;

const worn = new WeakMap<ShadowRoot, CSSStyleSheet>();

/** Dyes the widget: a sheet of its own after the tokens', written anew with each colour. */
function dye(root: ShadowRoot, { light, dark }: { light: Shades; dark: Shades }): void {
  const sheet = worn.get(root) ?? new CSSStyleSheet();
  worn.set(root, sheet);
  sheet.replaceSync(
    `.yx{${rules(light)}}@media (prefers-color-scheme:dark){.yx:not([data-theme=light]){${rules(dark)}}}.yx[data-theme=dark]{${rules(dark)}}`,
  );
  root.adoptedStyleSheets = [...root.adoptedStyleSheets.filter((one) => one !== sheet), sheet];
}

const wrong = (name: string, value: unknown) => console.warn(`Yixian: ${name} is not understood:`, value);
const pixels = (value: unknown): value is number => typeof value === 'number' && value >= 0 && value <= MOST_PX;

const dressed = new WeakMap<HTMLElement, Looks>();

/** Dresses an element that has been started, now and after each further start. */
export function dress(element: HTMLElement, given: Looks): void {
  if (!dressed.has(element)) element.addEventListener('ready', () => put(element, dressed.get(element) ?? {}));
  dressed.set(element, given);
  put(element, given);
}

function put(element: HTMLElement, { color, position, offset, launcher, zIndex }: Looks): void {
  const wrap = element.shadowRoot?.querySelector<HTMLElement>('.yx');
  const button = wrap?.querySelector<HTMLElement>('.launch');
  if (!wrap || !button) return;
  const { style } = wrap;
  if (color !== undefined) {
    const colors = shades(color);
    if (colors && element.shadowRoot) dye(element.shadowRoot, colors);
    else wrong('color', color);
  }
  const left = position === 'left';
  if (position !== undefined && !left && position !== 'right') wrong('position', position);
  const [side, bottom] = offset ?? [20, 20];
  if (!pixels(side) || !pixels(bottom)) wrong('offset', offset);
  else {
    style.setProperty('right', left ? 'auto' : `${side}px`);
    style.setProperty('left', left ? `${side}px` : 'auto');
    style.setProperty('bottom', `${bottom}px`);
    style.setProperty('--lift', `${bottom}px`);
  }
  wrap.dataset['side'] = left ? 'left' : 'right';
  if (zIndex !== undefined) style.setProperty('z-index', String(Math.trunc(zIndex)));
  if (launcher !== undefined && launcher !== '') label(wrap, button, launcher);
}

/** The launcher with words: a pill as high as before. */
function label(wrap: HTMLElement, button: HTMLElement, given: NonNullable<Looks['launcher']>): void {
  const text = document.createElement('span');
  button.querySelector('svg')?.after(text);
  const { style } = button;
  for (const [name, value] of Object.entries({
    display: 'flex',
    'align-items': 'center',
    gap: '8px',
    width: 'auto',
    padding: '0 20px 0 16px',
    'border-radius': '28px',
    'font-size': '16px',
  })) {
    style.setProperty(name, value);
  }
  // Who speaks to their computer says what they see: the name begins with it, however often it is written anew.
  const name = () => {
    const whole = typeof given === 'string' ? given : given[wrap.lang === 'en' ? 'en' : 'zh'];
    const words = whole.slice(0, LAUNCHER_LIMIT);
    if (text.textContent !== words) text.textContent = words;
    const said = button.getAttribute('aria-label') ?? '';
    if (!said.startsWith(words)) button.setAttribute('aria-label', `${words}, ${said}`);
  };
  watched.get(button)?.disconnect();
  const watch = new MutationObserver(name);
  watch.observe(button, { attributeFilter: ['aria-label'] });
  watched.set(button, watch);
  name();
}
const watched = new WeakMap<HTMLElement, MutationObserver>();

/** A word of the company, as a site hears of it. */
export type Heard = { id: string; from: 'robot' | 'agent'; name: string; text: string; at: number };

/** Tells `message` of the element for each word of the company that comes; never what was there at first. */
export function listen(element: HTMLElement): void {
  let epoch = '';
  let told: number | null = null;
  element.addEventListener('line', (event) => {
    const line = (event as CustomEvent<Line>).detail;
    const since = epoch === line.epoch ? told : null;
    epoch = line.epoch;
    told = line.revision;
    if (since === null) return;
    for (const { id, revision, direction, speaker, body, at } of line.messages) {
      const { kind, name = '' } = speaker;
      if (revision <= since || direction !== 'out' || (kind !== 'robot' && kind !== 'agent')) continue;
      const text = 'text' in body ? (body.text ?? '') : '';
      const detail: Heard = { id, from: kind, name, text, at };
      element.dispatchEvent(new CustomEvent('message', { detail }));
    }
  });
}
