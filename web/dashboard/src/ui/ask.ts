import { reactive } from 'vue';

export type Question = { title: string; text: string; yes: string; danger?: boolean };

type Asking = { open: boolean; question: Question | null; answer: ((yes: boolean) => void) | null };

/** The question on the screen, if one is being asked. */
export const asking = reactive<Asking>({ open: false, question: null, answer: null });

/** Asks before something that is not easily taken back; resolves with the agent's answer. */
export function ask(question: Question): Promise<boolean> {
  asking.answer?.(false);
  return new Promise((resolve) => {
    asking.question = question;
    asking.answer = resolve;
    asking.open = true;
  });
}

/** Closes the question with an answer. */
export function settle(yes: boolean): void {
  asking.open = false;
  asking.answer?.(yes);
  asking.answer = null;
}
