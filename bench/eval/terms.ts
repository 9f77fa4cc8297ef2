/** Words and character pairs for libraries that bring no Chinese of their own. */
const segmenter = new Intl.Segmenter('zh', { granularity: 'word' });

/** Words as the runtime's dictionary cuts them. */
export function wordsOf(text: string): string[] {
  const found: string[] = [];
  for (const piece of segmenter.segment(text.normalize('NFKC').toLowerCase())) {
    if (piece.isWordLike) found.push(piece.segment);
  }
  return found;
}

/** Words, and every two neighbouring Han characters. */
export function wordsAndPairsOf(text: string): string[] {
  const pairs = (text.normalize('NFKC').match(/\p{Script=Han}+/gu) ?? []).flatMap((run) => {
    const characters = [...run];
    return characters.slice(1).map((character, at) => `${characters[at] ?? ''}${character}·`);
  });
  return [...wordsOf(text), ...pairs];
}
