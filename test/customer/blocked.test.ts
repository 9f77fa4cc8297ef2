/** 黑名单: who is blocked is heard, told once, and waits in no line; complaints and danger still get through. */
import { beforeAll, describe, expect, it } from 'vitest';
import { must } from '../results.ts';
import { knowledgeable, openWorld } from '../world.ts';
import { agent, customer, freshPerson, openScreen, rows, said, visitor } from './rig.ts';
import { Hand, served, sessionRow } from './served.ts';

const by = { id: 'a_1', name: '林小夏' };
const block = (id: string, revision = 0, days: number | null = null) =>
  customer(id).person({ order: 'card', by, leads: false, revision, act: { act: 'block', reason: '辱骂客服', days } });
const states = async (id: string) =>
  (await rows(id, 'select state from session order by rowid')).map((one) => one['state']);
const TOLD = /已收到并保存/u;

beforeAll(async () => {
  openWorld();
  await knowledgeable();
}, 70_000);

describe('a blocked person', () => {
  it('V6 is told once in an encounter; their words stand in the line, and neither robot nor desk takes them', async () => {
    const person = freshPerson();
    const mine = new Hand(await openScreen(person.id, visitor(person.web), 'i1'));
    const desk = await openScreen(person.id, agent(), 'd1');
    must(await block(person.id));
    for (const words of ['怎么退款', '在吗', '你们什么意思']) expect(await mine.say(words)).toBe('accepted');
    expect(mine.screen.texts().filter((one) => TOLD.test(one))).toHaveLength(1);
    expect(mine.screen.texts()).toHaveLength(4);
    expect(await states(person.id)).toEqual(['robot']);
    expect(desk.texts()).toContain('你们什么意思');
    const told = desk.of('event').find(({ change }) => change.kind === 'card');
    expect(told?.change).toMatchObject({ card: { block: { reason: '辱骂客服', until: null, by } } });
    expect(JSON.stringify(mine.screen.frames)).not.toContain('辱骂');
  });

  it('V6 over WeChat the sentence is one counted message; after the block is ended the robot answers again', async () => {
    const person = freshPerson();
    await customer(person.id).hear(said(person.wechat, 'w0', '你好'));
    must(await block(person.id));
    const sent = async () =>
      (await rows(person.id, `select body from message where direction = 'out'`)).map(String).length;
    const before = await sent();
    await customer(person.id).hear(said(person.wechat, 'w1', '怎么退款'));
    await customer(person.id).hear(said(person.wechat, 'w2', '怎么退款？'));
    expect(await sent()).toBe(before + 1);
    const order = { order: 'card' as const, by, leads: false, revision: 1 };
    must(await customer(person.id).person({ ...order, act: { act: 'unblock', reason: '误判' } }));
    await customer(person.id).hear(said(person.wechat, 'w3', '怎么退款'));
    expect(await sent()).toBeGreaterThan(before + 1);
  });

  it('V6 a block ends the encounter an agent holds, without asking to rate, and it is written down', async () => {
    const { person, session, mine } = await served();
    must(await block(person.id, 0, 7));
    const row = await sessionRow(person.id, session);
    expect(row).toMatchObject({ state: 'closed', asked: 0 });
    const { history } = must(await customer(person.id).person({ order: 'read' })) as { history: { what: string }[] };
    expect(history[0]).toMatchObject({ what: 'block', to: '7', reason: '辱骂客服', by });
    await mine.say('为什么');
    expect(await states(person.id)).toEqual(['closed', 'robot']);
  });

  it('V7 wants to complain: a ticket with number and date, to which what follows is added', async () => {
    const person = freshPerson();
    const mine = new Hand(await openScreen(person.id, visitor(person.web), 'i1'));
    must(await block(person.id));
    await mine.say('怎么退款');
    await mine.say('投诉，商品坏了没人管');
    await mine.say('订单是上周的');
    const tickets = await rows(person.id, 'select number, body from ticket');
    expect(tickets).toHaveLength(1);
    expect(mine.screen.texts().some((one) => one.includes(String(tickets[0]?.['number'])))).toBe(true);
    const comments = await rows(person.id, `select event from ticket_event where event like '%订单是上周的%'`);
    expect(comments).toHaveLength(1);
    expect(await states(person.id)).toEqual(['robot']);
  });

  it('V7 the button for a person leaves a message too, once', async () => {
    const person = freshPerson();
    const mine = new Hand(await openScreen(person.id, visitor(person.web), 'i1'));
    must(await block(person.id));
    expect(await mine.act({ act: 'request-human' })).toBe('accepted');
    expect(await mine.act({ act: 'request-human' })).toBe('accepted');
    expect(await rows(person.id, 'select number from ticket')).toHaveLength(1);
    expect(await states(person.id)).toEqual(['robot']);
  });

  it('V7 danger is handed over as ever', async () => {
    const person = freshPerson();
    const mine = new Hand(await openScreen(person.id, visitor(person.web), 'i1'));
    must(await block(person.id));
    await mine.say('充电宝着火了，家里有人受伤');
    const [session] = await rows(person.id, 'select state, handover from session');
    expect(['queued', 'left-message']).toContain(session?.['state']);
    expect(JSON.parse(String(session?.['handover']))).toMatchObject({ urgency: 'urgent' });
  });
});
