/** What the customer and the agents see of the desk's arrangements; the desk's orders come as the desk gives them. */
import { env } from 'cloudflare:workers';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Duty } from '../../shared/seat.ts';
import { must, refusalOf } from '../results.ts';
import { knowledgeable, openWorld, until } from '../world.ts';
import { agent, customer, freshPerson, openScreen, rows, said, text, visitor, type Screen } from './rig.ts';

const desk = () => env.DESK.getByName('main');
let version = 0;
async function presence(id: string, duty: Duty, connected = true): Promise<void> {
  version += 1;
  must(await desk().presence({ agent: { id, name: `客服${id}` }, duty, connected, version }));
}
const by = (id: string) => ({ id, name: `客服${id}` });
const does = (id: string, act: Parameters<ReturnType<typeof desk>['act']>[0]['act'], lead = false) =>
  desk().act({ agent: by(id), lead, act });

beforeAll(async () => {
  openWorld();
  await knowledgeable();
}, 70_000);
afterEach(async () => {
  for (const id of ['x', 'y', 'z']) await presence(id, 'offline', false);
});

/** A customer with agent x, who has answered. */
async function served(): Promise<{
  id: string;
  person: ReturnType<typeof freshPerson>;
  session: string;
  screen: Screen;
  mine: Screen;
}> {
  const person = freshPerson();
  await presence('x', 'online');
  const screen = await openScreen(person.id, visitor(person.web), 'i1');
  must(await customer(person.id).hear(said(person.web, 'k1', '转人工')));
  const row = async () => (await rows(person.id, 'select id, state, agent_id, fence from session'))[0];
  await until('with x', async () => (await row())?.agent_id === 'x');
  const mine = await openScreen(person.id, agent('x', '客服x'), 'desk');
  mine.say({ type: 'send', number: 1, body: text('您好，请讲'), fence: Number((await row())?.fence) });
  await mine.next('accepted');
  const session = String((await row())?.id);
  await until('answered', async () => {
    const found = (await desk().view()).sessions.find((one) => one.session === session);
    return found?.agent && found.answerBy === undefined;
  });
  await presence('y', 'online');
  return { id: person.id, person, session, screen, mine };
}
const stateOf = async (id: string) => (await rows(id, 'select state, agent_id from session'))[0];

describe('a transfer', () => {
  it('D10 both sides are told in words, the receiver finds the note, what was said stays', async () => {
    const { id, session, screen, mine } = await served();
    const to = { kind: 'agent' as const, agent: 'y' };
    must(await does('x', { act: 'transfer', session, to, note: '要开专票' }));
    await until('told', () => screen.texts().includes('会话转接中，请稍候'));
    expect(await stateOf(id)).toMatchObject({ state: 'agent', agent_id: 'x' });
    must(await does('y', { act: 'accept', session }));
    await until('moved', async () => (await stateOf(id))?.agent_id === 'y');
    await until('told again', () => screen.texts().some((one) => one.startsWith('会话已转接至 客服y')));
    await until('the note', () => mine.texts().includes('转接说明：要开专票'));
    expect(screen.texts()).not.toContain('转接说明：要开专票');
  });

  it.each([
    ['好的', true],
    ['不同意', false],
  ] as const)('D10 the customer is asked and says %s', async (words, yes) => {
    const { id, session, screen } = await served();
    const to = { kind: 'agent' as const, agent: 'y' };
    must(await does('x', { act: 'transfer', session, to, askCustomer: true }));
    await screen.next('event', ({ change }) => change.kind === 'message' && change.message.body.kind === 'menu');
    await screen.next('event', ({ change }) => change.kind === 'session' && change.session.transfer?.asking === true);
    screen.say({ type: 'send', number: 1, body: text(words) });
    const offer = async () => (await desk().view()).sessions.find((one) => one.session === session)?.offer;
    if (!yes) {
      await until('withdrawn', async () => (await offer()) === undefined);
      await until('told', () => screen.texts().includes('继续由客服 客服x 为您服务'));
      return expect(await stateOf(id)).toMatchObject({ agent_id: 'x' });
    }
    await until('y is asked', async () => (await offer())?.asking === undefined && (await offer()) !== undefined);
    must(await does('y', { act: 'accept', session }));
    await until('moved', async () => (await stateOf(id))?.agent_id === 'y');
  });

  it('D10 only while they are asked is there something to answer', async () => {
    const { screen } = await served();
    screen.say({ type: 'act', number: 1, act: { act: 'answer-transfer', yes: true } });
    expect(await screen.next('refused')).toMatchObject({ code: 'wrong_state' });
  });
});

describe('whom it concerns', () => {
  it('D9 D3 an agent who is gone: the customer is told why they wait, at their place', async () => {
    const { screen, session } = await served();
    await presence('y', 'offline', false);
    await presence('x', 'offline', false);
    await until(
      'told',
      () =>
        screen.texts().some((one) => one.includes('暂时离线')) || screen.texts().some((one) => one.includes('留言')),
    );
    expect((await desk().view()).sessions.find((one) => one.session === session)?.agent).toBeUndefined();
  });

  it('D12 who is brought in has it in their list, may note and not speak; leaving takes it out', async () => {
    const { id, session } = await served();
    must(await does('x', { act: 'invite', session, agent: 'y' }));
    const seen = async () =>
      (await rows(id, `select body from letter where lane = 'seat:y'`)).length === 0 &&
      (await rows(id, 'select service from session')).some((row) => String(row.service).includes('客服y'));
    await until('brought in', seen);
    const helper = await openScreen(id, agent('y', '客服y'), 'helper');
    helper.say({ type: 'send', number: 1, body: text('我来看看'), note: true });
    await helper.next('accepted');
    const fence = Number((await rows(id, 'select fence from session'))[0]?.fence);
    helper.say({ type: 'send', number: 2, body: text('您好'), fence });
    expect(await helper.next('refused')).toMatchObject({ code: 'floor_moved', number: 2 });
    must(await does('y', { act: 'leave', session }));
    await until('left', async () =>
      (await rows(id, 'select service from session')).every((row) => !String(row.service).includes('客服y')),
    );
  });

  it('D13 a lead ends it: the reason stands for staff, the customer reads that it ended', async () => {
    const { id, session, screen, mine } = await served();
    expect(refusalOf(await does('y', { act: 'force-close', session, reason: '骚扰' }))).toBe('not_allowed');
    must(await does('z', { act: 'force-close', session, reason: '骚扰' }, true));
    await until('closed', async () => (await stateOf(id))?.state === 'closed');
    await until('told', () => screen.texts().includes('本次会话已结束'));
    await until('the reason', () => mine.texts().includes('强制结束：骚扰'));
    expect(screen.texts()).not.toContain('强制结束：骚扰');
  });

  it('P4 who comes back within a month is known to the desk by who served them', async () => {
    const { id, session, person } = await served();
    must(await does('z', { act: 'force-close', session, reason: '好了' }, true));
    await until('closed', async () => (await stateOf(id))?.state === 'closed');
    await presence('x', 'busy');
    await presence('y', 'busy');
    must(await customer(id).hear(said(person.web, 'k9', '转人工')));
    const again = await until('again', async () =>
      (await desk().view()).sessions.find((one) => one.customer === id && one.state === 'queued'),
    );
    await presence('y', 'online');
    await presence('x', 'online');
    const given = await until('given', async () =>
      (await desk().view()).sessions.find((one) => one.session === again.session && one.agent),
    );
    expect(given.agent).toEqual(by('x'));
    expect(given.why?.zh).toContain('熟客');
  });
});
