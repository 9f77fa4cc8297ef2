/** Whatever comes in between, a dialog ends with the slots of the straight one. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Body } from '../../shared/message.ts';
import {
  anybody,
  freshMind,
  think,
  type Asker,
  type CompanyAnswer,
  type Heard,
  type Mind,
  type Thought,
} from '../../worker/brain/think.ts';
import { demoFlows } from '../../worker/knowledge/flows.ts';
import { knowledge, START } from './robot.ts';
import { scripts } from './scripts.ts';

type Between =
  | { kind: 'words'; text: string }
  | { kind: 'slept'; ms: number }
  | { kind: 'channel'; channel: Asker['channel'] }
  | { kind: 'detour' }
  | { kind: 'stale' }
  | { kind: 'repeat' }
  | { kind: 'event' };

const between: fc.Arbitrary<Between> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc
      .constantFrom(
        '运费怎么算',
        '顺便问下多久发货',
        '谢谢',
        '你好',
        '好的',
        '继续',
        '在吗',
        'what is the shipping fee',
        '多久发货',
      )
      .map((text) => ({ kind: 'words' as const, text })),
  },
  { weight: 1, arbitrary: fc.integer({ min: 1, max: 3 * 3_600_000 }).map((ms) => ({ kind: 'slept' as const, ms })) },
  {
    weight: 1,
    arbitrary: fc
      .constantFrom('web' as const, 'sms' as const, 'wechat' as const, 'miniprogram' as const)
      .map((channel) => ({ kind: 'channel' as const, channel })),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      { kind: 'detour' as const },
      { kind: 'stale' as const },
      { kind: 'repeat' as const },
      { kind: 'event' as const },
    ),
  },
);

/** What reaches the robot of a customer who talks. */
type Said = { kind: 'message'; body: Body } | { kind: 'called'; call: string; answer: CompanyAnswer };

/** A customer who answers what is asked, with anything in between; the company answers every call well. */
class Customer {
  mind: Mind = freshMind;
  readonly calls: NonNullable<Thought['call']>[] = [];
  readonly done: NonNullable<Thought['call']>[] = [];
  #now = START;
  #channel: Asker['channel'] = 'web';
  #last: { call: string; answer: CompanyAnswer } | null = null;

  hear(body: Body): Thought {
    return this.#think({ kind: 'message', body });
  }

  /** The company answers, once. */
  settle(): void {
    for (let asked = this.mind.flow?.asked; asked?.kind === 'call'; asked = this.mind.flow?.asked) {
      const outcome = asked.of === 'check' ? 'ok' : 'done';
      this.#last = { call: asked.call, answer: { ok: true, outcome, values: { item: '夹克', amount: '329.00' } } };
      const before = asked.call;
      this.#think({ kind: 'called', ...this.#last });
      if (this.mind.flow?.asked.kind === 'call' && this.mind.flow.asked.call === before) throw new Error('not taken');
    }
  }

  disturb(one: Between): void {
    switch (one.kind) {
      case 'words':
        // “好的” to “确认提交吗” is a yes, and a yes is no disturbance.
        if (this.mind.flow?.asked.kind === 'confirm' && one.text === '好的') return;
        this.hear({ kind: 'text', text: one.text });
        return;
      case 'detour':
        this.#detour();
        return;
      case 'slept':
        this.#now += one.ms;
        return;
      case 'channel':
        this.#channel = one.channel;
        return;
      case 'event':
        this.hear({ kind: 'event', event: 'VIEW' });
        return;
      case 'stale':
        this.#think({ kind: 'called', call: 'nobody', answer: { ok: true, outcome: 'done' } });
        return;
      case 'repeat':
        if (this.#last) this.#think({ kind: 'called', ...this.#last });
        return;
    }
  }

  /** Another dialog, begun, given up, and back. */
  #detour(): void {
    const before = this.mind.flow;
    if (before?.asked.kind !== 'slot' || Object.keys(before.slots).length === 0) return;
    const other = before.flow.id === 'member-rights' ? '查物流' : '查会员';
    this.hear({ kind: 'text', text: other });
    expect(this.mind.parked?.map((one) => one.flow.id)).toContain(before.flow.id);
    this.hear({ kind: 'text', text: '取消' });
    this.hear({ kind: 'text', text: '继续' });
    expect(this.mind.flow).toMatchObject({ flow: { id: before.flow.id }, slots: before.slots });
  }

  #think(heard: Said): Thought {
    this.#now += 1000;
    const full: Heard = { ...heard, now: this.#now, asker: { ...anybody, known: true, channel: this.#channel } };
    const thought = think(this.mind, full, [], knowledge);
    // Every turn goes through storage, as in the customer's actor.
    this.mind = JSON.parse(JSON.stringify(thought.mind)) as Mind;
    expect(thought.say.length).toBeLessThanOrEqual(3);
    expect(thought.handover).toBeUndefined();
    if (thought.call) this.calls.push(thought.call);
    return thought;
  }
}

describe('F9 any interleaving ends in the slots of the straight dialog', () => {
  test.each(Object.keys(scripts))('%s', (id) => {
    const script = scripts[id];
    if (!script) throw new Error('no script');
    fc.assert(
      fc.property(fc.array(fc.array(between, { maxLength: 3 }), { minLength: 12, maxLength: 12 }), (gaps) => {
        const customer = new Customer();
        const left = [...gaps];
        customer.hear({ kind: 'text', text: script.start });
        expect(customer.mind.flow?.flow.id).toBe(id);
        for (let step = 0; step < 12; step += 1) {
          const gap = left.shift() ?? [];
          // Half of it comes while the company may be asked, half while something of the customer is.
          for (const one of gap.filter((_, nth) => nth % 2 === 0)) customer.disturb(one);
          customer.settle();
          for (const one of gap.filter((_, nth) => nth % 2 === 1)) customer.disturb(one);
          customer.settle();
          const asked = customer.mind.flow?.asked;
          if (!asked || asked.kind === 'over') break;
          if (asked.kind === 'slot') customer.hear({ kind: 'text', text: script.answers[asked.slot] ?? '跳过' });
          else if (asked.kind === 'confirm') customer.hear({ kind: 'text', text: '是' });
          else throw new Error(`stuck at ${asked.kind}`);
        }
        expect(customer.mind.flow?.flow.id).toBe(id);
        expect(customer.mind.flow?.asked).toEqual({ kind: 'over' });
        expect(customer.mind.flow?.slots).toEqual(script.slots);
        const acts = customer.calls.filter((call) => call.kind === 'act');
        expect(new Set(acts.map((call) => call.id)).size).toBe(acts.length);
        expect(acts).toHaveLength(1);
        expect(acts[0]?.slots).toEqual(script.slots);
      }),
      { numRuns: 60 },
    );
  });

  test('corrected on the way, it ends with what was said last', () => {
    const orders = fc.array(fc.integer({ min: 100_000, max: 999_999 }), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(orders, fc.boolean(), (numbers, late) => {
        const customer = new Customer();
        customer.hear({ kind: 'text', text: '申请退款' });
        customer.hear({ kind: 'text', text: 'YX20261120001' });
        customer.settle();
        if (late) customer.hear({ kind: 'text', text: '3' });
        for (const number of numbers) {
          customer.hear({ kind: 'text', text: `不对，订单号是YX2026${number}` });
          customer.settle();
        }
        if (!late) customer.hear({ kind: 'text', text: '3' });
        customer.hear({ kind: 'text', text: '是' });
        const last = customer.calls.at(-1);
        expect(last).toMatchObject({ kind: 'act', slots: { order: `YX2026${numbers.at(-1)}`, reason: 'unwanted' } });
      }),
    );
  });

  test('whatever is typed into whatever flow: never thrown, never more than three things, the mind survives storage', () => {
    const flows = demoFlows();
    const words = fc.oneof(
      fc.constantFrom(
        '是',
        '不',
        '跳过',
        '取消',
        '不对',
        '1',
        '2',
        '公司',
        'YX20261120001',
        '13800138000',
        '明天下午3点',
        '继续',
      ),
      fc.constantFrom(
        '我要换货',
        '查物流',
        '运费怎么算',
        'lin@example.com',
        '上海市浦东新区张江路88号3栋502室',
        '改地址',
      ),
      fc.string({ unit: 'binary', minLength: 1, maxLength: 40 }),
    );
    const answer = fc.constantFrom<CompanyAnswer>(
      { ok: true, outcome: 'ok' },
      { ok: true, outcome: 'done' },
      { ok: true, outcome: 'not-found' },
      { ok: true, outcome: 'taken', values: { free: '10:00' } },
      { ok: true, outcome: 'hasOwnProperty', say: { zh: '不', en: 'no' } },
      { ok: false },
    );
    fc.assert(
      fc.property(
        fc.constantFrom(...flows),
        fc.array(fc.oneof({ weight: 4, arbitrary: words }, { weight: 1, arbitrary: answer }), { maxLength: 16 }),
        (flow, steps) => {
          let mind: Mind = freshMind;
          const hear = (heard: Parameters<typeof think>[1]) => {
            const thought = think(mind, heard, [], knowledge);
            expect(thought.say.length).toBeLessThanOrEqual(3);
            expect(JSON.parse(JSON.stringify(thought.mind))).toEqual(thought.mind);
            if (thought.call?.irreversible) expect(flow.confirm ?? thought.call.flow).toBeTruthy();
            mind = thought.mind;
          };
          hear({ kind: 'message', body: { kind: 'text', text: flow.title.zh, option: `flow:${flow.id}` }, now: START });
          for (const [nth, step] of steps.entries()) {
            const now = START + nth * 1000;
            if (typeof step === 'string') hear({ kind: 'message', body: { kind: 'text', text: step }, now });
            else hear({ kind: 'called', call: mind.lastCall ?? 'none', answer: step, now });
          }
        },
      ),
      { numRuns: 300 },
    );
  });
});
