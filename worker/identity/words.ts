/** Why identity decided as it did, in words for whoever looks at it later. */

export const why = {
  // one line already
  known: { zh: '这些地址和凭证本来就是同一个人的', en: 'These addresses and proofs were this person’s already.' },
  new_person: { zh: '都没有见过，是一位新客户', en: 'None of them was known: a new person.' },
  joined: { zh: '新的地址或凭证归到已有的客户', en: 'What was free became this person’s.' },
  // by itself
  strong_proof: { zh: '同一次登录同时证明了两边', en: 'One sign-in proved both sides at once.' },
  number_line: {
    zh: '本人验证了这个号码，号码下只有短信往来，没有别的身份',
    en: 'They proved the number, and nobody but the number is on the other side.',
  },
  same_sitting: { zh: '同一次访问中先咨询后登录', en: 'They signed in within the very visit that asked.' },
  own_words: {
    zh: '登录后本人确认：登录前的话是自己说的',
    en: 'Signed in, they said that the words before it were theirs.',
  },
  number_moved: {
    zh: '号码超过 90 天没有被原主人使用，新主人已验证：号码转移，不合并',
    en: 'Its holder had not confirmed the number for 90 days and somebody proved it: the number goes over, nobody is merged.',
  },
  confirmed: {
    zh: '本人确认是同一人，并验证了对方的号码',
    en: 'The person said that both are them, and proved the other side’s number.',
  },
  colleague: {
    zh: '同事看过两边的资料，确认是同一人',
    en: 'A colleague looked at both sides and said that they are one.',
  },
  // asked
  same_number: { zh: '两边验证过同一个号码', en: 'Both sides proved the same number.' },
  shared_number: {
    zh: '不止一个身份用过这个号码（家人共用或多个账号）',
    en: 'Different identities showed this number: a family’s, or one person’s several accounts.',
  },
  same_browser: { zh: '以前在同一个浏览器上咨询过', en: 'Somebody asked from this browser before.' },
  said_before: {
    zh: '登录前在同一个浏览器上说过的话，等本人确认',
    en: 'Words said on this browser before the sign-in; the person is asked whether they are theirs.',
  },
  named_device: { zh: '这台设备上有另一个身份', en: 'This device has somebody of another kind of identity.' },
  said_number: {
    zh: '访客自己填写了对方的号码或邮箱，未验证',
    en: 'They typed the other side’s number or address; nobody proved it.',
  },
  same_order: { zh: '说出了对方的订单号', en: 'They named the other side’s order.' },
  second_strong: {
    zh: '同一个登录带来了第二个微信或账号',
    en: 'The same sign-in brought a second WeChat or account.',
  },
  // refused
  two_strong: { zh: '两边是不同的账号或不同的微信', en: 'The two sides are different accounts, or different WeChats.' },
  shared_device: { zh: '这台设备有多人使用', en: 'This device is used by different people.' },
  public_number: { zh: '太多身份用过这个号码', en: 'Too many identities showed this number.' },
  stale_claim: {
    zh: '企业登记的号码比现在的主人旧',
    en: 'The company’s record of the number is older than its present holder.',
  },
  order_of_another: { zh: '订单号属于另一个账号', en: 'The order is another account’s.' },
  declined: { zh: '以前确认过不是同一人', en: 'It was said before that they are two.' },
  merge_limit: {
    zh: '合并次数超过上限，已冻结并告警',
    en: 'More merges than a person may have: frozen, and somebody is told.',
  },
} as const satisfies Record<string, { zh: string; en: string }>;

/** Why; the words stand in the table. */
export type Why = keyof typeof why;

export function isWhy(word: string): word is Why {
  return Object.hasOwn(why, word);
}
