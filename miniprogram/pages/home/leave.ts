/** 放弃排队: out of the line, with a message for a person (留言) or back to the assistant. */
import type { Language } from '../../../web/client/words.ts';
import { talk } from '../../net.ts';
import { sayIn } from '../../words.ts';

const TITLE = 40;

/** A message left as a ticket that is not accepted yet. */
let left = '';

/** Asks how to go on, and does it. */
export async function leaveQueue(language: Language): Promise<void> {
  const say = sayIn(language);
  const itemList = [say('leaveMessage'), say('leaveRobot')];
  const chosen = await wx.showActionSheet({ alertText: say('leaveTitle'), itemList }).catch(() => null);
  if (!chosen) return;
  if (chosen.tapIndex === 1) return talk.act({ act: 'leave-queue' });
  const written = await wx.showModal({
    title: say('messageTitle'),
    editable: true,
    placeholderText: say('messageHint'),
  });
  const text = (written.content ?? '').trim();
  if (!written.confirm || text === '') return;
  left = text;
  talk.act({ act: 'leave-queue' });
  talk.act({ act: 'open-ticket', kind: 'inquiry', title: text.slice(0, TITLE), fields: { what: text } });
  void wx.showToast({ title: say('messageSent'), icon: 'none' });
}

/** The company takes no such tickets: the words go into the conversation, so that nothing is lost. Answers whether there were any. */
export function leftInstead(): boolean {
  if (left === '') return false;
  talk.say(left);
  left = '';
  return true;
}
