import { evictDurableObject } from 'cloudflare:test';
import { beforeAll, describe, expect, it } from 'vitest';
import { openWorld } from '../world.ts';
import { agent, customer, freshPerson, openScreen, rows, said, text, visitor } from './rig.ts';
import { stubOf } from '../stub.ts';

beforeAll(() => {
  openWorld();
});

async function sessionOf(id: string) {
  const [row] = await rows(id, `select * from session order by opened_at desc limit 1`);
  return { id: String(row?.id), state: String(row?.state), fence: Number(row?.fence) };
}

describe('the line of one person', () => {
  it('L2 hears the same push once, however often, and quarantines the same key with other words', async () => {
    const person = freshPerson();
    for (let n = 0; n < 5; n += 1) {
      const answer = await customer(person.id).hear(said(person.sms, 'same', '物流到哪了', 1));
      expect(answer).toMatchObject({ ok: true, duplicate: n > 0 });
    }
    await customer(person.id).hear(said(person.sms, 'same', '换了一句话', 1));
    expect(await rows(person.id, `select * from message where direction = 'in'`)).toHaveLength(1);
    expect(await rows(person.id, 'select * from quarantine')).toHaveLength(1);
  });

  it('L3 gives every endpoint contiguous positions and one order of revisions over all channels', async () => {
    const person = freshPerson();
    await Promise.all(
      Array.from({ length: 30 }, (_, n) =>
        customer(person.id).hear(said(n % 2 ? person.sms : person.wechat, `k${n}`, `第 ${n} 句`)),
      ),
    );
    for (const endpoint of await rows(person.id, 'select id from endpoint')) {
      const positions = await rows(
        person.id,
        `select position from message where endpoint = '${String(endpoint.id)}' order by revision`,
      );
      expect(positions.map((row) => row.position)).toEqual(positions.map((_, index) => index + 1));
    }
    const revisions = (await rows(person.id, 'select revision from change order by revision')).map(
      (row) => row.revision,
    );
    expect(revisions).toEqual(revisions.map((_, index) => index + 1));
  });

  it('L6 refuses a reply that saw another floor, and the robot is silent once an agent holds it', async () => {
    const person = freshPerson();
    const screen = await openScreen(person.id, visitor(person.web), 'i1');
    screen.say({ type: 'act', number: 1, act: { act: 'request-human' } });
    await screen.next('accepted');
    const session = await sessionOf(person.id);
    expect(['queued', 'left-message']).toContain(session.state);
    const first = await customer(person.id).assigned({
      session: session.id,
      agent: { id: 'a_1', name: '林小夏' },
      turn: 101,
    });
    const second = await customer(person.id).assigned({
      session: session.id,
      agent: { id: 'a_2', name: '周主管' },
      turn: 102,
    });
    if (!first.ok || !second.ok) throw new Error('not assigned');
    const late = await openScreen(person.id, agent('a_1'), 'd1');
    late.say({ type: 'send', number: 1, body: text('我晚了一步'), fence: first.fence });
    expect(await late.next('refused')).toMatchObject({ code: 'floor_moved', number: 1 });
    const holder = await openScreen(person.id, agent('a_2', '周主管'), 'd2');
    holder.say({ type: 'send', number: 1, body: text('您好，我来处理'), fence: second.fence });
    await screen.next('event', () => screen.texts().includes('您好，我来处理'));
    screen.say({ type: 'send', number: 2, body: text('退款流程是什么') });
    await screen.next('accepted', (frame) => frame.number === 2);
    const robot = await rows(
      person.id,
      `select * from message where speaker like '%robot%' and revision > (select max(revision) from message where speaker like '%a_2%')`,
    );
    expect(robot).toHaveLength(0);
    expect(screen.texts()).not.toContain('我晚了一步');
  });

  it('L7 L8 every robot turn leads to a human, with everything said, and the desk hears of it', async () => {
    const person = freshPerson();
    await customer(person.id).hear(said(person.sms, 'k1', '我的订单 2026112300901 到哪了'));
    await customer(person.id).hear(said(person.sms, 'k2', '转 人工'));
    const [row] = await rows(person.id, 'select handover from session');
    const handover = JSON.parse(String(row?.handover)) as { reason: string; summary: { zh: string }; skill: string };
    expect(handover.reason).toBe('customer_asked');
    expect(handover.summary.zh).toContain('2026112300901');
    expect(handover.skill).toBeTruthy();
    await expect
      .poll(async () => (await rows(person.id, `select * from letter where kind = 'desk'`)).length, { timeout: 5_000 })
      .toBe(0);
  });

  it('L9 L10 a session nobody writes in ends by its alarm; state survives eviction', async () => {
    const person = freshPerson();
    await customer(person.id).hear(said(person.sms, 'k1', '运费多少'));
    await evictDurableObject(stubOf(customer(person.id)));
    const [open] = await rows(person.id, `select idle_at, state from session`);
    expect(open?.state).toBe('robot');
    expect(Number(open?.idle_at)).toBeGreaterThan(Date.now());
  });

  it('L4 forgets only changes both old and beyond the count', async () => {
    const person = freshPerson();
    await customer(person.id).hear(said(person.sms, 'k1', '你好'));
    const before = await rows(person.id, 'select count(*) as n from change');
    await customer(person.id).hear(said(person.sms, 'k2', '在吗'));
    const after = await rows(person.id, 'select count(*) as n from change');
    expect(Number(after[0]?.n)).toBeGreaterThan(Number(before[0]?.n));
  });

  it('L6 refuses what the present state or the person does not have, with its reason', async () => {
    const person = freshPerson();
    const screen = await openScreen(person.id, visitor(person.web), 'i1');
    screen.say({ type: 'send', number: 1, body: text('你好') });
    await screen.next('accepted');
    screen.say({ type: 'act', number: 2, act: { act: 'leave-queue' } });
    expect(await screen.next('refused')).toMatchObject({ number: 2, code: 'wrong_state' });
    const session = await sessionOf(person.id);
    const given = await customer(person.id).assigned({
      session: session.id,
      agent: { id: 'a_1', name: '林小夏' },
      turn: 1000,
    });
    if (!given.ok) throw new Error(given.code);
    const desk = await openScreen(person.id, agent(), 'd1');
    desk.say({ type: 'send', number: 1, body: text('发到哪'), fence: given.fence, endpoint: 'e_none' });
    expect(await desk.next('refused')).toMatchObject({ number: 1, code: 'no_endpoint' });
    desk.say({ type: 'act', number: 2, act: { act: 'close', fence: given.fence } });
    await desk.next('accepted', (frame) => frame.number === 2);
    desk.say({ type: 'send', number: 3, body: text('晚了'), fence: given.fence });
    expect(await desk.next('refused', (frame) => frame.number === 3)).toMatchObject({ code: 'no_session' });
    expect(await customer(person.id).waiting({ session: session.id, turn: 1001, state: 'queued' })).toMatchObject({
      code: 'session_closed',
    });
  });

  it('C4 a repeated push gets the same passive reply; silence proves it taken, the last attempt sends it otherwise', async () => {
    const person = freshPerson();
    const heardOnce = await customer(person.id).hear(said(person.wechat, 'p1', '退款流程'));
    expect(heardOnce).toMatchObject({ ok: true, duplicate: false, passive: { kind: 'text' } });
    const statusNow = async () =>
      (await rows(person.id, `select status from message where speaker like '%robot%'`)).map((row) => row.status);
    expect(await statusNow()).toEqual(['queued']);
    const again = await customer(person.id).hear(said(person.wechat, 'p1', '退款流程'));
    expect(again).toMatchObject({ ok: true, duplicate: true, passive: { kind: 'text' } });
    const third = await customer(person.id).hear(said(person.wechat, 'p1', '退款流程'));
    expect(third).toMatchObject({ ok: true, duplicate: true, passive: null });
    const states = await rows(person.id, `select state from letter where kind = 'send'`);
    expect(states.map((row) => row.state)).not.toContain('passive');
  });
});
