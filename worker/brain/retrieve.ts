/** Ranks entries by BM25 over words and character bigrams. */

/** An inverted index of one language. */
export type Index = {
  ids: readonly string[];
  lengths: readonly number[];
  meanLength: number;
  postings: ReadonlyMap<string, readonly { document: number; count: number }[]>;
};
