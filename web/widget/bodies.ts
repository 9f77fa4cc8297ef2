/** Draws what was said: text, steps, menus, orders and the rest, each by its kind. */
import type { FormState } from '../../shared/form-rules.ts';
import type { Form } from '../../shared/form.ts';
import type { Body, Option } from '../../shared/message.ts';
import type { FormTools } from './form.ts';
import { make, wear } from './dom.ts';
import { part } from './part.ts';
import type { Say } from './words.ts';

/** What drawing needs: words, and what a tap does. */
export type Drawing = {
  say: Say;
  pick(option: Option): void;
  /** Shows a picture large; `back` has the focus again afterwards. */
  look(url: string, back: HTMLElement): void;
  /** Steps of an answer that are ticked off, and what ticking does. */
  ticked(message: string): readonly number[];
  tick(message: string, step: number, done: boolean): void;
  /** The whole address of something of the gateway’s. */
  address(url: string): string;
  /** What the control of a dialog's question does. */
  form: FormTools;
};

/** The inside of one bubble; `state` is how its form stands, where it has one. */
export function drawBody(body: Body, id: string, drawing: Drawing, state?: FormState): HTMLElement {
  switch (body.kind) {
    case 'text':
      return body.form
        ? make('div', {}, make('p', {}, ...linked(body.text)), formPlace(body.form, state, drawing))
        : make('p', {}, ...linked(body.text));
    case 'answer':
      return later(
        'answer',
        () => import('./answer.ts'),
        drawing,
        (answer) => answer.drawAnswer(body, id, drawing),
      );
    case 'menu':
      return make(
        'div',
        {},
        make('p', {}, ...linked(body.text)),
        body.form ? formPlace(body.form, state, drawing) : null,
        optionRow(body.options, drawing, body.form ? state : undefined),
      );
    case 'order':
    case 'product':
    case 'logistics':
    case 'location':
    case 'link':
      return later(
        'card',
        () => import('./cards.ts'),
        drawing,
        (cards) => cards.drawCard(body, drawing),
      );
    case 'image':
    case 'voice':
    case 'video':
    case 'file':
      return later(
        'media',
        () => import('./media-body.ts'),
        drawing,
        (media) => media.drawMedia(body, drawing),
        roomFor(body),
      );
    case 'event':
      return make('p', {}, body.text ?? body.event);
    case 'unsupported':
      return make('p', {}, `[${body.original}]`);
    default:
      return make('p', {}, body satisfies never as string);
  }
}

/** A place for what is drawn by a part of its own, fetched when the first of its kind is shown. */
export function later<Part extends { style: string }>(
  kind: string,
  load: () => Promise<Part>,
  { say }: Drawing,
  draw: (part: Part) => HTMLElement,
  height = 0,
): HTMLElement {
  const place = make('div', { class: kind });
  if (height > 0) place.style.minHeight = `${height}px`;
  void part(load, place, say).then((here) => {
    wear(place, here.style);
    place.replaceChildren(draw(here));
  });
  return place;
}

const WIDEST = 248;
const HIGHEST = 240;

/** The box a picture will fill in a bubble, in whole pixels; null: its size is not known. */
export function pictureRoom(body: {
  width?: number | undefined;
  height?: number | undefined;
}): { width: number; height: number } | null {
  const { width = 0, height = 0 } = body;
  if (width <= 0 || height <= 0) return null;
  const scale = Math.min(1, WIDEST / width, HIGHEST / height);
  return { width: Math.max(32, Math.round(width * scale)), height: Math.max(24, Math.round(height * scale)) };
}

/** The height a picture will have, so that nothing jumps when it comes. */
function roomFor(body: Body): number {
  return body.kind === 'image' && body.url !== undefined ? (pictureRoom(body)?.height ?? 0) : 0;
}

/** Buttons to tap; null: there are none. */
export function optionRow(options: readonly Option[], { pick }: Drawing, state?: FormState): HTMLElement | null {
  if (options.length === 0) return null;
  const button = (option: Option) => {
    // What was answered is over; a person is still one tap away.
    const disabled = state?.open === false && option.id !== 'human';
    const chosen = state?.chosen === option.label;
    const given = { type: 'button', class: chosen ? 'chosen' : '', disabled, onclick: () => pick(option) };
    return make('button', given, option.label);
  };
  return make('div', { class: 'options' }, ...options.map(button));
}

function formPlace(asked: Form, state: FormState | undefined, drawing: Drawing): HTMLElement {
  const standing = state ?? { open: false, chosen: '' };
  const known = { date: 44, time: 44, amount: 44, order: 44, image: 44, choice: 0 }[asked.kind];
  const draw = (form: typeof import('./form.ts')) => form.drawForm(asked, standing, drawing, drawing.form);
  return later('form', () => import('./form.ts'), drawing, draw, standing.open ? known : 0);
}

/** A picture of ours or of the web; null: there is none. */
export function pictured(url: string | undefined, { say, address }: Drawing, alt = say('image')): HTMLElement | null {
  if (url === undefined) return null;
  return make('img', { src: address(url), alt, loading: 'lazy' });
}

const ADDRESS = /https?:\/\/[^\s<>"'，。；！？、（）]+/gu;

/** Text with its addresses as links; only http(s), never anything that runs. */
export function linked(text: string): (Node | string)[] {
  const parts: (Node | string)[] = [];
  let at = 0;
  for (const found of text.matchAll(ADDRESS)) {
    parts.push(text.slice(at, found.index), link(found[0], found[0]));
    at = found.index + found[0].length;
  }
  return [...parts, text.slice(at)];
}

/** A link that runs nothing. */
export function link(
  url: string,
  label: string | HTMLElement,
  { address }: Pick<Drawing, 'address'> = { address: (own) => own },
): HTMLElement {
  return /^(https?:\/\/|\/)/u.test(url)
    ? make('a', { href: address(url), target: '_blank', rel: 'noopener noreferrer' }, label)
    : make('span', {}, label);
}
