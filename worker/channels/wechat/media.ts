/** WeChat's temporary media: fetched within three days, uploaded before they are sent. Source: 新增临时素材, 获取临时素材. */
import type { Body } from '../../../shared/message.ts';
import { mediaIn, MEDIA_MOST } from '../../../shared/media.ts';
import type { Result } from '../../../shared/refusal.ts';
import { textOf } from '../../lib/digest.ts';
import type { WechatAccount } from '../account.ts';
import type { MediaBytes, MediaFetched, MediaReference, Outgoing, Sent, SendTools } from '../channel.ts';
import { readJson, wordAt } from '../json.ts';
import { blamesToken, fateOf } from './errors.ts';

const TIMEOUT_MS = 30_000;
const JSON_MOST = 64 * 1024;
const MIB = 1024 * 1024;

/** What the platform takes of each, by its page: type and size; anything else goes as an address. */
const TAKES = {
  image: { mimes: ['image/png', 'image/jpeg', 'image/gif'], most: 10 * MIB },
  voice: { mimes: ['audio/amr', 'audio/mpeg'], most: 2 * MIB },
};
/** The platform's words for a file it doesn't take: an address reaches the person all the same. */
const UNTAKEN = [40004, 40005, 40006, 40009, 40010, 45001];

type Answer = { ok: true; mediaId: string } | { ok: false; errcode: number | null };

function address(account: WechatAccount, path: string, query: Record<string, string>): URL {
  const url = new URL(account.base.replace(/\/+$/u, '') + path);
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
  return url;
}

/** A call with the account's token; one the platform refuses is renewed once. `blames` reads the answer for that. */
async function withToken<Value>(
  tools: SendTools,
  call: (token: string) => Promise<Value>,
  blames: (value: Value) => boolean,
): Promise<Result<{ value: Value }>> {
  const first = await tools.token();
  if (!first.ok) return first;
  const value = await call(first.token);
  if (!blames(value)) return { ok: true, value };
  const second = await tools.token(first.token);
  return second.ok ? { ok: true, value: await call(second.token) } : second;
}

async function upload(file: MediaBytes, type: 'image' | 'voice', account: WechatAccount, tools: SendTools) {
  return withToken(
    tools,
    async (token): Promise<Answer> => {
      const form = new FormData();
      form.append('media', new File([file.bytes], file.name, { type: file.mime }));
      const url = address(account, '/cgi-bin/media/upload', { access_token: token, type });
      const response = await tools.call(new Request(url, { method: 'POST', body: form }), TIMEOUT_MS);
      const text = textOf(new Uint8Array(await response.arrayBuffer()));
      const json = text === null ? null : readJson(text);
      if (!json?.ok || !(json.value instanceof Map)) return { ok: false, errcode: null };
      const mediaId = wordAt(json.value, 'media_id');
      return mediaId === '' ? { ok: false, errcode: Number(wordAt(json.value, 'errcode')) } : { ok: true, mediaId };
    },
    (answer) => !answer.ok && answer.errcode !== null && blamesToken(answer.errcode),
  );
}

/**
 * The body as WeChat can carry it: pictures and voices of ours are uploaded and named by their media id, other files become
 * addresses with a key. Nothing has reached the person yet, so every fault of the way may be tried again.
 */
export async function reachable(
  { body }: Outgoing,
  account: WechatAccount,
  tools: SendTools,
): Promise<{ ok: true; body: Body } | { ok: false; sent: Sent }> {
  if (!('url' in body) || body.url === undefined || mediaIn(body.url) === null) return { ok: true, body };
  const linked = async (): Promise<{ ok: true; body: Body }> => ({
    ok: true,
    body: { ...body, url: await tools.shared(body.url ?? '') },
  });
  if (body.kind !== 'image' && !(body.kind === 'voice' && account.kind === 'official')) return linked();
  const file = await tools.media(body.url);
  if (!file) {
    const reason = { code: 'bad_media', detail: '图片或语音已不在了' };
    return { ok: false, sent: { ok: false, fate: 'failed', reason } };
  }
  const { mimes, most } = TAKES[body.kind];
  if (!mimes.includes(file.mime) || file.bytes.length > most) return linked();
  const again = { ok: false, fate: 'retry', afterMs: 5_000 } as const;
  try {
    const uploaded = await upload(file, body.kind, account, tools);
    if (!uploaded.ok) {
      const reason = { code: 'no_token', detail: `拿不到微信的接口凭证：${uploaded.detail}` };
      return { ok: false, sent: { ...again, reason } };
    }
    const { value } = uploaded;
    if (value.ok) return { ok: true, body: { ...body, mediaId: value.mediaId } };
    if (value.errcode !== null && UNTAKEN.includes(value.errcode)) return linked();
    if (value.errcode !== null) return { ok: false, sent: fateOf(value.errcode, tools.now) };
  } catch {
    // Falls through: the upload alone broke.
  }
  return { ok: false, sent: { ...again, reason: { code: 'no_answer', detail: '图片没有传到微信，稍后再试' } } };
}

type Got = { kind: 'file'; file: MediaBytes } | { kind: 'error'; errcode: number } | { kind: 'film'; url: string };

/** Fetches what somebody sent; a film is told as an address of its own. */
export async function fetchMedia(
  { reference, kind }: MediaReference,
  account: WechatAccount,
  tools: SendTools,
): Promise<MediaFetched> {
  const name = kind === 'image' ? '微信图片' : kind === 'voice' ? '微信语音' : '微信视频';
  try {
    const got = await withToken(
      tools,
      async (token) => {
        const url = address(account, '/cgi-bin/media/get', { access_token: token, media_id: reference });
        return read(await tools.call(new Request(url), TIMEOUT_MS, MEDIA_MOST), name);
      },
      (value) => value.kind === 'error' && blamesToken(value.errcode),
    );
    if (!got.ok) return { ok: false, lasting: false, why: got.detail };
    const { value } = got;
    if (value.kind === 'file') return { ok: true, file: value.file };
    // A code of -1 passes; an id that is unknown or too old never comes back.
    if (value.kind === 'error') return { ok: false, lasting: value.errcode !== -1, why: `微信答复 ${value.errcode}` };
    const held = await read(await tools.call(new Request(value.url), TIMEOUT_MS, MEDIA_MOST), name);
    return held.kind === 'file' ? { ok: true, file: held.file } : { ok: false, lasting: true, why: '视频取不到' };
  } catch (fault) {
    return { ok: false, lasting: false, why: fault instanceof Error ? fault.message : '网络不通' };
  }
}

/** Errors are JSON whatever the content type says; a file never begins like one of ours. */
async function read(response: Response, name: string): Promise<Got> {
  const bytes = new Uint8Array(await response.arrayBuffer());
  const mime = (response.headers.get('content-type') ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
  const text = bytes.length < JSON_MOST && bytes[0] === 0x7b ? textOf(bytes) : null;
  const json = text === null ? null : readJson(text);
  if (json?.ok && json.value instanceof Map) {
    const film = wordAt(json.value, 'video_url');
    if (/^https?:\/\//u.test(film)) return { kind: 'film', url: film };
    return { kind: 'error', errcode: Number(wordAt(json.value, 'errcode')) };
  }
  if (!response.ok) throw new Error(`HTTP ${response.status}`);
  return { kind: 'file', file: { name, mime, bytes } };
}
