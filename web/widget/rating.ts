/** 邀评: one to five, reasons to choose by the score, solved or not, and a word. Fetched when somebody is asked. */
import type { InviteView } from '../../shared/serving.ts';
import { starFilledIcon } from '../tokens/icons.ts';
import { icon, make } from './dom.ts';
import css from './rating.css';
import { speaker, words, type Language } from '../client/words.ts';

/** Worn where it stands. */
export const style: string = css;

export type Rating = { score: number; solved?: boolean; text?: string; tags?: string[] };

const table = words(
  {
    title: '请评价本次服务',
    agent: '请为 {name} 的服务打分',
    rate1: '极不满意',
    rate2: '不满意',
    rate3: '一般',
    rate4: '满意',
    rate5: '非常满意',
    solved: '已解决',
    unsolved: '未解决',
    text: '还想说点什么（选填）',
    submit: '提交评价',
    later: '暂不评价',
    thanks: '感谢您的评价',
  },
  {
    title: 'How was our service?',
    agent: 'How was {name}?',
    rate1: 'Very poor',
    rate2: 'Poor',
    rate3: 'Fair',
    rate4: 'Good',
    rate5: 'Very good',
    solved: 'Solved',
    unsolved: 'Not solved',
    text: 'Anything to add? (optional)',
    submit: 'Send rating',
    later: 'Not now',
    thanks: 'Thank you for your rating',
  },
);

/** What is said to whoever has rated. */
export const thanks = (language: Language): string => table[language].thanks;

const scores = ['rate1', 'rate2', 'rate3', 'rate4', 'rate5'] as const;

/** The form; `done` gets the rating, or null for 暂不评价. */
export function ratingForm(
  { language, invite }: { language: Language; invite: InviteView },
  done: (rating: Rating | null) => void,
): HTMLElement {
  const say = speaker(table, () => language);
  let score = 0;
  let solved: boolean | undefined;
  const tags = new Set<string>();
  const name = make('output', { class: 'rate-name' });
  const reasons = make('div', { class: 'chips reasons' });
  const submit = make('button', { type: 'submit', class: 'solid', disabled: true }, say('submit'));
  const text = make('textarea', {
    rows: 1,
    maxlength: 500,
    'aria-label': say('text'),
    placeholder: say('text'),
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
  const title = invite.agent ? say('agent', { name: invite.agent }) : say('title');
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
