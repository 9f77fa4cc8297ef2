/** The other side of a call, as a number people can be called at; null where it is withheld. */
import { e164 } from '../sms/number.ts';

/** What carriers send for a withheld number, spelled on the keys: ANONYMOUS, RESTRICTED, BLOCKED, UNAVAILABLE, UNKNOWN. */
const WITHHELD = new Set(['+266696687', '+7378742833', '+2562533', '+86282452253', '+8656696']);

/** E.164 of a mobile or a land line; written as call centres write numbers, with or without 0 and country. */
export function callerNumber(written: string, country?: string): string | null {
  const mobile = e164(written, country);
  if (mobile !== null) return WITHHELD.has(mobile) ? null : mobile;
  if (written.length > 64) return null;
  const bare = written.normalize('NFKC').replace(/[\s().-]/gu, '');
  if (WITHHELD.has(bare)) return null;
  const landline = /^(?:\+86|0086)0?([1-9]\d{8,11})$/u.exec(bare)?.[1];
  if (landline !== undefined) return `+86${landline}`;
  const national = country === '86' ? /^0([1-9]\d{8,10})$/u.exec(bare)?.[1] : undefined;
  return national === undefined ? null : `+86${national}`;
}
