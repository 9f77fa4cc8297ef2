/** A small knowledge base of these tests' own, so that they say what the rules do and not what a demo contains. */
import type { Entry } from '../../shared/knowledge.ts';
import type { Body } from '../../shared/message.ts';
import { fallbackText } from '../../shared/message.ts';
import {
  anybody,
  freshMind,
  think,
  type Asker,
  type Heard,
  type Mind,
  type Said,
  type Thought,
} from '../../worker/brain/think.ts';
import { snapshotOf } from '../../worker/knowledge/snapshot.ts';

export const NOW = 1_764_000_000_000;

function entry(id: string, skill: string, question: string, similar: string[], more: Partial<Entry> = {}): Entry {
  return {
    ...{ id, skill, category: 'shop', audience: 'everyone', owner: '', related: [] },
    zh: { question, similar, answer: { text: `${question}：见说明。` } },
    ...more,
  };
}

const entries: Entry[] = [
  entry('refund-steps', 'aftersales', '怎么申请退款', ['退款流程是什么', '我想退款', '如何退钱', '申请退款的步骤'], {
    zh: {
      question: '怎么申请退款',
      similar: ['退款流程是什么', '我想退款', '如何退钱', '申请退款的步骤'],
      answer: {
        text: '退款分三步。',
        steps: ['打开订单', '点申请退款', '提交'],
        buttons: [
          { label: '退款多久到账', act: { kind: 'ask', question: '发票怎么开' } },
          { label: '包邮吗', act: { kind: 'entry', entry: 'shipping-fee' } },
        ],
      },
      variants: {
        sms: '短信：打开订单，点申请退款。',
        phone: '请打开订单，再点申请退款。',
        wechat: '微信：订单里点申请退款。',
      },
    },
  }),
  entry('invoice', 'invoice', '发票怎么开', ['我要开发票', '能开增值税发票吗', '发票在哪里申请', '开具电子发票']),
  entry('shipping-fee', 'logistics', '运费怎么算', ['满多少包邮', '快递费多少钱', '邮费谁出', '寄到外地要运费吗']),
  entry('visit-cancel', 'aftersales', '怎么取消上门预约', ['上门预约不要了', '取消预约']),
  entry('visit-change', 'aftersales', '怎么修改上门预约', ['上门预约换个时间', '修改预约']),
  entry('member-gift', 'member', '会员生日礼物怎么领', ['生日礼在哪里领取', '会员生日有什么礼物'], {
    audience: 'members',
  }),
  entry('known-only', 'member', '怎么改绑手机号', ['手机号换了怎么改绑', '改绑手机'], { audience: 'known' }),
  entry('spring', 'presale', '春节几号停发货', ['过年放假停发货吗', '春节期间发不发货'], { validUntil: NOW - 1 }),
  entry('autumn', 'presale', '双十一红包怎么抢', ['双十一红包入口在哪', '双十一抢红包'], { validFrom: NOW + 1 }),
];

export const base = snapshotOf({ version: 'v7', entries, flows: [], top: ['refund-steps', 'invoice'], synonyms: [] });

/** Somebody talking to the robot, with what is known of them. */
export class Visitor {
  mind: Mind = freshMind;
  readonly said: Said[] = [];
  readonly asker: Asker;
  readonly knowledge: typeof base | null;

  constructor(asker: Partial<Asker> = {}, knowledge: typeof base | null = base) {
    this.asker = { ...anybody, ...asker };
    this.knowledge = knowledge;
  }

  say(text: string, option?: string): Thought {
    return this.body({ kind: 'text', text, ...(option === undefined ? {} : { option }) });
  }

  body(body: Body): Thought {
    this.said.push({ speaker: 'customer', text: fallbackText(body) });
    return this.hear({ kind: 'message', body, now: NOW });
  }

  hear(heard: Heard): Thought {
    const thought = think(this.mind, { ...heard, asker: this.asker }, this.said, this.knowledge);
    this.mind = thought.mind;
    for (const line of thought.say) {
      this.said.push({
        speaker: 'robot',
        text: fallbackText(line.body),
        ...(line.source ? { source: line.source } : {}),
      });
    }
    return thought;
  }
}

export function words(thought: Thought): string {
  return thought.say.map((line) => fallbackText(line.body)).join('\n');
}

export function optionIds(thought: Thought): string[] {
  return thought.say.flatMap(({ body }) =>
    body.kind === 'menu' || body.kind === 'answer' ? (body.options ?? []).map((one) => one.id) : [],
  );
}

/** Words near several entries and sure of none, whatever the ranking is made of. */
export const unclear =
  [
    '预约的事',
    '上门的事',
    '上门预约',
    '预约',
    '上门预约怎么弄',
    '怎么预约上门',
    '我的预约',
    '不要预约换时间',
    '取消还是修改预约',
    '生日预约',
    '预约运费',
    '礼物发票',
    '发票运费',
  ].find((text) => new Visitor().say(text).mind.guessed !== undefined) ?? '';
