const ONE_PART = 70;
const EACH_PART = 67;

const LINK =
  /https?:\/\/|www\.|[a-z0-9-]{2,}\.(?:com|cn|net|org|top|xyz|cc|io|me|co|app|shop|site|vip|link|info)(?![a-z0-9])/iu;
const PHONE =
  /(?<![\d.])(?:(?:\+?86[- ]?)?1[3-9]\d[- ]?\d{4}[- ]?\d{4}|0\d{2,3}[- ]\d{7,8}|[48]00[- ]?\d{3}[- ]?\d{4})(?!\d)/u;

/**
 * How mainland carriers count a text: whole up to 70 UTF-16 units, in parts of 67 above, a surrogate pair never parted.
 * An estimate: the signature and the template around it are the gateway's.
 */
export function segmentsOf(text: string): { units: number; parts: number } {
  if (text.length <= ONE_PART) return { units: text.length, parts: 1 };
  let parts = 1;
  let used = 0;
  for (const letter of text) {
    if (used + letter.length > EACH_PART) {
      parts += 1;
      used = 0;
    }
    used += letter.length;
  }
  return { units: text.length, parts };
}

/** What the gateway would refuse in an SMS, told before sending: template variables carry no links and no phone numbers. */
export function smsBreak(text: string): 'link' | 'phone' | null {
  const plain = text.normalize('NFKC');
  if (LINK.test(plain)) return 'link';
  return PHONE.test(plain) ? 'phone' : null;
}
