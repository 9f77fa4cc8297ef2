/** Mainland SMS leave only by an approved template: our words are its one variable, and variables have rules of their own. */
import { fallbackText, type Body, type Reason } from '../../../shared/message.ts';
import { barredWords, LONGEST_SMS } from '../../../shared/reminders/sms.ts';
import type { Outgoing } from '../channel.ts';
import { cut } from '../cut.ts';
import { segments, type Segments } from '../../../shared/sms-segments.ts';

/** Room for it is kept when long words are cut. */
const MARK = { zh: '（AI 生成）', en: ' (AI generated)' };
const MARK_ROOM = 16;

export type Sender = { signName: string; templates: { reply: { text: string } } };

/** The words of a body that an SMS can say; null for what it can't. */
export function smsWords(body: Body): string | null {
  switch (body.kind) {
    case 'text':
    case 'menu':
    case 'order':
    case 'location':
    case 'logistics':
      return fallbackText(body);
    case 'answer':
      return answerWords(body);
    case 'product':
      // An SMS carries no link: the name and the price.
      return fallbackText({ ...body, product: { ...body.product, url: undefined } });
    case 'link':
      return `${body.title} ${body.url}`;
    case 'image':
    case 'video':
    case 'voice':
    case 'file':
      return body.url === undefined ? null : `${fallbackText(body)} ${body.url}`;
    case 'event':
    case 'unsupported':
      return null;
  }
}

/** An SMS shows no pictures and may carry no links: words, steps, and the choices a reply may name. */
function answerWords(body: Extract<Body, { kind: 'answer' }>): string {
  const { text, steps } = body;
  const words = fallbackText(steps ? { kind: 'answer', text, steps } : { kind: 'answer', text });
  return [words, ...(body.options ?? []).map((option) => `· ${option.label}`)].join('\n');
}

/** What one send carries: words that a model wrote say so, because an SMS has no other place for the mark (标识办法 art. 4). */
export function sentWords(outgoing: Pick<Outgoing, 'body' | 'generated'>): string {
  const words = smsWords(outgoing.body) ?? '';
  if (!outgoing.generated || words === '') return words;
  return words + (/\p{Script=Han}/u.test(words) ? MARK.zh : MARK.en);
}

/** No SMS asks anybody to come and read: the operator had no template approved. */
export const noTemplate = {
  ok: false,
  fate: 'failed',
  reason: { code: 'no_template', detail: '没有带链接的短信模板，请管理员检查账号设置' },
} as const;

/** The whole SMS as it arrives: the signature in 【】, the template with our words in it. */
export function rendered(sender: Sender, words: string): string {
  return `【${sender.signName}】${sender.templates.reply.text.replace(/\$\{content\}|\{1\}/u, () => words)}`;
}

/** What it costs: how many parts are billed. */
export function cost(sender: Sender, words: string): Segments {
  return segments(rendered(sender, words), true);
}

/** Why the carrier would refuse these words, null when they may go. */
export function breaks(sender: Sender, body: Body): Reason | null {
  const words = smsWords(body);
  if (words === null) return { code: 'unsupported_kind', detail: `短信发不了这种内容（${body.kind}）` };
  if ('url' in body && body.kind !== 'link')
    return { code: 'sms_rule', detail: '短信发不了图片和文件，请改成文字说明' };
  const barred = barredWords(words);
  if (barred === 'link') return { code: 'sms_rule', detail: '短信里不能带网址，请改成文字说明' };
  if (barred === 'phone') return { code: 'sms_rule', detail: '短信里不能带电话号码，请改成文字说明' };
  return null;
}

/** Long words cut so that each SMS stays within the carrier's limit. */
export function smsParts(sender: Sender, body: Body): Body[] {
  const words = smsWords(body);
  const room = Math.max(50, LONGEST_SMS - MARK_ROOM - rendered(sender, '').length);
  if (words === null || words.length <= room) return [body];
  return cut(words, room, (letter) => letter.length).map((text) => ({ kind: 'text', text }));
}
