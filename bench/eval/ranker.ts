/** What is measured: something that learns entries and ranks them for a question. */
import { buildIndex, decide, match, type Document } from '../../worker/brain/retrieval/retrieval.ts';
import type { Language } from '../../shared/knowledge.ts';

/** Best first; `answered` is null where the ranker itself has no word on whether to answer. */
export type Answered = { ids: string[]; score: number; answered: boolean | null };
export type Ask = (question: string) => Answered | Promise<Answered>;

/** A system under measurement, set up anew for every base. */
export type Ranker = {
  name: string;
  learn(documents: readonly Document[], language: Language): Ask | Promise<Ask>;
};

/** The product as it ships: its ranking, and its own decision whether to answer. */
export const product: Ranker = {
  name: 'yixian',
  learn(documents, language) {
    const index = buildIndex(documents, { language });
    return (question) => {
      const matches = match(index, question, { limit: 10 });
      return {
        ids: matches.map((one) => one.id),
        score: matches[0]?.confidence ?? 0,
        answered: decide(matches).outcome === 'answer',
      };
    };
  },
};
