/** Which sieve a type passes through. */
import { jpegSieve } from './jpeg.ts';
import { holdsText, type Type } from './kind.ts';
import { gifSize, pngSieve, webpSieve } from './picture.ts';
import type { Found, Sieve } from './sieve.ts';
import { amrSieve, wavSeconds } from './sound.ts';

/** The sieve for a type; `head` are its first bytes, which pass through it all the same. */
export function sieveFor(type: Type, head: Uint8Array): Sieve {
  switch (type.mime) {
    case 'image/jpeg':
      return jpegSieve();
    case 'image/png':
      return pngSieve(head);
    case 'image/webp':
      return webpSieve(head);
    case 'image/gif':
      return plain(() => gifSize(head));
    case 'audio/amr':
      return amrSieve();
    case 'audio/wav':
      return plain((size) => wavSeconds(head, size));
    default:
      return type.text ? textSieve() : plain(() => ({}));
  }
}

function plain(found: (size: number) => Found | null): Sieve {
  let size = 0;
  return {
    pass(bytes) {
      size += bytes.length;
      return [bytes];
    },
    end: () => found(size),
  };
}

function textSieve(): Sieve {
  return { pass: (bytes) => (holdsText(bytes) ? [bytes] : null), end: () => ({}) };
}
