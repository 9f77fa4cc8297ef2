/** 换到微信继续: a QR code and the same code in letters, with which the mini-program goes on with this conversation. Fetched when it is wanted. */
import { speaker, words, type Language } from '../client/words.ts';
import { closeIcon } from '../tokens/icons.ts';
import { icon, make, wear } from './dom.ts';
import css from './hand-off.css';
import { qrCode } from '../client/qr.ts';
import type { Talk } from './talk.ts';
import type { View } from './view.ts';

const table = words(
  {
    title: '换到微信继续',
    lead: '用微信扫一扫，在小程序里接着聊，说过的都在。',
    picture: '二维码：用微信扫一扫',
    typed: '也可以在小程序“我的”里输入接力码',
    once: '5 分钟内有效，只能用一次',
    over: '二维码已过期',
    fresh: '重新获取',
    making: '正在生成二维码',
    failed: '现在拿不到二维码，请稍后再试',
    shut: '关闭',
  },
  {
    title: 'Continue in WeChat',
    lead: 'Scan with WeChat and go on in the mini-program; everything said is there.',
    picture: 'QR code: scan it with WeChat',
    typed: 'Or type this code in the mini-program, under Me',
    once: 'Works once, within 5 minutes',
    over: 'The QR code has expired',
    fresh: 'Get a new one',
    making: 'Making the QR code',
    failed: 'No QR code can be had at the moment; please try again later',
    shut: 'Close',
  },
);

type Tools = { language(): Language; talking(): Promise<Talk> };

/** Opens it over the conversation. */
export function handOff({ language, talking }: Tools, { input, panel, scroll }: View): void {
  const room = scroll.parentElement ?? panel;
  const say = speaker(table, language);
  room.querySelector('.hand-off')?.remove();
  let over: ReturnType<typeof setTimeout> | undefined;
  const leave = () => {
    clearTimeout(over);
    sheet.remove();
    input.focus();
  };
  const shut = make('button', { type: 'button', class: 'bare', 'aria-label': say('shut'), onclick: leave });
  shut.append(icon(closeIcon));
  const shown = make('div', { class: 'shown', role: 'status' });
  const again = (word: 'over' | 'failed') => {
    const fresh = make('button', { type: 'button', class: 'plain', onclick: () => void fetched() }, say('fresh'));
    shown.replaceChildren(make('p', {}, say(word)), fresh);
  };
  const fetched = async () => {
    shown.replaceChildren(make('i', { class: 'waits' }, make('span', { class: 'hidden' }, say('making'))));
    const { door } = await talking();
    const answer: { ok: boolean; code?: unknown; link?: unknown; expiresAt?: unknown } = await door.call(
      '/v1/hand-off',
      {},
    );
    const { ok, code, link } = answer;
    const rows = typeof link === 'string' ? qrCode(link) : null;
    if (!ok || typeof code !== 'string' || !rows) return again('failed');
    over = setTimeout(() => again('over'), Math.max(0, Number(answer.expiresAt) - Date.now()));
    shown.replaceChildren(
      drawn(rows, say('picture')),
      make('p', { class: 'soft' }, say('typed')),
      make('b', { class: 'code' }, code.replace(/(.{4})(?=.)/gu, '$1 ')),
      make('p', { class: 'soft' }, say('once')),
    );
  };
  const sheet = make(
    'section',
    {
      class: 'hand-off',
      role: 'region',
      'aria-label': say('title'),
      onkeydown: (event) => {
        if (!(event instanceof KeyboardEvent) || event.key !== 'Escape' || event.isComposing) return;
        event.stopPropagation();
        leave();
      },
    },
    make('div', { class: 'top' }, make('h3', {}, say('title')), shut),
    make('p', { class: 'soft' }, say('lead')),
    shown,
  );
  room.append(sheet);
  wear(sheet, css);
  shut.focus();
  void fetched();
}

const SVG = 'http://www.w3.org/2000/svg';
/** The quiet zone every reader wants. */
const QUIET = 4;

function drawn(rows: readonly boolean[][], name: string): SVGElement {
  const size = rows.length + 2 * QUIET;
  const picture = document.createElementNS(SVG, 'svg');
  picture.setAttribute('viewBox', `0 0 ${size} ${size}`);
  picture.setAttribute('role', 'img');
  picture.setAttribute('aria-label', name);
  const path = document.createElementNS(SVG, 'path');
  const squares = rows.flatMap((line, row) =>
    line.map((dark, column) => (dark ? `M${column + QUIET} ${row + QUIET}h1v1h-1z` : '')),
  );
  path.setAttribute('d', squares.join(''));
  picture.append(path);
  return picture;
}
