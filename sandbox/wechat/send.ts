import type { WechatAccount } from '../config.ts';
import { isRecord, listAt, recordAt, textAt, wordAt } from '../world/json.ts';

/** What a checked customer message shows in the chat. */
export interface Letter {
  kind: string;
  shown: Record<string, unknown>;
  byMachine: boolean;
}

/** What the check needs to know of the world. */
export interface Surroundings {
  hasMedia(mediaId: string, type: 'image' | 'voice' | 'video' | 'thumb'): boolean;
  /** Is this appid a mini-program bound to the account? */
  isBound(appid: string): boolean;
}

const KINDS: Record<WechatAccount['kind'], string[]> = {
  official: [
    'text',
    'image',
    'voice',
    'video',
    'music',
    'news',
    'mpnews',
    'mpnewsarticle',
    'msgmenu',
    'wxcard',
    'miniprogrampage',
  ],
  mini: ['text', 'image', 'link', 'miniprogrampage'],
};
const TEXT_BYTES = 2048;
const SENSITIVE = ['代开发票', '网络赌博', '枪支弹药'];

const bytesOf = (text: string): number => new TextEncoder().encode(text).length;

function checkText(content: string, world: Surroundings): number {
  if (content === '') return 44004;
  if (bytesOf(content) > TEXT_BYTES) return 45002;
  for (const found of content.matchAll(/data-miniprogram-appid=["']([^"']*)["']/g)) {
    if (!world.isBound(found[1] ?? '')) return 40013;
  }
  return 0;
}

function checkMenu(menu: Record<string, unknown>): number {
  const entries = listAt(menu, 'list');
  if (entries.length === 0) return 47001;
  const sound = entries.every(
    (entry) => isRecord(entry) && wordAt(entry, 'id') !== '' && textAt(entry, 'content') !== '',
  );
  if (!sound) return 47001;
  return bytesOf(JSON.stringify(menu)) > TEXT_BYTES ? 45002 : 0;
}

function checkBody(account: WechatAccount, kind: string, body: Record<string, unknown>, world: Surroundings): number {
  const filled = (...keys: string[]): boolean => keys.every((key) => textAt(body, key) !== '');
  const has = (key: string, type: 'image' | 'voice' | 'video' | 'thumb'): boolean =>
    world.hasMedia(textAt(body, key), type);
  switch (kind) {
    case 'text':
      return checkText(textAt(body, 'content'), world);
    case 'image':
      return has('media_id', 'image') ? 0 : 40007;
    case 'voice':
      return has('media_id', 'voice') ? 0 : 40007;
    case 'video':
      return has('media_id', 'video') && has('thumb_media_id', 'thumb') ? 0 : 40007;
    case 'music':
      if (!filled('musicurl')) return 47001;
      return has('thumb_media_id', 'thumb') ? 0 : 40007;
    case 'news': {
      const articles = listAt(body, 'articles');
      if (articles.length > 1) return 45008;
      return articles.length === 1 && textAt(articles[0], 'title') !== '' ? 0 : 47001;
    }
    case 'mpnews':
      return filled('media_id') ? 0 : 40007;
    case 'mpnewsarticle':
      return filled('article_id') ? 0 : 47001;
    case 'msgmenu':
      return checkMenu(body);
    case 'wxcard':
      return filled('card_id') ? 0 : 47001;
    case 'link':
      return filled('title', 'url') ? 0 : 47001;
    case 'miniprogrampage':
      if (!filled('title', 'pagepath')) return 47001;
      if (account.kind === 'official' && !world.isBound(textAt(body, 'appid'))) return 40013;
      return has('thumb_media_id', 'thumb') || has('thumb_media_id', 'image') ? 0 : 40007;
    default:
      return 40008;
  }
}

/**
 * Checks a customer message as `custom/send` does, before windows and counts are looked at.
 * Source: api_sendcustommessage; the text limit of 2048 bytes is the older page's.
 */
export function readLetter(
  account: WechatAccount,
  message: Record<string, unknown>,
  world: Surroundings,
): { ok: true; letter: Letter } | { ok: false; errcode: number } {
  const kind = textAt(message, 'msgtype');
  if (!KINDS[account.kind].includes(kind)) return { ok: false, errcode: 40008 };
  const body = recordAt(message, kind);
  const errcode = checkBody(account, kind, body, world);
  if (errcode !== 0) return { ok: false, errcode };
  const words = JSON.stringify(body);
  if (SENSITIVE.some((word) => words.includes(word))) return { ok: false, errcode: 45168 };
  const context = recordAt(message, 'aimsgcontext');
  return { ok: true, letter: { kind, shown: body, byMachine: context.is_ai_msg === 1 } };
}

/**
 * Reads a posted body as WeChat does: letters beyond ASCII must come as UTF-8; a \uXXXX escape for one is shown literally.
 */
export function readPosted(
  raw: Uint8Array,
): { ok: true; value: Record<string, unknown> } | { ok: false; errcode: 44002 | 47001 } {
  if (raw.length === 0) return { ok: false, errcode: 44002 };
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: false }).decode(raw);
    const literal = text.replace(/\\u(?!00[0-7])([0-9a-fA-F]{4})/g, '\\\\u$1');
    const value: unknown = JSON.parse(literal);
    return isRecord(value) ? { ok: true, value } : { ok: false, errcode: 47001 };
  } catch {
    return { ok: false, errcode: 47001 };
  }
}
