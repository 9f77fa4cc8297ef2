import { onBeforeUnmount, onMounted } from 'vue';
import { tinykeys, type KeyBindingMap } from 'tinykeys';
import { busyKeyboard } from '../command/keys.ts';

export type ListActs = {
  next(): void;
  previous(): void;
  open(): void;
  search?(): void;
  letters?: Record<string, () => void>;
};

/** J, K, Enter, / and a screen's own letters, while nobody types and no dialog is open. */
export function useListKeys(acts: ListActs): void {
  const free = (run: () => void) => (event: KeyboardEvent) => {
    if (busyKeyboard(event)) return;
    event.preventDefault();
    run();
  };
  const bindings: KeyBindingMap = {
    j: free(acts.next),
    k: free(acts.previous),
    Enter: (event) => {
      // On a button or link Enter is its own.
      if (event.target instanceof Element && event.target.closest('a, button, summary, [role="tab"]')) return;
      free(acts.open)(event);
    },
    ...(acts.search ? { '/': free(acts.search) } : {}),
  };
  for (const [letter, run] of Object.entries(acts.letters ?? {})) bindings[letter] = free(run);
  let release: (() => void) | undefined;
  onMounted(() => (release = tinykeys(window, bindings)));
  onBeforeUnmount(() => release?.());
}
