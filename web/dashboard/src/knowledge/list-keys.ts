import { onBeforeUnmount, onMounted } from 'vue';
import { tinykeys, type KeyBindingMap } from 'tinykeys';
import { busyKeyboard } from '../command/keys.ts';

export type ListActs = {
  next(): void;
  previous(): void;
  open(): void;
  /** The selection reaches a row further: Shift with an arrow. */
  extend?(by: 1 | -1): void;
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
  // Radio buttons, tabs and menus have arrows of their own.
  const own = (event: KeyboardEvent) =>
    event.target instanceof Element && event.target.closest('[role="tab"], [role="radio"], [role="option"]') !== null;
  const arrow = (by: 1 | -1) => (event: KeyboardEvent) => {
    if (!own(event)) free(by === 1 ? acts.next : acts.previous)(event);
  };
  const far = (by: 1 | -1) => (event: KeyboardEvent) => {
    if (event.target instanceof HTMLInputElement && event.target.type === 'checkbox' && acts.extend) {
      event.preventDefault();
      acts.extend(by);
    } else if (!own(event) && acts.extend) free(() => acts.extend?.(by))(event);
  };
  const bindings: KeyBindingMap = {
    j: free(acts.next),
    k: free(acts.previous),
    Enter: (event) => {
      // On a button or link Enter is its own.
      if (event.target instanceof Element && event.target.closest('a, button, summary, [role="tab"]')) return;
      free(acts.open)(event);
    },
    ArrowDown: arrow(1),
    ArrowUp: arrow(-1),
    'Shift+ArrowDown': far(1),
    'Shift+ArrowUp': far(-1),
    ...(acts.search ? { '/': free(acts.search) } : {}),
  };
  for (const [letter, run] of Object.entries(acts.letters ?? {})) bindings[letter] = free(run);
  let release: (() => void) | undefined;
  onMounted(() => (release = tinykeys(window, bindings)));
  onBeforeUnmount(() => release?.());
}
