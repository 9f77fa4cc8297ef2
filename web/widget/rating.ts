/** 邀评: one to five, reasons to choose by the score, solved or not, and a word. Fetched when somebody is asked. */
import type { InviteView } from '../../shared/serving.ts';
import { starFilledIcon } from '../tokens/icons.ts';
import { icon, make } from './dom.ts';
import type { Language } from '../client/words.ts';
import type { Say, WidgetWord } from './words.ts';

export type Rating = { score: number; solved?: boolean; text?: string; tags?: string[] };

const scores: readonly WidgetWord[] = ['rate1', 'rate2', 'rate3', 'rate4', 'rate5'];

/** The form; `done` gets the rating, or null for 暂不评价. */
export function ratingForm(
  { say, language, invite }: { say: Say; language: Language; invite: InviteView },
  done: (rating: Rating | null) => void,
): HTMLElement {
  let score = 0;
  let solved: boolean | undefined;
  const tags = new Set<string>();
  const name = make('output', { class: 'rate-name' });
  const reasons = make('div', { class: 'chips reasons' });
  const submit = make('button', { type: 'submit', class: 'solid', disabled: true }, say('submit'));
  const text = make('textarea', {
    rows: 1,
    maxlength: 500,
    'aria-label': say('rateText'),
    placeholder: say('rateText'),
  });
  const reasonsFor = () => {
    tags.clear();
    const fit = (invite.tags ?? []).filter(({ from, to }) => from <= score && score <= to);
    reasons.replaceChildren(
      ...fit.map((one) => {
        const word = one[language];
        const box = make('input', {
          type: 'checkbox',
          onchange: () => (box.checked ? tags.add(word) : tags.delete(word)),
        });
        return make('label', { class: 'chip' }, box, word);
      }),
    );
  };
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
          reasonsFor();
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
  const title = invite.agent ? say('rateAgent', { name: invite.agent }) : say('rateTitle');
  return make(
    'form',
    {
      class: 'rating',
      'aria-label': title,
      onsubmit: (event) => {
        event.preventDefault();
        const words = text.value.trim();
        if (score === 0) return;
        done({
          score,
          ...(solved !== undefined && { solved }),
          ...(words !== '' && { text: words }),
          ...(tags.size > 0 && { tags: [...tags] }),
        });
      },
    },
    make('p', { class: 'strong' }, title),
    make('div', { class: 'stars', role: 'radiogroup', 'aria-label': title }, ...stars),
    name,
    reasons,
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
