/** Asking a platform that answers in JSON, and what a message's fate is when it doesn't. */
import { textOf } from '../lib/digest.ts';
import type { Call, Sent } from './channel.ts';
import { faultOf, type Fault } from './fault.ts';
import { readJson, type JsonMap } from './json.ts';

export const TIMEOUT_MS = 8_000;

export type NoAnswer = { ok: false; fate: Fault; why: string };

/** The answered object whatever the HTTP status, or what is known of the call's fate. */
export async function askJson(
  call: Call,
  request: Request,
): Promise<{ ok: true; status: number; answer: JsonMap } | NoAnswer> {
  try {
    const response = await call(request, TIMEOUT_MS);
    const text = textOf(new Uint8Array(await response.arrayBuffer()));
    const json = text === null ? null : readJson(text);
    if (json?.ok && json.value instanceof Map) return { ok: true, status: response.status, answer: json.value };
    // A gateway in between spoke: the platform may have seen the call, or not.
    return { ok: false, fate: 'unknown', why: `HTTP ${response.status}` };
  } catch (fault) {
    return { ok: false, fate: faultOf(fault), why: '网络不通' };
  }
}

/** The fate of a message whose call brought no answer: repeated only if it certainly never left. */
export function unanswered(none: NoAnswer, platform: string): Exclude<Sent, { ok: true }> {
  const detail = `没有得到${platform}的答复（${none.why}）`;
  return none.fate === 'never_left'
    ? { ok: false, fate: 'retry', reason: { code: 'no_answer', detail }, afterMs: 5_000 }
    : { ok: false, fate: 'unknown', reason: { code: 'no_answer', detail: `${detail}，可能已经发出` } };
}
