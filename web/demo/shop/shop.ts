/** The demo shop: a storefront that embeds the widget as any site would, and signs its customers in by the shop's server. */
import type {} from '../../widget/loader.ts';
import { speaker } from '../../client/words.ts';
import { arrange, make } from '../../widget/dom.ts';
import { fetched, language, switchLanguage } from '../language.ts';
import { goods, type Product } from './goods.ts';
import { shopWords } from './words.ts';

type Order = {
  no: string;
  state: string;
  stateText: { zh: string; en: string };
  items: { title: string; price: string }[];
  express?: { company: string; no: string; last: string };
};
type Person = { id: string; name: string; phone: string; orders: Order[] };
type SignedIn = { token: string; user: { id: string; name: string } };

const say = speaker(shopWords, language);
const KEY = 'yx:demo:persona';
const asked = new URLSearchParams(location.search).get('persona');
let people: Person[] = [];
let persona = asked ?? localStorage.getItem(KEY) ?? '';

const SVG = 'http://www.w3.org/2000/svg';

function picture({ paths, hue }: Product): SVGElement {
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('viewBox', '0 0 96 96');
  svg.setAttribute('class', hue);
  svg.setAttribute('aria-hidden', 'true');
  for (const [tone, path] of paths) {
    const drawn = document.createElementNS(SVG, 'path');
    drawn.setAttribute('d', path);
    drawn.setAttribute('class', tone);
    svg.append(drawn);
  }
  return svg;
}

const person = () => people.find(({ id }) => id === persona);

/** The shop's server vouches for its customer; asked again whenever the widget needs a fresh statement. */
async function token(who: string): Promise<string> {
  const signed = await fetched<SignedIn>('/sandbox/shop/sign-in', { persona: who });
  if (!signed) throw new Error('the shop did not sign in');
  return signed.token;
}

function signIn(who: string): void {
  persona = who;
  localStorage.setItem(KEY, who);
  window.Yixian.setUser(who === '' ? null : { id: who, token: () => token(who) });
  draw();
}

function product(one: Product): HTMLElement {
  const title = say(one.key);
  const about = () => {
    window.Yixian.setProduct({ id: one.key, title, price: `¥${one.price}` });
    window.Yixian.open(say('ask', { title }));
  };
  return make(
    'li',
    { class: 'card' },
    make('div', { class: `art ${one.hue}` }, picture(one)),
    make('h3', {}, title),
    make('p', {}, say(`${one.key}More`)),
    make(
      'div',
      { class: 'line' },
      make('b', {}, `¥${one.price}`),
      make(
        'button',
        { type: 'button', class: 'outline', 'aria-label': `${say('add')} ${title}`, onclick: about },
        say('add'),
      ),
    ),
  );
}

function orderRow(order: Order): HTMLElement {
  return make(
    'li',
    { class: 'order' },
    make(
      'header',
      {},
      make('span', {}, `${say('orderNo')} ${order.no}`),
      make('b', { class: `state ${order.state}` }, order.stateText[language()]),
    ),
    ...order.items.map(({ title, price }) =>
      make('div', { class: 'line' }, make('span', {}, title), make('span', {}, price)),
    ),
    order.express &&
      make('p', { class: 'soft' }, `${order.express.company} ${order.express.no}　${order.express.last}`),
    make('button', { type: 'button', class: 'outline', onclick: () => window.Yixian.open(order.no) }, say('askOrder')),
  );
}

function chooser(): HTMLDialogElement {
  const dialog = make(
    'dialog',
    { 'aria-labelledby': 'choose' },
    make('h2', { id: 'choose' }, say('signInAs')),
    make('p', { class: 'soft' }, people.length > 0 ? say('signInMore') : say('unreachable')),
    make(
      'ul',
      {},
      ...people.map(({ id, name, phone }) =>
        make(
          'li',
          {},
          make(
            'button',
            {
              type: 'button',
              onclick: () => {
                dialog.close();
                signIn(id);
              },
            },
            make('i', { class: 'face' }, name.slice(0, 1)),
            make('span', {}, name),
            make('span', { class: 'soft' }, phone.replace(/^\+86(\d{3})\d{4}/u, '$1****')),
          ),
        ),
      ),
    ),
    make('button', { type: 'button', class: 'outline', onclick: () => dialog.close() }, say('close')),
  );
  dialog.addEventListener('close', () => dialog.remove());
  document.body.append(dialog);
  return dialog;
}

function draw(): void {
  document.documentElement.lang = language() === 'zh' ? 'zh-CN' : 'en';
  document.title = `${say('name')} · ${say('demo')}`;
  const known = person();
  const account = known
    ? [
        make('span', { class: 'hello' }, say('hello', { name: known.name })),
        make('button', { type: 'button', onclick: () => signIn('') }, say('signOut')),
      ]
    : [make('button', { type: 'button', onclick: () => chooser().showModal() }, say('signIn'))];
  const orders = known
    ? make(
        'section',
        { class: 'orders', id: 'orders', 'aria-labelledby': 'orders-title' },
        make('h2', { id: 'orders-title' }, say('ordersTitle')),
        known.orders.length > 0 ? make('ul', {}, ...known.orders.map(orderRow)) : make('p', {}, say('ordersEmpty')),
      )
    : null;
  const head = make(
    'header',
    { class: 'top' },
    make('a', { class: 'brand', href: '/shop/' }, make('i', {}, '一'), say('name'), make('small', {}, say('demo'))),
    make(
      'nav',
      { 'aria-label': say('name') },
      known && make('a', { href: '#orders' }, say('orders')),
      ...account,
      make(
        'button',
        { type: 'button', lang: language() === 'zh' ? 'en' : 'zh-CN', onclick: switchLanguage },
        say('language'),
      ),
    ),
  );
  const main = make(
    'main',
    {},
    make(
      'section',
      { class: 'hero' },
      make(
        'div',
        {},
        make('h1', {}, say('heroTitle')),
        make('p', {}, say('heroMore')),
        make('button', { type: 'button', class: 'solid', onclick: () => window.Yixian.open() }, say('heroAct')),
      ),
      ...goods.slice(0, 2).map(picture),
    ),
    orders,
    make(
      'section',
      { 'aria-labelledby': 'goods-title' },
      make('h2', { id: 'goods-title' }, say('goods')),
      make('ul', { class: 'goods' }, ...goods.map(product)),
    ),
  );
  const widget = [...document.body.children].filter(
    (one) => one.localName === 'yixian-widget' || one.localName === 'dialog',
  );
  arrange(document.body, [head, main, make('footer', {}, say('footer')), ...widget]);
}

draw();
const user = persona === '' ? {} : { user: { id: persona, token: () => token(persona) } };
void window.Yixian.boot({ site: 'shop', locale: language(), trail: true, wechat: true, ...user });
void fetched<{ people: Person[] }>('/sandbox/shop/people').then((found) => {
  people = found?.people ?? [];
  draw();
});
