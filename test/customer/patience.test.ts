/** When the robot, the company or a model takes too long, or a customer had to come too often (5.2.2.6 e, 5.1.3). */
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { must } from '../results.ts';
import { knowledgeable, openWorld, until } from '../world.ts';
import { withBindings } from './broken.ts';
import { packetOf, robotWords, told } from './reading.ts';
import { freshPerson, openScreen, rows, said, text, visitor } from './rig.ts';

beforeAll(async () => {
  openWorld();
  await knowledgeable();
}, 70_000);
afterEach(() => {
  vi.useRealTimers();
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
