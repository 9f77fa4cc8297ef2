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

/** Whole sentences that refuse them; 取消订阅 alone may be about something bought. */
const SENTENCES = [
  /^(?:我要|我想|我想要|请|麻烦|请帮我|帮我|给我)(?:退订|拒收)(?:短信|营销|营销短信|营销消息|广告|广告短信|优惠|推送)?(?:吧|谢谢)?$/u,
  /^(?:我要|我想|请|麻烦|请帮我|帮我)?取消订阅(?:短信|营销|营销短信|营销消息|广告|广告短信|优惠短信|推送)(?:吧|谢谢)?$/u,
  /^(?:请|麻烦)?(?:你们)?(?:别|不要|不想|停止|不许)再?(?:给我|向我)?(?:发送|推送|收到|接收|发|推|收)(?:任何|这种|这些|这类)?(?:营销|推广|促销|优惠|广告)(?:短信|信息|消息|活动|推送)?(?:给我)?[了吧]?$/u,
  /^UNSUBSCRIBEME(?:PLEASE)?$/u,
  /^(?:PLEASE)?(?:STOP|DONT|DONOT|NOMORE)(?:SENDINGME|SENDME|SENDING|SEND)?(?:ANYMORE|ANY|MORE)?(?:OFFERS|ADS|PROMOTIONS|MARKETING|MARKETINGMESSAGES|SPAM)(?:PLEASE)?$/u,
];

/** Whether words in a conversation refuse further offers: exactly these, or a plain sentence of it; one about 退订 is a question. */
export function refusesOffers(text: string): boolean {
  if (text.length > 60) return false;
  const bare = bareOf(text);
  return IN_TALK.has(bare) || SENTENCES.some((one) => one.test(bare));
}

const bareOf = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(/[\s\p{P}\p{S}\p{Cf}]/gu, '')
    .toUpperCase();
