/** Our bodies as WeChat's customer messages. Source: kf-message/api_sendcustommessage (kinds differ between official and mini). */
import { fallbackText, type Body } from '../../../shared/message.ts';
import type { WechatAccount } from '../account.ts';
import { cut } from '../cut.ts';

/** The platform's own limit is about 2048 bytes; 600 Chinese characters stay below it. */
export const PART_BYTES = 1800;

export type Payload = { msgtype: string; [field: string]: unknown };

const encoder = new TextEncoder();
const bytes = (text: string): number => encoder.encode(text).length;

/** A long text as parts that one message can carry each. */
export function parts(text: string): string[] {
  return cut(text, PART_BYTES, bytes);
}

/** Bodies that go as one message each: long words are cut, all else stays whole. */
export function split(body: Body, account: WechatAccount): Body[] {
  const text = wordsOf(body, account);
  if (text === null || bytes(text) <= PART_BYTES) return [body];
  return parts(text).map((part) => ({ kind: 'text', text: part }));
}

/** The text that stands for a body sent as text; null for a body with a message type of its own. */
function wordsOf(body: Body, account: WechatAccount): string | null {
  switch (body.kind) {
    case 'menu':
      return isNativeMenu(body, account) ? null : fallbackText(body);
    case 'image':
      return body.mediaId ? null : `[图片] ${body.url ?? ''}`.trim();
    case 'voice':
      return body.mediaId && account.kind === 'official' ? null : [fallbackText(body), body.url ?? ''].join(' ').trim();
    case 'link':
      return null;
    case 'video':
      return `[视频] ${body.url ?? ''}`.trim();
    case 'file':
      return `${fallbackText(body)}\n${body.url}`;
    case 'answer':
      return answerWords(body);
    case 'text':
    case 'order':
    case 'location':
    case 'logistics':
      return fallbackText(body);
    case 'product':
      return body.product.url ? null : fallbackText(body);
    case 'event':
    case 'unsupported':
      return null;
  }
}

/** WeChat shows addresses in a text as links, so pictures and links go as their addresses. */
function answerWords(body: Extract<Body, { kind: 'answer' }>): string {
  const { text, steps, media = [], links = [], options = [] } = body;
  return [
    fallbackText(steps ? { kind: 'answer', text, steps } : { kind: 'answer', text }),
    ...media.map((one) => shownAddress(one.caption, one.url)),
    ...links.map((one) => shownAddress(one.label, one.url)),
    ...options.map((option) => `· ${option.label}`),
  ].join('\n');
}

/** An address of our own means nothing outside until `payloadOf` has completed it. */
function shownAddress(label: string, url: string): string {
  return url.startsWith('/') ? `[${label}]` : `${label} ${url}`;
}

function isNativeMenu(body: Extract<Body, { kind: 'menu' }>, account: WechatAccount): boolean {
  return account.kind === 'official' && body.options.length > 0 && bytes(JSON.stringify(body)) <= PART_BYTES;
}

/** What is posted beside `touser`; null for what cannot be said on WeChat. `publicBase` completes addresses of our own. */
export function payloadOf(body: Body, account: WechatAccount, publicBase: string): Payload | null {
  const full = (url: string): string => (url.startsWith('/') ? publicBase + url : url);
  const text = wordsOf(withFullAddresses(body, full), account);
  if (text !== null) return { msgtype: 'text', text: { content: text } };
  switch (body.kind) {
    case 'menu':
      return {
        msgtype: 'msgmenu',
        msgmenu: { head_content: body.text, list: body.options.map(({ id, label }) => ({ id, content: label })) },
      };
    case 'image':
      return { msgtype: 'image', image: { media_id: body.mediaId } };
    case 'voice':
      return { msgtype: 'voice', voice: { media_id: body.mediaId } };
    case 'link': {
      const shown = { title: body.title, description: body.description ?? '', url: full(body.url) };
      return account.kind === 'official'
        ? { msgtype: 'news', news: { articles: [{ ...shown, picurl: '' }] } }
        : { msgtype: 'link', link: { ...shown, thumb_url: '' } };
    }
    case 'product': {
      const { title, price = '', url = '', image = '' } = body.product;
      const shown = { title, description: [body.text ?? '', price].filter(Boolean).join(' '), url: full(url) };
      return account.kind === 'official'
        ? { msgtype: 'news', news: { articles: [{ ...shown, picurl: image === '' ? '' : full(image) }] } }
        : { msgtype: 'link', link: { ...shown, thumb_url: image === '' ? '' : full(image) } };
    }
    case 'text':
    case 'answer':
    case 'order':
    case 'logistics':
    case 'location':
    case 'video':
    case 'file':
    case 'event':
    case 'unsupported':
      return null;
  }
}

function withFullAddresses(body: Body, full: (url: string) => string): Body {
  if (body.kind === 'answer') {
    const { media, links } = body;
    return {
      ...body,
      ...(media ? { media: media.map((one) => ({ ...one, url: full(one.url) })) } : {}),
      ...(links ? { links: links.map((one) => ({ ...one, url: full(one.url) })) } : {}),
    };
  }
  return 'url' in body && body.url ? { ...body, url: full(body.url) } : body;
}

const isMedia = ({ kind }: Body): boolean =>
  kind === 'image' || kind === 'video' || kind === 'voice' || kind === 'file';

/** The words of a passive reply; null where it can't carry the body (mini-programs take none, other types are left to the send). */
export function passiveText(body: Body, account: WechatAccount): string | null {
  if (account.kind !== 'official' || isMedia(body)) return null;
  if (body.kind === 'answer' && [...(body.media ?? []), ...(body.links ?? [])].some((one) => one.url.startsWith('/')))
    return null;
  const text = wordsOf(body, account);
  return text !== null && text !== '' && bytes(text) <= PART_BYTES ? text : null;
}
