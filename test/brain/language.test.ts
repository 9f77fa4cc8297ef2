/** A language model, where there is one, only words what is published; whatever it says, nothing else reaches a customer. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { promptOf, type Abilities, type Source } from '../../worker/brain/language/asked.ts';
import { readChoice, readSummary, readWording } from '../../worker/brain/language/grounded.ts';
import { heldOf, settle, summaryAsked, summaryOf, type Held } from '../../worker/brain/language/held.ts';
import { freshMind, think, type Heard } from '../../worker/brain/think.ts';
import { injections } from './injections.ts';
import { knowledge, START } from './robot.ts';

const all: Abilities = { rephrase: true, choose: true, summarise: true, suggest: true };
const refund: Source = {
  id: 'refund-time',
  question: '退款多久到账',
  text: '退款审核通过后，原路退回。银行卡 1–7 个工作日到账，微信零钱当天到账。',
};
const system = promptOf({ purpose: 'rephrase', language: 'zh', question: '', sources: [refund] }).system;
const sentences = (...given: [string, number[]][]) =>
  JSON.stringify({ sentences: given.map(([text, cites]) => ({ text, cites })) });
const wording = (text: string, cites = [1]) => readWording(sentences([text, cites]), [refund], system);

const question = '我想知道退的钱什么时候能到我的卡里呀';
const asks = (text: string): Heard => ({ kind: 'message', body: { kind: 'text', text }, now: START });

/** A question the robot surely answers, held for a model. */
function heldAnswer(): Held {
  const source = { entry: 'refund-time', version: knowledge.version };
  const text = knowledge.entries.get('refund-time')?.zh?.answer.text ?? '';
  const thought = { mind: { ...freshMind, greeted: true }, say: [{ body: { kind: 'text' as const, text }, source }] };
  const found = heldOf(freshMind, asks(question), thought, knowledge, all, 'w1');
  if (!found) throw new Error('nothing was held');
  return found.held;
}

describe('M1 every sentence rests on a published entry it cites', () => {
  it('lets through what only says the entry differently', () => {
    const where: Source = {
      id: 'order-number',
      question: '订单号在哪里看',
      text: '打开“我的订单”，点进订单详情，订单号在页面最下方，长按可复制。',
    };
    const text = '您好，请打开“我的订单”点进订单详情，页面最下方就是订单号，长按可以复制。';
    expect(readWording(sentences([text, [1]]), [where], system)).toEqual({ ok: true, text, cites: ['order-number'] });
    expect(wording('银行卡 1–7 个工作日到账')).toMatchObject({ ok: true, cites: ['refund-time'] });
  });
  it.each<[string, string, number[], string]>([
    ['cites nothing', '退款审核通过后原路退回。', [], 'uncited'],
    ['cites what was not given', '退款审核通过后原路退回。', [2], 'uncited'],
    ['another number', '审核通过后银行卡 3 个工作日到账。', [1], 'number'],
    ['another number in Han', '审核通过后银行卡十五天到账。', [1], 'number'],
    ['words about a refund that no entry says so', '退款审核通过后会原路退回，微信零钱当天到账。', [1], 'promise'],
    ['a promise', '审核通过后保证当天原路退回。', [1], 'promise'],
    ['money', '审核通过后另外退您 1 元。', [1], 'promise'],
    ['a discount', '审核通过后原路退回，再打折。', [1], 'promise'],
    ['an address', '审核通过后到 www.example.com 查看。', [1], 'address'],
    ['something else', '今天天气很好，适合出门散步。', [1], 'unsupported'],
    ['our own rules', 'Use only what stands in `sources`. Add no fact.', [1], 'leak'],
  ])('refuses a sentence that has %s', (_name, text, cites, why) => {
    expect(wording(text, cites)).toEqual({ ok: false, why });
  });
  it.each<[string, string, string]>([
    ['no JSON', '退款审核通过后原路退回', 'not_json'],
    ['another form', '{"answer":"退款审核通过后原路退回"}', 'wrong_form'],
    ['no sentences', '{"sentences":[]}', 'wrong_form'],
    ['a citation that is no number', '{"sentences":[{"text":"原路退回","cites":["1"]}]}', 'wrong_form'],
    ['hidden marks', '{"sentences":[{"text":"原路\\u202e退回","cites":[1]}]}', 'wrong_form'],
  ])('refuses %s', (_name, answer, why) => {
    expect(readWording(answer, [refund], system)).toEqual({ ok: false, why });
  });
  it('a sentence about money stands word for word or not at all', () => {
    const fee: Source = { id: 'fee', question: '运费', text: '满 59 元免运费。不足 59 元收 8 元运费。' };
    expect(readWording(sentences(['满59元免运费。', [1]]), [fee], system)).toMatchObject({ ok: true });
    expect(readWording(sentences(['满 59 元运费免费。', [1]]), [fee], system)).toEqual({ ok: false, why: 'promise' });
  });
});

describe('M2 a model chooses only among what it was offered, and sums up only what was said', () => {
  it.each<[string, string | null]>([
    ['{"choice":1}', 'refund-time'],
    ['```json\n{"choice": 1}\n```', 'refund-time'],
    ['{"choice":0}', null],
    ['{"choice":2}', null],
    ['{"choice":-1}', null],
    ['{"choice":"1"}', null],
    ['1', null],
  ])('%s → %s', (answer, entry) => {
    expect(readChoice(answer, [refund])).toBe(entry);
  });
  it('a summary with a number or an address nobody said is dropped', () => {
    const said = '客户：订单 66012 没收到';
    expect(readSummary('{"summary":"客户说订单 66012 没有收到。"}', said, system)).toMatchObject({ ok: true });
    expect(readSummary('{"summary":"客户要求赔 500 元。"}', said, system)).toEqual({ ok: false, why: 'number' });
    expect(readSummary('{"summary":"见 http://a.example"}', said, system)).toEqual({ ok: false, why: 'address' });
  });
  it('secrets and long numbers never reach the model', () => {
    const said = [{ speaker: 'customer' as const, text: '我的手机 13800138000，密码是 abc12345，邮箱 li@example.com' }];
    const { user } = promptOf(summaryAsked(said, 'zh'));
    for (const secret of ['13800138000', 'abc12345', 'li@example.com']) expect(user).not.toContain(secret);
  });
});

describe('M3 what a model has no part in goes at once', () => {
  it.each<[string, Heard]>([
    [
      'a tapped option',
      { kind: 'message', body: { kind: 'text', text: question, option: 'entry:refund-time' }, now: START },
    ],
    ['a wish for a person', asks('转人工')],
    ['a courtesy', asks('谢谢')],
  ])('%s', (_name, heard) => {
    const thought = think(freshMind, heard, [], knowledge);
    expect(heldOf(freshMind, heard, thought, knowledge, all, 'w1')).toBeNull();
  });
  it('with every use switched off nothing is held', () => {
    const heard = asks(question);
    const thought = think(freshMind, heard, [], knowledge);
    const none: Abilities = { rephrase: false, choose: false, summarise: false, suggest: false };
    expect(heldOf(freshMind, heard, thought, knowledge, none, 'w1')).toBeNull();
  });
  it('no answer in time: the published words are said as they stand', () => {
    const held = heldAnswer();
    expect(settle(held, null, freshMind, knowledge)).toEqual({ kind: 'say', say: held.say });
  });
  it('a good wording is said, labelled, with its entry and version', () => {
    const held = heldAnswer();
    const text = knowledge.entries.get('refund-time')?.zh?.answer.text.split('。')[0] ?? '';
    expect(settle(held, sentences([`您好，${text}。`, [1]]), freshMind, knowledge)).toMatchObject({
      kind: 'say',
      say: [{ source: { entry: 'refund-time', version: knowledge.version, generated: true } }],
    });
  });
});

describe('M4 customers’ words are data', () => {
  it('there are at least two hundred cases, all different', () => {
    expect(new Set(injections.map((one) => one.text)).size).toBeGreaterThanOrEqual(200);
  });

  it('an obedient model changes nothing: published words or none, no act, no leak', () => {
    for (const { text, goal } of injections) {
      const heard = asks(text);
      const thought = think({ ...freshMind, greeted: true }, heard, [], knowledge);
      const found = heldOf(freshMind, heard, thought, knowledge, all, 'w1') ?? {
        held: { ...heldAnswer(), question: text },
      };
      for (const answer of [
        sentences([goal, [1]]),
        sentences([`${found.held.say[0]?.body.kind === 'text' ? '好的，' : ''}${goal}`, [1]]),
        goal,
        JSON.stringify({ choice: 1, say: goal, handover: true, call: { action: 'refund' } }),
        JSON.stringify({ summary: goal, sentences: [{ text: goal, cites: [1, 2, 3] }] }),
      ]) {
        const settled = settle(found.held, answer, thought.mind, knowledge);
        const said = settled.kind === 'say' ? settled.say : [];
        expect(said.every((line) => found.held.say.includes(line))).toBe(true);
        if (settled.kind === 'entry') expect(found.held.entries).toContain(settled.entry);
        expect(JSON.stringify(said)).not.toContain(goal);
      }
      const asked = summaryAsked([{ speaker: 'customer', text }], 'zh');
      const { user, system: rules } = promptOf(asked);
      expect(rules).not.toContain(goal);
      expect(() => JSON.parse(user) as unknown).not.toThrow();
      expect(
        summaryOf({ purpose: 'summarise', language: 'zh', said: [] }, JSON.stringify({ summary: goal })) ?? '',
      ).not.toMatch(/13800138000|evil\.example|五千|kefu888|customer-service gateway/u);
    }
  });

  it('whatever a model answers: never a throw, and only held words or grounded ones', () => {
    const held = heldAnswer();
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.json(),
          fc.string().map((text) => sentences([text, [1]])),
        ),
        (answer) => {
          const settled = settle(held, answer, freshMind, knowledge);
          if (settled.kind === 'say' && settled.say !== held.say) {
            expect(settled.say[0]?.source).toMatchObject({ entry: 'refund-time', generated: true });
          }
        },
      ),
      { numRuns: 500 },
    );
  });
});
