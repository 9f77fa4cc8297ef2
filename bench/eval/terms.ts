/** Terms for libraries that index whatever they are given: the strongest plain choice for each language, measured on the dev parts. */
import lunr from 'lunr';
import type { Language } from '../../shared/knowledge.ts';

const segmenter = new Intl.Segmenter('zh', { granularity: 'word' });

function words(text: string): string[] {
  const found: string[] = [];
  for (const piece of segmenter.segment(text)) if (piece.isWordLike) found.push(piece.segment);
  return found;
}

/** Words and neighbouring Han characters in pairs; in English stems without stop words. */
export function termsOf(text: string, language: Language): string[] {
  const plain = text.normalize('NFKC').toLowerCase();
  if (language === 'en') {
    return words(plain).flatMap((word) => {
      const token = new lunr.Token(word, {});
      return lunr.stopWordFilter(token) ? [lunr.stemmer(token).toString()] : [];
    });
  }
  const pairs = (plain.match(/\p{Script=Han}+/gu) ?? []).flatMap((run) => {
    const characters = [...run];
    return characters.slice(1).map((character, at) => `${characters[at] ?? ''}${character}·`);
  });
  return [...words(plain), ...pairs];
}
