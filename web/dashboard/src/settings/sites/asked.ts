import type { AskedKind } from '../../../../../shared/asking-rules.ts';
import { siteWords } from '../locale/sites.ts';

/** What a new question is called before it is renamed, in both languages. */
export const askedWords = (kind: AskedKind): { zh: string; en: string } => ({
  zh: siteWords.zh[`asked.${kind}`],
  en: siteWords.en[`asked.${kind}`],
});
