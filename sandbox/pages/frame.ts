import { make, sign } from './draw.ts';
import { words } from './words.ts';

/** The page's fixed parts: a head, a banner for a broken line, and the room below. */
export interface Frame {
  head: HTMLElement;
  room: HTMLElement;
  foot: HTMLElement;
  line: (up: boolean) => void;
  say: (text: string) => void;
}

/** Lays out the page once. */
export function frame(): Frame {
  const page = document.getElementById('page');
  if (!page) throw new Error('no page');
  const head = make('header', { class: 'head' });
  const banner = make('p', { class: 'banner', role: 'status', hidden: true }, words.offline);
  const room = make('div', { class: 'room' }, make('p', { class: 'hint' }, words.loading));
  const foot = make('footer', { class: 'foot' });
  const toast = make('p', { class: 'toast', role: 'alert', hidden: true });
  page.replaceChildren(head, banner, room, foot, toast);
  let timer = 0;
  return {
    head,
    room,
    foot,
    line: (up) => (banner.hidden = up),
    say: (text) => {
      toast.textContent = text;
      toast.hidden = false;
      clearTimeout(timer);
      timer = window.setTimeout(() => (toast.hidden = true), 3000);
    },
  };
}

/** A head with a title in the middle, and at most one button on either side. */
export function title(
  text: string,
  sides: { left?: HTMLElement; right?: HTMLElement; under?: string } = {},
): HTMLElement[] {
  document.title = text;
  const under = sides.under ? make('span', { class: 'under' }, sides.under) : null;
  return [
    make('div', { class: 'side' }, sides.left),
    make('h1', {}, text, under),
    make('div', { class: 'side right' }, sides.right),
  ];
}

/** The button back to the list. */
export const backButton = (press: () => void): HTMLElement =>
  make('button', { type: 'button', class: 'bare', 'aria-label': words.back, click: press }, sign('back'));

/** What stands where nothing is. */
export const nothing = (headline: string, more = ''): HTMLElement =>
  make('div', { class: 'nothing' }, make('p', { class: 'headline' }, headline), more ? make('p', {}, more) : null);

/** Makes the list of a conversation; it stays at its end while the reader is there, also when the room shrinks. */
export function conversation(
  label: string,
  items: HTMLElement[],
): { scroller: HTMLElement; show: (items: HTMLElement[], toEnd?: boolean) => void } {
  const list = make('ol', { class: 'thread' }, ...items);
  const room = { class: 'scroller', role: 'log', 'aria-live': 'polite', 'aria-label': label, tabindex: 0 };
  const scroller = make('div', room, list);
  let atEnd = true;
  const keep = (): void => {
    if (atEnd) scroller.scrollTop = scroller.scrollHeight;
  };
  const look = (): boolean => (atEnd = scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < 80);
  scroller.addEventListener('scroll', look, { passive: true });
  scroller.addEventListener('load', keep, true);
  new ResizeObserver(keep).observe(scroller);
  return {
    scroller,
    show: (next, toEnd = false) => {
      atEnd = atEnd || toEnd;
      // Lines are only ever added: what stands stays, so that a reader hears the new ones only.
      const fresh = next.slice(list.childElementCount);
      if (fresh.length > 0) list.append(...fresh);
      else list.replaceChildren(...next);
      keep();
    },
  };
}

/** A writing box: Enter sends (not while composing), Shift+Enter breaks the line; grows to four lines. */
export function writingBox(label: string, send: (text: string) => Promise<boolean>): HTMLFormElement {
  const field = make('textarea', {
    rows: 1,
    'aria-label': label,
    placeholder: label,
    maxlength: 1600,
    enterkeyhint: 'send',
  });
  const button = make(
    'button',
    { type: 'submit', class: 'send', 'aria-label': words.send, hidden: true },
    sign('send'),
    make('span', {}, words.send),
  );
  const fit = (): void => {
    field.style.height = 'auto';
    field.style.height = `${Math.min(field.scrollHeight, 112)}px`;
    button.hidden = field.value.trim() === '';
  };
  const form = make('form', { class: 'writing' }, field, button);
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const text = field.value.trim();
    if (text === '') return;
    field.value = '';
    fit();
    field.focus();
    void send(text).then((sent) => {
      if (!sent && field.value === '') field.value = text;
      fit();
    });
  });
  field.addEventListener('input', fit);
  field.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    form.requestSubmit();
  });
  return form;
}
