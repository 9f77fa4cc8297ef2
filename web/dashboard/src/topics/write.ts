import { ref } from 'vue';
import { useRouter } from 'vue-router';
import type { Language } from '../../../../shared/knowledge.ts';
import type { TopicExample } from '../../../../shared/topics/api.ts';
import { blankEntry, newName } from '../knowledge/entry/draft.ts';
import { knowledgeNet } from '../knowledge/net.ts';
import { useOverview } from '../knowledge/overview.ts';
import { handDraft } from '../knowledge/unknown/handed.ts';
import { send } from '../reports/net.ts';
import { say } from '../ui/toast.ts';
import { topicsNet } from './net.ts';
import { wordingsOf } from './sums.ts';

export type Written = { id: string; language: Language; typical: string };

/** Opens the editor with an entry begun from what was asked in a topic; nothing is kept until it is saved there. */
export function useWriting() {
  const overview = useOverview();
  const router = useRouter();
  /** The topic whose entry is on its way. */
  const busy = ref('');

  async function write(topic: Written, known?: readonly TopicExample[]): Promise<void> {
    if (busy.value !== '') return;
    busy.value = topic.id;
    const [answer] = await Promise.all([
      known ? { value: { examples: known } } : send(topicsNet.topic(topic.id)),
      overview.categories.length > 0 ? null : overview.load(),
    ]);
    busy.value = '';
    if ('why' in answer) return say(answer.why, 'bad');
    const [question = topic.typical, ...similar] = wordingsOf(topic.typical, answer.value.examples);
    const category = overview.categories.find((one) => one.path.includes('/'))?.path ?? 'general';
    handDraft({
      entry: {
        ...blankEntry(category, newName('entry', Date.now(), Math.random())),
        [topic.language]: { question, similar, answer: { text: '' } },
      },
      save: (entry) => knowledgeNet.saveEntry({ entry, base: null }),
    });
    await router.push('/knowledge/new');
  }
  return { busy, write };
}
