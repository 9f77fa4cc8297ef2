import { onBeforeUnmount, onMounted } from 'vue';
import { tinykeys, type KeyBindingMap } from 'tinykeys';

/** The keyboard's verbs on the workbench. */
export type KeyActs = {
  next(): void;
  previous(): void;
  reply(): void;
  note(): void;
  suggest(): void;
  take(): void;
  close(): void;
  give(): void;
  invite(): void;
  select(): void;
  extend(by: 1 | -1): void;
  command(): void;
  sheet(): void;
  list(at: number): void;
};

/** Somebody is typing, or a dialog or menu has the keyboard: single letters are not ours then. */
export function busyKeyboard(event: KeyboardEvent): boolean {
  const at = event.target instanceof Element ? event.target : null;
  const typing = Boolean(at?.closest('input, textarea, select, [contenteditable="true"]'));
  return event.isComposing || typing || inLayer();
}

function inLayer(): boolean {
  return document.querySelector('[role="dialog"], [role="alertdialog"], [role="menu"]') !== null;
}

/** Binds them while the component lives. Letters with Alt also work inside the composer, by the key's place (`KeyJ`). */
export function useKeys(acts: KeyActs): void {
  const free = (run: () => void) => (event: KeyboardEvent) => {
    if (busyKeyboard(event)) return;
    event.preventDefault();
    run();
  };
  const anywhere = (run: () => void) => (event: KeyboardEvent) => {
    if (inLayer()) return;
    event.preventDefault();
    run();
  };
  const letters: Record<string, () => void> = {
    j: acts.next,
    k: acts.previous,
    r: acts.reply,
    n: acts.note,
    s: acts.suggest,
    t: acts.take,
    g: acts.give,
    i: acts.invite,
    x: acts.select,
  };
  const bindings: KeyBindingMap = {
    '$mod+k': (event) => {
      event.preventDefault();
      acts.command();
    },
    'Alt+KeyE': anywhere(acts.close),
    'Shift+ArrowDown': free(() => acts.extend(1)),
    'Shift+ArrowUp': free(() => acts.extend(-1)),
    'Shift+?': free(acts.sheet),
    '?': free(acts.sheet),
  };
  for (const [letter, run] of Object.entries(letters)) {
    bindings[letter] = free(run);
    bindings[`Alt+Key${letter.toUpperCase()}`] = anywhere(run);
  }
  for (const at of [1, 2, 3]) bindings[String(at)] = free(() => acts.list(at - 1));

  let release: (() => void) | undefined;
  onMounted(() => (release = tinykeys(window, bindings)));
  onBeforeUnmount(() => release?.());
}
