import { ref } from 'vue';

export type Theme = 'light' | 'dark' | 'system';
const KEPT = 'yixian.desk.theme';

const kept = localStorage.getItem(KEPT);
/** What the agent chose; `system` follows the machine. */
export const theme = ref<Theme>(kept === 'light' || kept === 'dark' ? kept : 'system');
apply(theme.value);

/** Changes and remembers it. */
export function setTheme(chosen: Theme): void {
  theme.value = chosen;
  localStorage.setItem(KEPT, chosen);
  apply(chosen);
}

/** A screen that is dark whatever was chosen; answers how to go back. */
export function showDark(): () => void {
  apply('dark');
  return () => apply(theme.value);
}

function apply(chosen: Theme): void {
  if (chosen === 'system') delete document.documentElement.dataset['theme'];
  else document.documentElement.dataset['theme'] = chosen;
}
