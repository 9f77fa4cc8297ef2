import { computed, onBeforeUnmount, reactive, ref, shallowRef } from 'vue';
import { useRouter } from 'vue-router';
import { say, SHOWN_MS } from '../../ui/toast.ts';
import { send, sendOrSay, type Trouble } from '../ask.ts';
import { newName } from '../entry/draft.ts';
import { knowledgeNet, type UnknownGroup } from '../net.ts';
import { useOverview } from '../overview.ts';
import { useKnowledgeWords } from '../words.ts';
import { begunFrom, keysOf, shownGroups, textsOf, type GroupFilter } from './groups.ts';
import { handDraft } from './handed.ts';

/** What nobody answered, and what is done about it: one click each. A dismissal waits a moment for being taken back. */
export function useUnknown() {
  const words = useKnowledgeWords();
  const overview = useOverview();
  const router = useRouter();
  const groups = shallowRef<UnknownGroup[] | null>(null);
  const trouble = ref<Trouble | null>(null);
  const filter = reactive<GroupFilter>({ fate: '', language: '', search: '' });
  const at = ref(0);
  const busy = ref(false);
  const waiting = new Map<string, { group: UnknownGroup; timer: ReturnType<typeof setTimeout> }>();

  const shown = computed(() => shownGroups(groups.value ?? [], filter));
  /** What is live surely answers these by now. */
  const answered = computed(() => shown.value.filter((one) => one.answered === true));
  const current = computed(() => shown.value[Math.min(at.value, shown.value.length - 1)] ?? null);

  async function load(): Promise<void> {
    const answer = await send(knowledgeNet.unknown());
    trouble.value = answer.ok ? null : answer.trouble;
    if (answer.ok) groups.value = answer.value.groups.filter((one) => !waiting.has(one.id));
  }
  function take(group: UnknownGroup): void {
    groups.value = (groups.value ?? []).filter((one) => one.id !== group.id);
    at.value = Math.max(0, Math.min(at.value, shown.value.length - 1));
  }
  function put(group: UnknownGroup): void {
    groups.value = [...(groups.value ?? []), group];
  }

  /** Its wordings become similar questions of an entry. */
  async function attach(group: UnknownGroup, entry: { id: string; question: string }): Promise<void> {
    if (busy.value) return;
    busy.value = true;
    const as = { kind: 'similar' as const, entry: entry.id, texts: textsOf(group) };
    const done = await sendOrSay(knowledgeNet.resolve({ questions: keysOf(group), as }));
    busy.value = false;
    if (!done) return;
    take(group);
    say(words.k('unknown.attached', { n: as.texts.length, entry: entry.question }), 'good', {
      label: words.k('unknown.see'),
      run: () => void router.push(`/knowledge/entry/${entry.id}`),
    });
    void overview.load();
  }

  /** Opens the editor with a new entry begun from it; saving that settles the group. */
  function begin(group: UnknownGroup): void {
    const category = overview.categories.find((one) => one.path.includes('/'))?.path ?? 'general';
    handDraft({
      entry: begunFrom(group, category, newName('entry', Date.now(), Math.random())),
      save: async (entry) => {
        const done = await knowledgeNet.resolve({ questions: keysOf(group), as: { kind: 'entry', entry } });
        return done.ok ? { ok: true, revision: done.revision ?? 1, state: 'draft' } : done;
      },
    });
    void router.push('/knowledge/new');
  }

  /** Not ours to answer, or answered by now. Sent when the time for taking it back is over, or on leaving. */
  function dismiss(some: readonly UnknownGroup[]): void {
    const [first] = some;
    if (!first) return;
    for (const group of some) {
      take(group);
      waiting.set(group.id, { group, timer: setTimeout(() => void dismissed(group), SHOWN_MS) });
    }
    const title = some.length === 1 ? first.title : words.k('unknown.answered', { n: some.length });
    say(words.k('unknown.dismissed', { title }), 'plain', {
      label: words.k('undo'),
      run: () => {
        for (const group of some) {
          const held = waiting.get(group.id);
          if (!held) continue;
          clearTimeout(held.timer);
          waiting.delete(group.id);
          put(group);
        }
        // Taken back, it is what one looks at again.
        at.value = Math.max(0, shown.value.indexOf(first));
      },
    });
  }
  async function dismissed(group: UnknownGroup): Promise<void> {
    const held = waiting.get(group.id);
    if (!held) return;
    clearTimeout(held.timer);
    waiting.delete(group.id);
    if (!(await sendOrSay(knowledgeNet.resolve({ questions: keysOf(group), as: { kind: 'dismiss' } })))) put(group);
    void overview.load();
  }
  onBeforeUnmount(() => {
    for (const { group } of waiting.values()) void dismissed(group);
  });

  function step(by: 1 | -1): void {
    at.value = Math.max(0, Math.min(shown.value.length - 1, at.value + by));
  }
  return { groups, shown, answered, current, at, filter, trouble, busy, load, attach, begin, dismiss, step };
}
