import type { LineFault } from '../../../../../shared/profile/audience.ts';
import type { Row } from '../../../../../shared/profile/purchase-lines.ts';
import type { Answered, Trouble } from '../ask.ts';
import type { Imported } from '../net.ts';

/** Lines sent at once: a step of the progress, and what is sent again when one was cut off. */
export const AT_ONCE = 200;

/** Lines on their way to the gateway: how many it answered for, and which it refused. */
export type Run = { rows: readonly Row[]; done: number; faults: readonly LineFault[] };

export const begun = (rows: readonly Row[]): Run => ({ rows, done: 0, faults: [] });
export const isOver = ({ rows, done }: Run): boolean => done >= rows.length;

/**
 * Sends part by part, from where the run stands. Ends when all is answered, when `seen` says to stop, or with what went wrong: the part
 * that wasn't answered is sent again by whoever goes on; a purchase counts once under its key.
 */
export async function goOn(
  run: Run,
  tell: (rows: readonly Row[]) => Promise<Answered<Imported>>,
  seen: (run: Run) => boolean,
): Promise<Trouble | null> {
  for (let now = run; !isOver(now);) {
    const part = now.rows.slice(now.done, now.done + AT_ONCE);
    const answer = await tell(part);
    if (!answer.ok) return answer.trouble;
    // The part's first line names the columns.
    const faults = answer.value.faults.flatMap(({ line, why }) => {
      const row = part[line - 2];
      return row ? [{ line: row.line, why }] : [];
    });
    now = { ...now, done: now.done + part.length, faults: [...now.faults, ...faults] };
    if (!seen(now)) return null;
  }
  return null;
}

export const byLine = (faults: readonly LineFault[]): LineFault[] =>
  [...faults].sort((one, other) => one.line - other.line);
