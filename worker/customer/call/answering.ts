/** The answer to a moment of a call: as soon as its words are there, or when the caller has waited long enough. */
import type { CallAnswer } from '../../../shared/call.ts';
import type { Refusal } from '../../../shared/refusal.ts';

/** So long a call's question waits for words that are on their way, before the caller is told to wait. Twilio itself waits 15 s. */
const CALL_PATIENCE_MS = 4_000;

/** `look` answers null while something is on its way, unless it is forced; `change` waits for the next change, no longer than so many ms. */
export async function answerWhenReady(
  duplicate: boolean,
  look: (forced: boolean) => CallAnswer | Refusal | null,
  change: (leftMs: number) => Promise<void>,
): Promise<{ ok: true; duplicate: boolean; answer: CallAnswer } | Refusal> {
  const until = Date.now() + CALL_PATIENCE_MS;
  for (;;) {
    const left = until - Date.now();
    const answer = look(left <= 0);
    if (answer) return 'code' in answer ? answer : { ok: true, duplicate, answer };
    await change(left);
  }
}
