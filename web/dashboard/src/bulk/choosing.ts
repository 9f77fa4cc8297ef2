import { computed, ref, type Ref } from 'vue';

/** Rows of a list chosen together, by key: one by one, all shown, or a range from where it was begun. */
export function useChoosing(keys: () => readonly string[], show: (at: number) => void) {
  const picked: Ref<ReadonlySet<string>> = ref(new Set<string>());
  /** The row the keyboard stands on; -1: none. */
  const current = ref(-1);
  /** Where a range begins, and what was chosen before it. */
  let anchor: { at: number; before: ReadonlySet<string> } | null = null;

  const every = computed(() => keys().length > 0 && keys().every((key) => picked.value.has(key)));
  const within = (at: number) => Math.max(0, Math.min(keys().length - 1, at));

  function stand(at: number): void {
    current.value = at;
    show(at);
  }
  function range(to: number): void {
    anchor ??= { at: within(current.value), before: picked.value };
    picked.value = ranged(keys(), anchor.before, anchor.at, to);
    stand(to);
  }
  return {
    picked,
    current,
    every,
    /** The next or previous row; nothing is chosen by it. */
    step(by: 1 | -1): void {
      if (keys().length === 0) return;
      anchor = null;
      stand(within(current.value + by));
    },
    /** The range grows or shrinks by a row. */
    extend(by: 1 | -1): void {
      if (keys().length === 0) return;
      // Nothing stood on yet: the range begins with the first row itself.
      if (current.value < 0) {
        current.value = 0;
        range(0);
      } else range(within(current.value + by));
    },
    /** Chosen or not; with `far` everything from the row stood on to this one. */
    pick(key: string, far = false): void {
      const at = keys().indexOf(key);
      if (far && at >= 0 && current.value >= 0) return range(at);
      anchor = null;
      const set = new Set(picked.value);
      if (!set.delete(key)) set.add(key);
      picked.value = set;
      if (at >= 0) current.value = at;
    },
    pickCurrent(): void {
      const key = keys()[current.value];
      if (key !== undefined) this.pick(key);
    },
    pickEvery(): void {
      anchor = null;
      picked.value = every.value ? new Set() : new Set(keys());
    },
    clear(): void {
      anchor = null;
      picked.value = new Set();
    },
    /** Another list: nothing is chosen, nothing stood on. */
    reset(): void {
      this.clear();
      current.value = -1;
    },
  };
}

/** What is chosen when a range reaches from one row to another, beside what was chosen before. */
export function ranged(
  keys: readonly string[],
  before: ReadonlySet<string>,
  from: number,
  to: number,
): ReadonlySet<string> {
  return new Set([...before, ...keys.slice(Math.min(from, to), Math.max(from, to) + 1)]);
}
