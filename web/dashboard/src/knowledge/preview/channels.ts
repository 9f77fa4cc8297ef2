import { barredWords } from '../../../../../shared/reminders/sms.ts';
import { segments } from '../../../../../shared/sms-segments.ts';
import type { WordingDraft } from '../entry/draft.ts';

/** The answer as one text: words and numbered steps. */
export function plainAnswer({ text, steps }: Pick<WordingDraft, 'text' | 'steps'>): string {
  const numbered = steps.filter((one) => one.trim() !== '').map((step, at) => `${at + 1}. ${step.trim()}`);
  return [text.trim(), ...numbered].filter((one) => one !== '').join('\n');
}

/** What an SMS carries: its own words, or words and steps and the choices a reply may name; pictures and links stay away. */
export function smsText(given: WordingDraft, human: string): string {
  if (given.sms.trim() !== '') return given.sms.trim();
  const bare = given.steps.length + given.media.length + given.links.length + given.buttons.length === 0;
  const choices = bare
    ? []
    : [...given.buttons.filter((one) => one.act.kind !== 'human').map((one) => one.label), human];
  return [plainAnswer(given), ...choices.map((one) => `· ${one}`)].join('\n');
}

/** What an official account sends: its own words, or everything, pictures and links as their addresses. */
export function wechatText(given: WordingDraft, human: string): string {
  if (given.wechat.trim() !== '') return given.wechat.trim();
  const bare = given.steps.length + given.media.length + given.links.length + given.buttons.length === 0;
  return [
    plainAnswer(given),
    ...given.media.map((one) => `${one.caption} ${one.url}`),
    ...given.links.map((one) => `${one.label} ${one.url}`),
    ...(bare ? [] : [...given.buttons.map((one) => `· ${one.label}`), `· ${human}`]),
  ].join('\n');
}

/** What is spoken on the phone. */
export function phoneText(given: WordingDraft): string {
  return given.phone.trim() === '' ? plainAnswer(given) : given.phone.trim();
}

/** How an SMS counts, and what the carrier's template would refuse. */
export function smsCount(text: string): { units: number; parts: number; refused: 'link' | 'phone' | null } {
  const { units, segments: parts } = segments(text, true);
  return { units, parts, refused: barredWords(text) };
}

/** What a voice can't say well: addresses, marks that are read aloud, long sentences, so many seconds of listening. */
export type SpeechHint = 'link' | 'marks' | 'long' | 'sentence';

const LETTERS_A_SECOND = 4.5;
const WORDS_A_SECOND = 2.5;
const LONG_SECONDS = 40;

/** How long a spoken text takes, in seconds. */
export function secondsOf(text: string): number {
  const letters = (text.match(/\p{Script=Han}/gu) ?? []).length;
  const spoken = (text.match(/[\p{Script=Latin}\p{N}]+/gu) ?? []).length;
  return Math.round(letters / LETTERS_A_SECOND + spoken / WORDS_A_SECOND);
}

/** What to mend before a text is read aloud. */
export function speechHints(text: string): SpeechHint[] {
  const hints: SpeechHint[] = [];
  if (/https?:\/\/|www\./iu.test(text)) hints.push('link');
  if (/[#*_【】[\]|→]|“[^”]{1,12}”\s*[>＞-]/u.test(text)) hints.push('marks');
  if (secondsOf(text) > LONG_SECONDS) hints.push('long');
  if (text.split(/[。！？.!?\n]/u).some((one) => secondsOf(one) > 15)) hints.push('sentence');
  return hints;
}
