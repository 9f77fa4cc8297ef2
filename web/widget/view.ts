/** The widget's fixed furniture: panel and composer. Made once a language; `panel.ts` fills it. */
import {
  attachIcon,
  chevronDownIcon,
  ellipsisIcon,
  sendIcon,
  serviceIcon,
  smileIcon,
  userTalkIcon,
} from '../tokens/icons.ts';
import { icon, make } from './dom.ts';
import type { Say } from './words.ts';

/** Everything that is drawn into later. */
export type View = ReturnType<typeof makeView>;

/** Draws the furniture. */
export function makeView(say: Say) {
  const title = make('h2', { id: 'title' });
  const subtitle = make('p');
  const face = make('i', { class: 'face robot' }, icon(serviceIcon, 20));
  const human = make('button', { type: 'button', class: 'human' }, icon(userTalkIcon, 16), say('human'));
  const more = make('button', { type: 'button', class: 'bare', 'aria-label': say('more'), 'aria-expanded': 'false' });
  more.append(icon(ellipsisIcon));
  const shut = make('button', { type: 'button', class: 'bare', 'aria-label': say('shut') }, icon(chevronDownIcon));
  const menu = make('div', { class: 'menu', hidden: true });
  const head = make('div', { class: 'head' }, face, make('div', {}, title, subtitle), human, more, shut, menu);

  const bar = make('div', { class: 'bar', role: 'status', hidden: true });
  const older = make('button', { type: 'button', class: 'older', hidden: true }, say('older'));
  const typing = make('p', { class: 'typing', hidden: true });
  const scroll = make('div', { class: 'scroll', tabindex: 0, role: 'log', 'aria-label': say('log') });
  const newer = make('button', { type: 'button', class: 'newer', hidden: true });
  const ask = make('div', { class: 'ask' });
  const input = make('textarea', {
    rows: 1,
    maxlength: 4000,
    'aria-label': say('input'),
    placeholder: say('inputHint'),
    enterkeyhint: 'send',
  });
  const send = make('button', { type: 'submit', class: 'solid', 'aria-label': say('send'), disabled: true });
  send.append(icon(sendIcon));
  const emoji = make('button', { type: 'button', class: 'bare', 'aria-label': say('emoji'), 'aria-expanded': 'false' });
  emoji.append(icon(smileIcon));
  const attach = make('button', { type: 'button', class: 'bare', 'aria-label': say('attach'), title: say('attach') });
  attach.append(icon(attachIcon));
  const composer = make('form', { class: 'composer' }, emoji, attach, input, send);
  const late = make('div');
  const veil = make('div', { class: 'veil', hidden: true, 'aria-hidden': 'true' }, icon(attachIcon, 32), say('drop2'));
  const body = make('div', { class: 'body' }, scroll, newer);
  const panel = make('section', { class: 'panel', role: 'dialog', 'aria-labelledby': 'title', hidden: true });
  panel.append(head, bar, body, late, ask, composer, veil);
  return {
    title,
    subtitle,
    face,
    human,
    more,
    shut,
    menu,
    bar,
    older,
    typing,
    scroll,
    newer,
    late,
    ask,
    input,
    send,
    emoji,
    attach,
    veil,
    composer,
    panel,
  };
}
