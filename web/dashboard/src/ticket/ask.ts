import { shallowRef } from 'vue';
import type { Result } from '../../../../shared/refusal.ts';
import { Unreachable } from '../staff/net.ts';
import { useStaff } from '../staff/staff.ts';
import { say } from '../ui/toast.ts';
import { useTicketWords } from './words.ts';

/** Why a screen has nothing to show, or a call came to nothing. */
export type Trouble = { kind: 'offline' | 'missing' | 'stale' | 'refused'; why: string };
export type Answered<Value> = { ok: true; value: Value } | { ok: false; trouble: Trouble };

/** Details that name what is wrong, in the words of the form. */
const telling = new Set(['missing_fields', 'bad_request']);

/** Sends a call; what goes wrong comes back in words. A sign-in that ended leads to the sign-in page. */
export async function send<Value>(call: Promise<Result<Value>>): Promise<Answered<Value>> {
  const words = useTicketWords();
  try {
    const answer = await call;
    if (answer.ok) return { ok: true, value: answer };
    if (answer.code === 'not_signed_in') useStaff().expire();
    const kind = answer.code === 'not_found' ? 'missing' : answer.code === 'stale' ? 'stale' : 'refused';
    const said = words.refusal(answer.code, answer.detail);
    const why = telling.has(answer.code) && answer.detail !== '' ? `${said}：${answer.detail}` : said;
    return { ok: false, trouble: { kind, why } };
  } catch (fault) {
    if (!(fault instanceof Unreachable)) throw fault;
    return { ok: false, trouble: { kind: 'offline', why: words.k('state.offline') } };
  }
}

/** Sends a call; says what went wrong and answers null. */
export async function sendOrSay<Value>(call: Promise<Result<Value>>): Promise<Value | null> {
  const answer = await send(call);
  if (answer.ok) return answer.value;
  say(answer.trouble.why, 'bad');
  return null;
}

/** Something the gateway keeps and several screens read: asked for once, and again when wanted. */
export function shelf<Value>(call: () => Promise<Result<Value>>) {
  const value = shallowRef<Value | null>(null);
  let flight: Promise<void> | null = null;
  async function load(): Promise<void> {
    const answer = await send(call());
    if (answer.ok) value.value = answer.value;
    flight = null;
  }
  return {
    value,
    ensure: () => (value.value ? Promise.resolve() : (flight ??= load())),
    again: () => (flight ??= load()),
  };
}
