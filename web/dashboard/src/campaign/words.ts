import { speaker } from '../../../client/words.ts';
import { useDeskWords } from '../desk/words.ts';
import { campaignWords } from './locale/words.ts';
import { campaignEditWords } from './locale/edit-words.ts';

type Key = keyof (typeof campaignWords)['zh'] | keyof (typeof campaignEditWords)['zh'];
const pages: Record<'zh' | 'en', Record<Key, string>> = {
  zh: { ...campaignWords.zh, ...campaignEditWords.zh },
  en: { ...campaignWords.en, ...campaignEditWords.en },
};
const shared = useDeskWords();
const c = speaker<Key>(pages, () => shared.language.value);
/** 1,204 */
const number = (n: number): string => n.toLocaleString('en');
/** 12.3% */
const percent = (share: number): string => `${Math.round(share * 1000) / 10}%`;
/** Fen as yuan. */
const yuan = (fen: number): string => c('yuan', { n: (fen / 100).toLocaleString('en', { minimumFractionDigits: 2 }) });
/** The name of a version, by its place: A, B, … */
const version = (at: number): string => c('version', { n: String.fromCharCode(65 + at) });
const words = { ...shared, c, number, percent, yuan, version };

/** The desk's words, and by `c` those of the campaigns. */
export function useCampaignWords(): typeof words {
  return words;
}
