/** Published libraries on the same task, one document per entry, each set up for Chinese as well as it can be. */
import { create, insert, search } from '@orama/orama';
import { createTokenizer } from '@orama/tokenizers/mandarin';
import lunr from 'lunr';
import MiniSearch from 'minisearch';
import { NlpManager } from 'node-nlp';
import bm25 from 'wink-bm25-text-search';
import type { Document } from '../../worker/brain/retrieval/retrieval.ts';
import type { Answered, Ranker } from './ranker.ts';
import { termsOf } from './terms.ts';

const LIMIT = 10;
const textOf = (document: Document) => [document.question, ...document.similar].join(' \n ');
const ranked = (list: readonly { id: string; score: number }[]): Answered => ({
  ids: list.map((one) => one.id),
  score: list[0]?.score ?? 0,
  answered: null,
});

const minisearch: Ranker = {
  name: 'minisearch',
  learn(documents, language) {
    const index = new MiniSearch<{ id: string; text: string }>({
      fields: ['text'],
      tokenize: (text) => termsOf(text, language),
      processTerm: (term) => term,
      searchOptions: { bm25: { k: 1.2, b: 0.6, d: 0 } },
    });
    index.addAll(documents.map((document) => ({ id: document.id, text: textOf(document) })));
    return (question) =>
      ranked(
        index
          .search(question)
          .slice(0, LIMIT)
          .map((one) => ({ id: String(one.id), score: one.score })),
      );
  },
};

const wink: Ranker = {
  name: 'wink-bm25-text-search',
  learn(documents, language) {
    const engine = bm25();
    engine.defineConfig({ fldWeights: { text: 1 }, bm25Params: { k1: 1.2, b: 0.6, k: 1 } });
    engine.definePrepTasks([(text) => termsOf(text, language)]);
    for (const [at, document] of documents.entries()) engine.addDoc({ text: textOf(document) }, at);
    engine.consolidate();
    return (question) =>
      ranked(engine.search(question, LIMIT).map(([at, score]) => ({ id: documents[Number(at)]?.id ?? '', score })));
  },
};

const nodeNlp: Ranker = {
  name: 'node-nlp',
  async learn(documents, language) {
    const manager = new NlpManager({
      languages: [language],
      autoSave: false,
      autoLoad: false,
      forceNER: false,
      nlu: { log: false },
    });
    for (const document of documents) {
      for (const text of [document.question, ...document.similar]) {
        manager.addDocument(language, text, document.id);
      }
    }
    await manager.train();
    return async (question) => {
      const { classifications } = await manager.nlp.nluManager.process(language, question);
      return ranked(
        classifications
          .filter((one) => one.intent !== 'None')
          .slice(0, LIMIT)
          .map((one) => ({ id: one.intent, score: one.score })),
      );
    };
  },
};

const orama: Ranker = {
  name: 'orama',
  async learn(documents) {
    const base = create({
      schema: { key: 'string', text: 'string' } as const,
      components: { tokenizer: createTokenizer({ language: 'mandarin', allowDuplicates: true }) },
    });
    for (const document of documents) await insert(base, { key: document.id, text: textOf(document) });
    return async (question) => {
      const found = await search(base, { term: question, properties: ['text'], threshold: 1, limit: LIMIT });
      return ranked(found.hits.map((hit) => ({ id: hit.document.key, score: hit.score })));
    };
  },
};

const lunrPeer: Ranker = {
  name: 'lunr',
  learn(documents, language) {
    const index = lunr((builder) => {
      builder.ref('id');
      builder.field('text');
      // Its pipeline strips whatever is not Latin; words come cut already.
      builder.pipeline.reset();
      builder.searchPipeline.reset();
      for (const document of documents) builder.add({ id: document.id, text: termsOf(textOf(document), language) });
    });
    return (question) =>
      ranked(
        index
          .query((query) => {
            for (const word of termsOf(question, language)) query.term(word, {});
          })
          .slice(0, LIMIT)
          .map((one) => ({ id: one.ref, score: one.score })),
      );
  },
};

/** All peers in the order they are printed. */
export const peers: readonly Ranker[] = [minisearch, wink, nodeNlp, orama, lunrPeer];
