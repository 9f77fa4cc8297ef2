/** What is wrong with a reminder's template: names that lead nowhere, and what WeChat or a carrier would not take. Pure. */
import { inSms, inWechat, noticed, placesIn, strayIn, templateWords } from './render.ts';
import { smsRules, smsTextFaults, smsVariables } from './sms.ts';
import { smsOf, type Reminder, type SmsField } from './template.ts';
import { samples, typeRules, isOfType, type Value, type Values } from './variable.ts';
import { keyRule } from './wechat.ts';

type Words = { zh: string; en: string };

/** A fault with the place it is mended at (`wechat.values.thing1`) and the rule it breaks. */
export type ReminderFault = { path: string; rule: Words };

/** Examples are of this moment: what stands in a document is right or wrong whenever it is looked at. */
const EXAMPLES_AT = Date.UTC(2026, 10, 27, 6);
/** What the templates of the channels may name beside the variables. */
const OWN = ['title', 'text', 'at'];

const unknown = (name: string): Words => ({ zh: `没有变量 {${name}}`, en: `there is no variable {${name}}` });
const stray: Words = { zh: '花括号只能写成 {变量}', en: 'braces stand only around a variable: {variable}' };
const breaks = (rule: Words, shown: string): Words => ({
  zh: `${rule.zh}；例如“${clipped(shown)}”放不进去`,
  en: `${rule.en}; “${clipped(shown)}” doesn’t fit`,
});
const alone: Words = {
  zh: '先填写中文的短信模板',
  en: 'an SMS template for Chinese comes first',
};
const clipped = (text: string): string => ([...text].length <= 20 ? text : `${[...text].slice(0, 19).join('')}…`);

/** Every fault; none when it can be sent whatever values of their types come. */
export function faultsOf(given: Reminder): ReminderFault[] {
  const faults: ReminderFault[] = [];
  const names = given.variables.map(({ name }) => name);
  for (const [at, name] of names.entries()) {
    const twice = names.indexOf(name) !== at || OWN.includes(name);
    if (twice) faults.push({ path: `variables.${at}.name`, rule: { zh: '变量名重复', en: 'this name is taken' } });
  }
  const lost = (text: string, known: readonly string[]) => placesIn(text).find((name) => !known.includes(name));
  for (const field of ['title', 'text'] as const)
    for (const language of ['zh', 'en'] as const) {
      const name = lost(given[field][language], names);
      if (name !== undefined) faults.push({ path: `${field}.${language}`, rule: unknown(name) });
      else if (strayIn(given[field][language])) faults.push({ path: `${field}.${language}`, rule: stray });
    }
  const known = [...names, ...OWN];
  const sms = (['sms', 'smsEnglish'] as const).flatMap((field) => smsFaults(given, field, known, lost));
  return [...faults, ...wechatFaults(given, known, lost), ...sms];
}

type Lost = (text: string, known: readonly string[]) => string | undefined;

function wechatFaults(given: Reminder, known: readonly string[], lost: Lost): ReminderFault[] {
  const { wechat } = given;
  if (!wechat) return [];
  const faults = new Map<string, Words>();
  if (Object.keys(wechat.values).length === 0)
    faults.set('wechat.values', { zh: '至少填写一个字段', en: 'at least one key is needed' });
  for (const [key, text] of Object.entries(wechat.values)) {
    const name = lost(text, known);
    if (keyRule(key) === null)
      faults.set(`wechat.values.${key}`, { zh: '微信没有这种字段', en: 'WeChat has no such key' });
    else if (name !== undefined) faults.set(`wechat.values.${key}`, unknown(name));
    else if (strayIn(text)) faults.set(`wechat.values.${key}`, stray);
  }
  for (const words of tried(given, ['zh', 'en'])) {
    const { rows, unfit } = inWechat(wechat, words);
    for (const { at, rule } of unfit) {
      const path = `wechat.values.${at}`;
      const shown = rows.find(({ key }) => key === at)?.value ?? '';
      if (!faults.has(path)) faults.set(path, breaks(rule, shown));
    }
  }
  return [...faults].map(([path, rule]) => ({ path, rule }));
}

function smsFaults(given: Reminder, field: SmsField, known: readonly string[], lost: Lost): ReminderFault[] {
  const sms = given[field];
  if (!sms) return [];
  if (given.sms === null) return [{ path: field, rule: alone }];
  const faults = new Map<string, Words>();
  for (const { rule } of smsTextFaults(sms.text)) faults.set(`${field}.text`, smsRules[rule]);
  const wanted = smsVariables(sms.text);
  for (const name of wanted) if (sms.values[name] === undefined) faults.set(`${field}.values.${name}`, smsRules.given);
  for (const [name, text] of Object.entries(sms.values)) {
    const missing = lost(text, known);
    if (!wanted.includes(name)) faults.set(`${field}.values.${name}`, smsRules.absent);
    else if (missing !== undefined) faults.set(`${field}.values.${name}`, unknown(missing));
    else if (strayIn(text)) faults.set(`${field}.values.${name}`, stray);
  }
  const languages = (['zh', 'en'] as const).filter((one) => smsOf(given, one) === sms);
  for (const words of tried(given, languages)) {
    const { values, unfit } = inSms(sms, words);
    for (const { at, rule } of unfit) {
      const path = at === 'text' ? `${field}.text` : `${field}.values.${at}`;
      if (!faults.has(path)) faults.set(path, at === 'text' ? rule : breaks(rule, values[at] ?? ''));
    }
  }
  return [...faults].map(([path, rule]) => ({ path, rule }));
}

/** The words of a template for the values that try it out, all of the same turn, in these languages. */
function tried(given: Reminder, languages: readonly ('zh' | 'en')[]): Record<string, string>[] {
  return [0, 1, 2].flatMap((turn) => {
    const values: Values = Object.fromEntries(
      given.variables.map(({ name, type }): [string, Value] => {
        const all = samples(type, EXAMPLES_AT);
        return [name, all[turn] ?? all[0]];
      }),
    );
    const notice = noticed(given, values);
    return languages.map((language) => templateWords(given, values, notice, { at: EXAMPLES_AT, language }));
  });
}

const nothing: Words = { zh: '退款金额要大于 0', en: 'a refund is of more than 0 fen' };

/**
 * Why these values can't stand under these variables: the first that is missing, unknown, of another type, or a refund of nothing; null:
 * they may.
 */
export function valueFault(
  { kind, variables }: Pick<Reminder, 'kind' | 'variables'>,
  values: Values,
): ReminderFault | null {
  for (const { name, type } of variables) {
    const value = values[name];
    if (value === undefined) return { path: name, rule: { zh: '缺少这个变量', en: 'this variable is missing' } };
    if (!isOfType(type, value)) return { path: name, rule: typeRules[type] };
    if (kind === 'refund' && type === 'amount' && value === 0) return { path: name, rule: nothing };
  }
  const extra = Object.keys(values).find((name) => !variables.some((one) => one.name === name));
  return extra === undefined ? null : { path: extra, rule: unknown(extra) };
}
