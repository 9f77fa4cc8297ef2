/** Hand-over as the customer lives it: told at once, with a number, whatever is broken (Law 7; GB/T 47746—2026). */
import { env } from 'cloudflare:workers';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import type { QuestionHeard } from '../../shared/knowledge.ts';
import type { HandoverView } from '../../shared/line.ts';
import { must } from '../results.ts';
import { openWorld, until } from '../world.ts';
import { forgetKnowledge, knowledgeNow } from '../../worker/knowledge/shelf.ts';
import { editors, hanging, knowledgeThat, speaksToSpoilt, unreachable, withBindings } from './broken.ts';
import { agent, customer, freshPerson, openScreen, rows, said, text, visitor } from './rig.ts';

let version = 0;
async function presence(duty: 'online' | 'busy' | 'offline', connected = true): Promise<void> {
  version += 1;
  const order = { agent: { id: 'a_wait', name: '陈晨' }, duty, connected, version };
  must(await env.DESK.getByName('main').presence(order));
}

beforeAll(() => {
  openWorld();
});
afterEach(async () => {
  vi.useRealTimers();
  await presence('offline', false);
});

const robotWords = async (id: string): Promise<string[]> =>
  (await rows(id, `select body from message where speaker like '%robot%' order by revision`)).map((row) =>
    String(row.body),
  );
const numberOf = async (id: string): Promise<string> =>
  String((await rows(id, 'select number from session order by opened_at desc limit 1'))[0]?.number);
const packetOf = async (id: string): Promise<HandoverView> =>
  JSON.parse(
    String((await rows(id, 'select handover from session where handover is not null'))[0]?.handover),
  ) as HandoverView;
const told = (id: string, words: RegExp, limitMs = 1_000): Promise<string> =>
  until(`${words}`, async () => (await robotWords(id)).find((one) => words.test(one)), limitMs);

describe('L7 with everything down', () => {
  it('L7 G1 4.1 the desk is unreachable: recorded with a number within a second, and still owed to the desk', async () => {
    const person = freshPerson();
    await withBindings(person.id, unreachable, async (actor) => {
      must(await actor.hear(said(person.sms, 'k1', '转人工')));
      await told(person.id, /已记录.*无法预计.*受理编号 \d{4}-\d{6}/u);
    });
    expect(await rows(person.id, `select * from letter where kind = 'desk'`)).toHaveLength(1);
    expect((await rows(person.id, 'select state from session'))[0]?.state).toBe('queued');
  });

  it('L7 G12 the desk never answers: one tap is told within a second, before the desk has said a word', async () => {
    const person = freshPerson();
    await withBindings(person.id, hanging, async (actor) => {
      const act = { type: 'act', number: 1, act: { act: 'request-human' } };
      const answer = must(await actor.operate(visitor(person.web), 'i1', act));
      expect(answer.frames).toMatchObject([{ type: 'accepted', number: 1 }]);
      await told(person.id, /受理编号 \d{4}-\d{6}/u);
    });
    expect(await robotWords(person.id)).toHaveLength(1);
  });

  it('L7 G1 R9 4.1 knowledge cold and silent, desk silent: one tap is told within a second all the same', async () => {
    const person = freshPerson();
    forgetKnowledge();
    const silent = knowledgeThat({ since: () => new Promise(() => undefined) });
    await withBindings(person.id, { ...silent, ...hanging, KNOWLEDGE_WAIT_MS: '600' }, async (actor) => {
      const before = performance.now();
      const act = { type: 'act', number: 1, act: { act: 'request-human' } };
      must(await actor.operate(visitor(person.web), 'i1', act));
      await told(person.id, /受理编号 \d{4}-\d{6}/u);
      expect(performance.now() - before).toBeLessThan(1_200);
      expect(knowledgeNow({ ...env, ...silent })).toBeNull();
    });
    forgetKnowledge();
  });

  it('G1 R9 4.1 knowledge unreachable: the robot says so and offers a person, the second question goes to one', async () => {
    const person = freshPerson();
    forgetKnowledge();
    const down = knowledgeThat({ since: () => Promise.reject(new Error('the knowledge is down')) });
    await withBindings(person.id, down, async (actor) => {
      must(await actor.hear(said(person.sms, 'k1', '怎么申请退款')));
      await told(person.id, /知识库暂时打不开/u);
      must(await actor.hear(said(person.sms, 'k2', '那怎么开发票')));
      await told(person.id, /机器人出了故障.*编号 \d{4}-\d{6}/u, 2_000);
    });
    expect((await packetOf(person.id)).reason).toBe('robot_failed');
    forgetKnowledge();
  });

  it('G1 R9 4.1 a fault while thinking: what was said is kept, and the session goes to a person', async () => {
    const person = freshPerson();
    expect(await speaksToSpoilt(person.id, person.sms, '怎么申请退款')).toContain('handover');
    expect(await rows(person.id, `select * from message where direction = 'in'`)).toHaveLength(1);
    expect((await packetOf(person.id)).reason).toBe('robot_failed');
    expect((await rows(person.id, 'select state from session'))[0]?.state).toBe('queued');
  });

  it('L7 G4 nobody on duty: one message says so and gives the number of the message left, also where sends are counted', async () => {
    const person = freshPerson();
    must(await customer(person.id).hear(said(person.wechat, 'k1', '转人工')));
    const words = await told(person.id, /现在没有客服在线.*留言编号/u, 5_000);
    expect(words).toContain(await numberOf(person.id));
    await until(
      'left as a message',
      async () => (await rows(person.id, 'select state from session'))[0]?.state === 'left-message',
    );
    expect(await robotWords(person.id)).toHaveLength(1);
    const sends = await rows(person.id, `select * from message where direction = 'out' and endpoint <> ''`);
    expect(sends).toHaveLength(1);
  });
});

describe('5.1.1, 5.2.1 the wait and the number', () => {
  it('G4 G3 5.1.1 5.2.1 in line, one message tells how many wait and how long, on SMS too; the number is everybody’s', async () => {
    await presence('busy');
    // A desk that is slow for once (a busy machine) is told of honestly; one of three it answers in time.
    let person = freshPerson();
    let words = '';
    for (let tries = 0; tries < 3 && !/前面还有/u.test(words); tries += 1) {
      person = freshPerson();
      must(await customer(person.id).hear(said(person.sms, 'k1', '转人工')));
      words = await told(person.id, /受理编号/u, 5_000);
    }
    expect(words).toMatch(/前面还有 \d+ 位，(?:预计等待约 \d+ 分钟|等待时间暂时无法预计)/u);
    const number = await numberOf(person.id);
    expect(number).toMatch(/^\d{4}-\d{6}$/u);
    expect(words).toContain(number);
    expect((await packetOf(person.id)).number).toBe(number);
    const screen = await openScreen(person.id, visitor(person.web), 'i1');
    expect((await screen.next('reset')).snapshot.session?.number).toBe(number);
    expect(await robotWords(person.id)).toHaveLength(1);
  });

  it('G3 5.2.1 the packet says who it is, over which channels, how often they came; nothing of it reaches the customer', async () => {
    const person = freshPerson();
    const facts = { userId: 'u1', name: '林小满', care: 'elder' as const };
    must(await customer(person.id).hear({ ...said(person.web, 'k1', '你好'), facts }));
    must(await customer(person.id).hear(said(person.sms, 'k2', '太离谱了')));
    must(await customer(person.id).hear(said(person.sms, 'k3', '是')));
    const packet = await packetOf(person.id);
    expect(packet).toMatchObject({
      identity: { name: '林小满', proof: 'signed-in', channels: ['web', 'sms'], care: 'elder' },
      reason: 'complaint',
      emotion: { level: 'upset', words: ['太离谱'] },
      visits: 1,
      unserved: 0,
      language: 'zh',
    });
    const screen = await openScreen(person.id, visitor(person.web), 'i1');
    expect((await screen.next('reset')).snapshot.handover).toBeNull();
    const seat = await openScreen(person.id, agent(), 'd1');
    expect((await seat.next('reset')).snapshot.handover?.identity.name).toBe('林小满');
  });
});

describe('5.2.2.6 e the robot takes too long', () => {
  it('G12 5.2.2.6 e told after half a minute with a person offered, handed over after three at the latest', async () => {
    openWorld({ 'world.test': () => new Promise(() => undefined) });
    const person = freshPerson();
    const start = Date.now();
    await withBindings(person.id, {}, async (actor) => {
      must(await actor.hear(said(person.web, 'k1', '查订单 202611250012')));
      expect(await rows(person.id, `select * from letter where kind = 'call'`)).toHaveLength(1);
      expect(await robotWords(person.id)).toEqual([]);
      vi.useFakeTimers({ now: start + 31_000, toFake: ['Date'] });
      void actor.alarm();
      await told(person.id, /久等了/u, 3_000);
      void actor.alarm();
      vi.setSystemTime(start + 120_000);
      void actor.alarm();
      expect((await robotWords(person.id)).filter((one) => one.includes('久等了'))).toHaveLength(1);
      expect((await rows(person.id, 'select state from session'))[0]?.state).toBe('robot');
      vi.setSystemTime(start + 181_000);
      void actor.alarm();
      await until(
        'handed over',
        async () => (await rows(person.id, 'select handover from session where handover is not null')).length === 1,
      );
    });
    expect((await packetOf(person.id)).reason).toBe('robot_timeout');
    openWorld();
  });
});

describe('5.2.2.6 e a model takes too long', () => {
  it('G12 5.2.2.6 e a model silent beyond its own time: the published answer is said by the clock', async () => {
    const person = freshPerson();
    const model = {
      LANGUAGE_MODEL: JSON.stringify({
        kind: 'workers-ai',
        model: 'm',
        region: 'cn',
        filing: 'Beijing-X-1',
        timeoutMs: 10_000,
      }),
      AI: { run: () => new Promise<never>(() => undefined) },
    };
    await withBindings(person.id, model, async (actor) => {
      must(await actor.hear(said(person.web, 'k1', '忘记登录密码要怎么弄')));
      expect(await robotWords(person.id)).toEqual([]);
      vi.useFakeTimers({ now: Date.now() + 31_000, toFake: ['Date'] });
      void actor.alarm();
      await told(person.id, /密码/u, 3_000);
      expect((await rows(person.id, 'select owed, due_at from session'))[0]).toMatchObject({
        owed: null,
        due_at: null,
      });
    });
    expect(await robotWords(person.id)).toHaveLength(1);
  });
});

describe('5.1.3 three visits in a day', () => {
  it('G6 5.1.3 the third visit of somebody dissatisfied goes to a person; of somebody content it does not', async () => {
    for (const helpful of [false, true]) {
      const person = freshPerson();
      const screen = await openScreen(person.id, visitor(person.web), 'i1');
      let number = 0;
      const act = async (frame: object) => {
        number += 1;
        screen.say({ ...frame, number });
        await screen.next('accepted', (one) => one.number === number);
      };
      for (const visit of [1, 2]) {
        await act({ type: 'send', body: text('怎么申请退款') });
        const [answer] = await rows(
          person.id,
          `select id from message where source is not null order by revision desc limit 1`,
        );
        if (visit === 1) await act({ type: 'act', act: { act: 'feedback', message: String(answer?.id), helpful } });
        await act({ type: 'act', act: { act: 'close' } });
      }
      await act({ type: 'send', body: text('怎么申请退款') });
      const [last] = await rows(person.id, 'select handover from session order by opened_at desc limit 1');
      expect(last?.handover === null, `helpful: ${helpful}`).toBe(helpful);
      if (!helpful) expect(await packetOf(person.id)).toMatchObject({ reason: 'repeat_visits', visits: 3 });
    }
  });
});

describe('5.2.3 back to the robot', () => {
  async function withAgent() {
    const person = freshPerson();
    const screen = await openScreen(person.id, visitor(person.web), 'i1');
    screen.say({ type: 'act', number: 1, act: { act: 'request-human' } });
    await screen.next('accepted');
    const [session] = await rows(person.id, 'select id from session');
    const { fence } = must(
      await customer(person.id).assigned({
        session: String(session?.id),
        agent: { id: 'a_1', name: '林小夏' },
        turn: 500,
      }),
    );
    const desk = await openScreen(person.id, agent(), 'd1');
    const offer = (number: number) =>
      desk.say({ type: 'act', number, act: { act: 'offer-robot', fence, reason: 'overload' } });
    const state = async () => (await rows(person.id, 'select state, agent_id from session'))[0];
    return { person, screen, desk, offer, fence, state };
  }

  it('G14 5.2.3 the customer is asked clearly, and their yes alone moves the session', async () => {
    const { screen, desk, offer, state } = await withAgent();
    offer(1);
    await desk.next('accepted');
    await until('the question', () =>
      screen.of('event').find((one) => JSON.stringify(one.change).includes('您同意转给机器人吗')),
    );
    expect(await state()).toMatchObject({ state: 'agent', agent_id: 'a_1' });
    screen.say({ type: 'send', number: 2, body: { kind: 'text', text: '同意', option: 'robot-yes' } });
    await screen.next('accepted', (one) => one.number === 2);
    expect(await state()).toMatchObject({ state: 'robot', agent_id: null });
    screen.say({ type: 'send', number: 3, body: text('怎么申请退款') });
    await until('the robot answers', () =>
      screen.of('event').find((one) => JSON.stringify(one.change).includes('"entry":"refund-steps"')),
    );
  });

  it('G14 5.2.3 no, silence, other words or the agent’s next words leave it with the person; who refused is not asked again', async () => {
    const { screen, desk, offer, fence, state } = await withAgent();
    offer(1);
    await desk.next('accepted', (one) => one.number === 1);
    screen.say({ type: 'send', number: 2, body: text('什么意思') });
    await screen.next('accepted', (one) => one.number === 2);
    screen.say({ type: 'send', number: 3, body: text('好的') });
    await screen.next('accepted', (one) => one.number === 3);
    expect(await state()).toMatchObject({ state: 'agent' });
    offer(2);
    await desk.next('accepted', (one) => one.number === 2);
    desk.say({ type: 'send', number: 3, body: text('您先看看这个链接'), fence });
    await desk.next('accepted', (one) => one.number === 3);
    screen.say({ type: 'send', number: 4, body: text('好的') });
    await screen.next('accepted', (one) => one.number === 4);
    expect(await state()).toMatchObject({ state: 'agent' });
    offer(4);
    await desk.next('accepted', (one) => one.number === 4);
    screen.say({ type: 'send', number: 5, body: { kind: 'text', text: '不同意，继续人工', option: 'robot-no' } });
    await screen.next('accepted', (one) => one.number === 5);
    expect(await state()).toMatchObject({ state: 'agent' });
    offer(5);
    expect(await desk.next('refused', (one) => one.number === 5)).toMatchObject({ code: 'no_consent' });
  });

  it('G14 5.2.3 nothing else an agent or the desk can say gives a session to the robot', async () => {
    const { person, desk, fence, state } = await withAgent();
    for (const [at, act] of ['to-robot', 'robot', 'give-to-robot'].entries()) {
      desk.say({ type: 'act', number: at + 1, act: { act, fence } });
      expect(await desk.next('refused', (one) => one.number === at + 1)).toMatchObject({ code: 'bad_request' });
    }
    const [session] = await rows(person.id, 'select id from session');
    await customer(person.id).waiting({ session: String(session?.id), turn: 501, state: 'queued' });
    expect((await state())?.state).toBe('queued');
  });
});

describe('7 the end of a service', () => {
  it('G15 7.1 an agent ends only what they hold, the customer what is theirs, the robot after its own time alone', async () => {
    const person = freshPerson();
    must(await customer(person.id).hear(said(person.sms, 'k1', '怎么申请退款')));
    const other = await openScreen(person.id, agent('a_9', '别人'), 'd1');
    other.say({ type: 'act', number: 1, act: { act: 'close', fence: 1 } });
    expect(await other.next('refused')).toMatchObject({ code: 'floor_moved' });
    const state = async () => (await rows(person.id, 'select state from session'))[0]?.state;
    await withBindings(person.id, {}, async (actor) => {
      vi.useFakeTimers({ now: Date.now() + 60_000, toFake: ['Date'] });
      await actor.alarm();
      expect(await state()).toBe('robot');
      vi.setSystemTime(Date.now() + 2 * 3_600_000 + 1);
      await actor.alarm();
      expect(await state()).toBe('closed');
    });
  });
  it('G16 7.2 who was served is asked to rate once, who says no is not pressed, and the record stays', async () => {
    const person = freshPerson();
    const screen = await openScreen(person.id, visitor(person.web), 'i1');
    screen.say({ type: 'act', number: 1, act: { act: 'request-human' } });
    await screen.next('accepted');
    const [session] = await rows(person.id, 'select id from session');
    const { fence } = must(
      await customer(person.id).assigned({
        session: String(session?.id),
        agent: { id: 'a_1', name: '林小夏' },
        turn: 500,
      }),
    );
    const desk = await openScreen(person.id, agent(), 'd1');
    desk.say({ type: 'act', number: 1, act: { act: 'close', fence } });
    await desk.next('accepted');
    const asked = await rows(person.id, 'select rating_asked, handover, number from session');
    expect(asked).toMatchObject([{ rating_asked: 1, number: expect.stringMatching(/^\d{4}-\d{6}$/u) }]);
    expect(asked[0]?.handover).not.toBeNull();
    desk.say({ type: 'act', number: 2, act: { act: 'ask-rating', fence } });
    expect(await desk.next('refused', (one) => one.number === 2)).toMatchObject({ code: 'no_session' });
    screen.say({ type: 'act', number: 2, act: { act: 'rate', score: 2, solved: false } });
    await screen.next('accepted', (one) => one.number === 2);
    screen.say({ type: 'act', number: 3, act: { act: 'rate', score: 5 } });
    expect(await screen.next('refused', (one) => one.number === 3)).toMatchObject({ code: 'wrong_state' });
  });
});

describe('the editors', () => {
  it('R8 hear of missed questions and thumbs once each, by a letter that is owed, without personal data', async () => {
    const person = freshPerson();
    const heard: QuestionHeard[] = [];
    await withBindings(person.id, editors(heard), async (actor) => {
      const send = (number: number, words: string) =>
        actor.operate(visitor(person.web), 'i1', { type: 'send', number, body: text(words) });
      must(await send(1, '我叫林小满，红烧肉怎么做，回我13812345678'));
      must(await send(2, '怎么申请退款'));
      const [answer] = await rows(person.id, 'select id from message where source is not null');
      const thumb = (number: number, helpful: boolean) =>
        actor.operate(visitor(person.web), 'i1', {
          type: 'act',
          number,
          act: { act: 'feedback', message: String(answer?.id), helpful },
        });
      must(await thumb(3, false));
      must(await thumb(3, false));
      must(await thumb(4, false));
      must(await thumb(5, true));
      await until(
        'all told',
        async () => (await rows(person.id, `select * from letter where kind = 'question'`)).length === 0,
      );
    });
    expect(heard.map(({ fate, text: asked, entry }) => [fate, asked, entry])).toEqual([
      ['missed', '我叫[姓名]，红烧肉怎么做，回我[号码]', null],
      ['unhelpful', '怎么申请退款', 'refund-steps'],
      ['confirmed', '怎么申请退款', 'refund-steps'],
    ]);
    expect(new Set(heard.map((one) => one.key)).size).toBe(3);
    expect(heard.every((one) => one.channel === 'web' && one.version !== '')).toBe(true);
  });

  it('R8 when the knowledge base is down the letter waits, and the customer notices nothing', async () => {
    const person = freshPerson();
    const down = knowledgeThat({ heard: () => Promise.reject(new Error('down')) });
    await withBindings(person.id, down, async (actor) => {
      must(await actor.hear(said(person.sms, 'k1', '红烧肉怎么做')));
      await until(
        'tried',
        async () => (await rows(person.id, `select tries from letter where kind = 'question'`))[0]?.tries === 1,
      );
    });
    expect(await robotWords(person.id)).toHaveLength(1);
  });
});
