/** What a genuine push says: every kind of message and event WeChat documents, and those it will add. */
import type { Address, Heard } from '../../../shared/actors.ts';
import type { Body } from '../../../shared/message.ts';
import { refuse, type Result } from '../../../shared/refusal.ts';
import type { WechatAccount } from '../account.ts';
import { clean, clip, fits, webAddress } from '../words.ts';
import { eventsOf } from './events.ts';
import { grant } from './limits.ts';
import { word, type Branch } from './tree.ts';

/** The push as things heard; messages are named by MsgId, events by who, when and what (PROTOCOLS: dedupe rules of the platform). */
export function said(push: Branch, account: WechatAccount, now: number): Result<{ heard: Heard[] }> {
  const to = word(push, 'ToUserName');
  if (to !== account.id) return refuse('wrong_account', 'ToUserName is not this account.');
  const peer = word(push, 'FromUserName');
  const type = word(push, 'MsgType');
  if (!/^[\w@.-]{1,64}$/u.test(peer) || type === '')
    return refuse('bad_request', 'FromUserName or MsgType is missing.');
  const address: Address = { channel: 'wechat', account: account.id, peer };
  const seconds = word(push, 'CreateTime');
  const at = /^\d{9,11}$/u.test(seconds) ? Number(seconds) * 1000 : now;
  if (type.toLowerCase() === 'event')
    return { ok: true, heard: eventsOf(push, account.kind, { address, at, now, seconds }) };
  const body = bodyOf(type, push);
  if (!body) return refuse('too_long');
  const id = word(push, 'MsgId');
  const key = id === '' ? `message:${peer}:${seconds}:${clip(type, 32)}` : `message:${id}`;
  // The window counts from our clock, not the platform's: it can only be shorter than we think by the delay of the push.
  return {
    ok: true,
    heard: [{ kind: 'message', key, address, body, at, window: grant(account.kind, null, Math.min(at, now)) }],
  };
}

/** The body of a message; null when its text is longer than any we carry. */
function bodyOf(type: string, push: Branch): Body | null {
  const words = (name: string, limit = 500): string => clip(clean(word(push, name)), limit);
  const mediaId = words('MediaId') || undefined;
  switch (type) {
    case 'text': {
      const text = clean(word(push, 'Content'));
      if (!fits(text)) return null;
      const option = words('bizmsgmenuid', 64) || undefined;
      return text === '' ? { kind: 'unsupported', original: 'text' } : { kind: 'text', text, option };
    }
    case 'image':
      return { kind: 'image', url: webAddress(word(push, 'PicUrl')), mediaId };
    case 'voice': {
      const transcript = clip(clean(word(push, 'Recognition')), 4000) || undefined;
      return { kind: 'voice', mediaId, transcript };
    }
    case 'video':
    case 'shortvideo':
      return { kind: 'video', mediaId };
    case 'location': {
      const latitude = Number(word(push, 'Location_X') || Number.NaN);
      const longitude = Number(word(push, 'Location_Y') || Number.NaN);
      if (!Number.isFinite(latitude) || !Number.isFinite(longitude))
        return { kind: 'unsupported', original: 'location' };
      return { kind: 'location', latitude, longitude, label: words('Label') };
    }
    case 'link': {
      const url = webAddress(word(push, 'Url'));
      if (!url) return { kind: 'unsupported', original: clip(`link ${words('Title')}`.trim(), 500) };
      return { kind: 'link', title: words('Title'), description: words('Description') || undefined, url };
    }
    case 'miniprogrampage':
      return { kind: 'unsupported', original: clip(`小程序卡片 ${words('Title')}`.trim(), 500) };
    default:
      return { kind: 'unsupported', original: clip(clean(type), 64) };
  }
}
