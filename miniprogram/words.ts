/** What the mini-program says, Chinese first. A key without English doesn't compile. */
import { en } from './locale/en.ts';
import { zh } from './locale/zh.ts';
import { fill, words, type Language, type Values } from '../web/client/words.ts';

const table = words<keyof typeof zh>(zh, en);

/** Keys of the mini-program's words. */
export type Word = keyof (typeof table)['zh'];
/** The language everything is written in first; what a component speaks until it is told. */
export const firstLanguage: Language = 'zh';
/** Says a word in one language. */
export type Say = (key: Word, values?: Values) => string;

/** The whole table of a language, for templates. */
export function wordsIn(language: Language): Record<Word, string> {
  return table[language];
}

/** The speaker of a language. */
export function sayIn(language: Language): Say {
  return (key, values) => fill(table[language][key], values);
}
