/** 猜你想问 under an answer: what is offered, to whom, and when nothing is. */
import { describe, expect, it } from 'vitest';
import type { Entry } from '../../shared/knowledge.ts';
import {
  freshMind,
  think,
  type Asker,
  type Heard,
  type Mind,
  type Said,
  type Thought,
} from '../../worker/brain/think.ts';
import { sayEntry } from '../../worker/brain/answer.ts';
import type { Moment } from '../../worker/brain/mind.ts';
import { withRelated } from '../../worker/brain/related.ts';
import { snapshotOf } from '../../worker/knowledge/snapshot.ts';
import { knowledge, signedIn, START, Talk } from './robot.ts';

const relatedIn = (thought: Thought) => thought.say.flatMap(({ source }) => source?.related ?? []).map(({ id }) => id);

function asked(text: string, change: { mind?: Mind; asker?: Asker; said?: Said[]; base?: typeof knowledge } = {}) {
  const { mind = freshMind, asker = signedIn, said = [], base = knowledge } = change;
  return think(mind, { kind: 'message', body: { kind: 'text', text }, now: START, asker }, said, base);
}

describe('N74 questions near the answered one', () => {
  it('are the editors’ first, at most three, none of them the answered one; a tap is an answer of its own', () => {
    const thought = asked('满减和优惠券可以叠加吗');
    const [said] = thought.say;
    expect(said?.source?.entry).toBe('promotion');
    expect(relatedIn(thought)).toEqual(['entry:coupon-use', 'entry:coupon-fail', 'entry:member-benefits']);
    expect(said?.source?.related?.[0]?.label).toBe(knowledge.entries.get('coupon-use')?.zh?.question);
    const tapped: Heard = {
      kind: 'message',
      body: { kind: 'text', text: '…', option: 'entry:coupon-fail' },
      now: START,
    };
    expect(think(thought.mind, tapped, [], knowledge).say[0]?.source?.entry).toBe('coupon-fail');
  });

  it('leave out what this encounter has answered, and what the answer’s own buttons lead to', () => {
    const source = { entry: 'coupon-fail', version: 'v' };
    expect(
      relatedIn(asked('满减和优惠券可以叠加吗', { said: [{ speaker: 'robot', text: '…', source }] })),
    ).not.toContain('entry:coupon-fail');
    for (const id of ids()) {
      const [said] = asked(knowledge.entries.get(id)?.zh?.question ?? '').say;
      const options = said?.body.kind === 'answer' ? (said.body.options ?? []) : [];
      for (const one of said?.source?.related ?? []) {
        expect(one.id).not.toBe(`entry:${said?.source?.entry}`);
        expect(options.map((option) => option.id)).not.toContain(one.id);
        expect(knowledge.entries.get(one.id.slice(6))).toBeDefined();
      }
      expect((said?.source?.related ?? []).length).toBeLessThanOrEqual(3);
    }
  });

  it.each(['sms', 'wechat', 'phone'] as const)('are none on %s, where there is nothing to tap', (channel) => {
    expect(relatedIn(asked('满减和优惠券可以叠加吗', { asker: { ...signedIn, channel } }))).toEqual([]);
    expect(relatedIn(asked('满减和优惠券可以叠加吗', { asker: { ...signedIn, channel: 'miniprogram' } }))).toHaveLength(
      3,
    );
  });

  it('are none beside a dialog that runs, whether asked in between or tapped; once it is over they are back', () => {
    const talk = new Talk();
    talk.say('我要退款');
    expect(talk.mind.flow?.asked.kind).not.toBe('over');
    const between = talk.tap('entry:promotion');
    expect(between.say[0]?.source?.entry).toBe('promotion');
    expect(relatedIn(between)).toEqual([]);
    expect(relatedIn(talk.say('满减和优惠券可以叠加吗'))).toEqual([]);
    expect(besideMind(talk.mind)).toBe(0);
    talk.say('取消');
    expect(besideMind(talk.mind)).toBe(3);
    expect(relatedIn(talk.say('满减和优惠券可以叠加吗'))).toHaveLength(3);
  });

  const entry = (id: string, question: string, more: Partial<Entry> = {}): Entry => ({
    ...{ id, category: 'shop', skill: 'presale', audience: 'everyone', owner: '', related: [] },
    zh: { question, similar: [], answer: { text: `${question}：见说明。` } },
    ...more,
  });
  const small = (...entries: Entry[]) => snapshotOf({ version: 'v', entries, flows: [], top: [], synonyms: [] });

  it('are the nearest of the category where the editors named none, and none where nothing is near', () => {
    const one = entry('fee', '运费怎么算');
    const near = entry('fee-back', '退货的运费怎么算');
    const far = entry('gift', '生日礼物在哪里领');
    const other = entry('fee-bank', '提现的运费怎么算', { category: 'wallet' });
    expect(relatedIn(asked('运费怎么算', { base: small(one, near, far, other) }))).toEqual(['entry:fee-back']);
    expect(relatedIn(asked('运费怎么算', { base: small(one, far) }))).toEqual([]);
  });

  it('are only what this person may hear, now, and what is written in their language', () => {
    const one = entry('fee', '运费怎么算', { related: ['member', 'over', 'english', 'gone', 'open'] });
    const base = small(
      one,
      entry('member', '会员怎么包邮', { audience: 'members' }),
      entry('over', '双十一包邮吗', { validUntil: START }),
      {
        ...entry('english', ''),
        zh: undefined,
        en: { question: 'Free?', similar: [], answer: { text: 'No.' } },
      },
      entry('open', '寄到国外吗'),
    );
    expect(relatedIn(asked('运费怎么算', { base }))).toEqual(['entry:open']);
    expect(relatedIn(asked('运费怎么算', { base, asker: { ...signedIn, member: true } }))).toEqual([
      'entry:member',
      'entry:open',
    ]);
  });
});

/** How many stand beside an answer said in this state of mind, whatever led to it. */
function besideMind(mind: Mind): number {
  const answer = knowledge.entries.get('promotion');
  if (!answer) throw new Error('no entry');
  const asker = signedIn;
  const moment: Moment = { mind, text: '', now: START, asker, transcript: [], knowledge, blind: false, standing: {} };
  return relatedIn(withRelated(moment, answer, sayEntry(moment, answer))).length;
}

function ids(): string[] {
  return knowledge.index.zh.base.ids.filter((id) => !id.startsWith('flow:'));
}
