/** The line's end as it is kept on a phone: the page is filled before the network answers. */
import type { Line } from '../../shared/line.ts';
import { STREAM_VERSION } from '../../shared/protocol.ts';

/** Messages that are kept, and the most characters: WeChat keeps at most 1 MB under one key, others may keep less. */
export const KEPT_MESSAGES = 200;
const MOST = 300_000;

/** What is written down of a line. */
export function packLine(line: Line, count: number = KEPT_MESSAGES): string {
  const messages = line.messages.slice(-count);
  const kept: Line = { ...line, messages, more: line.more || messages.length < line.messages.length };
  const text = JSON.stringify({ version: STREAM_VERSION, line: kept });
  return text.length > MOST && count > 1 ? packLine(line, count >> 1) : text;
}

/** The line that was written down; null when there is none, or it is of another version or damaged. */
export function unpackLine(text: string | null): Line | null {
  if (text === null) return null;
  try {
    const { version, line } = JSON.parse(text) as { version?: number; line?: Partial<Line> };
    if (version !== STREAM_VERSION || !line) return null;
    const whole =
      typeof line.epoch === 'string' &&
      typeof line.revision === 'number' &&
      Array.isArray(line.messages) &&
      Array.isArray(line.endpoints) &&
      line.marks !== undefined &&
      line.person !== undefined;
    return whole ? (line as Line) : null;
  } catch {
    return null;
  }
}
