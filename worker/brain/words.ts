/** What a question is made of for ranking: words and character bigrams, the same for entries and customers. */
import type { Language } from './entry.ts';

const segmenter = new Intl.Segmenter('zh', { granularity: 'word' });

/** One spelling of everything: full width to half, traditional marks of width gone, lower case. */
export function normalise(text: string): string {
  return text.normalize('NFKC').toLowerCase();
}

/** Chinese where a Han character stands, English where at least two letters in a row do; otherwise as before. */
export function languageOf(text: string, before: Language): Language {
  if (/\p{Script=Han}/u.test(text)) return 'zh';
  const letters = text.match(/[a-z]{2,}/giu) ?? [];
  // A lone code (SF, an order number) says nothing about the language.
  const words = letters.filter((word) => !new RegExp(`\\d${word}|${word}\\d`, 'u').test(text));
  return words.join('').length >= 4 || (before === 'en' && words.length > 0) ? 'en' : before;
}

/** Ways of asking the same thing, folded to one mark each; longest first. */
const SAME: readonly (readonly [RegExp, string])[] = [
  [/什么时候|啥时候|什么时间|何时|几时|多长时间|多久|要几天|几天|多少天|多会儿/gu, ' ⟨when⟩ '],
  [/在哪里|在哪儿|在哪|到哪里|到哪儿|到哪|哪里|哪儿|何处/gu, ' ⟨where⟩ '],
  [/多少钱|什么价/gu, ' ⟨price⟩ '],
];

/** Words that carry no subject; cut out before bigrams are formed, or every “怎么办” would match every other. */
const EMPTY =
  /请问|麻烦|怎么办|怎么样|怎么|怎样|如何|咋|为什么|为啥|什么|一下|可不可以|可以|能不能|是不是|有没有|要不要|需要|应该|告诉|帮忙|知道|我们|你们|他们|咱们|自己|那个|这个|那么|这么|一个|今天|明天|昨天|现在|多大|多少|你好|您好|谢谢|的话|[的了吗呢啊呀吧哦嘛么我你您他她它是请想要就那这和与也都还很把被给能会有在啦哈个帮呗]/gu;

const STOP = new Set(
  `a an the is are was were be been am do does did i my me mine we our us you your it its to of in on at for and or
  can could would will shall may might should how what please hi hello hey have has had with that this these those from
  get got if so just any there some about into than then not no t s m re ve ll don im id want need like tell know
  help help me say says as by up out out's thing one really very also too let until today tomorrow yesterday now much many`.split(
    /\s+/u,
  ),
);

/** The terms of a text, with repeats. */
export function termsOf(text: string, language: Language): string[] {
  const plain = normalise(text);
  return language === 'en' ? english(plain) : [...chinese(plain), ...english(plain)];
}

function english(plain: string): string[] {
  const words = plain.replace(/[’']/gu, "'").match(/[a-z]+(?:'[a-z]+)?|\d+/gu) ?? [];
  return words.filter((word) => !STOP.has(word.replace(/'.*$/u, ''))).map(stem);
}

/** Light: plural, -ing, -ed and a final e, so that “shipping”, “shipped” and “ships” meet. */
function stem(word: string): string {
  const bare = word.replace(/'.*$/u, '');
  if (bare.length < 4) return bare;
  const cut = bare
    .replace(/(?:ies)$/u, 'y')
    .replace(/(?:sses)$/u, 'ss')
    .replace(/(?<=....)ly$/u, '')
    .replace(/(?<=[^s])s$/u, '');
  const root = cut.length > 5 ? cut.replace(/(?:ing|ed|ment|ation)$/u, '') : cut.replace(/(?<=..)ed$/u, '');
  return root.replace(/([b-df-hj-np-tv-z])\1$/u, '$1').replace(/(?<=...)[ey]$/u, '');
}

function chinese(plain: string): string[] {
  let text = plain;
  for (const [form, mark] of SAME) text = text.replace(form, mark);
  const marks = text.match(/⟨[a-z]+⟩/gu) ?? [];
  const terms: string[] = [...marks];
  const runs =
    text
      .replace(/⟨[a-z]+⟩/gu, ' ')
      .replace(EMPTY, ' ')
      .match(/\p{Script=Han}+/gu) ?? [];
  for (const run of runs) {
    for (const piece of segmenter.segment(run)) if (piece.isWordLike) terms.push(piece.segment);
    const characters = [...run];
    for (let at = 0; at + 1 < characters.length; at += 1) terms.push(`${characters[at]}${characters[at + 1]}·`);
  }
  return terms;
}
