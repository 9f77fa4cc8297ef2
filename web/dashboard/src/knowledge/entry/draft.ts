import type { Answer, Button, Entry, Language, Wording } from '../../../../../shared/knowledge.ts';
import { dayOf, startOf } from './day.ts';

type Media = NonNullable<Answer['media']>[number];
type Link = NonNullable<Answer['links']>[number];

/** One language of an entry on the desk: every list is there, so fields can be bound to it. */
export type WordingDraft = {
  question: string;
  similar: string[];
  text: string;
  steps: string[];
  media: Media[];
  links: Link[];
  buttons: Button[];
  sms: string;
  phone: string;
  wechat: string;
};
/** An entry on the desk. Moments are local days as they are written, `2026-11-25`; empty: always. */
export type Draft = {
  id: string;
  category: string;
  skill: string;
  audience: Entry['audience'];
  from: string;
  until: string;
  owner: string;
  related: string[];
  flow: string;
  zh: WordingDraft;
  en: WordingDraft;
};

const DAY_MS = 86_400_000;

function wordingDraft(given: Wording | undefined): WordingDraft {
  const { text = '', steps = [], media = [], links = [], buttons = [] } = given?.answer ?? {};
  const { sms = '', phone = '', wechat = '' } = given?.variants ?? {};
  return structuredClone({
    question: given?.question ?? '',
    similar: given?.similar ?? [],
    text,
    steps,
    media,
    links,
    buttons,
    sms,
    phone,
    wechat,
  });
}

/** Lays an entry on the desk. The last day of validity is the day before it ends. */
export function draftOf(entry: Entry): Draft {
  return {
    id: entry.id,
    category: entry.category,
    skill: entry.skill,
    audience: entry.audience,
    from: entry.validFrom === undefined ? '' : dayOf(entry.validFrom),
    until: entry.validUntil === undefined ? '' : dayOf(entry.validUntil - DAY_MS / 2),
    owner: entry.owner,
    related: [...entry.related],
    flow: entry.flow ?? '',
    zh: wordingDraft(entry.zh),
    en: wordingDraft(entry.en),
  };
}

/** Whether anything of a language is written. */
export function isWritten(given: WordingDraft): boolean {
  return JSON.stringify(wordingOf(given)) !== JSON.stringify(wordingOf(wordingDraft(undefined)));
}

const filled = (lines: readonly string[]) => lines.map((one) => one.trim()).filter((one) => one !== '');

function wordingOf(given: WordingDraft): Wording {
  const { question, similar, text } = given;
  const steps = filled(given.steps);
  const media = given.media.filter((one) => one.url.trim() !== '' || one.caption.trim() !== '');
  const links = given.links.filter((one) => one.url.trim() !== '' || one.label.trim() !== '');
  const buttons = given.buttons.filter((one) => one.label.trim() !== '');
  const variants = Object.fromEntries(
    (['sms', 'phone', 'wechat'] as const).flatMap((name) => {
      const words = given[name].trim();
      return words === '' ? [] : [[name, words]];
    }),
  );
  return {
    question: question.trim(),
    similar: filled(similar),
    answer: {
      text: text.trim(),
      ...(steps.length > 0 ? { steps } : {}),
      ...(media.length > 0 ? { media } : {}),
      ...(links.length > 0 ? { links } : {}),
      ...(buttons.length > 0 ? { buttons } : {}),
    },
    ...(Object.keys(variants).length > 0 ? { variants } : {}),
  };
}

/** The entry as it is saved: blank lines and languages nobody wrote are left out. */
export function entryOf(draft: Draft): Entry {
  const from = startOf(draft.from);
  const until = startOf(draft.until);
  const written = (language: Language) =>
    isWritten(draft[language]) ? { [language]: wordingOf(draft[language]) } : {};
  return {
    id: draft.id.trim(),
    category: draft.category,
    skill: draft.skill.trim(),
    audience: draft.audience,
    ...(from === undefined ? {} : { validFrom: from }),
    ...(until === undefined ? {} : { validUntil: until + DAY_MS }),
    owner: draft.owner.trim(),
    related: filled(draft.related),
    ...(draft.flow.trim() === '' ? {} : { flow: draft.flow.trim() }),
    ...written('zh'),
    ...written('en'),
  };
}

/** An entry nobody has written yet. */
export function blankEntry(category: string, id: string): Entry {
  return { id, category, skill: 'general', audience: 'everyone', owner: '', related: [] };
}

/** A name for a new entry that no two editors come upon alike. */
export function newName(start: 'entry' | 'flow', now: number, chance: number): string {
  return `${start}-${now.toString(36).slice(-6)}${Math.floor(chance * 1296)
    .toString(36)
    .padStart(2, '0')}`;
}
