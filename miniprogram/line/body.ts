/** What was said, as a template draws it: one flat shape for all kinds. */
import { fallbackText } from '../../shared/fallback.ts';
import { sizeWords } from '../../shared/media-rules.ts';
import type { FormState } from '../../shared/form-rules.ts';
import type { Body, Option } from '../../shared/message.ts';
import { wholeAddress } from '../../web/client/media-key.ts';
import type { Language } from '../../web/client/words.ts';
import { sayIn } from '../words.ts';
import { orderView, parcelView, productView, type OrderView } from './card.ts';
import { formView, type FormView } from './form.ts';

/** A stretch of text, or an address in it. */
export type Piece = { key: number; text: string; url: string };
export type StepView = { key: string; number: string; text: string; done: boolean; label: string };
/** A picture, or a film that is opened by its address; the caption is read aloud. Sizes in rpx; 0: not known. */
export type PictureView = {
  kind: 'image' | 'video';
  url: string;
  caption: string;
  shown: boolean;
  width: number;
  height: number;
};
/** A voice, with what was said where that is known. `width` grows with its length, in rpx. */
export type VoiceView = { url: string; seconds: string; words: string; width: number; label: string };
/** A document. */
export type FileView = { url: string; name: string; note: string; ending: string };
/** The inside of one bubble. Empty fields are not drawn. */
export type BodyView = {
  pieces: Piece[];
  title: string;
  steps: StepView[];
  progress: string;
  options: Option[];
  /** The control for what is asked; null: there is none. */
  form: FormView | null;
  order: OrderView | null;
  pictures: PictureView[];
  voice: VoiceView | null;
  file: FileView | null;
  links: { label: string; url: string }[];
  /** A card with one act: a link to copy, a place to see. */
  card: { title: string; text: string; act: 'link' | 'map'; actWord: string; url: string } | null;
  latitude: number;
  longitude: number;
};

/** A bubble with nothing in it. */
export const emptyBody: BodyView = {
  pieces: [],
  title: '',
  steps: [],
  progress: '',
  options: [],
  form: null,
  order: null,
  pictures: [],
  voice: null,
  file: null,
  links: [],
  card: null,
  latitude: 0,
  longitude: 0,
};

/** What drawing depends on beside the body. `base` is the gateway's address, for its own pictures. */
export type Drawing = {
  language: Language;
  /** Steps of this message that are ticked off, from 0. */
  ticked?: readonly number[];
  base: string;
  /** How the forms of the line stand; absent: nothing is asked here. */
  forms?: ReadonlyMap<string, FormState>;
};

/** Turns a body into what is drawn; `id` is its message. */
export function bodyView(body: Body, id: string, { language, ticked = [], base, forms }: Drawing): BodyView {
  const say = sayIn(language);
  const text = (words: string): BodyView => ({ ...emptyBody, pieces: piecesOf(words) });
  const whole = (url: string) => wholeAddress(base, url);
  switch (body.kind) {
    case 'text':
      return { ...text(body.text), form: body.form ? formView(body.form, forms?.get(id), language) : null };
    case 'answer': {
      const steps = (body.steps ?? []).map((step, index) => {
        const key = `${id}:${index}`;
        return {
          key,
          number: String(index + 1),
          text: step,
          done: ticked.includes(index),
          label: say('steps', { n: index + 1 }),
        };
      });
      const done = steps.filter((step) => step.done).length;
      const progress = done === 0 ? '' : say('stepsDone', { done, all: steps.length });
      const words = steps.length > 0 ? { ...emptyBody, title: body.text } : text(body.text);
      const pictures = (body.media ?? []).map(({ kind, url, caption }) => ({
        kind,
        url: whole(url),
        caption,
        shown: true,
        width: 0,
        height: 0,
      }));
      const links = (body.links ?? []).map((one) => ({ ...one, url: whole(one.url) }));
      return { ...words, steps, progress, pictures, links, options: body.options ?? [] };
    }
    case 'menu':
      return {
        ...text(body.text),
        options: body.options,
        form: body.form ? formView(body.form, forms?.get(id), language) : null,
      };
    case 'order':
      return { ...text(body.text ?? ''), order: orderView(body.order, language, whole) };
    case 'product':
      return { ...text(body.text ?? ''), order: productView(body.product, language, whole) };
    case 'logistics':
      return { ...text(body.text ?? ''), order: parcelView(body.parcel, language) };
    case 'image':
    case 'video': {
      const { kind, url } = body;
      if (url === undefined || body.coming) return text(`[${say(body.coming ? 'coming' : kind)}]`);
      const box = kind === 'image' ? boxOf(body.width, body.height) : { width: 0, height: 0 };
      return { ...emptyBody, pictures: [{ kind, url: whole(url), caption: say(kind), shown: false, ...box }] };
    }
    case 'voice': {
      const { url, seconds, transcript = '' } = body;
      if (url === undefined || body.coming) return text(`[${say('voice')}] ${transcript}`.trim());
      return { ...emptyBody, voice: voiceView(whole(url), seconds, transcript, language) };
    }
    case 'file': {
      const { url, name, size } = body;
      return { ...emptyBody, file: fileView(whole(url), name, size) };
    }
    case 'location': {
      const { latitude, longitude, label } = body;
      const card = { title: label, text: say('location'), act: 'map' as const, actWord: say('openMap'), url: '' };
      return { ...emptyBody, card, latitude, longitude };
    }
    case 'link': {
      const { title, description = '' } = body;
      const url = whole(body.url);
      return { ...emptyBody, card: { title, text: description || url, act: 'link', actWord: say('openLink'), url } };
    }
    case 'event':
    case 'unsupported':
      return text(fallbackText(body));
    default:
      // A kind of a newer server: what it says in plain words, if it says any.
      return text(unknownText(body));
  }
}

/** The longest sides a picture is drawn with, and the shortest, in rpx. */
const WIDEST = 480;
const TALLEST = 640;
const LEAST = 160;

/** How large a picture of these measures is drawn, so that nothing jumps when it comes. */
export function boxOf(width = 0, height = 0): { width: number; height: number } {
  if (width <= 0 || height <= 0) return { width: 0, height: 0 };
  const scale = Math.min(WIDEST / width, TALLEST / height, 1.5);
  const side = (given: number, most: number) => Math.round(Math.min(most, Math.max(LEAST, given * scale)));
  return { width: side(width, WIDEST), height: side(height, TALLEST) };
}

/** A voice as it is drawn. */
export function voiceView(url: string, seconds: number | undefined, words: string, language: Language): VoiceView {
  const say = sayIn(language);
  const length = Math.round(seconds ?? 0);
  return {
    url,
    seconds: length > 0 ? `${length}″` : '',
    words,
    width: 160 + Math.min(60, length) * 5,
    label: length > 0 ? say('voiceOf', { n: length }) : say('voice'),
  };
}

/** A document as it is drawn. */
export function fileView(url: string, name: string, size: number): FileView {
  const ending = /\.([a-z0-9]{1,5})$/iu.exec(name)?.[1]?.toUpperCase() ?? '';
  return { url, name, note: sizeWords(size), ending };
}

function unknownText(body: { kind?: string; text?: string; title?: string }): string {
  return body.text ?? body.title ?? `[${body.kind ?? '?'}]`;
}

const ADDRESS = /https?:\/\/[^\s<>"'，。；！？、（）]+/gu;

/** Text cut at its addresses; only http(s). */
export function piecesOf(text: string): Piece[] {
  const pieces: Piece[] = [];
  const add = (words: string, url: string) => {
    if (words !== '') pieces.push({ key: pieces.length, text: words, url });
  };
  let at = 0;
  for (const found of text.matchAll(ADDRESS)) {
    add(text.slice(at, found.index), '');
    add(found[0], found[0]);
    at = found.index + found[0].length;
  }
  add(text.slice(at), '');
  return pieces;
}
