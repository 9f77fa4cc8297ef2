/** 邀评: one to five, solved or not, and a word. */
import { starFilledIcon } from '../tokens/icons.ts';
import { icon, make } from './dom.ts';
import type { Say, WidgetWord } from './words.ts';

export type Rating = { score: number; solved?: boolean; text?: string };

const scores: readonly WidgetWord[] = ['rate1', 'rate2', 'rate3', 'rate4', 'rate5'];

/** The form; `done` gets the rating, or null for 暂不评价. */
export function ratingForm(say: Say, done: (rating: Rating | null) => void): HTMLElement {
  let score = 0;
  let solved: boolean | undefined;
  const name = make('output', { class: 'rate-name' });
  const submit = make('button', { type: 'submit', class: 'solid', disabled: true }, say('submit'));
  const text = make('textarea', {
    rows: 1,
    maxlength: 500,
    'aria-label': say('rateText'),
    placeholder: say('rateText'),
  });
  const stars = scores.map((word, index) =>
    make(
      'label',
      { title: say(word) },
      make('input', {
        type: 'radio',
        name: 'score',
        value: index + 1,
        'aria-label': say(word),
        onchange: () => {
          score = index + 1;
          name.textContent = say(word);
          submit.disabled = false;
          stars.forEach((star, at) => star.classList.toggle('on', at <= index));
        },
      }),
      icon(starFilledIcon, 28),
    ),
  );
  const choice = (word: 'solved' | 'unsolved') =>
    make(
      'label',
      { class: 'chip' },
      make('input', { type: 'radio', name: 'solved', onchange: () => (solved = word === 'solved') }),
      say(word),
    );
  return make(
    'form',
    {
      class: 'rating',
      'aria-label': say('rateTitle'),
      onsubmit: (event) => {
        event.preventDefault();
        const words = text.value.trim();
        if (score > 0) done({ score, ...(solved !== undefined && { solved }), ...(words !== '' && { text: words }) });
      },
    },
    make('p', { class: 'strong' }, say('rateTitle')),
    make('div', { class: 'stars', role: 'radiogroup', 'aria-label': say('rateTitle') }, ...stars),
    name,
    make('div', { class: 'chips' }, choice('solved'), choice('unsolved')),
    text,
    make(
      'div',
      { class: 'chips' },
      make('button', { type: 'button', class: 'plain', onclick: () => done(null) }, say('later')),
      submit,
    ),
  );
}
