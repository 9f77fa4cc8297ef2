import { defineStore } from 'pinia';
import { computed, ref } from 'vue';
import { send, type Trouble } from './ask.ts';
import { knowledgeNet, type Overview } from './net.ts';

/** What stands where in the knowledge base, and what this member may do; shared by all its screens. */
export const useOverview = defineStore('knowledge', () => {
  const value = ref<Overview | null>(null);
  const trouble = ref<Trouble | null>(null);

  async function load(): Promise<void> {
    const answer = await send(knowledgeNet.overview());
    if (answer.ok) value.value = answer.value;
    trouble.value = answer.ok ? null : answer.trouble;
  }

  const may = computed(() => value.value?.may ?? { edit: false, approve: false, publish: false });
  const categories = computed(() => value.value?.categories ?? []);
  return { value, trouble, load, may, categories };
});
