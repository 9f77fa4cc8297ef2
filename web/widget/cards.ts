/** Orders, products, parcels, places and addresses as cards. Fetched with the first one shown. */
import type { ParcelCard, ProductCard } from '../../shared/card.ts';
import type { Body, OrderCard } from '../../shared/message.ts';
import { stageOf, toneOf } from '../../shared/way.ts';
import { speaker, words } from '../client/words.ts';
import { link, linked, type Drawing } from './bodies.ts';
import css from './cards.css';
import { make, set } from './dom.ts';

/** Worn where it stands. */
export const style: string = css;

const table = words(
  {
    orderNo: '订单',
    parcel: '物流',
    location: '位置',
    ask: '查进度',
    asks: '订单 {no} 到哪了',
    goods: '查看商品',
    copy: '复制单号',
    copied: '已复制',
    way: '物流进度',
    all: '查看全部 {n} 条',
    few: '收起',
    stage1: '已揽收',
    stage2: '运输中',
    stage3: '派送中',
    stage4: '已签收',
  },
  {
    orderNo: 'Order',
    parcel: 'Parcel',
    location: 'Location',
    ask: 'How far is it?',
    asks: 'Where is order {no}?',
    goods: 'See the product',
    copy: 'Copy number',
    copied: 'Copied',
    way: 'The parcel’s way',
    all: 'All {n} steps',
    few: 'Fewer',
    stage1: 'Picked up',
    stage2: 'On its way',
    stage3: 'Out for delivery',
    stage4: 'Delivered',
  },
);

type CardBody = Extract<Body, { kind: 'order' | 'product' | 'logistics' | 'location' | 'link' }>;
type Speak = ReturnType<typeof speaker<keyof (typeof table)['zh']>>;

/** The inside of a bubble that carries a card; the words that came with it stand above. */
export function drawCard(body: CardBody, drawing: Drawing): HTMLElement {
  const say = speaker(table, drawing.form.language);
  if (body.kind === 'location') return make('p', {}, `[${say('location')}] ${body.label}`);
  if (body.kind === 'link') {
    return make('p', {}, link(body.url, body.title, drawing), make('br'), make('small', {}, body.description));
  }
  const card =
    body.kind === 'order'
      ? orderBox(body.order, drawing, say)
      : body.kind === 'product'
        ? productBox(body.product, drawing, say)
        : parcelBox(body.parcel, say);
  return make('div', {}, body.text !== undefined && make('p', {}, ...linked(body.text)), card);
}

function head(name: string, state: string | undefined): HTMLElement {
  const tag = state !== undefined && make('b', { class: `tag ${toneOf(state)}` }, state);
  return make('header', {}, make('span', {}, name), tag);
}

/** Goods in a row. A picture that can't be had leaves the first letter of its name in its place. */
function item({ title, price, image }: Partial<ProductCard>, { address }: Drawing): HTMLElement {
  const thumb = () => make('i', { class: 'thumb', 'aria-hidden': 'true' }, [...(title ?? '')][0]);
  const seen = image === undefined ? thumb() : make('img', { src: address(image), alt: '', loading: 'lazy' });
  seen.addEventListener('error', () => seen.replaceWith(thumb()));
  return make('div', { class: 'item' }, seen, make('span', {}, title, price !== undefined && make('b', {}, price)));
}

/** An order, with its goods and where the parcel is; its button asks how far it is. */
function orderBox({ no, stateText, items, express }: OrderCard, drawing: Drawing, say: Speak): HTMLElement {
  const name = `${say('orderNo')} ${no}`;
  const over = toneOf(stateText) === 'quiet';
  return make(
    'article',
    { class: 'order', 'aria-label': name },
    head(name, stateText),
    ...items.map((one) => item(one, drawing)),
    express &&
      make(
        'footer',
        {},
        make('span', {}, `${say('parcel')} ${express.company} ${express.no}`),
        make('small', {}, express.last),
      ),
    !over && act(say('ask'), () => drawing.form.say(say('asks', { no }))),
  );
}

function productBox(product: ProductCard, drawing: Drawing, say: Speak): HTMLElement {
  const { title, url } = product;
  return make(
    'article',
    { class: 'order', 'aria-label': title },
    item(product, drawing),
    url !== undefined && link(url, make('span', { class: 'act' }, say('goods')), drawing),
  );
}

/** So many steps stand there; of more the others are opened. */
const FEW = 3;

/** A parcel: the stages of its way, and every step as the carrier told it, newest first. */
function parcelBox(parcel: ParcelCard, say: Speak): HTMLElement {
  const { company, no, stateText, traces } = parcel;
  const name = `${company} ${no}`;
  const stage = stageOf(parcel);
  const names = [say('stage1'), say('stage2'), say('stage3'), say('stage4')];
  const steps = traces.map((one, at) =>
    make('li', { hidden: at >= FEW }, make('span', {}, one.text), make('small', {}, one.at)),
  );
  const more = act(say('all', { n: traces.length }), () => {
    const opens = more.getAttribute('aria-expanded') === 'false';
    steps.slice(FEW).forEach((one) => (one.hidden = !opens));
    set(more, 'aria-expanded', String(opens));
    more.textContent = opens ? say('few') : say('all', { n: traces.length });
  });
  set(more, 'aria-expanded', 'false');
  const copy = act(say('copy'), () => {
    void navigator.clipboard.writeText(no).then(
      () => (copy.textContent = say('copied')),
      () => undefined,
    );
  });
  return make(
    'article',
    { class: 'order', 'aria-label': name },
    head(name, stateText),
    stage > 0 &&
      make(
        'ol',
        { class: 'stages', 'aria-label': say('way') },
        ...names.map((word, at) => make('li', { class: at < stage ? 'reached' : '' }, word)),
      ),
    make('ol', { class: 'traces' }, ...steps),
    traces.length > FEW && more,
    copy,
  );
}

function act(word: string, onclick: () => void): HTMLElement {
  return make('button', { type: 'button', class: 'act', onclick }, word);
}
