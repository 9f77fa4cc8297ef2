import fc from 'fast-check';
import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { body as bodySchema, type Body } from '../../shared/message.ts';
import { freshMind, think, type Heard, type Mind, type Said, type Thought } from '../../worker/brain/think.ts';
import { knowledge, START, wordsOf } from './robot.ts';
import * as tables from './tables.ts';

const phrases = [
  ...tables.answered.map(([text]) => text),
  ...tables.outOfScope,
  ...tables.asksForOrder,
  ...tables.namesNumber.map(([text]) => text),
  ...tables.upsets,
  ...tables.needsNoHuman,
  ...['1', '2', '3', '是', '否', '取消', '谢谢', '你好', 'ok', '13812345678', '202611250012'],
];
const words = fc.oneof(
  { weight: 5, arbitrary: fc.constantFrom(...phrases) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', minLength: 1, maxLength: 60 }) },
  { weight: 1, arbitrary: fc.stringMatching(/^[\d A-Za-z-]{1,40}$/u) },
);
const heardBody: fc.Arbitrary<Body> = fc.oneof(
  { weight: 8, arbitrary: words.map((text): Body => ({ kind: 'text', text })) },
  {
    weight: 1,
    arbitrary: fc
      .tuple(words, fc.constantFrom('no', 'entry:refund-steps', 'entry:order-track', 'entry:gone', 'x'))
      .map(([text, option]): Body => ({ kind: 'text', text, option })),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom<Body>(
      { kind: 'image' },
      { kind: 'event', event: 'e' },
      { kind: 'voice' },
      { kind: 'unsupported', original: 'x' },
    ),
  },
);
const step = fc.oneof(
  { weight: 8, arbitrary: heardBody.map((body) => ({ kind: 'message' as const, body })) },
  {
    weight: 2,
    arbitrary: fc
      .constantFrom('found' as const, 'missing' as const, 'down' as const, 'stale' as const, 'strange' as const)
      .map((answer) => ({ kind: 'answer' as const, answer })),
  },
  { weight: 1, arbitrary: fc.constant({ kind: 'greet' as const }) },
);
type Step = typeof step extends fc.Arbitrary<infer One> ? One : never;

function heardFrom(one: Step, mind: Mind, now: number): Heard {
  if (one.kind === 'message') return { ...one, now };
  if (one.kind === 'greet') return { kind: 'greet', now };
  const asked = mind.flow?.asked;
  const call = one.answer === 'stale' || asked?.kind !== 'call' ? 'stale' : asked.call;
  if (one.answer === 'down') return { kind: 'called', call, answer: { ok: false }, now };
  const order = { no: 'A', stateText: 's', items: [] };
  const answers = {
    found: { ok: true as const, outcome: asked?.kind === 'call' && asked.of === 'check' ? 'ok' : 'done', order },
    missing: { ok: true as const, outcome: 'not-found' },
    stale: { ok: true as const, outcome: 'done' },
    strange: { ok: true as const, outcome: 'constructor', say: { zh: '不行', en: 'no' } },
  };
  return { kind: 'called', call, answer: answers[one.answer], now };
}

/** Walks a conversation and shows every thought with the mind and words before it. */
function walk(
  steps: readonly Step[],
  look: (thought: Thought, heard: Heard, before: Mind, said: readonly Said[]) => void,
): void {
  let mind = freshMind;
  const said: Said[] = [];
  for (const [index, one] of steps.entries()) {
    const heard = heardFrom(one, mind, START + index * 1000);
    if (heard.kind === 'message' && heard.body.kind === 'text')
      said.push({ speaker: 'customer', text: heard.body.text });
    const thought = think(mind, heard, said, knowledge);
    look(thought, heard, mind, said);
    if (thought.say.length > 0) said.push({ speaker: 'robot', text: wordsOf(thought) });
    mind = thought.mind;
  }
}

describe('R6 whatever is said', () => {
  test('the robot never throws, says at most two valid bodies, is the same twice, and its mind survives storage', () => {
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 14 }), (steps) => {
        walk(steps, (thought, heard, before, said) => {
          expect(thought.say.length).toBeLessThanOrEqual(2);
          for (const line of thought.say) expect(v.safeParse(bodySchema, line.body).success).toBe(true);
          expect(think(structuredClone(before), structuredClone(heard), said, knowledge)).toEqual(thought);
          expect(JSON.parse(JSON.stringify(thought.mind))).toEqual(thought.mind);
        });
      }),
      { numRuns: 300 },
    );
  });

  test('L7 from every mind the word and the button reach a person', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 10 }), (steps) => {
        walk(steps, (thought, _heard, _before, said) => {
          const word: Heard = { kind: 'message', body: { kind: 'text', text: '转人工' }, now: START };
          const tap: Heard = { kind: 'message', body: { kind: 'text', text: 'x', option: 'human' }, now: START };
          for (const heard of [word, tap, { kind: 'asked-human', now: START } as const]) {
            const next = think(thought.mind, heard, said, knowledge);
            // A yes to an offer keeps the reason of the offer.
            expect(['customer_asked', thought.mind.offering]).toContain(next.handover?.reason);
            expect(next.say).toHaveLength(1);
          }
        });
      }),
      { numRuns: 200 },
    );
  });

  test('no words are met with silence, unless the company is being asked; no three misses in a row without a person', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 14 }), (steps) => {
        walk(steps, (thought, heard) => {
          if (heard.kind === 'message' && heard.body.kind !== 'event') {
            expect(thought.say.length > 0 || thought.call !== undefined).toBe(true);
          }
          expect(thought.mind.misses).toBeLessThan(3);
          expect(thought.mind.flow?.tries ?? 0).toBeLessThan(5);
          if (thought.call) expect(thought.mind.flow?.asked).toMatchObject({ kind: 'call', call: thought.call.id });
        });
      }),
      { numRuns: 300 },
    );
  });

  test('R1 every source is published at the version it names', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 8 }), (steps) => {
        walk(steps, (thought) => {
          for (const { source } of thought.say) {
            if (!source) continue;
            expect(knowledge.entries.get(source.entry)).toBeDefined();
            expect(source.version).toBe(knowledge.version);
          }
        });
      }),
    );
  });
});

function withLuhn(payload: string): string {
  for (let check = 0; check < 10; check += 1) {
    const digits = [...`${payload}${check}`].reverse().map(Number);
    const sum = digits.reduce(
      (total, digit, at) => total + (at % 2 === 1 ? (digit * 2 > 9 ? digit * 2 - 9 : digit * 2) : digit),
      0,
    );
    if (sum % 10 === 0) return `${payload}${check}`;
  }
  throw new Error('unreachable');
}

function idCard(area: number, day: Date, serial: number): string {
  const seventeen = `${area}${day.toISOString().slice(0, 10).replace(/-/gu, '')}${String(serial).padStart(3, '0')}`;
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
  return `${seventeen}${'10X98765432'[weights.reduce((sum, weight, at) => sum + weight * Number(seventeen[at]), 0) % 11]}`;
}

const card = fc
  .integer({ min: 0, max: 999_999_999_999 })
  .map((rest) => withLuhn(`6222${String(rest).padStart(12, '0')}`));
const identity = fc
  .tuple(
    fc.integer({ min: 110101, max: 659001 }),
    fc.date({ min: new Date('1930-01-01'), max: new Date('2015-12-31'), noInvalidDate: true }),
    fc.integer({ min: 1, max: 999 }),
  )
  .map(([area, day, serial]) => idCard(area, day, serial));
const around = fc.constantFrom('', '我的是', '卡号', '身份证 ', '订单', 'here: ', '查订单 ');

test('R5 a card or document number is never repeated, asked for, looked up or written into a summary', () => {
  fc.assert(
    fc.property(
      fc.oneof(card, identity),
      around,
      fc.boolean(),
      fc.array(step, { maxLength: 5 }),
      (secret, before, grouped, steps) => {
        let mind = freshMind;
        walk(steps, (thought) => {
          mind = thought.mind;
        });
        const typed = grouped ? (secret.match(/.{1,4}/gu) ?? []).join(' ') : secret;
        const text = `${before}${typed}`;
        const thought = think(
          mind,
          { kind: 'message', body: { kind: 'text', text }, now: START },
          [{ speaker: 'customer', text }],
          knowledge,
        );
        expect(thought.handover?.reason).toBe('information_security');
        expect(thought.call).toBeUndefined();
        expect(JSON.stringify(thought).replace(/[ -]/gu, '')).not.toContain(secret.slice(0, 12));
      },
    ),
    { numRuns: 400 },
  );
});

test('R6 the longest hostile texts cost bounded time', () => {
  const seeds = [
    '嗯',
    '1 ',
    '1-',
    '哈哈',
    'a',
    'pin ',
    '你是',
    '转',
    '人工智能',
    'want a ',
    'ok',
    '6222 ',
    '密码"',
    '订单 ',
    '退款',
    '\u{1F468}\u200D',
  ];
  const han = Array.from({ length: 4000 }, (_, at) => String.fromCodePoint(0x4e00 + ((at * 7919) % 20000))).join('');
  const texts = [
    han,
    ...seeds.flatMap((seed) => [seed.repeat(4000).slice(0, 4000), `${seed.repeat(4000).slice(0, 3998)}!x`]),
  ];
  for (const text of texts) {
    const started = performance.now();
    think(freshMind, { kind: 'message', body: { kind: 'text', text }, now: START }, [], knowledge);
    expect(performance.now() - started, text.slice(0, 8)).toBeLessThan(250);
  }
});
