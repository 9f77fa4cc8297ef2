import { defineStore } from 'pinia';
import { computed, shallowRef } from 'vue';
import type { SavedFilter } from '../../../../shared/directory.ts';
import { leaves, type ClosingSettings } from '../../../../shared/settings/closing.ts';
import { serves, type Member } from '../staff/net.ts';
import { send } from './ask.ts';
import { historyNet } from './net.ts';

/** What the filter bar offers: colleagues, categories, tags and filters kept under a name. */
export const useHistoryFacts = defineStore('history-facts', () => {
  const members = shallowRef<readonly Member[]>([]);
  const closing = shallowRef<ClosingSettings | null>(null);
  const saved = shallowRef<readonly SavedFilter[]>([]);

  async function load(): Promise<void> {
    const [people, settings, filters] = await Promise.all([
      send(historyNet.members()),
      send(historyNet.closing()),
      send(historyNet.filters()),
    ]);
    if ('value' in people) members.value = people.value.members.filter(serves);
    if ('value' in settings) closing.value = settings.value.value;
    if ('value' in filters) saved.value = filters.value.filters;
  }

  return {
    members,
    saved,
    load,
    categories: computed(() => leaves(closing.value?.categories ?? [])),
    tags: computed(() => closing.value?.tags ?? []),
  };
});
