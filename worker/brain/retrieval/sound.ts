/** How characters sound: toneless syllables, with the pairs that input methods and dialects mix up folded together. */
import bySyllable from './syllables.json' with { type: 'json' };

const FIRST = 0x4e00;
const LAST = 0x9fff;

/** zh/z, ch/c, sh/s and -ing/-in, -eng/-en are the usual slips of the tongue and of the keyboard. */
function folded(syllable: string): string {
  return syllable.replace(/^([zcs])h/u, '$1').replace(/([ie])ng$/u, '$1n');
}

const written = Object.entries(bySyllable);
const numbers = new Map<string, number>();
for (const [syllable] of written) {
  const sound = folded(syllable);
  if (!numbers.has(sound)) numbers.set(sound, numbers.size + 1);
}
const soundOf = new Uint16Array(LAST - FIRST + 1);
for (const [syllable, characters] of written) {
  const sound = numbers.get(folded(syllable)) ?? 0;
  for (const character of characters) {
    const code = character.charCodeAt(0);
    if (character.length === 1 && code >= FIRST && code <= LAST) soundOf[code - FIRST] = sound;
  }
}

let spellings: Map<string, string> | null = null;

/** How words are typed: whole syllables, then their first letters (“稍等” → “shaodeng sd”). Letters and digits stay as they are. */
export function typed(words: string): string {
  spellings ??= new Map(written.flatMap(([syllable, characters]) => [...characters].map((one) => [one, syllable])));
  const known = spellings;
  const parts = [...words.normalize('NFKC').toLowerCase()]
    .filter((one) => /[\p{L}\p{N}]/u.test(one))
    .map((one) => known.get(one) ?? one);
  return `${parts.join('')} ${parts.map((part) => part.slice(0, 1)).join('')}`;
}

/** The number of a character's sound; 0 when it has none we know. */
export function sound(code: number): number {
  return code >= FIRST && code <= LAST ? (soundOf[code - FIRST] ?? 0) : 0;
}

/** The sounds of pinyin typed in letters (“tuikuan”), or nothing when the word is not wholly pinyin. */
export function soundsOf(word: string): number[] {
  if (word.length < 2 || word.length > 36) return [];
  // Fewest syllables win: “xian” is one.
  const best: (number[] | undefined)[] = [[]];
  for (let end = 1; end <= word.length; end += 1) {
    for (let from = Math.max(0, end - 6); from < end; from += 1) {
      const before = best[from];
      const syllable = word.slice(from, end);
      if (!before || !Object.hasOwn(bySyllable, syllable)) continue;
      const now = best[end];
      if (!now || before.length + 1 < now.length) best[end] = [...before, numbers.get(folded(syllable)) ?? 0];
    }
  }
  return best[word.length] ?? [];
}
