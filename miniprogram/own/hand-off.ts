/** 接力: what became of a conversation handed off from a page, and its code typed by hand. */
import type { HandedOff } from '../../shared/api.ts';
import { talk } from '../net.ts';
import { language } from '../preference.ts';
import { sayIn, type Word } from '../words.ts';

const WORDS: Record<HandedOff, Word> = {
  joined: 'handOffJoined',
  later: 'handOffLater',
  other: 'handOffOther',
  expired: 'handOffExpired',
};

const isOne = (outcome: string): outcome is HandedOff => Object.keys(WORDS).includes(outcome);

/** Tells it in a sentence. */
export function tellHandOff(outcome: string): void {
  if (!isOne(outcome)) return;
  void wx.showToast({ title: sayIn(language())(WORDS[outcome]), icon: 'none', duration: 3000 });
}

/** Asks for the code that stands beside the QR code. */
export async function askHandOff(): Promise<void> {
  const say = sayIn(language());
  const typed = await wx.showModal({ title: say('handOffAsk'), editable: true, placeholderText: say('handOffHint') });
  const code = (typed.content ?? '').replace(/[\s-]/gu, '');
  if (typed.confirm && code !== '') talk.takeUp(code);
}
