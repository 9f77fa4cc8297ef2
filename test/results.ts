/** Reads results in tests: a value that must be there, or the code of a refusal. */
import type { RefusalCode, Result } from '../shared/refusal.ts';

/** The value of a result that must have gone well. */
export function must<Value>(result: Result<Value>): Value & { ok: true } {
  if (!result.ok) throw new Error(`refused with ${result.code}: ${result.detail}`);
  return result;
}

/** The code of a refusal, or null when it went well. */
export function refusalOf(result: Result<unknown>): RefusalCode | null {
  return result.ok ? null : result.code;
}
