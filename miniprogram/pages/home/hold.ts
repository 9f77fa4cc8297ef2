/** What a tap on a row does, and the menu of words that are held down. Leading to a message and quoting are the page's. */
import type { Message } from '../../../shared/message.ts';
import type { Language } from '../../../web/client/words.ts';
import type { RowAct } from '../../components/row/index.ts';
import { menuOf, messageOf, wordsOf, type MenuAct } from '../../line/menu.ts';
import { talk } from '../../net.ts';
import { open } from '../../open.ts';
import { sayIn, type Word } from '../../words.ts';

const names: Record<MenuAct, Word> = { copy: 'copyWords', quote: 'quote', recall: 'recall' };

/** Does what was asked of a row. */
export async function rowAct(
  { act, key }: RowAct,
  language: Language,
  page: { goTo(message: string): void; quote(message: Message): void },
): Promise<void> {
  const message = messageOf(talk.follower.state, key);
  const { gifts, follower } = talk;
  switch (act) {
    case 'hold':
      if (message && (await hold(message, language)) === 'quote') page.quote(message);
      return;
    case 'quoted':
      if (message?.quote) page.goTo(message.quote.id);
      return;
    case 'helpful':
    case 'unhelpful':
      return talk.act({ act: 'feedback', message: key, helpful: act === 'helpful' });
    case 'retry':
      return gifts.has(key) ? gifts.retry(key) : follower.retry(key);
    case 'discard':
    case 'cancel':
      return gifts.has(key) ? gifts.cancel(key) : follower.discard(key);
    default:
      return act satisfies never;
  }
}

/** Asks what to do with a message; answers what was chosen, or null. */
async function hold(message: Message, language: Language): Promise<MenuAct | null> {
  const say = sayIn(language);
  const acts = menuOf(message, talk.follower.welcome?.viewer.endpoint ?? '', Date.now());
  if (acts.length === 0) return null;
  const itemList = acts.map((act) => say(names[act]));
  // Choosing nothing is told as a failure.
  const chosen = await wx.showActionSheet({ itemList }).catch(() => null);
  const act = chosen ? acts[chosen.tapIndex] : undefined;
  switch (act) {
    case undefined:
      return null;
    case 'copy':
      open({ act: 'copy', value: wordsOf(message), name: '', latitude: 0, longitude: 0 }, language);
      return act;
    case 'recall':
      talk.act({ act: 'recall', message: message.id });
      return act;
    case 'quote':
      return act;
  }
}
