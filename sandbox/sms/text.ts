const BASIC = new Set(
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà',
);
const EXTENDED = new Set('^{}\\[~]|€\f');

/** How a text travels: alphabet, units and parts (3GPP 23.038). Mainland carriers count 70/67 whatever the letters. */
export function measure(
  text: string,
  mainland = false,
): { encoding: 'GSM-7' | 'UCS-2'; units: number; segments: number } {
  let septets = 0;
  for (const letter of text) {
    if (BASIC.has(letter)) septets += 1;
    else if (EXTENDED.has(letter)) septets += 2;
    else septets = Number.NaN;
  }
  const plain = !mainland && !Number.isNaN(septets);
  const units = plain ? septets : text.length;
  const [single, part] = plain ? [160, 153] : [70, 67];
  return { encoding: plain ? 'GSM-7' : 'UCS-2', units, segments: units <= single ? 1 : Math.ceil(units / part) };
}

/** Why a variable may not be sent; a carrier reads links and phone numbers in variables as fraud. */
export function variableFault(value: string): 'link' | 'phone' | undefined {
  if (/https?:\/\/|www\.|\b[a-z0-9-]+\.(?:com|cn|net|org|top|xyz|cc|io|shop|vip|link)\b/i.test(value)) return 'link';
  return /(?<!\d)(?:\+?86)?1[3-9]\d{9}(?!\d)|(?<!\d)400[- ]?\d{3}[- ]?\d{4}(?!\d)/.test(value) ? 'phone' : undefined;
}

/** Whether a verification template takes it: four to six letters and digits. */
export const isCode = (value: string): boolean => /^[0-9A-Za-z]{4,6}$/.test(value);

/** The mainland number behind the ways a provider lets it be written, as E.164; undefined when it is none. */
export function mainlandNumber(written: string): string | undefined {
  const found = /^(?:\+86|0086|86)?(1[3-9]\d{9})$/.exec(written);
  return found ? `+86${found[1]}` : undefined;
}

/** Is a reply an opt-out that the carrier itself acts upon? */
export const isOptOut = (text: string): boolean => {
  const bare = text
    .normalize('NFKC')
    .replace(/[\s\p{P}]/gu, '')
    .toUpperCase();
  return ['R', 'T', 'TD', 'N', '退订', '拒收'].includes(bare);
};

const two = (value: number): string => String(value).padStart(2, '0');

/** Beijing time as carriers write it: YYYY-MM-DD HH:mm:ss. */
export function beijing(atMs: number): string {
  const there = new Date(atMs + 8 * 3600_000);
  const day = `${there.getUTCFullYear()}-${two(there.getUTCMonth() + 1)}-${two(there.getUTCDate())}`;
  return `${day} ${two(there.getUTCHours())}:${two(there.getUTCMinutes())}:${two(there.getUTCSeconds())}`;
}
