/** A reminder becomes a notice: in the template's words, with what the channels' templates need of it. Runs inside one transaction. */
import type { NoticeView } from '../../../shared/notice.ts';
import { noticed } from '../../../shared/reminders/render.ts';
import type { Reminder } from '../../../shared/reminders/template.ts';
import { reads, type Values } from '../../../shared/reminders/variable.ts';
import { notify } from '../own/notices.ts';
import type { Turn } from '../turn.ts';
import { becauseOf, isListedOnly, type Because } from './reason.ts';

/** Of which event a notice is: kept with it, shown to nobody. `until`: after that it goes out no more. */
export type NoticeEvent = {
  id: string;
  values: Values;
  because: Because | null;
  until: number | null;
  appointment?: string;
};

type Given = {
  key: string;
  values: Values;
  opens: NoticeView['opens'];
  /** In English, where they are words that differ. */
  english?: Values;
  until?: number | null;
  appointment?: string;
  /** What stands under the words; the variables, where none are given. */
  facts?: NoticeView['facts'];
  /** Whose it is, of those who stand in the line. */
  home?: string;
};

/** Types that say nothing a notice's own words don't. */
const WORDS = ['text', 'passage'];

export function reminderFor(turn: Turn, id: string): Reminder | null {
  return turn.around.settings.reminders.events.find((one) => one.id === id) ?? null;
}

/** Keeps it once under its key; `listed`: it goes out to nobody unasked. */
export function tell(
  turn: Turn,
  reminder: Reminder,
  given: Given,
): { notice: string; known: boolean; listed: boolean } {
  const { key, values, english = values, opens, until = null, appointment, home = '' } = given;
  const { id, kind, variables } = reminder;
  const words = noticed(reminder, values);
  const inEnglish = noticed(reminder, english);
  const found = becauseOf(turn, reminder, values);
  const facts =
    given.facts ??
    variables.flatMap(({ name, type, zh, en }) => {
      const value = values[name];
      return value === undefined || WORDS.includes(type)
        ? []
        : [{ name, label: { zh, en }, value: reads(type, value, 'plain') }];
    });
  const event: NoticeEvent = {
    ...{ id, values, because: found?.because ?? null, until },
    ...(appointment === undefined ? {} : { appointment }),
  };
  const told = notify(turn, {
    ...{ key, kind, opens, event, home },
    title: { zh: clip(words.title.zh, 120), en: clip(inEnglish.title.en, 120) },
    text: { zh: clip(words.text.zh, 600), en: clip(inEnglish.text.en, 600) },
    facts: [...facts.slice(0, found ? 5 : 6), ...(found ? [found.fact] : [])],
  });
  return { ...told, listed: isListedOnly(turn, kind, event.because) };
}

function clip(text: string, most: number): string {
  const letters = [...text];
  return letters.length <= most ? text : `${letters.slice(0, most - 1).join('')}…`;
}
