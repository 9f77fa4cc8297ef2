/** A picture of the conversation seen large, with the others before and after it. Fetched with the first one opened. */
import { words, speaker, type Language } from '../client/words.ts';
import { chevronLeftIcon, chevronRightIcon, closeIcon, jumpIcon } from '../tokens/icons.ts';
import { icon, make, set, wear } from './dom.ts';
import css from './viewer.css';

const table = words(
  {
    viewer: '查看图片',
    at: '第 {n} 张，共 {all} 张',
    before: '上一张',
    after: '下一张',
    keep: '在新窗口打开原图',
    close: '关闭',
    full: '放大或缩小',
  },
  {
    viewer: 'Picture',
    at: 'Picture {n} of {all}',
    before: 'Previous picture',
    after: 'Next picture',
    keep: 'Open the original in a new window',
    close: 'Close',
    full: 'Larger or smaller',
  },
);

/** Opens it over everything; `back` is who had the focus. */
export function view(given: {
  beside: HTMLElement;
  back: HTMLElement;
  urls: readonly string[];
  at: number;
  language: Language;
}): void {
  const { beside, back, urls, language } = given;
  const say = speaker(table, () => language);
  let { at } = given;
  const place = make('span', { role: 'status' });
  const picture = make('img', { alt: say('full'), tabindex: 0, role: 'button' });
  const room = make('div', { class: 'whole' }, picture);
  const button = (word: 'before' | 'after' | 'close', drawn: typeof closeIcon, onclick: () => void) =>
    make('button', { type: 'button', class: 'bare', 'aria-label': say(word), title: say(word), onclick }, icon(drawn));
  const original = make('a', {
    ...{ class: 'bare', target: '_blank', rel: 'noopener noreferrer', 'aria-label': say('keep'), title: say('keep') },
  });
  original.append(icon(jumpIcon));
  const go = (by: number) => {
    at = (at + by + urls.length) % urls.length;
    picture.src = urls[at] ?? '';
    original.href = urls[at] ?? '';
    room.classList.remove('full');
    place.textContent = say('at', { n: at + 1, all: urls.length });
  };
  const leave = () => {
    shown.remove();
    back.focus();
  };
  const grow = () => room.classList.toggle('full');
  picture.addEventListener('click', grow);
  const close = button('close', closeIcon, leave);
  const several = urls.length > 1;
  const shown = make(
    'section',
    { class: 'viewer', role: 'dialog', 'aria-modal': 'true', 'aria-label': say('viewer') },
    make(
      'div',
      { class: 'bar' },
      place,
      several && button('before', chevronLeftIcon, () => go(-1)),
      several && button('after', chevronRightIcon, () => go(1)),
      original,
      close,
    ),
    room,
  );
  shown.addEventListener('click', (event) => {
    if (event.target === room) leave();
  });
  shown.addEventListener('keydown', (event) => {
    event.stopPropagation();
    if (event.key === 'Escape') leave();
    if (event.key === 'ArrowLeft' && several) go(-1);
    if (event.key === 'ArrowRight' && several) go(1);
    if ((event.key === 'Enter' || event.key === ' ') && event.target === picture) {
      event.preventDefault();
      grow();
    }
    if (event.key === 'Tab') keepInside(event, shown);
  });
  beside.after(shown);
  wear(shown, css);
  go(0);
  set(shown, 'lang', language === 'zh' ? 'zh-CN' : 'en');
  close.focus();
}

/** There is nothing behind it to go to. */
function keepInside(event: KeyboardEvent, shown: HTMLElement): void {
  const all = [...shown.querySelectorAll<HTMLElement>('button, a, img')];
  const at = all.findIndex((one) => one === event.target);
  event.preventDefault();
  all[(at + (event.shiftKey ? -1 : 1) + all.length) % all.length]?.focus();
}
