import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { JSDOM, VirtualConsole } from 'jsdom';
import { buildMiniprogram } from '../../miniprogram/build/build.ts';
import { buildPhone } from '../../sandbox/phone/compile/site.ts';
import { plant, root } from './planted.ts';

/** A page of the program as the phone tells it. */
interface ShownPage {
  path: string;
  query: Record<string, string>;
  data: Record<string, unknown>;
}

/** What `window.__mp` offers. */
export interface Phone {
  errors: string[];
  warnings: string[];
  calls: { api: string; given: unknown[] }[];
  pages: ShownPage[];
  wx: Record<string, (given?: unknown) => Promise<Record<string, unknown>>>;
  app: () => { journal: string[] } & Record<string, unknown>;
  background: () => void;
  foreground: () => void;
  pullDown: () => void;
}

/** A simulated phone in jsdom with a planted program running on it. */
export interface Booted {
  window: JSDOM['window'];
  phone: Phone;
  /** The page on top as text. */
  text: () => string;
  tap: (selector: string) => Promise<void>;
  type: (selector: string, value: string) => Promise<void>;
  close: () => void;
}

/** Long enough for timers of zero and what they start. */
export const settle = () => new Promise((resolve) => setTimeout(resolve, 30));

/** Builds a planted program through both stages and starts it. */
export async function bootPhone(files: Record<string, string>, config: Record<string, unknown> = {}): Promise<Booted> {
  const { app, remove } = plant(files);
  const folder = dirname(app);
  const { problems } = await buildMiniprogram({ root, app, out: join(folder, 'mp') });
  const errors = problems.filter(({ level }) => level === 'error');
  if (errors.length > 0) throw new Error(JSON.stringify(errors));
  await buildPhone({ mp: join(folder, 'mp'), out: join(folder, 'mini') });
  const script = readFileSync(join(folder, 'mini/phone.js'), 'utf8');
  remove();
  const { window } = new JSDOM('<!doctype html><body></body>', {
    url: 'http://phone.test/mini/?persona=lin',
    runScripts: 'outside-only',
    pretendToBeVisual: true,
    virtualConsole: new VirtualConsole(),
  });
  Object.assign(window, { __mpConfig: config });
  window.eval(script);
  await settle();
  const phone = Reflect.get(window, '__mp') as Phone;
  const top = () =>
    [...window.document.querySelectorAll<HTMLElement>('.mp-frame')].filter((frame) => !frame.hidden).at(-1);
  const find = (selector: string) => {
    const found = top()?.querySelector<HTMLElement>(selector);
    if (found === null || found === undefined) throw new Error(`nothing matches ${selector} on the page`);
    return found;
  };
  return {
    window,
    phone,
    text: () => (top()?.textContent ?? '').replace(/\s+/g, ' ').trim(),
    tap: async (selector) => {
      const element = find(selector);
      for (const name of ['mousedown', 'mouseup', 'click']) {
        element.dispatchEvent(new window.MouseEvent(name, { bubbles: true, cancelable: true, clientX: 5, clientY: 5 }));
      }
      await settle();
    },
    type: async (selector, value) => {
      const field = find(selector) as HTMLInputElement;
      field.value = value;
      field.dispatchEvent(new window.Event('input', { bubbles: true }));
      await settle();
    },
    close: () => window.close(),
  };
}
