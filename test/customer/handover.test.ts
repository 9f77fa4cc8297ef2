/** Hand-over as the customer lives it: told at once, with a number, whatever is broken (Law 7; GB/T 47746—2026). */
import { env } from 'cloudflare:workers';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { forgetKnowledge, knowledgeNow } from '../../worker/knowledge/shelf.ts';
import { must } from '../results.ts';
import { knowledgeable, openWorld, until } from '../world.ts';
import { hanging, knowledgeThat, speaksToSpoilt, unreachable, withBindings } from './broken.ts';
import { numberOf, packetOf, robotWords, told } from './reading.ts';
import { agent, customer, freshPerson, openScreen, rows, said, visitor } from './rig.ts';

let version = 0;
async function presence(duty: 'online' | 'busy' | 'offline', connected = true): Promise<void> {
  version += 1;
  const order = { agent: { id: 'a_wait', name: '陈晨' }, duty, connected, version };
  must(await env.DESK.getByName('main').presence(order));
}

beforeAll(async () => {
  openWorld();
  await knowledgeable();
}, 70_000);
afterEach(() => presence('offline', false));

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
    await withBindings(person.id, { ...silent, ...hanging, KNOWLEDGE_WAIT_MS: '300' }, async (actor) => {
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
