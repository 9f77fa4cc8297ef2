import { describe, expect, test } from 'vitest';
import { hearing, optionsOf, wordsOf } from './robot.ts';
import { fresh } from './fresh.ts';
import * as tables from './tables.ts';

describe('R3 a person is one word away', () => {
  test.each(tables.wantsHuman)('%s → transfer at once', (text) => {
    expect(hearing(text).handover).toMatchObject({ reason: 'customer_asked', urgency: 'normal' });
  });
  test.each(tables.refusesRobots)('%s → transfer, no persuasion', (text) => {
    expect(hearing(text).handover?.reason).toBe('refuses_robot');
  });
  test.each(tables.needsNoHuman)('%s → stays', (text) => {
    expect(hearing(text).handover).toBeUndefined();
  });
  test.each(tables.asksWhatIAm)('%s → admits being a robot', (text) => {
    const thought = hearing(text);
    expect(wordsOf(thought)).toMatch(/机器人，不是真人|a robot, not a person/u);
    expect(optionsOf(thought).map((one) => one.id)).toContain('human');
    expect(thought.handover).toBeUndefined();
  });
  test('R3 别跟机器人废话了，找个人来 → transfer', () => {
    expect(hearing('别跟机器人废话了，找个人来').handover).toBeDefined();
  });
  test.each(tables.declinesOnly)('R3 %s → stays, starts nothing', (text) => {
    const thought = hearing(text);
    expect(wordsOf(thought)).toMatch(/^(?:好的，请继续说您的问题。|All right\. Please go on\.)$/u);
    expect(thought.mind).toMatchObject({ misses: 0, flow: null });
  });
  test('R3 what else was asked beside “不用转人工” is answered', () => {
    expect(hearing('不用转人工，退款流程').say[0]?.source?.entry).toBe('refund-steps');
  });
  test.each(['fapiao', 'zhuan ren gong', 'rengong', 'ｆａｐｉａｏ', 'BBBB', 'VIP', 'ok'])(
    'R3 %s first or within a Chinese talk stays Chinese',
    (text) => {
      for (const before of [undefined, hearing('你好').mind]) {
        const thought = hearing(text, before);
        expect(thought.mind.language).toBe('zh');
        expect(wordsOf(thought)).toMatch(/\p{Script=Han}/u);
        expect(thought.handover?.language ?? 'zh').toBe('zh');
      }
    },
  );
  test('asking what it is and for a person in one breath transfers', () => {
    expect(hearing('你是机器人吧，我要转人工').handover?.reason).toBe('customer_asked');
    expect(hearing('are you a bot? I want a human').handover?.reason).toBe('customer_asked');
  });
});

describe('R5 safety comes before everything', () => {
  test.each(tables.secrets)('%s → transfer, never repeated', (text, secret) => {
    const thought = hearing(text);
    expect(thought.handover?.reason).toBe('information_security');
    const bare = secret.normalize('NFKC').replace(/[ -]/gu, '');
    const told = JSON.stringify(thought).normalize('NFKC').replace(/[ -]/gu, '');
    expect(told).not.toContain(bare);
    expect(told).toContain('[已隐去]');
  });
  test.each(tables.noSecret)('%s is no secret', (text) => {
    expect(hearing(text).handover).toBeUndefined();
  });
  test.each(tables.dangers)('%s → urgent', (text) => {
    expect(hearing(text).handover).toMatchObject({ reason: 'danger', urgency: 'urgent' });
  });
  test.each(tables.upsets)('%s → asks first, then transfers on yes', (text) => {
    const asked = hearing(text);
    expect(asked.handover).toBeUndefined();
    expect(optionsOf(asked).map((one) => one.id)).toEqual(['human', 'no']);
    expect(hearing('是', asked.mind).handover?.reason).toBe('complaint');
    expect(hearing('yes please', asked.mind).handover?.reason).toBe('complaint');
    expect(hearing('1', asked.mind).handover?.reason).toBe('complaint');
    expect(hearing('投诉！', asked.mind).handover?.reason).toBe('complaint');
    expect(hearing('否', asked.mind).handover).toBeUndefined();
  });
  test.each(tables.notUpset)('%s is no anger', (text) => {
    expect(hearing(text).mind.confirmHuman).toBeUndefined();
  });
});

describe('R1 answers come from published entries, or not at all', () => {
  test.each(tables.answered)('%s → %s', (text, entry) => {
    const [line, more] = hearing(text).say;
    expect(line?.source).toMatchObject({ entry, version: expect.stringMatching(/\S/u) });
    expect(more).toBeUndefined();
  });
  test('退款流程 gives the steps, and a way to a person', () => {
    const body = hearing('退款流程').say[0]?.body;
    expect(body).toMatchObject({ kind: 'answer', text: expect.stringContaining('退款') });
    expect(body?.kind === 'answer' ? body.options?.at(-1) : null).toEqual({ id: 'human', label: '转人工' });
    expect(body?.kind === 'answer' ? body.steps?.length : 0).toBeGreaterThanOrEqual(3);
  });
  test.each(tables.outOfScope)('%s → not answered', (text) => {
    const thought = hearing(text);
    expect(thought.say).toHaveLength(1);
    expect(thought.say[0]?.source).toBeUndefined();
    expect(thought.call).toBeUndefined();
    expect(optionsOf(thought).map((one) => one.id)).toContain('human');
  });
  test('R2 of questions it was not tuned to, most are answered or offered and hardly any wrongly', () => {
    let right = 0;
    let offered = 0;
    let wrong = 0;
    for (const [text, entry] of fresh) {
      const thought = hearing(text);
      const source = thought.say[0]?.source?.entry;
      if (source === entry) right += 1;
      else if (source !== undefined) wrong += 1;
      else if (optionsOf(thought).some((one) => one.id === `entry:${entry}`)) offered += 1;
    }
    expect(right / fresh.length).toBeGreaterThan(0.6);
    expect((right + offered) / fresh.length).toBeGreaterThan(0.75);
    expect(wrong / fresh.length).toBeLessThan(0.05);
  });
});

describe('R4 the order flow hears its start', () => {
  test.each(tables.asksForOrder)('%s → asks for the number', (text) => {
    const thought = hearing(text);
    expect(wordsOf(thought)).toMatch(/^(请问您的订单号是多少？|What is your order number\?)$/u);
    expect(thought.mind.flow).toMatchObject({ asked: { kind: 'slot', slot: 'order' }, tries: 0 });
    expect(['order-status', 'logistics']).toContain(thought.mind.flow?.flow.id);
  });
  test.each(tables.namesNumber)('%s → looks up %s', (text, number) => {
    const thought = hearing(text);
    expect(thought.call?.slots).toEqual({ order: number });
    expect(thought.say).toEqual([]);
  });
});
