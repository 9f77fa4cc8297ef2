import type { Result } from '../../../../shared/refusal.ts';
import { Unreachable } from '../staff/net.ts';
import { useStaff } from '../staff/staff.ts';
import { useHistoryWords } from './words.ts';

/** Sends a call; why it came to nothing comes back in words. A sign-in that ended leads to the sign-in page. */
export async function send<Value>(call: Promise<Result<Value>>): Promise<{ value: Value } | { why: string }> {
  const words = useHistoryWords();
  try {
    const answer = await call;
    if (answer.ok) return { value: answer };
    if (answer.code === 'not_signed_in') useStaff().expire();
    return { why: words.refusal(answer.code, answer.detail) };
  } catch (fault) {
    if (!(fault instanceof Unreachable)) throw fault;
    return { why: words.h('offline') };
  }
}
