/** What was said, as a template draws it: one flat shape for all kinds. */
import { fallbackText } from '../../shared/fallback.ts';
import type { Body, Option, OrderCard } from '../../shared/message.ts';
import { wholeAddress } from '../../web/client/media-key.ts';
import type { Language } from '../../web/client/words.ts';
import { sayIn } from '../words.ts';

/** A stretch of text, or an address in it. */
export type Piece = { key: number; text: string; url: string };
export type StepView = { key: string; number: string; text: string; done: boolean; label: string };
export type ItemView = { key: number; title: string; price: string; image: string; initial: string };
/** A picture, or a film that is opened by its address; the caption is read aloud. */
export type PictureView = { kind: 'image' | 'video'; url: string; caption: string; shown: boolean };
export type OrderView = {
  title: string;
  state: string;
  items: ItemView[];
  express: string;
  expressNo: string;
  last: string;
  copy: string;
};

/** The inside of one bubble. Empty fields are not drawn. */
export type BodyView = {
  pieces: Piece[];
  title: string;
  steps: StepView[];
  progress: string;
  options: Option[];
  order: OrderView | null;
  pictures: PictureView[];
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
  order: null,
  pictures: [],
  links: [],
  card: null,
  latitude: 0,
  longitude: 0,
};

const plainOrder: OrderView = { title: '', state: '', items: [], express: '', expressNo: '', last: '', copy: '' };

/** What drawing depends on beside the body. `base` is the gateway's address, for its own pictures. */
export type Drawing = { language: Language; ticked: ReadonlySet<string>; base: string };

/** Turns a body into what is drawn; `id` is its message. */
export function bodyView(body: Body, id: string, { language, ticked, base }: Drawing): BodyView {
  const say = sayIn(language);
  const text = (words: string): BodyView => ({ ...emptyBody, pieces: piecesOf(words) });
  const whole = (url: string) => wholeAddress(base, url);
  switch (body.kind) {
    case 'text':
      return text(body.text);
    case 'answer': {
      const steps = (body.steps ?? []).map((step, index) => {
        const key = `${id}:${index}`;
        return {
          key,
          number: String(index + 1),
          text: step,
          done: ticked.has(key),
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
      }));
      const links = (body.links ?? []).map((one) => ({ ...one, url: whole(one.url) }));
      return { ...words, steps, progress, pictures, links, options: body.options ?? [] };
    }
    case 'menu':
      return { ...text(body.text), options: body.options };
    case 'order':
      return { ...text(body.text ?? ''), order: orderView(body.order, language, whole) };
    case 'product': {
      const { title, price = '', image, url } = body.product;
      const item = { key: 0, title, price, image: image === undefined ? '' : whole(image), initial: title.slice(0, 1) };
      const order = { ...plainOrder, title: say('product'), items: [item] };
      const links = url === undefined ? [] : [{ label: title, url: whole(url) }];
      return { ...text(body.text ?? ''), order, links };
    }
    case 'logistics': {
      const { company, no, stateText = '', traces } = body.parcel;
      const steps = traces.map((one) => `${one.at} ${one.text}`).join('\n');
      const express = `${company} ${no}`;
      const order = { ...plainOrder, title: say('parcel'), state: stateText, express, expressNo: no, last: steps };
      return { ...text(body.text ?? ''), order: { ...order, copy: say('copy') } };
    }
    case 'image':
      if (body.url === undefined || body.coming) return text(`[${say('image')}]`);
      return {
        ...emptyBody,
        pictures: [{ kind: 'image', url: whole(body.url), caption: say('image'), shown: false }],
      };
    case 'voice':
      return text(`[${say('voice')}] ${body.transcript ?? ''}`.trim());
    case 'video':
      return text(`[${say('video')}] ${body.url === undefined ? '' : whole(body.url)}`.trim());
    case 'file':
      return { ...text(fallbackText(body)), links: [{ label: body.name, url: whole(body.url) }] };
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

function unknownText(body: { kind?: string; text?: string; title?: string }): string {
  return body.text ?? body.title ?? `[${body.kind ?? '?'}]`;
}

function orderView(order: OrderCard, language: Language, picture: (url: string) => string): OrderView {
  const say = sayIn(language);
  const { no, stateText, items, express } = order;
  return {
    title: say('order', { no }),
    state: stateText,
    items: items.map(({ title, price, image }, key) => ({
      key,
      title,
      price: price ?? '',
      image: image === undefined ? '' : picture(image),
      initial: title.slice(0, 1),
    })),
    express: express ? `${express.company} ${express.no}` : '',
    expressNo: express?.no ?? '',
    last: express?.last ?? '',
    copy: say('copy'),
  };
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
