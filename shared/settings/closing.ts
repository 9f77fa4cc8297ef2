/** How an encounter is served and ends: greeting, silence, summary (服务小结), tags, and the asking for a rating (邀评). */
import * as v from 'valibot';

const id = v.pipe(v.string(), v.regex(/^[a-z0-9][a-z0-9-]{0,39}$/u, 'lower case letters, digits and hyphens'));
const label = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(40));
const words = v.strictObject({
  zh: v.pipe(v.string(), v.trim(), v.maxLength(300)),
  en: v.pipe(v.string(), v.trim(), v.maxLength(300)),
});
const ms = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(30 * 24 * 3_600_000));
const called = { id, zh: label, en: label };
const score = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(5));

export const closing = v.strictObject({
  /** Two levels; an encounter is filed under a leaf: a category without children, or one of its children. */
  categories: v.pipe(
    v.array(v.strictObject({ ...called, children: v.pipe(v.array(v.strictObject(called)), v.maxLength(40)) })),
    v.maxLength(40),
    v.check(
      (given) => new Set(leaves(given).map((one) => one.id)).size === leaves(given).length,
      'one id, one category',
    ),
  ),
  /** Without a summary no agent closes. */
  required: v.boolean(),
  /** Tags offered for encounters; `free`: agents may write their own. */
  tags: v.pipe(v.array(v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(24))), v.maxLength(100)),
  free: v.boolean(),
  /** Said by the agent who takes an encounter the first time; empty: nothing. {坐席} and {agent} become the name. */
  greeting: words,
  /** Said when an agent closes; empty: nothing. */
  words,
  /** A customer who is silent for so long after the agent's word is reminded, then the encounter ends. 0: never. */
  idle: v.strictObject({ remindMs: ms, endMs: ms, remind: words, end: words }),
  rating: v.strictObject({
    onClose: v.boolean(),
    onTimeout: v.boolean(),
    untilMs: ms,
    /** Reasons to choose from, by the scores they are offered at. */
    tags: v.pipe(v.array(v.strictObject({ zh: label, en: label, from: score, to: score })), v.maxLength(40)),
    /** The invitation in words where there are no stars to tap; empty: that channel isn't asked. */
    wechat: words,
    sms: words,
  }),
});
export type ClosingSettings = v.InferOutput<typeof closing>;

type Named = { id: string; zh: string; en: string };

/** Every leaf of the tree with the words of its whole path. */
export function leaves(categories: readonly (Named & { children: readonly Named[] })[]): Named[] {
  return categories.flatMap((one) =>
    one.children.length === 0
      ? [{ id: one.id, zh: one.zh, en: one.en }]
      : one.children.map((leaf) => ({ id: leaf.id, zh: `${one.zh} / ${leaf.zh}`, en: `${one.en} / ${leaf.en}` })),
  );
}

const MINUTE = 60_000;
const none = { zh: '', en: '' };
const asked = {
  zh: '请为本次服务打分，直接回复数字：5 非常满意，4 满意，3 一般，2 不满意，1 极不满意。',
  en: 'How was our service? Reply with a number: 5 very good, 4 good, 3 fair, 2 poor, 1 very poor.',
};

/** No summary is asked for, nobody is hurried; who was served may rate for two days. */
export const emptyClosing: ClosingSettings = {
  categories: [],
  required: false,
  tags: [],
  free: true,
  greeting: none,
  words: none,
  idle: { remindMs: 0, endMs: 0, remind: none, end: none },
  rating: { onClose: true, onTimeout: true, untilMs: 48 * 60 * MINUTE, tags: [], wechat: none, sms: none },
};

const leaf = (name: string, zh: string, en: string) => ({ id: name, zh, en });
const tagAt = (from: number, to: number, zh: string, en: string) => ({ zh, en, from, to });

export const demoClosing: ClosingSettings = {
  categories: [
    {
      ...leaf('presale', '售前咨询', 'Before buying'),
      children: [
        leaf('presale-product', '商品信息', 'Product'),
        leaf('presale-price', '价格与优惠', 'Price and offers'),
        leaf('presale-stock', '库存与发货', 'Stock and dispatch'),
      ],
    },
    {
      ...leaf('delivery', '物流', 'Delivery'),
      children: [
        leaf('delivery-late', '催促与延误', 'Late'),
        leaf('delivery-address', '修改地址', 'Change of address'),
        leaf('delivery-lost', '丢件破损', 'Lost or damaged'),
      ],
    },
    {
      ...leaf('aftersales', '售后', 'After-sales'),
      children: [
        leaf('aftersales-refund', '退货退款', 'Return and refund'),
        leaf('aftersales-exchange', '换货', 'Exchange'),
        leaf('aftersales-repair', '维修安装', 'Repair and installation'),
        leaf('aftersales-invoice', '发票', 'Invoice'),
      ],
    },
    { ...leaf('account', '账户与会员', 'Account and membership'), children: [] },
    { ...leaf('complaint', '投诉建议', 'Complaint'), children: [] },
    { ...leaf('other', '其他', 'Other'), children: [] },
  ],
  required: true,
  tags: ['高意向', '需回访', '情绪激动', '老客户', '价格敏感', '质量问题'],
  free: true,
  greeting: { zh: '您好，我是{坐席}，很高兴为您服务。', en: 'Hello, this is {agent}. How can I help?' },
  words: { zh: '感谢您的咨询，祝您生活愉快，再见！', en: 'Thank you for writing to us. Have a nice day!' },
  idle: {
    remindMs: 10 * MINUTE,
    endMs: 20 * MINUTE,
    remind: {
      zh: '您好，还在吗？如果暂时没有其他问题，会话稍后会自动结束，您随时可以再次联系我们。',
      en: 'Are you still there? The conversation will end by itself in a while; you can write again at any time.',
    },
    end: {
      zh: '由于长时间没有收到您的回复，本次会话已自动结束。如仍需帮助，直接发消息即可。',
      en: 'As we haven’t heard from you for a while, this conversation has ended. Write again whenever you need us.',
    },
  },
  rating: {
    onClose: true,
    onTimeout: true,
    untilMs: 48 * 60 * MINUTE,
    tags: [
      tagAt(4, 5, '响应及时', 'Quick'),
      tagAt(4, 5, '态度亲切', 'Friendly'),
      tagAt(4, 5, '专业准确', 'Knows the subject'),
      tagAt(4, 5, '问题解决', 'Solved'),
      tagAt(1, 3, '等待太久', 'Waited too long'),
      tagAt(1, 3, '没有解决', 'Not solved'),
      tagAt(1, 3, '答非所问', 'Not to the point'),
      tagAt(1, 3, '态度不好', 'Unfriendly'),
    ],
    wechat: asked,
    sms: { zh: asked.zh, en: asked.en },
  },
};
