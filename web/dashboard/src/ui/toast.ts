import { reactive } from 'vue';

/** What can be done about it at once: take it back, go and see. */
export type ToastAct = { label: string; run: () => void };
export type Toast = { id: number; tone: 'plain' | 'good' | 'bad'; text: string; act?: ToastAct };

/** So long a toast is shown, and what it offers can be done. */
export const SHOWN_MS = 6000;
let last = 0;

/** What is being said to the agent at the edge of the screen. */
export const toasts = reactive<Toast[]>([]);

/** Says something shortly; also read out by screen readers. */
export function say(text: string, tone: Toast['tone'] = 'plain', act?: ToastAct): void {
  if (!act && toasts.some((one) => one.text === text)) return;
  const toast: Toast = { id: ++last, tone, text, ...(act ? { act } : {}) };
  toasts.push(toast);
  if (toasts.length > 3) toasts.shift();
  setTimeout(() => dismiss(toast.id), SHOWN_MS);
}

/** Takes one away before its time. */
export function dismiss(id: number): void {
  const at = toasts.findIndex((one) => one.id === id);
  if (at >= 0) toasts.splice(at, 1);
}
