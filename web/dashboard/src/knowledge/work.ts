import { computed, onBeforeUnmount, onMounted, ref, shallowRef, type Ref } from 'vue';
import { onBeforeRouteLeave } from 'vue-router';
import type { EntryState } from '../../../../shared/knowledge.ts';
import type { Result } from '../../../../shared/refusal.ts';
import { ask } from '../ui/ask.ts';
import { say } from '../ui/toast.ts';
import { send, sendOrSay, type Trouble } from './ask.ts';
import { knowledgeNet, type Kind, type Move, type Revision, type Saved } from './net.ts';
import { useOverview } from './overview.ts';
import { useKnowledgeWords } from './words.ts';

export type Page<Thing> = {
  thing: Thing;
  state: EntryState;
  revision: number;
  live: { revision: number } | null;
  history: Revision[];
};

type Way<Thing, Form> = {
  kind: Kind;
  /** Null: a new one. */
  id: string | null;
  blank: () => Thing;
  formOf: (thing: Thing) => Form;
  thingOf: (form: Form) => Thing;
  load: (id: string) => Promise<Result<Page<Thing>>>;
  save: (thing: Thing, base: number | null, note: string) => Promise<Result<Saved>>;
  /** What somebody has already begun; it counts as unsaved. */
  start?: Thing | undefined;
};

/** An entry or flow being written: loaded, changed, saved upon the revision it was read at, moved on; nothing unsaved is lost unasked. */
export function useWork<Thing extends { id: string }, Form extends object>(way: Way<Thing, Form>) {
  const words = useKnowledgeWords();
  const overview = useOverview();
  const form = ref<Form | null>(null) as Ref<Form | null>;
  const page = shallowRef<Page<Thing> | null>(null);
  const trouble = ref<Trouble | null>(null);
  const busy = ref(false);
  const note = ref('');
  /** Somebody else saved meanwhile: theirs stands here until the writer has chosen. */
  const conflict = shallowRef<Page<Thing> | null>(null);
  const clean = ref('');

  const print = () => (form.value ? JSON.stringify(way.thingOf(form.value)) : '');
  const dirty = computed(() => form.value !== null && print() !== clean.value);

  function show(thing: Thing): void {
    form.value = way.formOf(structuredClone(thing));
    clean.value = print();
  }
  async function load(): Promise<void> {
    if (way.id === null) {
      show(way.blank());
      if (way.start) form.value = way.formOf(structuredClone(way.start));
      return;
    }
    const answer = await send(way.load(way.id));
    trouble.value = answer.ok ? null : answer.trouble;
    if (!answer.ok) return;
    page.value = answer.value;
    show(answer.value.thing);
  }

  /** Saves it; answers its id, or null when it was not. */
  async function save(base = page.value?.revision ?? null): Promise<string | null> {
    if (!form.value || busy.value) return null;
    const thing = way.thingOf(form.value);
    busy.value = true;
    const answer = await send(way.save(thing, base, note.value.trim()));
    if (!answer.ok && answer.trouble.kind === 'stale') {
      const theirs = await send(way.load(thing.id));
      if (theirs.ok) conflict.value = theirs.value;
    } else if (!answer.ok) say(answer.trouble.why, 'bad');
    busy.value = false;
    if (!answer.ok) return null;
    clean.value = JSON.stringify(thing);
    note.value = '';
    conflict.value = null;
    say(words.k('work.saved', { n: answer.value.revision }), 'good');
    await refresh(thing.id);
    return thing.id;
  }

  /** Reads state and history again and leaves what is being written. */
  async function refresh(id: string): Promise<void> {
    const answer = await send(way.load(id));
    if (answer.ok) page.value = answer.value;
    void overview.load();
  }

  async function move(to: Move['to']): Promise<void> {
    const { value: at } = page;
    if (!at) return;
    busy.value = true;
    const { kind } = way;
    const moved = await sendOrSay(knowledgeNet.move({ kind, id: at.thing.id, base: at.revision, to, ...noted() }));
    busy.value = false;
    if (!moved) return;
    note.value = '';
    say(words.k('work.moved', { state: words.k(`state.${moved.state}`) }), 'good');
    await refresh(at.thing.id);
  }
  const noted = () => (note.value.trim() === '' ? {} : { note: note.value.trim() });

  /** Ends a conflict: with one's own words over theirs, or with theirs. */
  async function settle(mine: boolean): Promise<void> {
    const { value: theirs } = conflict;
    if (!theirs) return;
    conflict.value = null;
    page.value = theirs;
    if (mine) await save(theirs.revision);
    else show(theirs.thing);
  }

  const leaving = () =>
    ask({
      title: words.k('work.leave.title'),
      text: words.k('work.leave.text'),
      yes: words.k('work.leave.yes'),
      danger: true,
    });
  onBeforeRouteLeave(() => (dirty.value ? leaving() : true));
  const closing = (event: BeforeUnloadEvent) => dirty.value && event.preventDefault();
  const saving = (event: KeyboardEvent) => {
    if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== 's') return;
    event.preventDefault();
    if (dirty.value) document.querySelector<HTMLElement>('[data-save]')?.click();
  };
  onMounted(() => {
    void load();
    addEventListener('beforeunload', closing);
    addEventListener('keydown', saving);
  });
  onBeforeUnmount(() => {
    removeEventListener('beforeunload', closing);
    removeEventListener('keydown', saving);
  });

  return { form, page, trouble, busy, note, dirty, conflict, load, show, save, move, settle };
}
