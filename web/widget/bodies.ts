/** Draws what was said: text, steps, menus, orders and the rest, each by its kind. */
import type { Body, Option, OrderCard } from '../../shared/message.ts';
import { make } from './dom.ts';
import type { Say } from './words.ts';

/** What drawing needs: words, and what a tap does. */
export type Drawing = {
  say: Say;
  pick(option: Option): void;
  /** Steps ticked off by the reader, by message and index. */
  ticked: Set<string>;
  /** The whole address of something of the gateway’s. */
  address(url: string): string;
};

/** The inside of one bubble. */
export function drawBody(body: Body, id: string, drawing: Drawing): HTMLElement {
  const { say } = drawing;
  switch (body.kind) {
    case 'text':
      return make('p', {}, ...linked(body.text));
    case 'answer': {
      const { steps = [], media = [], links = [] } = body;
      return make(
        'div',
        {},
        make('p', { class: steps.length > 0 ? 'strong' : '' }, ...linked(body.text)),
        steps.length > 0 &&
          make('ol', { class: 'steps' }, ...steps.map((step, index) => stepRow(step, index, id, drawing))),
        ...media.map((one) =>
          one.kind === 'image'
            ? make(
                'figure',
                {},
                link(one.url, pictured(one.url, drawing, one.caption) ?? one.caption, drawing),
                make('figcaption', {}, one.caption),
              )
            : make('p', { class: 'linked' }, link(one.url, `[${say('video')}] ${one.caption}`, drawing)),
        ),
        ...links.map((one) => make('p', { class: 'linked' }, link(one.url, one.label, drawing))),
        optionRow(body.options ?? [], drawing),
      );
    }
    case 'menu':
      return make('div', {}, make('p', {}, ...linked(body.text)), optionRow(body.options, drawing));
    case 'order':
    case 'product':
    case 'logistics':
      return make(
        'div',
        {},
        body.text !== undefined && make('p', {}, ...linked(body.text)),
        body.kind === 'order' ? orderBox(body.order, drawing) : cardOf(body, drawing),
      );
    case 'image':
      return pictured(body.url, drawing) ?? make('p', {}, `[${say('image')}]`);
    case 'voice':
      return make('p', {}, `[${say('voice')}] ${body.transcript ?? ''}`);
    case 'video':
      return make('p', {}, link(body.url ?? '', `[${say('video')}]`, drawing));
    case 'file':
      return make('p', {}, link(body.url, `[${body.name}]`, drawing));
    case 'location':
      return make('p', {}, `[${say('location')}] ${body.label}`);
    case 'link':
      return make('p', {}, link(body.url, body.title, drawing), make('br'), make('small', {}, body.description));
    case 'event':
      return make('p', {}, body.text ?? body.event);
    case 'unsupported':
      return make('p', {}, `[${body.original}]`);
    default:
      return make('p', {}, body satisfies never as string);
  }
}

function stepRow(step: string, index: number, id: string, { say, ticked }: Drawing): HTMLElement {
  const key = `${id}:${index}`;
  const box = make('input', {
    type: 'checkbox',
    'aria-label': say('steps', { n: index + 1 }),
    checked: ticked.has(key),
    onchange: () => (box.checked ? ticked.add(key) : ticked.delete(key)),
  });
  return make('li', {}, make('label', {}, box, make('span', {}, ...linked(step))));
}

function optionRow(options: readonly Option[], { pick }: Drawing): HTMLElement | null {
  if (options.length === 0) return null;
  return make(
    'div',
    { class: 'options' },
    ...options.map((option) => make('button', { type: 'button', onclick: () => pick(option) }, option.label)),
  );
}

function orderBox({ no, stateText, items, express }: OrderCard, drawing: Drawing): HTMLElement {
  const { say } = drawing;
  return make(
    'section',
    { class: 'order', 'aria-label': `${say('orderNo')} ${no}` },
    make('header', {}, make('span', {}, `${say('orderNo')} ${no}`), make('b', { class: 'tag' }, stateText)),
    ...items.map(({ title, price, image }) =>
      make(
        'div',
        { class: 'item' },
        pictured(image, drawing) ?? make('i', { class: 'thumb' }, title.slice(0, 1)),
        make('span', {}, title),
        make('b', {}, price),
      ),
    ),
    express &&
      make(
        'footer',
        {},
        make('span', {}, `${say('express')} ${express.company} ${express.no}`),
        make('small', {}, express.last),
      ),
  );
}

/** A product, or a parcel's way. */
function cardOf(body: Extract<Body, { kind: 'product' | 'logistics' }>, drawing: Drawing): HTMLElement {
  if (body.kind === 'product') {
    const { title, price, image, url } = body.product;
    const inside = [
      pictured(image, drawing) ?? make('i', { class: 'thumb' }, title.slice(0, 1)),
      url === undefined ? make('span', {}, title) : link(url, title, drawing),
      make('b', {}, price),
    ];
    return make('section', { class: 'order', 'aria-label': title }, make('div', { class: 'item' }, ...inside));
  }
  const { company, no, stateText, traces } = body.parcel;
  const name = `${company} ${no}`;
  return make(
    'section',
    { class: 'order', 'aria-label': name },
    make('header', {}, make('span', {}, name), stateText !== undefined && make('b', { class: 'tag' }, stateText)),
    make(
      'ol',
      { class: 'traces' },
      ...traces.map((one) => make('li', {}, make('small', {}, one.at), make('span', {}, one.text))),
    ),
  );
}

function pictured(url: string | undefined, { say, address }: Drawing, alt = say('image')): HTMLElement | null {
  if (url === undefined) return null;
  return make('img', { src: address(url), alt, loading: 'lazy' });
}

const ADDRESS = /https?:\/\/[^\s<>"'，。；！？、（）]+/gu;

/** Text with its addresses as links; only http(s), never anything that runs. */
function linked(text: string): (Node | string)[] {
  const parts: (Node | string)[] = [];
  let at = 0;
  for (const found of text.matchAll(ADDRESS)) {
    parts.push(text.slice(at, found.index), link(found[0], found[0]));
    at = found.index + found[0].length;
  }
  return [...parts, text.slice(at)];
}

function link(
  url: string,
  label: string | HTMLElement,
  { address }: Pick<Drawing, 'address'> = { address: (own) => own },
): HTMLElement {
  return /^(https?:\/\/|\/)/u.test(url)
    ? make('a', { href: address(url), target: '_blank', rel: 'noopener noreferrer' }, label)
    : make('span', {}, label);
}
