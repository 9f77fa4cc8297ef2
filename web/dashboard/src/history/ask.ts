import type { Result } from '../../../../shared/refusal.ts';
import { sendIn } from '../staff/send.ts';
import { useHistoryWords } from './words.ts';

/** Sends a call of the history, with its words for what comes to nothing. */
export function send<Value>(call: Promise<Result<Value>>): Promise<{ value: Value } | { why: string }> {
  const { refusal, h } = useHistoryWords();
  return sendIn({ refusal, offline: () => h('offline') }, call);
}
