import type { Result } from '../../../../shared/refusal.ts';
import { Unreachable } from '../staff/net.ts';
import { useStaff } from '../staff/staff.ts';
import { say } from '../ui/toast.ts';
import { useSettingsWords } from './words.ts';

/** Why a page has nothing to show, or a call came to nothing. */
export type Trouble = { kind: 'offline' | 'forbidden' | 'missing' | 'stale' | 'refused'; why: string };
export type Answered<Value> = { ok: true; value: Value } | { ok: false; trouble: Trouble };

/** Sends a call; what goes wrong comes back in words. A sign-in that ended leads to the sign-in page. */
export async function send<Value>(call: Promise<Result<Value>>): Promise<Answered<Value>> {
  const words = useSettingsWords();
  try {
    const answer = await call;
    if (answer.ok) return { ok: true, value: answer };
    if (answer.code === 'not_signed_in') useStaff().expire();
    return { ok: false, trouble: { kind: kindOf(answer.code), why: words.refusal(answer.code, answer.detail) } };
  } catch (fault) {
    if (!(fault instanceof Unreachable)) throw fault;
    return { ok: false, trouble: { kind: 'offline', why: words.s('offline') } };
  }
}

/** Sends a call; says what went wrong and answers null. */
export async function sendOrSay<Value>(call: Promise<Result<Value>>): Promise<Value | null> {
  const answer = await send(call);
  if (answer.ok) return answer.value;
  say(answer.trouble.why, 'bad');
  return null;
}

function kindOf(code: string): Trouble['kind'] {
  if (code === 'not_allowed') return 'forbidden';
  if (code === 'not_found') return 'missing';
  return code === 'stale' ? 'stale' : 'refused';
}
