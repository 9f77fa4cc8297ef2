/** How much of one text another carries: grams of substance, numbers, and texts without blanks and marks. */

const EMPTY = /[的了吗呢啊呀吧哦嘛么我你您他她它是请就和与也都把被给会有在啦可以]/gu;
const STOP = new Set(
  'a an the is are was were be been do does did i my me we our us you your it its to of in on at for and or can could would will please with that this these those from if so then also by as up have has'.split(
    ' ',
  ),
);

/** One spelling, without blanks and marks. */
export function squeezed(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{Letter}\p{Number}]/gu, '');
}

/** Pairs of Han characters and English words, without those that carry nothing. */
export function grams(text: string): Set<string> {
  const plain = text.normalize('NFKC').toLowerCase();
  const found = new Set<string>();
  for (const run of plain.replace(EMPTY, ' ').match(/\p{Script=Han}+/gu) ?? []) {
    const letters = [...run];
    if (letters.length === 1) found.add(run);
    for (let at = 0; at + 1 < letters.length; at += 1) found.add(`${letters[at]}${letters[at + 1]}`);
  }
  for (const word of plain.match(/[a-z][a-z'-]*/gu) ?? [])
    if (!STOP.has(word)) found.add(word.replace(/(?:ing|ed|es|s)$/u, ''));
  return found;
}

const HAN_NUMBER =
  /[零〇一二两三四五六七八九十百千万亿]{2,}|[零〇二两三四五六七八九十百千万亿](?=[天日月年个小时分钟次元块折倍件单岁周])/gu;

/** Every number in figures or in Han, as it stands; commas inside figures are dropped. */
export function numbersIn(text: string): string[] {
  const plain = text.normalize('NFKC').replace(/(?<=\d),(?=\d{3})/gu, '');
  return [...(plain.match(/\d+(?:\.\d+)?/gu) ?? []), ...(plain.match(HAN_NUMBER) ?? [])];
}
