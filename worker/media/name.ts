/** The name a file is kept and offered under. Pure. */
import { endingOf, type Type } from './kind.ts';

const LONGEST = 120;
/** Names that some systems keep for devices. */
const DEVICES = /^(?:con|prn|aux|nul|com\d|lpt\d)$/iu;

/** A name without ways, controls, turned writing and double meaning, with an ending that fits what the file is. */
export function cleanName(given: string, type: Type): string {
  const last = given.normalize('NFC').split(/[\\/]/u).at(-1) ?? '';
  const plain = last
    // Controls, and marks that turn the direction of writing: “gpj.exe” must not read as “exe.jpg”.
    .replace(/[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}]/gu, '')
    .replace(/[<>:"|?*]/gu, '_')
    .replace(/\s+/gu, ' ')
    .replace(/^[.\s]+|[.\s]+$/gu, '');
  const ending = endingOf(plain);
  const fits = type.endings.includes(ending);
  const stem = fits ? plain.slice(0, -ending.length - 1) : plain;
  const [first = 'bin'] = type.endings;
  const kept = [...stem].slice(0, LONGEST).join('').trim();
  return `${kept === '' || DEVICES.test(kept) ? 'file' : kept}.${fits ? ending : first}`;
}

/** The name as a header carries it (RFC 6266): plain letters for old readers, the rest encoded. */
export function disposition(how: 'inline' | 'attachment', name: string): string {
  const plain = name.replace(/[^\w.-]/gu, '_');
  const encoded = encodeURIComponent(name).replace(
    /['()*]/gu,
    (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `${how}; filename="${plain}"; filename*=UTF-8''${encoded}`;
}
