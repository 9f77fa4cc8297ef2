import { spanOf, type PartOfDay } from '../../../../shared/campaign/hours.ts';
import { speaker } from '../../../client/words.ts';
import { useDeskWords } from '../desk/words.ts';
import { campaignWords } from './locale/words.ts';
import { campaignEditWords } from './locale/edit-words.ts';
import { campaignHoursWords } from './locale/hours-words.ts';

type Key =
  keyof (typeof campaignWords)['zh'] | keyof (typeof campaignEditWords)['zh'] | keyof (typeof campaignHoursWords)['zh'];
const pages: Record<'zh' | 'en', Record<Key, string>> = {
  zh: { ...campaignWords.zh, ...campaignEditWords.zh, ...campaignHoursWords.zh },
  en: { ...campaignWords.en, ...campaignEditWords.en, ...campaignHoursWords.en },
};
const shared = useDeskWords();
const c = speaker<Key>(pages, () => shared.language.value);
/** 1,204 */
const number = (n: number): string => n.toLocaleString('en');
/** 12.3% */
const percent = (share: number): string => `${Math.round(share * 1000) / 10}%`;
/** Fen as yuan. */
const yuan = (fen: number): string => c('yuan', { n: (fen / 100).toLocaleString('en', { minimumFractionDigits: 2 }) });
/** A moment by China's clock, in whose day offers leave: 11-28 08:00. */
const china = (at: number): string => new Date(at + 8 * 3_600_000).toISOString().slice(5, 16).replace('T', ' ');
/** The name of a version, by its place: A, B, … */
const version = (at: number): string => c('version', { n: String.fromCharCode(65 + at) });
/** A part of the day and the hours of it in which offers leave: 晚上 18–20 点; null: it isn't clear. */
const part = (of: PartOfDay | null): string => (of === null ? c('partUnknown') : c(`part.${of}`, spanOf(of)));
const words = { ...shared, c, number, percent, yuan, china, version, part };

/** The desk's words, and by `c` those of the campaigns. */
export function useCampaignWords(): typeof words {
  return words;
}
