/** A published answer: words, steps to tick off, pictures, links and buttons. Fetched with the first one shown. */
import type { Body } from '../../shared/message.ts';
import { speaker, words } from '../client/words.ts';
import css from './answer.css';
import { link, linked, optionRow, pictured, type Drawing } from './bodies.ts';
import { make } from './dom.ts';

/** Worn where it stands. */
export const style: string = css;

const table = words({ steps: '第 {n} 步', video: '视频' }, { steps: 'Step {n}', video: 'Video' });

/** The inside of its bubble; `id` is its message. */
export function drawAnswer(body: Extract<Body, { kind: 'answer' }>, id: string, drawing: Drawing): HTMLElement {
  const { steps = [], media = [], links = [] } = body;
  const say = speaker(table, drawing.form.language);
  const done = drawing.ticked(id);
  return make(
    'div',
    {},
    make('p', { class: steps.length > 0 ? 'strong' : '' }, ...linked(body.text)),
    steps.length > 0 &&
      make(
        'ol',
        { class: 'steps' },
        ...steps.map((step, index) => {
          const box = make('input', {
            type: 'checkbox',
            'aria-label': say('steps', { n: index + 1 }),
            checked: done.includes(index),
            onchange: () => drawing.tick(id, index, box.checked),
          });
          return make('li', {}, make('label', {}, box, make('span', {}, ...linked(step))));
        }),
      ),
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
