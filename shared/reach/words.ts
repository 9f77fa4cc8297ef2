/** Why news goes where it goes, or nowhere, in both languages. */
import type { Why, WhyNone, WayKind } from './news.ts';

type Words = { zh: string; en: string };

export const whyWords: Record<Why, Words> = {
  here: { zh: '对方正在看', en: 'they are looking at it' },
  home: { zh: '对方在这里提问', en: 'they asked there' },
  away: { zh: '对方不在线，先留在对话里', en: 'they are away; it stands in the conversation' },
  closed: { zh: '提问的渠道回复时限已过', en: 'the channel they asked on has closed its reply window' },
  spent: { zh: '提问的渠道条数已用完', en: 'the channel they asked on has no messages left' },
  unread: { zh: '一直未读', en: 'it was not read' },
  silent: { zh: '提醒过了，一直没有来', en: 'they were called and have not come' },
  undelivered: { zh: '上一种方式没有送到', en: 'the way before did not deliver' },
  first: { zh: '最直接的方式', en: 'the most direct way' },
};

export const whyNoneWords: Record<WhyNone, Words> = {
  read: { zh: '对方已读', en: 'they have read it' },
  going: { zh: '正在发送', en: 'it is on its way' },
  told: { zh: '已经送到，不再重复', en: 'it has been delivered and is not repeated' },
  unknown: {
    zh: '不知是否送到：按已发送对待，只能由人重新发送',
    en: 'its fate is unknown: it counts as sent, and only a person sends it again',
  },
  kept: {
    zh: '最后一条留给解决问题的答复，等对方再次说话',
    en: 'the last message is kept for the resolution; it goes with their next act',
  },
  waits: { zh: '可发条数已用完，等对方再次说话后发出', en: 'no message is left; it goes when they write again' },
  called: { zh: '刚提醒过，对方还没有来', en: 'they were called a moment ago and have not come yet' },
  'no-way': { zh: '没有别的联系方式', en: 'there is no other way to reach them' },
  stays: { zh: '留在对话里，等对方回来看', en: 'it stands in the conversation until they come back' },
  'opted-out': { zh: '对方已退订', en: 'they opted out' },
  gone: { zh: '对方已离开这个渠道', en: 'they left this channel' },
  refused: { zh: '对方不接收这类消息', en: 'they do not want this kind of message' },
  lapsed: {
    zh: '号码 90 天没有动静，可能已换人；对方重新验证号码，或用它联系并由同事确认是本人后恢复',
    en: 'the number was silent for ninety days and may be somebody else’s; it opens again when they prove it anew, or write from it and a colleague knows them',
  },
  moved: { zh: '号码已由别人验证，不再是对方的', en: 'somebody else has proven that number' },
  unfit: { zh: '这种内容在这里发不了', en: 'this cannot be said there' },
};

export const wayWords: Record<WayKind, Words> = {
  screen: { zh: '对话窗口', en: 'conversation window' },
  platform: { zh: '渠道消息', en: 'channel message' },
  push: { zh: 'APP 推送', en: 'APP push' },
  subscription: { zh: '小程序订阅消息', en: 'mini-program notification' },
  sms: { zh: '短信', en: 'SMS' },
  callback: { zh: '人工回电', en: 'call back' },
};

const besides: Partial<Record<string, Words>> = {
  screen: { zh: '已显示在', en: 'shown on' },
  platform: { zh: '已改发到', en: 'sent on to' },
  push: { zh: '已推送到 APP', en: 'pushed to their APP' },
  subscription: { zh: '一直未读，已发订阅消息提醒', en: 'not read; called by a notification' },
  sms: { zh: '一直未读，已发短信提醒', en: 'not read; called by SMS' },
  callback: { zh: '一直未读，已请同事回电', en: 'not read; a colleague is asked to phone' },
};
const unsure: Words = { zh: '，不知是否送到', en: ', its fate is unknown' };

/** Beside a message that was looked after: what was done for it, or why nothing is. Null: the reason is of another kind. */
export function besideWords({ code, detail }: { code: string; detail: string }): Words | null {
  const [, what = '', fate = ''] = /^reach_([a-z-]+?)(?:_(sent|delivered|unknown))?$/u.exec(code) ?? [];
  const done = besides[what];
  if (!done) return Object.entries(whyNoneWords).find(([why]) => why === what)?.[1] ?? null;
  const said = (language: keyof Words) =>
    [done[language], detail].filter((one) => one !== '').join(' ') + (fate === 'unknown' ? unsure[language] : '');
  return { zh: said('zh'), en: said('en') };
}
