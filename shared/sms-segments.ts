/** How a text travels as SMS: alphabet, units, parts. Source: 3GPP TS 23.038/23.040; mainland carriers count 70/67 whatever the letters. */

export type Segments = { encoding: 'GSM-7' | 'UCS-2'; units: number; segments: number };

const BASIC = new Set(
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà',
);
/** Written as an escape and a letter: two units that may not be parted. */
const ESCAPED = new Set('^{}\\[~]|€\f');

/** The measure of a text as it would be billed. */
export function segments(text: string, mainland: boolean): Segments {
  const sizes = mainland ? null : septets(text);
  if (sizes) return { encoding: 'GSM-7', ...packed(sizes, 160, 153) };
  const units = Array.from(text, (letter) => letter.length);
  return { encoding: 'UCS-2', ...packed(units, 70, 67) };
}

function septets(text: string): number[] | null {
  const sizes: number[] = [];
  for (const letter of text) {
    if (BASIC.has(letter)) sizes.push(1);
    else if (ESCAPED.has(letter)) sizes.push(2);
    else return null;
  }
  return sizes;
}

/** Fills parts letter by letter: a surrogate pair or an escape pair moves on whole. */
function packed(sizes: number[], single: number, part: number): { units: number; segments: number } {
  const units = sizes.reduce((sum, size) => sum + size, 0);
  if (units <= single) return { units, segments: 1 };
  let count = 1;
  let used = 0;
  for (const size of sizes) {
    if (used + size > part) {
      count += 1;
      used = 0;
    }
    used += size;
  }
  return { units, segments: count };
}
