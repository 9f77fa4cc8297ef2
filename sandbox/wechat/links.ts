import { isRecord, recordAt, textAt } from '../world/json.ts';
import { randomHex } from '../world/digest.ts';

const QUERY = /^[\w!#$&'()*+,/:;=?@\-.~%]*$/;

/** Checks and makes a URL Link into a mini-program. Source: api_generateurllink. */
export function makeUrlLink(
  body: Record<string, unknown>,
  nowMs: number,
): { ok: true; link: string } | { ok: false; errcode: number } {
  const path = textAt(body, 'path');
  if (path.startsWith('/') || path.includes('?') || path.length > 1024) return { ok: false, errcode: 40165 };
  const query = textAt(body, 'query');
  if (query.length > 1024 || !QUERY.test(query)) return { ok: false, errcode: 40212 };
  if (body.expire_type !== undefined && body.expire_type !== 0 && body.expire_type !== 1)
    return { ok: false, errcode: 85401 };
  if (body.expire_type === 1) {
    const days = body.expire_interval;
    if (typeof days !== 'number' || days < 1 || days > 30) return { ok: false, errcode: 85401 };
  } else if (body.expire_time !== undefined || body.expire_type === 0) {
    const endMs = typeof body.expire_time === 'number' ? body.expire_time * 1000 : 0;
    if (endMs < nowMs + 60_000 || endMs > nowMs + 30 * 86_400_000) return { ok: false, errcode: 85401 };
  }
  return { ok: true, link: `https://wxaurl.cn/${randomHex(6)}` };
}

/** A subscription message once its form is right. */
export interface SubscriptionLetter {
  touser: string;
  templateId: string;
  page: string;
  values: Record<string, string>;
}

/** Reads the form of a subscription message; values are judged apart. Source: api_sendmessage. */
export function readSubscription(body: Record<string, unknown>): SubscriptionLetter | undefined {
  const values: Record<string, string> = {};
  for (const [key, value] of Object.entries(recordAt(body, 'data'))) {
    const inner = isRecord(value) ? value.value : undefined;
    if (typeof inner !== 'string' && typeof inner !== 'number') return undefined;
    values[key] = String(inner);
  }
  return {
    touser: textAt(body, 'touser'),
    templateId: textAt(body, 'template_id'),
    page: textAt(body, 'page'),
    values,
  };
}
