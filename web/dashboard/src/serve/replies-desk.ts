import { computed, ref, shallowRef } from 'vue';
import type { RepliesAnswer } from '../../../../shared/order-api.ts';
import type { Reply } from '../../../../shared/settings/replies.ts';
import type { Result } from '../../../../shared/refusal.ts';
import { loadPhrases } from '../composer/phrases.ts';
import { staffCall } from '../staff/net.ts';

export type Owner = 'mine' | 'shared';
type Settings = { revision: number; value: { list: Reply[] } };

/** Phrases as the page that keeps them works with them. Refusals are answered; only a dead network throws. */
export function useReplies() {
  const lists = shallowRef<Record<Owner, Reply[]>>({ mine: [], shared: [] });
  const used = shallowRef<Record<string, number>>({});
  const revision = ref(0);
  const ready = ref(false);

  async function load(): Promise<Result<object>> {
    const [own, settings] = await Promise.all([
      staffCall<RepliesAnswer>('GET', 'replies'),
      staffCall<Settings>('GET', 'settings/replies'),
    ]);
    if (!own.ok) return own;
    if (!settings.ok) return settings;
    lists.value = { mine: own.mine, shared: settings.value.list };
    used.value = own.used;
    revision.value = settings.revision;
    ready.value = true;
    return { ok: true };
  }

  /** Keeps a list as it is to stand; what somebody else wrote meanwhile is fetched and told as `stale`. */
  async function keep(owner: Owner, list: Reply[]): Promise<Result<object>> {
    const answer =
      owner === 'mine'
        ? await staffCall<object>('POST', 'replies', { mine: list })
        : await staffCall<{ revision: number }>('POST', 'settings/replies', {
            revision: revision.value,
            value: { list },
          });
    if (answer.ok || answer.code === 'stale') await load();
    if (answer.ok) void loadPhrases(true);
    return answer;
  }

  const groups = (owner: Owner) => [...new Set(lists.value[owner].map((one) => one.group))].filter(Boolean).sort();
  return { lists: computed(() => lists.value), used, ready, load, keep, groups };
}

/** A fresh name for a phrase. */
export function freshReplyId(): string {
  return `r-${crypto.randomUUID().replaceAll('-', '').slice(0, 16)}`;
}
