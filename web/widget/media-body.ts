/** Draws pictures, voices, films and files that were sent: with room kept for them, and with what to do about them. */
import type { Body } from '../../shared/message.ts';
import { speaker, words } from '../client/words.ts';
import { sizeWords } from '../../shared/media-rules.ts';
import { fileIcon } from '../tokens/icons.ts';
import { pictureRoom, type Drawing } from './bodies.ts';
import { icon, make } from './dom.ts';
import css from './media-body.css';

/** Worn where it stands. */
export const style: string = css;

const table = words(
  { look: '查看图片', coming: '正在取回…', lost: '取不到了', keep: '下载' },
  { look: 'See the picture', coming: 'Being fetched…', lost: 'Can’t be had any more', keep: 'Download' },
);

type MediaBody = Extract<Body, { kind: 'image' | 'voice' | 'video' | 'file' }>;

/** The inside of a bubble that carries a file. */
export function drawMedia(body: MediaBody, { say, address, look, form }: Drawing): HTMLElement {
  const more = speaker(table, form.language);
  const kind = body.kind === 'file' ? body.name : say(body.kind);
  if ('coming' in body && body.coming) return make('p', { class: 'soft' }, `[${kind}] ${more('coming')}`);
  const url = body.url !== undefined && /^(?:https?:\/\/|\/)/u.test(body.url) ? address(body.url) : null;
  const words = body.kind === 'voice' ? (body.transcript ?? '') : '';
  if (url === null && words !== '') return make('p', {}, `[${say('voice')}] ${words}`);
  if (url === null) return lost();
  switch (body.kind) {
    case 'image': {
      const img = make('img', {
        src: url,
        alt: say('image'),
        loading: 'lazy',
        ...(pictureRoom(body) ?? { class: 'unsized' }),
      });
      const shown = make('button', { type: 'button', class: 'picture', 'aria-label': more('look') }, img);
      shown.addEventListener('click', () => look(img.src, shown));
      img.addEventListener('error', () => shown.replaceWith(lost()));
      return shown;
    }
    case 'voice': {
      const sound = make('audio', { src: url, controls: true, preload: 'none', 'aria-label': say('voice') });
      // AMR, and pages whose policy allows no sound.
      sound.addEventListener('error', () => sound.replaceWith(card(url, say('voice'), more('keep'))));
      const seconds = body.seconds === undefined ? '' : ` ${body.seconds}″`;
      return make('div', {}, sound, make('p', {}, `[${say('voice')}${seconds}] ${words}`));
    }
    case 'video':
      return card(url, say('video'), more('keep'));
    case 'file':
      return card(url, body.name, `${sizeWords(body.size)} · ${more('keep')}`);
    default:
      return body satisfies never;
  }

  function lost(): HTMLElement {
    return make('p', { class: 'soft' }, `[${kind}] ${more('lost')}`);
  }
}

function card(url: string, name: string, more: string): HTMLElement {
  return make(
    'a',
    { class: 'file', href: url, target: '_blank', rel: 'noopener noreferrer' },
    make('i', { class: 'thumb' }, icon(fileIcon, 22)),
    make('span', {}, name, make('small', {}, more)),
  );
}
