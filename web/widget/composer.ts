/** The field and its buttons: what is typed, pasted or chosen leaves with Enter or the button. */
import type { LineFollower, CustomerPayload } from '../client/line.ts';
import { Attach, type AttachTools } from './attach.ts';
import { offerEmoji } from './emoji-button.ts';
import type { View } from './view.ts';
import type { Say } from './words.ts';

type Tools = Omit<AttachTools, 'back'> & {
  say: Say;
  follower(): LineFollower<CustomerPayload> | null;
  speak(text: string): void;
};

/** Wires the composer; answers its files. */
export function compose(view: View, tools: Tools): Attach {
  const { input, send, composer } = view;
  const grow = () => {
    input.style.height = 'auto';
    input.style.height = `${Math.min(input.scrollHeight, 120)}px`;
    send.disabled = input.value.trim() === '' && !attach.some;
  };
  const attach: Attach = new Attach(view, { ...tools, back: () => input.focus() }, grow);
  const submit = () => {
    const text = input.value.trim();
    if (text === '' && !attach.some) return;
    attach.send();
    input.value = '';
    grow();
    tools.follower()?.typing(false);
    if (text !== '') tools.speak(text);
  };
  input.addEventListener('input', () => {
    grow();
    tools.follower()?.typing(input.value !== '');
  });
  input.addEventListener('keydown', (event) => {
    // Enter that picks a word of an input method never sends; 229 is how older browsers tell.
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing || event.keyCode === 229) return;
    event.preventDefault();
    submit();
  });
  composer.addEventListener('submit', (event) => {
    event.preventDefault();
    submit();
    input.focus();
  });
  composer.before(attach.place);
  offerEmoji(view, tools.say, grow);
  return attach;
}
