import { ref } from 'vue';
import { en } from './en.ts';
import { clockTime, dayKey, dayName, listTime } from '../../../client/time.ts';
import { channelLetters, channelWords, sessionWords, statusWords } from '../../../client/trade-words.ts';
import { preferred, speaker, words as table, type Language, type Words } from '../../../client/words.ts';
import { packetWords, reasonWords, skillWords, slotWords } from './handover-words.ts';
import { zh } from './zh.ts';
import { ownWords } from '../../../../shared/reasons.ts';
import { refusals } from '../../../../shared/refusal.ts';

export type { Language };
const KEPT = 'yixian.desk.language';

const pages = table(zh, en);
const tags: Record<Language, string> = { zh: 'zh-CN', en: 'en-GB' };

const language = ref<Language>(startLanguage());
const spoken = () => language.value;

function startLanguage(): Language {
  const kept = localStorage.getItem(KEPT);
  if (kept === 'zh' || kept === 'en') return kept;
  return preferred(navigator.language);
}

function setLanguage(chosen: Language): void {
  language.value = chosen;
  localStorage.setItem(KEPT, chosen);
  document.documentElement.lang = tags[chosen];
}
document.documentElement.lang = tags[language.value];

const t = speaker(pages, spoken);

/** Day and hour. */
const full = (at: number, now: number) => `${dayName(at, now, language.value)} ${clockTime(at)}`;

/** A length of time in its two largest units. */
function span(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  if (seconds >= 3600) return t('time.hours', { h: Math.floor(seconds / 3600), m: Math.floor((seconds % 3600) / 60) });
  if (seconds >= 60 && seconds % 60 === 0) return t('time.wholeMinutes', { m: seconds / 60 });
  if (seconds >= 60) return t('time.minutes', { m: Math.floor(seconds / 60), s: seconds % 60 });
  return t('time.seconds', { s: seconds });
}

/** A refusal in the agent's language; a code we don't know speaks for itself. */
function refusal(code: string, detail: string): string {
  const known = Object.entries(refusals).find(([name]) => name === code)?.[1];
  if (!known) return detail === '' ? code : detail;
  return known[language.value];
}

/** The gateway's own reason in the agent's language; a provider's: its own sentence in Chinese, in English ours where the code is known. */
function why({ code, detail }: { code: string; detail: string }): string {
  const own = ownWords(code);
  if (own) return own[language.value];
  return language.value === 'zh' && detail !== '' ? detail : refusal(code, detail);
}

/** A name the gateway sends, in words; a name we don't know (a company's own skill) stays as it is. */
function named<Key extends string>(given: Words<Key>): (name: string) => string {
  return (name) => Object.entries<string>(given[language.value]).find(([key]) => key === name)?.[1] ?? name;
}

const words = {
  t,
  channel: speaker(channelWords, spoken),
  letter: speaker(channelLetters, spoken),
  state: speaker(sessionWords, spoken),
  status: speaker(statusWords, spoken),
  /** 14:05 */
  time: clockTime,
  dayKey,
  day: (at: number, now: number) => dayName(at, now, language.value),
  short: (at: number, now: number) => listTime(at, now, language.value),
  full,
  span,
  refusal,
  why,
  reason: named(reasonWords),
  skill: named(skillWords),
  slot: named(slotWords),
  packet: speaker(packetWords, spoken),
  tongue: (tag: string) => new Intl.DisplayNames([tags[language.value]], { type: 'language' }).of(tag) ?? tag,
  language,
  setLanguage,
};

/** Words, dates and refusals in the agent's language. */
export function useWords(): typeof words {
  return words;
}
