import type { Result } from '../../../../shared/refusal.ts';
import { Unreachable } from '../staff/net.ts';
import { useStaff } from '../staff/staff.ts';
import { useQualityWords } from './words.ts';

/** Why a screen has nothing to show, or an act came to nothing. */
export type Trouble = { kind: 'offline' | 'stale' | 'refused'; why: string };
export type Answered<Value> = { ok: true; value: Value } | { ok: false; trouble: Trouble };

/** Sends a call; what goes wrong comes back in words. A sign-in that ended leads to the sign-in page. */
export async function send<Value>(call: Promise<Result<Value>>): Promise<Answered<Value>> {
  const words = useQualityWords();
  try {
    const answer = await call;
    if (answer.ok) return { ok: true, value: answer };
    if (answer.code === 'not_signed_in') useStaff().expire();
    if (answer.code === 'stale') return { ok: false, trouble: { kind: 'stale', why: words.q('stale') } };
    return { ok: false, trouble: { kind: 'refused', why: words.refusal(answer.code, answer.detail) } };
  } catch (fault) {
    if (!(fault instanceof Unreachable)) throw fault;
    return { ok: false, trouble: { kind: 'offline', why: words.q('offline') } };
  }
}
