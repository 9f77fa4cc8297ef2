/** How a notice of an event goes out: by the event's own templates, as the settings have them when it leaves. Reads only. */
import type { Address } from '../../../shared/actors.ts';
import { marketingWords } from '../../../shared/reminders/marketing-words.ts';
import { inSms, templateWords } from '../../../shared/reminders/render.ts';
import { smsOf } from '../../../shared/reminders/template.ts';
import type { Template } from '../own/remind.ts';
import type { Notice } from '../own/store.ts';
import type { Turn } from '../turn.ts';
import { isListedOnly } from './reason.ts';
import { reminderFor } from './telling.ts';

type Noticed = Pick<Notice, 'title' | 'text' | 'at' | 'event'>;

/** An SMS that says itself what there is: the carrier's template and its values, or, abroad, the words. */
export type SmsTold = {
  id: string;
  address: Address;
  template: string;
  /** The template's variables in their order, with their values. */
  values: readonly (readonly [string, string])[];
  words: string;
};
export type Push = {
  /** It stands among the notices only, but for a subscription the person gave. */
  listed: boolean;
  wechat: Pick<Template, 'id' | 'values'> | null;
  sms: Omit<SmsTold, 'id' | 'address'> | null;
  /** Words of WeChat's template beside the notice's own. */
  words: Record<string, string>;
};

/** What of a notice advertises, in a sentence with its place; null: nothing does. */
export function advertising({ title, text, facts }: Pick<Notice, 'title' | 'text' | 'facts'>): string | null {
  const places = [
    ...Object.entries(title).map(([language, words]) => [`title.${language}`, words] as const),
    ...Object.entries(text).map(([language, words]) => [`text.${language}`, words] as const),
    ...facts.map(({ name, value }) => [`facts.${name}`, value] as const),
  ];
  for (const [path, words] of places) {
    const found = marketingWords(words);
    if (found) return `${path}: ${found.rule.en}`;
  }
  return null;
}

/** Of a notice whose words advertise, kept before such were refused: it stands among the notices and calls nobody. Null: there are none. */
export function barredPush({
  kind,
  title,
  text,
  facts,
}: Pick<Notice, 'kind' | 'title' | 'text' | 'facts'>): Push | null {
  if (kind === 'answer' || advertising({ title, text, facts }) === null) return null;
  return { listed: true, wechat: null, sms: null, words: {} };
}

/** Null: it is of no event. */
export function pushOf(turn: Turn, { title, text, at, event }: Noticed, language: 'zh' | 'en'): Push | null {
  const reminder = event ? reminderFor(turn, event.id) : null;
  if (!event || !reminder) return null;
  const { wechat, kind } = reminder;
  const sms = smsOf(reminder, language);
  const words = templateWords(reminder, event.values, { title, text }, { at, language });
  const filled = sms ? inSms(sms, words) : null;
  return {
    listed: isListedOnly(turn, kind, event.because),
    wechat: wechat && { id: wechat.template, values: wechat.values },
    // What the carrier would not take is not sent: an SMS asks them to come and read.
    sms:
      sms && filled && filled.unfit.length === 0
        ? {
            template: sms.template,
            values: Object.entries(filled.values),
            words: [title[language], text[language]].filter((one) => one !== '').join('\n'),
          }
        : null,
    words,
  };
}
