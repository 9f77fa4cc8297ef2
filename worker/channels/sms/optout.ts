/** Whether a reply refuses further messages or takes the refusal back: exact words only, a sentence about 退订 is a question. */

const STOP = new Set([
  ...['R', 'T', 'TD', 'N'].flatMap((word) => [word, `回复${word}`, `回${word}`]),
  ...['退订', '拒收', '退', '不要再发'],
  ...['STOP', 'STOPALL', 'UNSUBSCRIBE', 'END', 'QUIT', 'CANCEL', 'REVOKE', 'OPTOUT'],
]);
const START = new Set(['START', 'UNSTOP', '恢复订阅', '恢复接收', '重新订阅']);

/** `stop`, `start`, or null for everything else. Full-width letters, spaces and punctuation make no difference. */
export function optOut(text: string): 'stop' | 'start' | null {
  if (text.length > 40) return null;
  const bare = bareOf(text);
  return STOP.has(bare) ? 'stop' : START.has(bare) ? 'start' : null;
}

/** What refuses offers where people talk with us: no single letter, and no word that may mean a dialog. */
const IN_TALK = new Set([
  'TD',
  '退订',
  '拒收',
  '退订短信',
  '退订营销',
  '退订营销消息',
  '退订广告',
  '不要再发',
  '不要再发广告',
  'UNSUBSCRIBE',
  'OPTOUT',
]);

/** Whether words in a conversation refuse further offers: exactly these, a sentence about 退订 is a question. */
export function refusesOffers(text: string): boolean {
  return text.length <= 40 && IN_TALK.has(bareOf(text));
}

const bareOf = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(/[\s\p{P}\p{S}\p{Cf}]/gu, '')
    .toUpperCase();
