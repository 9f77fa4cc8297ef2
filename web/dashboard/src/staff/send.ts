import type { Result } from '../../../../shared/refusal.ts';
import { Unreachable } from './net.ts';
import { useStaff } from './staff.ts';

/** A page's own words for what comes to nothing. */
export type TroubleWords = { refusal(code: string, detail: string): string; offline(): string };

/** Sends a call; why it came to nothing comes back in words. A sign-in that ended leads to the sign-in page. */
export async function sendIn<Value>(
  words: TroubleWords,
  call: Promise<Result<Value>>,
): Promise<{ value: Value } | { why: string }> {
  try {
    const answer = await call;
    if (answer.ok) return { value: answer };
    if (answer.code === 'not_signed_in') useStaff().expire();
    return { why: words.refusal(answer.code, answer.detail) };
  } catch (fault) {
    if (!(fault instanceof Unreachable)) throw fault;
    return { why: words.offline() };
  }
}
