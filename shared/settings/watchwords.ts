/** 敏感词: lists of words that are looked for in what agents write, in what customers write, or in both. */
import * as v from 'valibot';

/** Words of all lists together. */
export const MOST_WORDS = 5_000;

const title = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(40));
const word = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(40));

export const watchlist = v.strictObject({
  id: v.pipe(v.string(), v.regex(/^[a-z0-9][a-z0-9-]{0,31}$/u, 'lower-case letters, digits and hyphens')),
  zh: title,
  en: title,
  /** Whose words: `out` what an agent writes, `in` what a customer writes. */
  direction: v.picklist(['out', 'in', 'both']),
  /**
   * What happens to an agent's words: `block` they don't leave, `flag` they leave and are marked for the lead. A customer's words are
   * marked in either case and never held back.
   */
  action: v.picklist(['block', 'flag']),
  on: v.boolean(),
  words: v.array(word),
  /** Phrases in which a word of the list is harmless (微信 in 微信支付). */
  except: v.array(word),
});
export type Watchlist = v.InferOutput<typeof watchlist>;

export const watchwords = v.strictObject({
  lists: v.pipe(
    v.array(watchlist),
    v.maxLength(50),
    v.check((lists) => new Set(lists.map((one) => one.id)).size === lists.length, 'every id once'),
    v.check(
      (lists) => lists.reduce((sum, one) => sum + one.words.length + one.except.length, 0) <= MOST_WORDS,
      `at most ${MOST_WORDS} words in all`,
    ),
  ),
});
export type Watchwords = v.InferOutput<typeof watchwords>;

export const emptyWatchwords: Watchwords = { lists: [] };

/** What a shop in China keeps its agents from saying: leading customers away, absolutes (广告法 art. 9), promises nobody may give, abuse. */
export const demoWatchwords: Watchwords = {
  lists: [
    {
      id: 'away',
      zh: '引导站外交易',
      en: 'Leading customers away',
      direction: 'out',
      action: 'block',
      on: true,
      words: [
        '加我微信',
        '加微信',
        '私下转账',
        '转到我的账户',
        '支付宝转我',
        '私下交易',
        '线下交易',
        '加我QQ',
        '刷单',
        '返现给好评',
      ],
      except: [],
    },
    {
      id: 'absolute',
      zh: '绝对化用语（广告法第九条）',
      en: 'Absolutes (Advertising Law, art. 9)',
      direction: 'out',
      action: 'flag',
      on: true,
      words: [
        '国家级',
        '最高级',
        '最佳',
        '全网第一',
        '全国第一',
        '史上最低',
        '绝无仅有',
        '百分之百有效',
        '100%有效',
        '永不反弹',
      ],
      except: ['最佳使用', '最佳状态', '最佳体验', '最佳赏味'],
    },
    {
      id: 'promise',
      zh: '不当承诺',
      en: 'Promises nobody may give',
      direction: 'out',
      action: 'flag',
      on: true,
      words: [
        '保证赔',
        '肯定赔',
        '包赔',
        '绝对没问题',
        '保证到货',
        '一定能退',
        '假一赔百',
        'guaranteed refund',
        'we promise',
      ],
      except: [],
    },
    {
      id: 'abuse',
      zh: '辱骂',
      en: 'Abuse',
      direction: 'both',
      action: 'block',
      on: true,
      words: [
        '傻逼',
        '傻B',
        '煞笔',
        '去死',
        '滚蛋',
        '神经病',
        '你妈的',
        '他妈的',
        '王八蛋',
        'idiot',
        'fuck',
        'asshole',
      ],
      except: [],
    },
    {
      id: 'rights',
      zh: '投诉与维权',
      en: 'Complaints and rights',
      direction: 'in',
      action: 'flag',
      on: true,
      words: ['12315', '12345', '消协', '工商局', '市场监管', '起诉', '律师函', '曝光', '315', '黑猫投诉'],
      except: ['12315平台怎么'],
    },
  ],
};
