import { entryWords } from './entry-words.ts';
import { flowWords } from './flow-words.ts';
import { listWords } from './list-words.ts';
import { listsWords } from './lists-words.ts';
import { publishWords } from './publish-words.ts';
import { workWords } from './work-words.ts';

const all = [listWords, entryWords, workWords, publishWords, listsWords, flowWords] as const;
/** The name of one sentence of the knowledge screens. */
export type KnowledgeKey = keyof ((typeof listWords)['zh'] &
  (typeof entryWords)['zh'] &
  (typeof workWords)['zh'] &
  (typeof publishWords)['zh'] &
  (typeof listsWords)['zh'] &
  (typeof flowWords)['zh']);

/** Every word of the knowledge screens, Chinese first. */
export const pages = {
  zh: Object.assign({}, ...all.map((page) => page.zh)) as Record<KnowledgeKey, string>,
  en: Object.assign({}, ...all.map((page) => page.en)) as Record<KnowledgeKey, string>,
};
