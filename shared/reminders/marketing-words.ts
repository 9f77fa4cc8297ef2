/**
 * What is advertising and so may stand in no service template, nor in a variable of one: words that invite to buy or give something away to
 * that end. Each pattern is an invitation, not a name: a coupon that came back, an order of a flash sale, a gift that was shipped are one's
 * own matters. Pure.
 */
import type { ReminderFault } from './faults.ts';
import type { Reminder } from './template.ts';

type Words = { zh: string; en: string };
type Sign = { why: Words; is: RegExp };

const WHY = {
  price: { zh: '降价或折扣', en: 'a price cut' },
  gift: { zh: '送券、送礼', en: 'a coupon or a gift held out' },
  call: { zh: '催促购买', en: 'a call to buy' },
  event: { zh: '促销活动的宣传', en: 'a sale announced' },
  refusal: { zh: '营销短信的退订语', en: 'the refusal line of offers' },
} as const satisfies Record<string, Words>;

/** Read without spaces and invisible signs, so that letters pulled apart say the same. */
const zh: readonly Sign[] = [
  { why: WHY.price, is: /(?:限时|全场|专享|独家|惊喜|超值)(?:特惠|优惠|折扣|抢购|秒杀|特价|低价|立减|直降|半价)/u },
  { why: WHY.price, is: /满\d+元?,?(?:立减|减|送|返|赠)\d+/u },
  { why: WHY.price, is: /(?:全场|低至|仅需|享受?|打)[\d.一二三四五六七八九]+折/u },
  { why: WHY.price, is: /\d(?:\.\d)?折(?:起|优惠|特惠|封顶|促销|券)/u },
  { why: WHY.price, is: /(?:立减|直降|立省)\d+元?|第二[件份杯]半价|买[一二三两\d]+[送赠][一二三两\d]/u },
  {
    why: WHY.gift,
    is: /(?:领取|抢|送您?|赠您?|派发|狂撒)[^，。！；,.!;]{0,6}(?:优惠券|代金券|满减券|折扣券|红包|大礼包|福利)/u,
  },
  { why: WHY.gift, is: /(?:免费|0元|零元)(?:试用|领|送|抽)|(?:参与|快来|点击)抽奖|抽奖赢/u },
  {
    why: WHY.call,
    is: /(?:立即|马上|赶快|赶紧|快来|速来|点击|火速|欢迎|抓紧)(?:抢购|抢|购买|选购|下单|囤货|入手|开抢)/u,
  },
  { why: WHY.call, is: /先到先得|售完即止|错过(?:不再|再等)|不容错过|手慢无|不要错过/u },
  {
    why: WHY.event,
    is: /(?:大促|促销|特卖|清仓|秒杀|抢购|周年庆|购物节|会员日)(?:活动)?(?:来袭|开启|开始|开抢|钜惠|狂欢|火热|进行中|专场)/u,
  },
  { why: WHY.event, is: /新品(?:上市|首发|上架|尝鲜)|爆款|钜惠|清仓价|亏本/u },
  { why: WHY.refusal, is: /(?:拒收|退订)请?(?:回复|回)[a-z0-9]|回(?:复)?(?:td|t|r|n)退订/u },
];

const en: readonly Sign[] = [
  {
    why: WHY.price,
    is: /\b\d{1,2} ?% off\b|[¥$€£] ?\d+ off\b|\b\d+ off (?:orders? (?:over|above) )?[¥$€£]?\d+\b|\bhalf price\b/u,
  },
  {
    why: WHY.price,
    is: /\b(?:limited[- ]time|special|exclusive|hot|today only) (?:offers?|deals?|discounts?|prices?)\b/u,
  },
  {
    why: WHY.gift,
    is: /\b(?:claim|grab|get|win|enjoy) (?:your |a |an |our )?(?:free )?(?:coupons?|vouchers?|discounts?|gifts?|prizes?)\b/u,
  },
  {
    why: WHY.gift,
    is: /\b(?:use|with) (?:promo|coupon|discount) code\b|\bfree (?:trial|gift)\b|\bbuy (?:one|two|\d),? get (?:one|\d)\b/u,
  },
  {
    why: WHY.call,
    is: /\b(?:(?:shop|buy) (?:now|today)|order (?:now|yours))\b|\bdon[’']t miss (?:out|it|this)\b|\bwhile (?:stocks?|supplies) lasts?\b/u,
  },
  {
    why: WHY.event,
    is: /\b(?:flash|clearance|mega|summer|winter|black friday) sale\b|\bsale (?:is on|starts|ends)\b|\bnew arrivals?\b/u,
  },
  { why: WHY.refusal, is: /\b(?:reply|text) (?:r|t|td|stop|n) to (?:unsubscribe|opt out|refuse|stop)\b/u },
];

export type MarketingWords = { words: string; rule: Words };

const told = (words: string, why: Words): MarketingWords => ({
  words,
  rule: {
    zh: `“${words}”是营销内容（${why.zh}），服务模板里不能有；请用营销活动发送`,
    en: `“${words}” is advertising (${why.en}), which no service template may hold; send it as a campaign`,
  },
});

/** The first words of it that advertise; null: none do. */
export function marketingWords(text: string): MarketingWords | null {
  const plain = text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/\p{Cf}/gu, '');
  const close = plain.replace(/\s+/gu, '');
  for (const { why, is } of zh) {
    const found = is.exec(close);
    if (found) return told(found[0], why);
  }
  const spaced = plain.replace(/\s+/gu, ' ');
  for (const { why, is } of en) {
    const found = is.exec(spaced);
    if (found) return told(found[0], why);
  }
  return null;
}

/** Where a template's own words advertise, each place once. */
export function marketingFaults({ title, text, wechat, sms, smsEnglish }: Reminder): ReminderFault[] {
  const under = (path: string, of: Readonly<Record<string, string>> = {}) =>
    Object.entries(of).map(([key, words]) => [`${path}.${key}`, words] as const);
  const places = [
    ...[...under('title', title), ...under('text', text), ...under('wechat.values', wechat?.values)],
    ...(sms ? [['sms.text', sms.text] as const, ...under('sms.values', sms.values)] : []),
    ...(smsEnglish
      ? [['smsEnglish.text', smsEnglish.text] as const, ...under('smsEnglish.values', smsEnglish.values)]
      : []),
  ];
  return places.flatMap(([path, words]) => {
    const found = marketingWords(words);
    return found ? [{ path, rule: found.rule }] : [];
  });
}
