import type { Person, WechatAccount } from '../config.ts';
import type { Push } from '../world/deliver.ts';
import { roll } from '../world/digest.ts';
import { isRecord, listAt, textAt } from '../world/json.ts';
import type { Land } from '../world/land.ts';
import { makePush, type Stored } from './acts.ts';
import { openidOf } from './identity.ts';
import { KEPT_BYTES, SAMPLE_AMR, SAMPLE_PNG, type MediaType } from './media.ts';
import { menuOf } from './menu.ts';
import { allowance } from './quota.ts';

/** A 64-bit message id: later ones are larger, and none survives a JSON number. */
const newMessageId = (nowMs: number): string =>
  ((BigInt(nowMs) << 22n) | BigInt(Math.floor(Math.random() * 2 ** 22))).toString();

const MEDIA_OF: Record<string, { type: MediaType; contentType: string }> = {
  image: { type: 'image', contentType: 'image/png' },
  voice: { type: 'voice', contentType: 'audio/amr' },
  video: { type: 'video', contentType: 'video/mp4' },
  shortvideo: { type: 'video', contentType: 'video/mp4' },
  miniprogrampage: { type: 'thumb', contentType: 'image/png' },
};

/** The bytes an act carries: base64 in `data`, or a sample. */
function bytesOf(act: unknown, kind: string): Uint8Array {
  const data = textAt(act, 'data').replace(/^data:[^,]*,/, '');
  if (data !== '') return Buffer.from(data, 'base64');
  return kind === 'voice' ? SAMPLE_AMR : SAMPLE_PNG;
}

function store(land: Land, account: WechatAccount, act: unknown, now: number): Stored | undefined {
  const kind = textAt(act, 'kind');
  const what = MEDIA_OF[kind];
  if (!what) return { mediaId: '', thumbId: '', pictureUrl: '' };
  const bytes = bytesOf(act, kind);
  if (bytes.length > KEPT_BYTES) return undefined;
  const mediaId = land.wechat.storeMedia(
    account.id,
    what.type,
    textAt(act, 'contentType') || what.contentType,
    bytes,
    now,
  );
  const thumbId =
    what.type === 'video' ? land.wechat.storeMedia(account.id, 'thumb', 'image/png', SAMPLE_PNG, now) : mediaId;
  return { mediaId, thumbId, pictureUrl: `${land.setup.gatewayUrl}/sandbox/wechat/picture/${mediaId}` };
}

function remember(land: Land, account: WechatAccount, person: Person, act: unknown, now: number): void {
  const event = textAt(act, 'kind') === 'event' ? textAt(act, 'event') : '';
  if (event === 'subscribe' || event === 'unsubscribe') {
    land.wechat.follow(account.id, person.id, event === 'subscribe', now);
    land.wechat.say(account.id, person.id, 'system', event, {}, false, now);
  }
  if (event === 'subscribe_msg_popup_event' || event === 'subscribe_msg_change_event') {
    for (const answer of listAt(act, 'answers').filter(isRecord)) {
      const kept = event === 'subscribe_msg_popup_event' ? (answer.accept === true ? 1 : 0) : -1_000_000;
      land.wechat.grant(account.id, person.id, textAt(answer, 'templateId'), kept);
    }
  }
}

/** What weather does to one push: later ones overtake a late one, and some come twice. Pure: seed and words decide. */
export function pushWeather(seed: number, about: string): { delayMs: number; copies: number } {
  const late = roll(seed, about, 'late');
  return { delayMs: late < 0.2 ? Math.round(late * 15_000) : 0, copies: roll(seed, about, 'twice') < 0.25 ? 1 : 0 };
}

function plan(land: Land, account: WechatAccount, openid: string, push: Push, now: number): void {
  const fault = land.diary.strike('webhook.wechat');
  const { seed } = land.diary.strike('weather');
  const subject = `push ${account.id} ${openid}`;
  land.calendar.tally(subject, now);
  const about = `${subject} ${land.calendar.counted(subject, 0).times}`;
  const weather = seed === undefined ? { delayMs: 0, copies: 0 } : pushWeather(seed, about);
  const at = now + (fault.delayMs ?? 0) + (fault.reorder ? 1500 : 0) + weather.delayMs;
  land.calendar.plan('push', account.id, openid, push, at);
  const copies = (fault.duplicate ?? 0) + weather.copies;
  for (let copy = 1; copy <= copies; copy += 1) {
    land.calendar.plan('push', account.id, openid, { ...push, extra: true }, at + copy * 200);
  }
}

/** A person does something on WeChat: it is shown, opens its window, and is planned as a push to the gateway. */
export function actOnWechat(
  land: Land,
  person: Person,
  account: WechatAccount,
  act: unknown,
  now: number,
): { ok: true; messageId?: string; openid: string } | { ok: false; code: string } {
  const openid = openidOf(account.appid, person.id);
  const isSubscribe = textAt(act, 'event') === 'subscribe';
  const follows = land.wechat.followsSince(account.id, person.id) !== undefined;
  if (account.kind === 'official' && !follows && !isSubscribe) return { ok: false, code: 'not_following' };
  const stored = store(land, account, act, now);
  if (!stored) return { ok: false, code: 'too_large' };
  const made = makePush(account, openid, act, stored, now);
  if (!made) return { ok: false, code: 'bad_act' };
  const messageId = newMessageId(now);
  const tree = made.numbered ? { ...made.tree, MsgId: messageId } : made.tree;
  remember(land, account, person, act, now);
  if (made.shown) land.wechat.say(account.id, person.id, 'person', textAt(act, 'kind'), made.shown, false, now);
  const opened = made.opens && allowance(account.kind, made.opens);
  if (made.opens && opened)
    land.wechat.openWindow(account.id, person.id, made.opens, opened.most, now + opened.lastsMs);
  land.wechat.spoke(account.id, person.id, now);
  plan(land, account, openid, { person: person.id, tree }, now);
  land.diary.ring(person.id, `chat:${account.id}`);
  return { ok: true, openid, ...(made.numbered ? { messageId } : {}) };
}

/** What the chat page shows of one account. */
export function chatOf(land: Land, person: Person, account: WechatAccount, now: number): Record<string, unknown> {
  return {
    account: { id: account.id, name: account.name, kind: account.kind, menu: menuOf(account) },
    person: { id: person.id, name: person.name },
    follows: account.kind === 'mini' || land.wechat.followsSince(account.id, person.id) !== undefined,
    typing: land.wechat.typing(account.id, person.id).until > now,
    windows: land.wechat.windows(account.id, person.id).filter((each) => each.endsAt > now),
    lines: land.wechat.chat(account.id, person.id),
  };
}
