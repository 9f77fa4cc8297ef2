/** A language model in the conversation: what waits for it, what its answer changes, and that nothing ever hangs on it. */
import { describe, expect, it } from 'vitest';
import type { HandoverView } from '../../shared/line.ts';
import type { Message } from '../../shared/message.ts';
import { Customer } from '../../worker/customer/object.ts';
import { until } from '../world.ts';
import { withBindings } from './broken.ts';
import { freshPerson, said } from './rig.ts';

type Answer = (input: { messages: { content: string }[] }) => Promise<string>;

const settings = (more: object = {}) =>
  JSON.stringify({ kind: 'workers-ai', model: 'm', region: 'cn', filing: 'Beijing-X-1', timeoutMs: 400, ...more });
const model = (answer: Answer, more: object = {}) => ({
  LANGUAGE_MODEL: settings(more),
  AI: { run: async (_name: string, input: object) => ({ response: await answer(input as Parameters<Answer>[0]) }) },
});
const never: Answer = () => new Promise(() => undefined);
const QUESTION = '忘记登录密码要怎么弄';

/** Everything the robot said to this person, oldest first. */
function robotSaid(state: DurableObjectState): Pick<Message, 'body' | 'source'>[] {
  return state.storage.sql
    .exec<{ body: string; source: string | null }>(
      `select body, source from message where direction = 'out' and json_extract(speaker, '$.kind') = 'robot' order by revision`,
    )
    .toArray()
    .map((row) => ({
      body: JSON.parse(row.body) as Message['body'],
      ...(row.source ? { source: JSON.parse(row.source) as Message['source'] } : {}),
    }));
}

const packetOf = (state: DurableObjectState): HandoverView | null => {
  const row = state.storage.sql.exec<{ handover: string | null }>('select handover from session').toArray()[0];
  return row?.handover ? (JSON.parse(row.handover) as HandoverView) : null;
};

async function asks(actor: Customer, person: ReturnType<typeof freshPerson>, key: string, words = QUESTION) {
  expect(await actor.hear(said(person.web, key, words))).toMatchObject({ ok: true });
}

const sourceIn = (input: Parameters<Answer>[0]) =>
  JSON.parse(input.messages[1]?.content ?? '{}') as { sources?: { text: string }[]; said?: { text: string }[] };
const firstSentence: Answer = async (input) => {
  const text = sourceIn(input).sources?.[0]?.text.split(/(?<=。)/u)[0] ?? '';
  return JSON.stringify({ sentences: [{ text: `您好，${text}`, cites: [1] }] });
};

describe('M1 M5 a model words an answer', () => {
  it('the customer gets the grounded words, labelled, with entry and version', async () => {
    const person = freshPerson();
    await withBindings(person.id, model(firstSentence), async (actor, state) => {
      await asks(actor, person, 'k1');
      const [answer] = await until('the answer', () => (robotSaid(state).length > 0 ? robotSaid(state) : null));
      expect(answer?.source).toMatchObject({ entry: 'password-forgot', generated: true });
      expect(JSON.stringify(answer?.body)).toContain('您好，');
    });
  });

  it('words that say more than the entry are thrown away, and the published ones are said', async () => {
    const person = freshPerson();
    const invents: Answer = async () =>
      JSON.stringify({ sentences: [{ text: '点“忘记密码”重新设置，我们另外赔偿您 500 元。', cites: [1] }] });
    await withBindings(person.id, model(invents), async (actor, state) => {
      await asks(actor, person, 'k1');
      const [answer] = await until('the answer', () => (robotSaid(state).length > 0 ? robotSaid(state) : null));
      expect(answer?.source).toMatchObject({ entry: 'password-forgot' });
      expect(answer?.source?.generated).toBeUndefined();
      expect(JSON.stringify(answer?.body)).not.toContain('500');
    });
  });
});

describe('M7 nothing hangs on a model', () => {
  it.each<[string, Answer]>([
    ['hangs', never],
    ['fails', () => Promise.reject(new Error('model down'))],
    ['talks nonsense', () => Promise.resolve('好的呢')],
  ])('one that %s: the published answer comes within its time', async (_name, answer) => {
    const person = freshPerson();
    await withBindings(person.id, model(answer), async (actor, state) => {
      await asks(actor, person, 'k1');
      const [published] = await until('the answer', () => (robotSaid(state).length > 0 ? robotSaid(state) : null));
      expect(published?.source).toMatchObject({ entry: 'password-forgot' });
      expect(published?.source?.generated).toBeUndefined();
    });
  });

  it('an encounter costs no more than its budget', async () => {
    const person = freshPerson();
    let calls = 0;
    const counted: Answer = (input) => {
      calls += 1;
      return firstSentence(input);
    };
    await withBindings(person.id, model(counted, { perSession: 1 }), async (actor, state) => {
      await asks(actor, person, 'k1');
      await until('the first answer', () => (robotSaid(state).length === 1 ? true : null));
      await asks(actor, person, 'k2', '你们用的是哪家快递公司呀');
      expect(robotSaid(state)).toHaveLength(2);
      expect(calls).toBe(1);
    });
  });
});

describe('V70 what a model may put better', () => {
  const asked = (state: DurableObjectState) =>
    state.storage.sql
      .exec<{ topic: string }>(`select body ->> '$.topic' as topic from profile_fact where kind = 'question'`)
      .toArray()
      .map(({ topic }) => topic);

  it.each<[string, Answer]>([
    ['in its words', firstSentence],
    ['as published', () => Promise.reject(new Error('model down'))],
  ])('counts as asked once it is answered, %s', async (_name, answer) => {
    const person = freshPerson();
    await withBindings(person.id, model(answer), async (actor, state) => {
      await asks(actor, person, 'k1');
      await until('the answer', () => (robotSaid(state).length > 0 ? true : null));
      expect(asked(state)).toHaveLength(1);
    });
  });

  it('and once where they go on before the model answers', async () => {
    const person = freshPerson();
    await withBindings(person.id, model(never, { timeoutMs: 10_000 }), async (actor, state) => {
      await asks(actor, person, 'k1');
      expect(asked(state)).toEqual([]);
      await asks(actor, person, 'k2', '好的');
      expect(asked(state)).toHaveLength(1);
    });
  });
});

describe('M8 late answers are discarded', () => {
  it('who writes on gets the published answer at once, then the next one; the late words never appear', async () => {
    const person = freshPerson();
    const answers: (() => void)[] = [];
    const held: Answer = (input) =>
      new Promise((resolve) => {
        answers.push(() => void firstSentence(input).then(resolve));
      });
    await withBindings(person.id, model(held, { timeoutMs: 5000, perSession: 1 }), async (actor, state) => {
      await asks(actor, person, 'k1');
      await until('the question to the model', () => (answers.length === 1 ? true : null));
      expect(robotSaid(state)).toHaveLength(0);
      await asks(actor, person, 'k2', '谢谢');
      expect(robotSaid(state)).toHaveLength(2);
      answers[0]?.();
      await new Promise((resolve) => setTimeout(resolve, 50));
      expect(robotSaid(state)).toHaveLength(2);
      expect(robotSaid(state).some((one) => one.source?.generated)).toBe(false);
    });
  });

  it('after the wish for a person the model speaks no more', async () => {
    const person = freshPerson();
    const answers: (() => void)[] = [];
    const held: Answer = (input) =>
      new Promise((resolve) => {
        answers.push(() => void firstSentence(input).then(resolve));
      });
    const uses = ['rephrase'];
    await withBindings(person.id, model(held, { timeoutMs: 5000, uses }), async (actor, state) => {
      await asks(actor, person, 'k1');
      await until('the question to the model', () => (answers.length === 1 ? true : null));
      await asks(actor, person, 'k2', '转人工');
      const before = robotSaid(state).filter((one) => one.source).length;
      answers[0]?.();
      await new Promise((resolve) => setTimeout(resolve, 50));
      const after = robotSaid(state).filter((one) => one.source);
      expect(after).toHaveLength(before);
      expect(after.some((one) => one.source?.generated)).toBe(false);
    });
  });
});

describe('M2 summaries for the colleague', () => {
  it('stand beside the extract, as generated', async () => {
    const person = freshPerson();
    const sums: Answer = async (input) =>
      JSON.stringify({ summary: `客户说：${sourceIn(input).said?.[0]?.text ?? ''}` });
    await withBindings(person.id, model(sums, { uses: ['summarise'] }), async (actor, state) => {
      await asks(actor, person, 'k1');
      await asks(actor, person, 'k2', '转人工');
      const packet = await until('the summary', () => (packetOf(state)?.generated ? packetOf(state) : null));
      expect(packet?.generated).toContain('客户说：');
      expect(packet?.summary.zh).not.toBe('');
    });
  });
});
