import { reactive } from 'vue';

/** What the dialog is about: ending an open session, or a summary that is still owed. */
export type Closing =
  | { kind: 'close'; customer: string; name: string; session: string; fence: number; answered: boolean }
  | { kind: 'summarise'; customer: string; name: string; session: string };

/** The one dialog of endings and summaries, if it is open. */
export const closing = reactive<{ open: boolean; about: Closing | null }>({ open: false, about: null });

/** Opens it. */
export function openClosing(about: Closing): void {
  closing.about = about;
  closing.open = true;
}
