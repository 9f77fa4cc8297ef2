/** Topics as the gateway tells them, for a story that can't wait for weeks of questions; checked against the contract before it is served. */
import * as v from 'valibot';
import { dateOf } from '../../shared/calendar.ts';
import {
  topicAnswer,
  topicsAnswer,
  weeksAnswer,
  type TopicRow,
  type TopicSums,
  type Topics,
} from '../../shared/topics/api.ts';
import { dayAfter, mondayOf } from '../../shared/zone.ts';

const today = dateOf(Date.now());
const sums = (more: Partial<TopicSums>): TopicSums => ({
  ...{ sessions: 0, missed: 0, unhelpful: 0, inVain: 0, people: 0, fault: 0, upset: 0, agentMs: 0 },
  ...more,
});
const row = (id: string, name: string, typical: string, more: Partial<TopicRow>): TopicRow => ({
  ...{ id, name, language: 'zh', typical, bornAt: Date.now() - 30 * 86_400_000, sums: sums({}), before: 0 },
  ...{ days: [0, 0, 0, 0, 0, 0, 0], fresh: false, rise: null, cause: 'none', needless: 0, entry: null },
  ...{ channels: [{ id: 'web', sessions: 3 }], groups: [{ id: '', sessions: 3 }] },
  ...{ products: [{ id: '', sessions: 3 }], levels: [{ id: '金卡', sessions: 3 }] },
  ...more,
});

const rows: TopicRow[] = [
  row('t1', '滤芯 · 更换', '净水器滤芯怎么更换', {
    sums: sums({ sessions: 42, missed: 30, people: 21, agentMs: 6_180_000 }),
    ...{ before: 12, days: [2, 3, 2, 4, 5, 8, 18], rise: { sessions: 18, usual: 2.5 }, cause: 'missing', needless: 30 },
    channels: [
      { id: 'web', sessions: 30 },
      { id: 'wechat', sessions: 12 },
    ],
    products: [{ id: '净享 S3 净水器', sessions: 28 }],
  }),
  row('t2', '退款 · 到账', '退款多久到账', {
    sums: sums({ sessions: 31, unhelpful: 6, inVain: 9, people: 12, agentMs: 2_400_000 }),
    ...{ before: 40, days: [6, 5, 4, 4, 4, 4, 4], cause: 'wrong', needless: 15, entry: 'refund-flow' },
  }),
  row('t3', '漏水 · 接口', '接口一直漏水', {
    sums: sums({ sessions: 12, fault: 9, people: 10, upset: 4, agentMs: 4_020_000 }),
    ...{ days: [0, 0, 0, 0, 0, 0, 12], fresh: true, cause: 'product', needless: 9 },
  }),
  row('t4', '发票 · 抬头', '电子发票抬头怎么改', {
    ...{ sums: sums({ sessions: 8 }), before: 8, days: [1, 1, 1, 2, 1, 1, 1], entry: 'invoice' },
  }),
];

export const toldOf = (shown: readonly TopicRow[] = rows): Topics =>
  v.parse(topicsAnswer, {
    ...{ ok: true, from: dayAfter(today, -6), to: today, sessions: 104, loose: 11, minuteCost: 1.5, rows: shown },
  });
/** A row of a range of one day, two weeks or four. */
export const spread = (days: number): Topics => ({
  ...toldOf(rows.map((one) => ({ ...one, days: Array.from({ length: days }, (_, at) => at % 5) }))),
  from: dayAfter(today, 1 - days),
});

export const examplesOf = (customer: string, session: string) =>
  v.parse(topicAnswer, {
    ...{ ok: true, name: '滤芯 · 更换', language: 'zh' },
    examples: ['滤芯多久换一次', '更换滤芯要关水吗', '净水器滤芯怎么更换'].map((text, at) => ({
      ...{ customer, session: customer === '' ? '' : session, number: customer === '' ? '' : `20260105-000${at}` },
      ...{ at: Date.now() - at * 3_600_000, channel: 'web', text, fate: at === 0 ? 'people' : 'missed', entry: null },
    })),
  });

const line = (topic: string, name: string, typical: string, needless: number) => ({
  ...{ topic, name, language: 'zh', typical, cause: 'missing', entry: null, sessions: needless + 9, needless },
  ...{ agentMs: needless * 96_000, after: null },
});
const monday = mondayOf(today);
export const weeksTold = v.parse(weeksAnswer, {
  ok: true,
  weeks: [
    { week: dayAfter(monday, -7), rows: [line('t1', '滤芯 · 更换', '净水器滤芯怎么更换', 30)] },
    {
      week: dayAfter(monday, -14),
      rows: [
        {
          ...line('t5', '安装 · 预约', '怎么预约安装', 22),
          after: { sessions: 14, needless: 3, answered: 'refund-flow' },
        },
        {
          ...line('t3', '漏水 · 接口', '接口一直漏水', 6),
          ...{ cause: 'product', after: { sessions: 12, needless: 9, answered: null } },
        },
      ],
    },
  ],
});
