/** 隐私说明: the version of the company's privacy notice that holds, over the conversation. Fetched when it is wanted. */
import type { PrivacyAnswer } from '../../shared/privacy.ts';
import { readAnswer } from '../client/net.ts';
import { speaker, words, type Language } from '../client/words.ts';
import { closeIcon } from '../tokens/icons.ts';
import { icon, make, wear } from './dom.ts';
import css from './notice.css';

const table = words(
  {
    title: '隐私说明',
    version: '版本 {version} · {day} 起生效',
    reading: '正在加载…',
    failed: '现在读不到隐私说明，请稍后再试',
    again: '重试',
    shut: '关闭',
  },
  {
    title: 'Privacy notice',
    version: 'Version {version} · in force from {day}',
    reading: 'Loading…',
    failed: 'The privacy notice can’t be had at the moment; please try again later',
    again: 'Try again',
    shut: 'Close',
  },
);

type Tools = { base: string; language(): Language };

/** Opens it in `room`; `back` has the focus afterwards. */
export function openNotice({ base, language }: Tools, room: HTMLElement, back: HTMLElement): void {
  const say = speaker(table, language);
  room.querySelector('.notice')?.remove();
  const leave = () => {
    sheet.remove();
    back.focus();
  };
  const shut = make('button', { type: 'button', class: 'bare', 'aria-label': say('shut'), onclick: leave });
  shut.append(icon(closeIcon));
  const shown = make('div', { class: 'shown' });
  const fetched = async () => {
    shown.replaceChildren(make('p', { role: 'status' }, say('reading')));
    const answer = await fetch(`${base}/v1/privacy`).then(
      async (given) => readAnswer(await given.text()) as Partial<PrivacyAnswer>,
      (): Partial<PrivacyAnswer> => ({}),
    );
    const held = answer.versions?.find(({ version }) => version === answer.now);
    if (!held) {
      const again = make('button', { type: 'button', class: 'plain', onclick: () => void fetched() }, say('again'));
      return shown.replaceChildren(make('p', { role: 'alert' }, say('failed')), again);
    }
    shown.replaceChildren(
      make('p', { class: 'soft' }, say('version', { version: held.version, day: held.from })),
      ...held.sections.flatMap((one) => [
        make('h4', {}, one.title[language()]),
        make('p', { class: 'text' }, one.text[language()]),
      ]),
    );
  };
  const sheet = make(
    'section',
    {
      class: 'notice',
      role: 'region',
      'aria-label': say('title'),
      tabindex: 0,
      onkeydown: (event) => {
        if (!(event instanceof KeyboardEvent) || event.key !== 'Escape') return;
        event.stopPropagation();
        leave();
      },
    },
    make('div', { class: 'top' }, make('h3', {}, say('title')), shut),
    shown,
  );
  room.append(sheet);
  wear(sheet, css);
  shut.focus();
  void fetched();
}
