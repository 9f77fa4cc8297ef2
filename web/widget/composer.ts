/** The field and its buttons: what is typed, pasted or chosen leaves with Enter or the button. */
import type { LineFollower, CustomerPayload } from '../client/line.ts';
import type { Option } from '../../shared/message.ts';
import { Attach, type AttachTools } from './attach.ts';
import type { Complete } from './complete.ts';
import { offerEmoji } from './emoji-button.ts';
import type { View } from './view.ts';
import type { Say } from './words.ts';

type Tools = Omit<AttachTools, 'back'> & {
  say: Say;
  follower(): LineFollower<CustomerPayload> | null;
  speak(text: string, option?: Option): void;
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
  const empty = () => {
    input.value = '';
    grow();
    tools.follower()?.typing(false);
  };
  // Who has no part for it writes without: nothing is missing where nothing was promised.
  let completing: Promise<Complete | null> | null = null;
  const complete = () => {
    const choose = (text: string, option: Option) => {
      empty();
      tools.speak(text, option);
    };
    completing ??= import('./complete.ts').then(
      (made) => new made.Complete(view, { ...tools, choose }),
      () => (completing = null),
    );
    void completing.then((made) => made?.typed());
  };
  const submit = () => {
    const text = input.value.trim();
    if (text === '' && !attach.some) return;
    attach.send();
    empty();
    if (completing) complete();
    if (text !== '') tools.speak(text);
  };
  input.addEventListener('compositionend', complete);
  input.addEventListener('input', ({ isComposing }) => {
    if (!isComposing) complete();
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
