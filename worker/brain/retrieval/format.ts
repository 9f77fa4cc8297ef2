/** Names what a packed index was made by: of another name it can't be read, or would be read wrongly. */
import framesEnglish from './lexicon/frames.en.json' with { type: 'json' };
import framesChinese from './lexicon/frames.zh.json' with { type: 'json' };
import sameEnglish from './lexicon/same.en.json' with { type: 'json' };
import sameChinese from './lexicon/same.zh.json' with { type: 'json' };
import meaning from './meaning.json' with { type: 'json' };
import { VERSION } from './pack.ts';
import syllables from './syllables.json' with { type: 'json' };

let name: string | null = null;

/** The layout's version, and a digest of the shipped lexicons and word vectors: terms are numbered and questions placed by them. */
export function indexFormat(): string {
  name ??= `${VERSION}.${digest(JSON.stringify([sameChinese, sameEnglish, framesChinese, framesEnglish, syllables, meaning.digest]))}`;
  return name;
}

/** FNV-1a over code units: tells lexicons apart, proves nothing. */
function digest(text: string): string {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193) >>> 0;
  return hash.toString(36);
}
