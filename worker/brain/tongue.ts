/** Other languages than the two the robot speaks: which one is written, and whether a person is asked for in it (5.2.2.2). */
import lists from './lists/people.json' with { type: 'json' };
import { latinLanguage } from './words.ts';

type Tongue = { name: string; script: RegExp; latin: boolean; whole: Set<string>; phrase: string[]; not: string[] };

const tongues: readonly Tongue[] = Object.entries(lists).flatMap(([name, list]) =>
  typeof list === 'string'
    ? []
    : [
        {
          name,
          script: new RegExp(list.script, 'u'),
          latin: list.script === '[a-z]',
          whole: new Set(list.whole),
          phrase: list.phrase,
          not: list.not,
        },
      ],
);

/** Small letters without accents and marks; other scripts keep theirs, because there they are part of the letter. */
function plainOf(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/đ/gu, 'd')
    .replace(/[\p{Script=Latin}]/gu, (letter) => letter.normalize('NFD').replace(/\p{M}+/gu, ''))
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, ' ')
    .trim();
}

/** The customer asks for a person in a language the robot doesn't speak. */
export function asksForPerson(text: string): boolean {
  if (text.length > 300) return false;
  const plain = plainOf(text);
  return tongues.some((one) => {
    if (!one.script.test(plain) || one.not.some((phrase) => has(plain, phrase, one.latin))) return false;
    return one.whole.has(plain) || one.phrase.some((phrase) => has(plain, phrase, one.latin));
  });
}

function has(plain: string, phrase: string, latin: boolean): boolean {
  return latin ? ` ${plain} `.includes(` ${phrase} `) : plain.includes(phrase);
}

const SCRIPTS: readonly (readonly [string, RegExp])[] = [
  ['ja', /[\p{Script=Hiragana}\p{Script=Katakana}]/u],
  ['ko', /\p{Script=Hangul}/u],
  ['ru', /\p{Script=Cyrillic}/u],
  ['th', /\p{Script=Thai}/u],
  ['ar', /\p{Script=Arabic}/u],
  ['hi', /\p{Script=Devanagari}/u],
  ['zh', /\p{Script=Han}/u],
];

const LATIN: readonly (readonly [string, RegExp])[] = [
  ['vi', /[ăâđêôơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]|\b(?:toi|khong|nhan vien|cho minh)\b/u],
  ['es', /[¿¡ñ]|\b(?:quiero|hola|dónde|donde|pedido|por favor|gracias|necesito|hablar|mi)\b/u],
  ['pt', /[ãõç]|\b(?:quero|olá|pedido|obrigado|obrigada|preciso|falar|meu|minha)\b/u],
  ['fr', /[œç]|\b(?:je|bonjour|voudrais|commande|merci|où|parler|mon|ma|est-ce|s il)\b/u],
  ['de', /[äöüß]|\b(?:ich|guten|bestellung|danke|bitte|möchte|nicht|mein|meine|mit)\b/u],
  ['it', /\b(?:vorrei|ciao|ordine|grazie|dove|parlare|mio|per favore|sono)\b/u],
  ['id', /\b(?:saya|pesanan|terima kasih|tolong|tidak|dengan|dimana|bicara)\b/u],
];

/** The language tag of a text, or null where it shows none; a guess, for the agent's eyes. */
export function tongueOf(text: string): string | null {
  const plain = text.normalize('NFKC').toLowerCase();
  const script = SCRIPTS.find(([, pattern]) => pattern.test(plain));
  if (script) return script[0];
  if (!/\p{Script=Latin}{2,}/u.test(plain)) return null;
  const latin = LATIN.find(([, pattern]) => (plain.match(new RegExp(pattern.source, 'gu')) ?? []).length > 1);
  if (latin) return latin[0];
  return latinLanguage(plain);
}
