/** What an agent does: done once, answered the same however often it is heard; and who is seen, as the desk learns it. */
import { env } from 'cloudflare:workers';
import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { closeCodes } from '../../shared/frame.ts';
import { stubOf } from '../stub.ts';
import { customer, freshPerson, said } from '../customer/rig.ts';
import { applySeatChange } from '../../shared/seat.ts';
import type { Seat } from '../../worker/seat/object.ts';
import { must } from '../results.ts';
import { until } from '../world.ts';
import { freshAgent, openDashboard, seatOf } from './dashboard.ts';

const desk = () => env.DESK.getByName('main');
const atDesk = async (agent: { id: string }) => (await desk().view()).agents.find((one) => one.id === agent.id);

const lostAt = (agent: { id: string }) =>
  runInDurableObject(
    stubOf(desk()),
    (_desk: unknown, state: DurableObjectState) =>
      state.storage.sql.exec<{ lost_at: number }>('select lost_at from agent where id = ?', agent.id).one().lost_at,
  );

const duty = (number: number, given: string) => ({ type: 'act', number, act: { act: 'duty', duty: given } });

/** A person left as a message or waiting: nobody is online in this file unless a test says so. */
async function waiting(): Promise<{ id: string; session: string }> {
  const person = freshPerson();
  must(await customer(person.id).hear(said(person.web, `${person.id}-1`, '转人工')));
  const found = await until('at the desk', async () =>
    (await desk().view()).sessions.find((one) => one.customer === person.id && one.state !== 'robot'),
  );
  return { id: person.id, session: found.session };
}

afterEach(() => vi.useRealTimers());

describe('acts', () => {
  it('S3 L2 are numbered without gaps: repeats get the first answer, also after sleep', async () => {
    const agent = freshAgent();
    const dashboard = await openDashboard(agent);
    dashboard.say(duty(1, 'busy'));
    const answer = await dashboard.next('accepted');
    dashboard.say(duty(3, 'break'));
    expect(await dashboard.next('refused')).toMatchObject({ code: 'gap', number: 3, expected: 2 });
    dashboard.say(duty(1, 'break'));
    expect(await dashboard.next('refused', (one) => one.code === 'reused_number')).toMatchObject({ number: 1 });
    await evictDurableObject(stubOf(seatOf(agent)));
    dashboard.say(duty(1, 'busy'));
    await until('the same answer', () => dashboard.of('accepted').length === 2);
    expect(dashboard.of('accepted')[1]).toEqual(answer);
    dashboard.say(duty(2, 'break'));
    await dashboard.next('accepted', (one) => one.number === 2);
    const again = await openDashboard(agent, { position: dashboard.position });
    expect(again.of('welcome')[0]?.accepted).toBe(2);
    const other = await openDashboard(agent, { instance: 'other' });
    expect(other.of('welcome')[0]?.accepted).toBe(0);
  });

  it('S3 many at once keep their order', async () => {
    const dashboard = await openDashboard(freshAgent());
    const asked = ['busy', 'break', 'busy', 'offline', 'busy'];
    asked.forEach((one, index) => dashboard.say(duty(index + 1, one)));
    await dashboard.next('accepted', (one) => one.number === 5);
    expect(dashboard.of('accepted').map((one) => one.number)).toEqual([1, 2, 3, 4, 5]);
    expect(dashboard.of('event').map((one) => (one.change.kind === 'duty' ? one.change.duty : null))).toEqual(asked);
  });

  it('S3 one that asks the desk holds back those behind it', async () => {
    const agent = freshAgent();
    const dashboard = await openDashboard(agent);
    dashboard.say({ type: 'act', number: 1, act: { act: 'take', session: 's_nobody' } });
    dashboard.say(duty(2, 'busy'));
    await dashboard.next('accepted', (one) => one.number === 2);
    expect(dashboard.of('refused').map((one) => [one.code, one.number])).toEqual([['off_duty', 1]]);
  });

  it('D4 take and return ask the desk; its refusals are answers, spend the number, and are kept', async () => {
    const agent = freshAgent();
    const dashboard = await openDashboard(agent);
    const { id, session } = await waiting();
    const take = (number: number) => ({ type: 'act', number, act: { act: 'take', session } });
    dashboard.say(take(1));
    expect(await dashboard.next('refused')).toMatchObject({ code: 'off_duty', number: 1 });
    dashboard.say(duty(2, 'busy'));
    await until('on duty', async () => (await atDesk(agent))?.duty === 'busy');
    dashboard.say(take(1));
    await until('the same refusal', () => dashboard.of('refused').length === 2);
    dashboard.say(take(3));
    await dashboard.next('accepted', (one) => one.number === 3);
    const event = await dashboard.next('event', (one) => one.change.kind === 'conversation');
    expect(event.change).toMatchObject({ conversation: { customer: id, agent: { id: agent.id } } });
    dashboard.say({ type: 'act', number: 4, act: { act: 'return', session } });
    await dashboard.next('accepted', (one) => one.number === 4);
    await dashboard.next('event', (one) => one.change.kind === 'gone');
  });

  it('D4 a lead may take from another agent, an agent may not', async () => {
    const [holder, colleague, lead] = [freshAgent(), freshAgent(), freshAgent('lead')];
    const { session } = await waiting();
    const act = { type: 'act', number: 2, act: { act: 'take', session } };
    for (const one of [holder, colleague, lead]) {
      const dashboard = await openDashboard(one);
      dashboard.say(duty(1, 'busy'));
      await until('on duty', async () => (await atDesk(one))?.duty === 'busy');
      dashboard.say(act);
      if (one === colleague) expect((await dashboard.next('refused')).code).toBe('floor_moved');
      else await dashboard.next('accepted', (frame) => frame.number === 2);
    }
    const held = (await desk().view()).sessions.find((one) => one.session === session);
    expect(held?.agent?.id).toBe(lead.id);
  });
});

describe('presence', () => {
  it('D21 a duty somebody else set names them, on a screen from before and on a fresh one, until the agent sets their own', async () => {
    const agent = freshAgent();
    const dashboard = await openDashboard(agent);
    const by = { id: 'lead', name: '王组长' };
    const words = { zh: '调整', en: 'Changed' };
    must(await seatOf(agent).setDuty({ key: 'k1', duty: 'break', reason: 'meal', by, words }));
    const { change } = await dashboard.next('event', (one) => one.change.kind === 'duty');
    expect(change).toMatchObject({ duty: 'break', by });
    const { snapshot } = await (await openDashboard(agent, { instance: 'i2' })).next('reset');
    expect(snapshot).toMatchObject({ duty: 'break', dutyReason: 'meal', dutyBy: by });
    const state = { ...snapshot, epoch: 'e', revision: 1 };
    expect(applySeatChange({ ...state, duty: 'online' }, 2, change).dutyBy).toEqual(by);
    dashboard.say(duty(1, 'online'));
    await dashboard.next('accepted');
    const fresh = await (await openDashboard(agent, { instance: 'i3' })).next('reset');
    expect(fresh.snapshot.dutyBy).toBeUndefined();
    expect(applySeatChange(state, 3, { kind: 'duty', duty: 'online' }).dutyBy).toBeUndefined();
  });

  it('D7 duty outlives the connection; the connection is what is seen', async () => {
    const agent = freshAgent();
    const dashboard = await openDashboard(agent);
    dashboard.say(duty(1, 'busy'));
    await until('seen', async () => {
      const found = await atDesk(agent);
      return found?.duty === 'busy' && found.connected;
    });
    dashboard.socket.close();
    await until('unseen', async () => (await atDesk(agent))?.connected === false);
    expect((await atDesk(agent))?.duty).toBe('busy');
    const again = await openDashboard(agent);
    expect((await again.next('reset')).snapshot.duty).toBe('busy');
    await until('seen again', async () => (await atDesk(agent))?.connected === true);
  });

  it('D7 a ping keeps a dashboard, silence for 75 s ends it', async () => {
    const agent = freshAgent();
    const [first, second] = [await openDashboard(agent), await openDashboard(agent, { instance: 'i2' })];
    first.say('ping');
    await until('pong', () => first.pongs.length === 1);
    await until('seen', async () => (await atDesk(agent))?.connected === true);
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 75_001 });
    first.say({ type: 'got', revision: 0 });
    await until('heard', async () => {
      const kept = await runInDurableObject(stubOf(seatOf(agent)), (_seat: unknown, state: DurableObjectState) =>
        state.getWebSockets().map((one) => (one.deserializeAttachment() as { heardAt: number }).heardAt),
      );
      return kept.includes(Date.now());
    });
    expect(await runDurableObjectAlarm(stubOf(seatOf(agent)))).toBe(true);
    await until('closed', () => second.closed === closeCodes.resume);
    expect((await atDesk(agent))?.connected).toBe(true);
    vi.setSystemTime(Date.now() + 75_001);
    expect(await runDurableObjectAlarm(stubOf(seatOf(agent)))).toBe(true);
    await until('unseen', async () => (await atDesk(agent))?.connected === false);
  });

  it('D7 D3 on duty a silent dashboard is asked after 4 s and gone after 9; the loss counts from its last word', async () => {
    const agent = freshAgent();
    const [lively, dead] = [await openDashboard(agent), await openDashboard(agent, { instance: 'i2' })];
    lively.say(duty(1, 'busy'));
    await until('on duty', async () => (await atDesk(agent))?.duty === 'busy');
    dead.alive = false;
    const from = Date.now();
    const ring = async (at: number) => {
      vi.useFakeTimers({ toFake: ['Date'], now: from + at });
      await runDurableObjectAlarm(stubOf(seatOf(agent)));
    };
    await ring(3_000);
    expect([lively.probes, dead.probes]).toEqual([0, 0]);
    await ring(4_200);
    await until('asked', () => lively.probes === 1 && dead.probes === 1);
    await until('answered', () => lively.pongs.length === 1);
    await ring(9_000);
    await until('the silent one is closed', () => dead.closed === closeCodes.resume);
    expect(lively.closed).toBeNull();
    expect((await atDesk(agent))?.connected).toBe(true);
    lively.alive = false;
    vi.setSystemTime(from + 20_000);
    await runDurableObjectAlarm(stubOf(seatOf(agent)));
    await until('gone', async () => (await atDesk(agent))?.connected === false);
    expect(await lostAt(agent)).toBeLessThan(from + 12_000);
  });

  it('D7 the end of a connection that comes after its silence is no word: the loss counts from the last one', async () => {
    const agent = freshAgent();
    const dashboard = await openDashboard(agent);
    dashboard.say(duty(1, 'busy'));
    await until('on duty', async () => (await atDesk(agent))?.duty === 'busy');
    const from = Date.now();
    vi.useFakeTimers({ toFake: ['Date'], now: from + 60_000 });
    await runInDurableObject(stubOf(seatOf(agent)), async (seat: Seat, state: DurableObjectState) => {
      for (const socket of state.getWebSockets()) await seat.webSocketClose(socket);
    });
    await until('gone', async () => (await atDesk(agent))?.connected === false);
    expect(await lostAt(agent)).toBeLessThan(from + 12_000);
  });

  it('D8 D13 what others set and say is in the stream once, and there again after sleep', async () => {
    const agent = freshAgent();
    const dashboard = await openDashboard(agent);
    dashboard.say(duty(1, 'online'));
    await dashboard.next('accepted');
    const by = { id: 'lead', name: '赵敏' };
    const words = { zh: '赵敏 调整了您的状态', en: '赵敏 changed your state' };
    const order = { key: 'k1', duty: 'break' as const, reason: 'meal', by, words };
    expect(must(await seatOf(agent).setDuty(order)).applied).toBe(true);
    expect(must(await seatOf(agent).setDuty(order)).applied).toBe(false);
    const told = await dashboard.next('event', ({ change }) => change.kind === 'duty' && change.by !== undefined);
    expect(told.change).toMatchObject({ duty: 'break', reason: 'meal', by });
    const notice = { id: 'n1', code: 'offer-missed' as const, words, at: 5 };
    expect(must(await seatOf(agent).tell(notice)).applied).toBe(true);
    expect(must(await seatOf(agent).tell(notice)).applied).toBe(false);
    await until('on a break', async () => (await atDesk(agent))?.reason === 'meal');
    await evictDurableObject(stubOf(seatOf(agent)));
    const again = await openDashboard(agent, { instance: 'i2' });
    const { snapshot } = await again.next('reset');
    expect(snapshot).toMatchObject({ duty: 'break', dutyReason: 'meal' });
    expect(snapshot.notices?.map((one) => one.code).toSorted()).toEqual(['duty-forced', 'offer-missed']);
  });

  it('D7 a seat reset with its sockets lost says so by its alarm', async () => {
    const agent = freshAgent();
    await openDashboard(agent);
    await until('seen', async () => (await atDesk(agent))?.connected === true);
    await evictDurableObject(stubOf(seatOf(agent)), { webSockets: 'close' });
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 75_001 });
    await runDurableObjectAlarm(stubOf(seatOf(agent)));
    await until('unseen', async () => (await atDesk(agent))?.connected === false);
  });

  it('D5 what the desk was not told is owed until it is; a seat that lost count speaks above what the desk holds', async () => {
    const agent = freshAgent();
    const dashboard = await openDashboard(agent);
    await until('seen', async () => (await atDesk(agent))?.connected === true);
    const onSeat = (query: string) =>
      runInDurableObject(stubOf(seatOf(agent)), (_seat: unknown, state: DurableObjectState) =>
        state.storage.sql.exec(query).toArray(),
      );
    await until(
      'told',
      async () => (await onSeat('select 1 from self where told_version = presence_version')).length === 1,
    );
    await onSeat('update self set presence_version = 0, told_version = 0');
    dashboard.say(duty(1, 'break'));
    await until('on a break', async () => (await atDesk(agent))?.duty === 'break');
  });

  it('D6 shows the floor to those who follow, as it changes', async () => {
    const agent = freshAgent();
    const dashboard = await openDashboard(agent);
    await dashboard.next('desk');
    const { session } = await waiting();
    await dashboard.next('desk', (frame) => frame.desk.sessions.some((one) => one.session === session));
  });
});
