import type { WechatAccount } from '../config.ts';
import type { Fault } from '../world/diary.ts';
import { isRecord } from '../world/json.ts';
import { answerBy, type Land } from '../world/land.ts';
import { APIS, codeToSession, issueToken, type Outcome } from './api.ts';
import { wechatError } from './errors.ts';
import { isMediaType, judgeUpload } from './media.ts';
import { readPosted } from './send.ts';
import { judgeToken } from './tokens.ts';

const PLACES: Record<string, string> = {
  'cgi-bin/token': 'wechat.token',
  'cgi-bin/stable_token': 'wechat.token',
  'sns/jscode2session': 'wechat.login',
  'cgi-bin/media/upload': 'wechat.media',
  'cgi-bin/media/get': 'wechat.media',
};

function rendered(outcome: Outcome): Record<string, unknown> {
  if (typeof outcome === 'number') return wechatError(outcome);
  if (typeof outcome.errcode === 'number' && typeof outcome.more === 'string')
    return wechatError(outcome.errcode, outcome.more);
  return outcome;
}

function accountOf(land: Land, query: URLSearchParams, now: number): WechatAccount | number {
  const value = query.get('access_token') ?? '';
  const found = value === '' ? undefined : land.wechat.token(value);
  const errcode = judgeToken(value, found?.token, now);
  if (errcode !== 0) return errcode;
  return (found && land.wechatByAppid(found.appid)) ?? 40013;
}

async function upload(
  land: Land,
  account: WechatAccount,
  query: URLSearchParams,
  request: Request,
  now: number,
): Promise<Outcome> {
  const type = query.get('type') ?? '';
  const form = await request.formData().catch(() => undefined);
  const part = form?.get('media') ?? undefined;
  const file = part instanceof File ? part : undefined;
  const errcode = judgeUpload(type, file);
  if (errcode !== 0 || !file || !isMediaType(type)) return errcode || 41005;
  const mediaId = land.wechat.storeMedia(account.id, type, file.type, new Uint8Array(await file.arrayBuffer()), now);
  return {
    type,
    [type === 'thumb' ? 'thumb_media_id' : 'media_id']: mediaId,
    media_id: mediaId,
    created_at: Math.floor(now / 1000),
  };
}

function download(land: Land, account: WechatAccount, query: URLSearchParams, now: number): Outcome | Response {
  const found = land.wechat.media(query.get('media_id') ?? '', now);
  if (!found || found.account !== account.id) return 40007;
  const ending = found.contentType.split('/')[1] ?? 'bin';
  return new Response(found.bytes, {
    headers: { 'content-type': found.contentType, 'content-disposition': `attachment; filename="media.${ending}"` },
  });
}

async function decide(
  land: Land,
  path: string,
  request: Request,
  query: URLSearchParams,
  now: number,
  note: (body: unknown) => void,
): Promise<Outcome | Response | undefined> {
  const api = APIS[path];
  if (!api && !PLACES[path]) return undefined;
  const posted = request.method === 'POST';
  if (path === 'cgi-bin/token') return issueToken(land, 'plain', query, now);
  if (path === 'sns/jscode2session') return codeToSession(land, query, now);
  const getOnly = api?.get === true || path === 'cgi-bin/media/get';
  if (!posted && !getOnly) return 43002;
  if (path === 'cgi-bin/stable_token') {
    const read = readPosted(new Uint8Array(await request.arrayBuffer()));
    return read.ok ? land.together(() => issueToken(land, 'stable', read.value, now)) : read.errcode;
  }
  const account = accountOf(land, query, now);
  if (typeof account === 'number') return account;
  if (path === 'cgi-bin/media/upload') return upload(land, account, query, request, now);
  if (path === 'cgi-bin/media/get') return download(land, account, query, now);
  if (!api) return undefined;
  if (getOnly) return api.answer({ land, account, query, body: {}, now });
  const read = readPosted(new Uint8Array(await request.arrayBuffer()));
  if (!read.ok) return read.errcode;
  note(read.value);
  return land.together(() => api.answer({ land, account, query, body: read.value, now }));
}

function preempted(fault: Fault): Response | undefined {
  if (fault.status !== undefined) return new Response('simulated outage', { status: fault.status });
  return fault.errcode === undefined ? undefined : Response.json(wechatError(fault.errcode, fault.message));
}

/** WeChat's server: one path, one answer, HTTP 200 even for errors; every call is written in the log. */
export async function serveWechat(land: Land, path: string, request: Request, now: number): Promise<Response> {
  const query = new URL(request.url).searchParams;
  const place = APIS[path]?.place ?? PLACES[path] ?? 'wechat.unknown';
  const line: Record<string, unknown> = { direction: 'in', path };
  const fault = land.diary.strike(place);
  const early = preempted(fault);
  if (early) {
    land.diary.note(
      place,
      { ...line, fault: true, answer: early.status === 200 ? await early.clone().json() : early.status },
      now,
    );
    return early;
  }
  if (land.refusesCaller('wechat')) {
    land.diary.note(place, { ...line, answer: { errcode: 40164 } }, now);
    return Response.json(wechatError(40164));
  }
  const outcome = await decide(land, path, request, query, now, (body) => (line.body = body));
  if (outcome === undefined) return new Response('no such API', { status: 404 });
  if (outcome instanceof Response) {
    land.diary.note(place, { ...line, answer: 'binary' }, now);
    return answerBy(fault, outcome);
  }
  const answer = rendered(outcome);
  const secretless = Object.fromEntries(
    Object.entries(answer).filter(([key]) => !['access_token', 'session_key'].includes(key)),
  );
  land.diary.note(place, { ...line, answer: isRecord(answer) ? secretless : answer }, now);
  return answerBy(fault, Response.json(answer));
}
