/** The way back to the robot, and the end of a service (GB/T 47746—2026, 5.2.3, 7). */
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { must } from '../results.ts';
import { knowledgeable, openWorld, until } from '../world.ts';
import { withBindings } from './broken.ts';
import { agent, customer, freshPerson, openScreen, rows, said, text, visitor } from './rig.ts';

beforeAll(async () => {
  openWorld();
  await knowledgeable();
}, 70_000);
afterEach(() => {
  vi.useRealTimers();
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
