/** Orders, products and parcels as cards. Fetched with the first one shown. */
import type { Body, OrderCard } from '../../shared/message.ts';
import { link, linked, pictured, type Drawing } from './bodies.ts';
import css from './cards.css';
import { speaker, words } from '../client/words.ts';
import { make } from './dom.ts';

/** Worn where it stands. */
export const style: string = css;

const table = words(
  { orderNo: '订单号', express: '物流', location: '位置' },
  { orderNo: 'Order', express: 'Parcel', location: 'Location' },
);

type CardBody = Extract<Body, { kind: 'order' | 'product' | 'logistics' | 'location' | 'link' }>;

/** The inside of a bubble that carries a card; the words that came with it stand above. */
export function drawCard(body: CardBody, drawing: Drawing): HTMLElement {
  if (body.kind === 'location') {
    return make('p', {}, `[${speaker(table, drawing.form.language)('location')}] ${body.label}`);
  }
  if (body.kind === 'link') {
    return make('p', {}, link(body.url, body.title, drawing), make('br'), make('small', {}, body.description));
  }
  const card = body.kind === 'order' ? orderBox(body.order, drawing) : cardOf(body, drawing);
  return make('div', {}, body.text !== undefined && make('p', {}, ...linked(body.text)), card);
}

function orderBox({ no, stateText, items, express }: OrderCard, drawing: Drawing): HTMLElement {
  const say = speaker(table, drawing.form.language);
  return make(
    'article',
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
    return make('article', { class: 'order', 'aria-label': title }, make('div', { class: 'item' }, ...inside));
  }
  const { company, no, stateText, traces } = body.parcel;
  const name = `${company} ${no}`;
  return make(
    'article',
    { class: 'order', 'aria-label': name },
    make('header', {}, make('span', {}, name), stateText !== undefined && make('b', { class: 'tag' }, stateText)),
    make(
      'ol',
      { class: 'traces' },
      ...traces.map((one) => make('li', {}, make('small', {}, one.at), make('span', {}, one.text))),
    ),
  );
}
