/** Bodies as they are said aloud: no Markdown, no addresses, long numbers digit by digit, choices by their keys. */
import { HUMAN, keyed, optionsOf, type Spoken } from '../../../shared/call.ts';
import { orderText } from '../../../shared/fallback.ts';
import { fallbackText, type Body } from '../../../shared/message.ts';

/** Longest stretch said without a breath in which the caller may answer. */
export const SPOKEN_MOST = 300;

type Language = 'zh' | 'en';

/** What can be heard of a body; null for what can't at all (a picture, a film). */
export function heardIn(body: Body, language: Language): string | null {
  switch (body.kind) {
    case 'text':
      return body.text;
    case 'answer':
      return [body.text, ...(body.steps ?? []).map((step, at) => WORDS[language].step(at + 1, step))].join('\n');
    case 'menu':
      return body.text;
    case 'order':
      return orderText(body.order, body.text, language);
    case 'logistics':
      return fallbackText(body).replaceAll(/\[物流\]\s?/gu, '');
    case 'product':
      return fallbackText({ ...body, product: { ...body.product, url: undefined } }).replace(/\[商品\]\s?/u, '');
    case 'link':
      return body.title;
    case 'location':
      return body.label;
    case 'image':
    case 'voice':
    case 'video':
    case 'file':
    case 'event':
    case 'unsupported':
      return null;
  }
}

/** The web addresses a body carries, wherever they stand in it. */
export function linksIn(body: Body): string[] {
  const said = heardIn(body, 'zh') ?? '';
  const named =
    body.kind === 'link' ? [body.url] : body.kind === 'answer' ? (body.links ?? []).map((one) => one.url) : [];
  return [...new Set([...named, ...[...said.matchAll(ADDRESS)].map(([address]) => address)])];
}

const ADDRESS = /https?:\/\/[^\s，。；、）】)\]<>"']+/gu;

const WORDS = {
  zh: {
    sms: '我把链接用短信发给您。',
    centre: '链接已放在您的消息中心，打开网站或小程序就能看到。',
    file: '我发了一份图片或文件，请在网站或小程序里查看。',
    step: (at: number, step: string) => `第${at}步，${step}`,
    key: (at: number, label: string) => `${label}，请按${at}`,
    choose: '也可以直接说。',
  },
  en: {
    sms: 'I am sending you the link by text message.',
    centre: 'The link is in your message centre, on our website or in the mini program.',
    file: 'I have put a file into your message centre.',
    step: (at: number, step: string) => `Step ${at}: ${step}`,
    key: (at: number, label: string) => `For ${label}, press ${at}`,
    choose: 'Or simply say it.',
  },
} as const;

/** One thing as it is said: its words, then where its links went. */
export function wordsOf({ body, links }: Spoken, language: Language): string {
  const say = WORDS[language];
  const said = heardIn(body, language);
  if (said === null) return body.kind === 'event' ? '' : say.file;
  const bare = speakable(said, language);
  return links === null ? bare : `${bare} ${say[links]}`.trim();
}

/** The choices by their keys, once, after everything else. */
export function choicesOf(bodies: readonly Body[], language: Language): string {
  const say = WORDS[language];
  const options = keyed(bodies);
  const last = bodies.findLast((one) => optionsOf(one).length > 0);
  const human = last && optionsOf(last).find(({ id }) => id === HUMAN);
  if (options.length === 0)
    return human ? say.key(0, speakable(human.label, language)) + (language === 'zh' ? '。' : '.') : '';
  const comma = language === 'zh' ? '；' : '; ';
  const stop = language === 'zh' ? '。' : '. ';
  const said = options.map(({ label }, at) => say.key(at + 1, speakable(label, language)));
  if (human) said.push(say.key(0, speakable(human.label, language)));
  return said.join(comma) + stop + say.choose;
}

/** Written words made fit for the ear. */
export function speakable(text: string, language: Language = 'zh'): string {
  return text
    .replace(/!?\[([^\]\n]{1,200})\]\([^)\s]{1,2000}\)/gu, '$1')
    .replace(ADDRESS, '')
    .replace(/^\s{0,3}(?:#{1,6}|>|[-*+]|\d{1,2}[.、)])\s+/gmu, '')
    .replace(/(\*\*|__|`{1,3}|~~)/gu, '')
    .replace(/\p{Extended_Pictographic}(?:\p{Emoji_Modifier}|\ufe0f|\u200d)*/gu, '')
    .replace(/[A-Za-z]{0,8}(?<![\d-])\d[\d-]{3,40}\d(?![\d-]|\s?(?:元|块|件|个|%|％|次|人|公里))/gu, digitByDigit)
    .replace(/[【】[\]{}|<>•·]+/gu, ' ')
    .replace(/(?<![\p{P}\s])[^\S\n]*\n+/gu, language === 'zh' ? '。' : '. ')
    .replace(/\s+/gu, ' ')
    .trim();
}

/** Numbers of an order, a parcel, a case, a telephone; a day is said as a day. */
function digitByDigit(run: string): string {
  if (/^(?:19|20)\d\d-\d{1,2}-\d{1,2}$/u.test(run)) return run;
  return [...run].map((mark) => (mark === '-' ? ',' : mark)).join(' ');
}
