/** Texts as they come from outside, made fit for every screen. */
import { TEXT_LIMIT } from '../../shared/message.ts';

/** Drops control characters no screen can show and replaces halves of broken surrogate pairs. */
export function clean(text: string): string {
  return text.replace(/[\0-\b\v\f\x0e-\x1f\x7f]/gu, '').replace(/\p{Surrogate}/gu, '\u{fffd}');
}

/** Whether one message may carry the text. */
export function fits(text: string): boolean {
  return text.length <= TEXT_LIMIT;
}

/** At most `limit` UTF-16 units, never half a character; a cut is shown. */
export function clip(text: string, limit: number): string {
  if (text.length <= limit) return text;
  const head = text.slice(0, limit - 1);
  return `${isHigh(head) ? head.slice(0, -1) : head}…`;
}

function isHigh(text: string): boolean {
  const last = text.charCodeAt(text.length - 1);
  return last >= 0xd800 && last <= 0xdbff;
}

/** An http(s) address a body may carry, else undefined. */
export function webAddress(text: string): string | undefined {
  return /^https?:\/\//iu.test(text) && text.length <= 2000 ? text : undefined;
}
