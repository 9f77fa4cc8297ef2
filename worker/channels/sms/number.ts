/** Phone numbers as E.164, the one spelling used inside. */

/** The E.164 number behind the ways it is written; null when it is none. `country` completes national numbers ('86'). */
export function e164(written: string, country?: string): string | null {
  if (written.length > 64) return null;
  const bare = written.normalize('NFKC').replace(/[\s().-]/gu, '');
  const international = /^(?:\+|00)(\d+)$/u.exec(bare)?.[1];
  if (international !== undefined) return checked(international);
  if (!/^\d+$/u.test(bare)) return null;
  if (country === undefined) return null;
  if (country === '86') {
    if (/^1[3-9]\d{9}$/u.test(bare)) return checked(`86${bare}`);
    return bare.startsWith('86') ? checked(bare) : null;
  }
  return checked(bare.startsWith(country) ? bare : country + bare.replace(/^0/u, ''));
}

function checked(digits: string): string | null {
  // Mainland mobile numbers have exactly eleven digits; elsewhere E.164 allows 7 to 15.
  if (digits.startsWith('86')) return /^861[3-9]\d{9}$/u.test(digits) ? `+${digits}` : null;
  return /^[1-9]\d{6,14}$/u.test(digits) ? `+${digits}` : null;
}

/** Whether a number belongs to the mainland. */
export function isMainland(number: string): boolean {
  return number.startsWith('+86');
}
