/** Writes worker/brain/retrieval/syllables.json: the toneless syllable of every common character, from pinyin-pro (MIT). */
import { writeFileSync } from 'node:fs';
import { pinyin } from 'pinyin-pro';

/** All characters of a double-byte character set. */
function charactersOf(encoding: string, first: number, last: number): string[] {
  const decoder = new TextDecoder(encoding);
  const found: string[] = [];
  for (let high = first; high <= last; high += 1) {
    for (let low = 0x40; low <= 0xfe; low += 1) {
      const text = decoder.decode(Uint8Array.of(high, low));
      if (/^\p{Script=Han}$/u.test(text)) found.push(text);
    }
  }
  return found;
}

// GB 2312 holds today's simplified characters, Big5's first level the traditional ones people still type.
const characters = new Set([...charactersOf('gb2312', 0xb0, 0xf7), ...charactersOf('big5', 0xa4, 0xc6)]);
const bySyllable = new Map<string, string>();
for (const character of characters) {
  const syllable = pinyin(character, { toneType: 'none', type: 'array', v: true })[0] ?? '';
  if (!/^[a-z]+$/u.test(syllable)) continue;
  bySyllable.set(syllable, (bySyllable.get(syllable) ?? '') + character);
}
const sorted = [...bySyllable].sort(([left], [right]) => (left < right ? -1 : 1));
writeFileSync(
  new URL('../worker/brain/retrieval/syllables.json', import.meta.url),
  `${JSON.stringify(Object.fromEntries(sorted), null, 1)}\n`,
);
process.stdout.write(`${sorted.length} syllables, ${characters.size} characters\n`);
