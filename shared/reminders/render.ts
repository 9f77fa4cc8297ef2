/** How a reminder reads on each channel. Pure: the gateway sends by it, the dashboard shows by it. */
import { LONGEST_SMS, smsFilled, smsRules, smsValue, smsVariables } from './sms.ts';
import type { Reminder, Variable } from './template.ts';
import { reads, samples, type Reads, type Values } from './variable.ts';
import { fitted, keyRule } from './wechat.ts';

type Words = { zh: string; en: string };
/** A place that can't be filled as it is, and why in both languages. */
export type Unfit = { at: string; rule: Words };

const PLACE = /\{([a-z][a-z0-9_]*)\}/gu;

/** What a text calls its variables. */
export const placesIn = (text: string): string[] => [...text.matchAll(PLACE)].map(([, name = '']) => name);

/** Braces beside the variables: `{{a}}`, `${a}`, one that stands alone. */
export const strayIn = (text: string): boolean => text.includes('${') || /[{}]/u.test(text.replace(PLACE, ''));

const fill = (text: string, words: Readonly<Record<string, string>>): string =>
  text.replace(PLACE, (whole, name: string) => words[name] ?? whole);

/** The values in words, by their names. */
export function worded(variables: readonly Variable[], values: Values, as: Reads): Record<string, string> {
  return Object.fromEntries(
    variables.flatMap(({ name, type }) => {
      const value = values[name];
      return value === undefined ? [] : [[name, reads(type, value, as)]];
    }),
  );
}

export type Noticed = { title: Words; text: Words };

/** The notice in both languages. */
export function noticed(
  { variables, title, text }: Pick<Reminder, 'variables' | 'title' | 'text'>,
  values: Values,
): Noticed {
  const [zh, en] = [worded(variables, values, 'zh'), worded(variables, values, 'en')];
  return {
    title: { zh: fill(title.zh, zh), en: fill(title.en, en) },
    text: { zh: fill(text.zh, zh), en: fill(text.en, en) },
  };
}

/** What `{…}` stands for in WeChat's templates and in SMS: the variables, and the notice's own words. */
export function templateWords(
  { variables }: Pick<Reminder, 'variables'>,
  values: Values,
  notice: Noticed,
  { at, language }: { at: number; language: 'zh' | 'en' },
): Record<string, string> {
  return {
    title: notice.title[language],
    text: notice.text[language],
    at: reads('time', at, 'template'),
    ...worded(variables, values, 'template'),
  };
}

/** WeChat's message key by key, as it would leave; or what can't be sent. */
export function inWechat(
  mapping: NonNullable<Reminder['wechat']>,
  words: Readonly<Record<string, string>>,
): { rows: { key: string; value: string }[]; unfit: Unfit[] } {
  const rows: { key: string; value: string }[] = [];
  const unfit: Unfit[] = [];
  for (const [key, wanted] of Object.entries(mapping.values)) {
    const value = fitted(key, fill(wanted, words));
    if (value === null) unfit.push({ at: key, rule: keyRule(key) ?? noKey });
    rows.push({ key, value: value ?? fill(wanted, words) });
  }
  return { rows, unfit };
}
const noKey: Words = { zh: '微信没有这种字段', en: 'WeChat has no such field' };

/** The SMS as it arrives and the values its template gets; or what can't be sent. */
export function inSms(
  mapping: NonNullable<Reminder['sms']>,
  words: Readonly<Record<string, string>>,
  signature = '',
): { text: string; values: Record<string, string>; unfit: Unfit[] } {
  const values: Record<string, string> = {};
  const unfit: Unfit[] = [];
  for (const name of smsVariables(mapping.text)) {
    const wanted = mapping.values[name];
    if (wanted === undefined) {
      unfit.push({ at: name, rule: smsRules.given });
      continue;
    }
    const found = smsValue(fill(wanted, words));
    if ('breaks' in found) unfit.push({ at: name, rule: smsRules[found.breaks] });
    values[name] = 'value' in found ? found.value : fill(wanted, words);
  }
  const text = `${signature === '' ? '' : `【${signature}】`}${smsFilled(mapping.text, values)}`;
  if (text.length > LONGEST_SMS) unfit.push({ at: 'text', rule: smsRules.long });
  return { text, values, unfit };
}

/** The example a preview shows. */
export function exampleOf({ variables }: Pick<Reminder, 'variables'>, now: number): Values {
  return Object.fromEntries(variables.map(({ name, type }) => [name, samples(type, now)[0]]));
}
