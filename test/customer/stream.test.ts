import { evictDurableObject } from 'cloudflare:test';
import { beforeAll, describe, expect, it } from 'vitest';
import { STREAM_VERSION, WINDOW_EVENTS } from '../../shared/frame.ts';
import { agent, customer, freshPerson, openScreen, rows, said, Screen, socketTo, text, visitor } from './rig.ts';
import { stubOf } from '../stub.ts';
import { knowledgeable, openWorld } from '../world.ts';

const send = (number: number, words: string) => ({ type: 'send', number, body: text(words) });

// What an isolate's first turn waits for is no matter of these tests.
beforeAll(async () => {
  openWorld();
  await knowledgeable();
}, 70_000);

describe('the stream of a line', () => {
  it('S1 refuses anything before hello and closes the socket', async () => {
    const person = freshPerson();
    await openScreen(person.id, visitor(person.web), 'i1');
    const screen = new Screen(await socketTo(person.id));
    screen.say(send(1, 'hello?'));
    expect((await screen.next('refused')).code).toBe('hello_first');
    await expect.poll(() => screen.closed?.code).toBe(4002);
  });

  it('S1 wakes no line that was never met', async () => {
    const person = freshPerson();
    await expect(socketTo(person.id)).rejects.toThrow('no socket: 401');
  });

  it('S2 takes a ticket once and for its site only', async () => {
    const person = freshPerson();
    const issued = await customer(person.id).ticket(visitor(person.web));
    if (!issued.ok) throw new Error(issued.code);
    const hello = { type: 'hello', version: STREAM_VERSION, ticket: issued.ticket, instance: 'i1', position: null };
    const elsewhere = new Screen(await socketTo(person.id, 'other'));
    elsewhere.say(hello);
    expect((await elsewhere.next('refused')).code).toBe('bad_ticket');
    const again = new Screen(await socketTo(person.id));
    again.say(hello);
    expect((await again.next('refused')).code).toBe('bad_ticket');
    await expect.poll(() => again.closed?.code).toBe(4001);
  });

  it('S8 tells a client of another version', async () => {
    const person = freshPerson();
    const issued = await customer(person.id).ticket(visitor(person.web));
    if (!issued.ok) throw new Error(issued.code);
    const screen = new Screen(await socketTo(person.id));
    screen.say({ type: 'hello', version: 99, ticket: issued.ticket, instance: 'i1', position: null });
    expect((await screen.next('refused')).code).toBe('stale_client');
  });

  it('S3 commits the next number, answers repeats as before, refuses gaps and reused numbers', async () => {
    const person = freshPerson();
    const screen = await openScreen(person.id, visitor(person.web), 'i1');
    screen.say(send(1, '退款流程是怎样的'));
    const first = await screen.next('accepted', (frame) => frame.number === 1);
    screen.say(send(1, '退款流程是怎样的'));
    await expect.poll(() => screen.of('accepted').length).toBe(2);
    expect(screen.of('accepted')[1]).toEqual(first);
    screen.say(send(3, '跳过了'));
    expect(await screen.next('refused')).toMatchObject({ code: 'gap', number: 3, expected: 2 });
    screen.say(send(1, '别的话'));
    expect(await screen.next('refused', (frame) => frame.code === 'reused_number')).toMatchObject({ number: 1 });
    const inbound = await rows(person.id, `select * from message where direction = 'in'`);
    expect(inbound).toHaveLength(1);
    expect(await rows(person.id, 'select * from quarantine')).toHaveLength(1);
  });

  it('S3 a malformed frame spends no number, a refused act does', async () => {
    const person = freshPerson();
    const screen = await openScreen(person.id, visitor(person.web), 'i1');
    screen.say({ type: 'send', number: 1, body: { kind: 'text', text: '' } });
    expect(await screen.next('refused')).toMatchObject({ number: 1, code: 'bad_request' });
    screen.say({ type: 'act', number: 1, act: { act: 'rate', score: 5 } });
    expect(await screen.next('refused', (frame) => frame.code === 'no_session')).toMatchObject({ number: 1 });
    screen.say(send(2, '你好'));
    await screen.next('accepted', (frame) => frame.number === 2);
  });

  it('S3 a plain client that says too much is told so by its number, which is free again: the next word takes it', async () => {
    const person = freshPerson();
    const screen = await openScreen(person.id, visitor(person.web), 'i1');
    for (const [at, length] of [20_000, 100_000].entries()) {
      screen.say(send(1, '字'.repeat(length)));
      await expect.poll(() => screen.of('refused').length).toBe(at + 1);
      expect(screen.of('refused')[at]).toMatchObject({ number: 1, code: 'too_large' });
      expect(screen.of('refused')[at]?.detail).toContain('number 1 is free again');
    }
    // Who counts on all the same hears which number is wanted.
    screen.say(send(2, '你好'));
    expect(await screen.next('refused', (one) => one.code === 'gap')).toMatchObject({ number: 2, expected: 1 });
    screen.say(send(1, '你好'));
    await screen.next('accepted', (one) => one.number === 1);
    expect(screen.closed).toBeNull();
  });

  it('S4 L4 resumes from its position through eviction, and resets what it can not', async () => {
    const person = freshPerson();
    const first = await openScreen(person.id, visitor(person.web), 'i1');
    first.say(send(1, '查一下物流'));
    await first.next('accepted');
    const welcome = first.of('welcome')[0];
    const last = await first.next('event', (frame) => frame.change.kind === 'message');
    first.socket.close(1000);
    await customer(person.id).hear(said(person.wechat, 'w1', '公众号里又问一句'));
    await evictDurableObject(stubOf(customer(person.id)));
    const position = { epoch: welcome?.epoch ?? '', revision: last.revision };
    const second = await openScreen(person.id, visitor(person.web), 'i1', position);
    expect(second.of('reset')).toHaveLength(0);
    const events = second.of('event');
    expect(events[0]?.previous).toBe(last.revision);
    events.slice(1).forEach((event, index) => expect(event.previous).toBe(events[index]?.revision));
    expect(second.texts()).toContain('公众号里又问一句');
    expect(second.of('welcome')[0]?.accepted).toBe(1);
    const strange = await openScreen(person.id, visitor(person.web), 'i1', { epoch: 'another', revision: 1 });
    expect(strange.of('reset')).toHaveLength(1);
  });

  it('S5 a reader that answers nothing gets a window and loses nothing', async () => {
    const person = freshPerson();
    const screen = await openScreen(person.id, visitor(person.web), 'i1');
    for (let n = 1; n <= WINDOW_EVENTS + 20; n += 1) {
      await customer(person.id).hear(said(person.sms, `s${n}`, `第 ${n} 句`));
    }
    await screen.next('event', () => screen.of('event').length === WINDOW_EVENTS);
    expect(screen.of('event')).toHaveLength(WINDOW_EVENTS);
    let applied = 0;
    await expect
      .poll(() => {
        const newest = screen.of('event').at(-1)?.revision ?? 0;
        if (newest > applied) screen.say({ type: 'got', revision: (applied = newest) });
        return screen.texts().filter((words) => words.startsWith('第 ')).length;
      })
      .toBe(WINDOW_EVENTS + 20);
    const events = screen.of('event');
    events.slice(1).forEach((event, index) => expect(event.previous).toBe(events[index]?.revision));
  });

  it('S6 an unproven visitor sees their own address only; notes are for staff', async () => {
    const person = freshPerson();
    const narrow = await openScreen(person.id, visitor(person.web, 'endpoint'), 'i1');
    const whole = await openScreen(person.id, visitor({ ...person.web, peer: 'u_1' }), 'i2');
    const desk = await openScreen(person.id, agent(), 'd1');
    await customer(person.id).hear(said(person.wechat, 'w1', '公众号的话'));
    desk.say({ type: 'send', number: 1, body: text('这是内部备注'), note: true });
    narrow.say(send(1, '网站的话'));
    await desk.next('event', () => desk.texts().includes('网站的话'));
    await whole.next('event', () => whole.texts().includes('网站的话'));
    expect(desk.texts()).toEqual(expect.arrayContaining(['公众号的话', '这是内部备注', '网站的话']));
    expect(whole.texts()).not.toContain('这是内部备注');
    await narrow.next('event', () => narrow.texts().includes('网站的话'));
    expect(narrow.texts()).not.toContain('公众号的话');
    const late = await openScreen(person.id, visitor(person.web, 'endpoint'), 'i9');
    const snapshot = late.of('reset')[0]?.snapshot;
    expect(JSON.stringify(snapshot)).not.toMatch(/公众号的话|内部备注/u);
    expect(snapshot?.endpoints.map((one) => one.channel)).toEqual(['web']);
  });

  it('S7 marks move up only, and an answered mark makes no other', async () => {
    const person = freshPerson();
    const screen = await openScreen(person.id, visitor(person.web), 'i1');
    screen.say(send(1, '转账多久到'));
    const answer = await screen.next(
      'event',
      (frame) => frame.change.kind === 'message' && frame.change.message.speaker.kind === 'robot',
    );
    screen.say({ type: 'got', revision: answer.revision });
    const mark = await screen.next('event', (frame) => frame.change.kind === 'mark');
    screen.say({ type: 'got', revision: mark.revision });
    screen.say({ type: 'read', revision: mark.revision });
    const read = await screen.next('event', (frame) => frame.change.kind === 'mark' && frame.change.read > 0);
    screen.say({ type: 'read', revision: read.revision });
    screen.say({ type: 'history', request: 1, before: 1, limit: 1 });
    await screen.next('page');
    expect(screen.of('event').filter((frame) => frame.change.kind === 'mark')).toHaveLength(2);
  });

  it('S9 gives the same over HTTPS and long poll', async () => {
    const person = freshPerson();
    const viewer = visitor(person.web);
    const fresh = await customer(person.id).poll(viewer, 'i1', null, 0);
    if (!fresh.ok) throw new Error(fresh.code);
    const reset = fresh.frames[1] as { type: string; epoch: string; revision: number };
    expect(reset.type).toBe('reset');
    const waiting = customer(person.id).poll(viewer, 'i1', { epoch: reset.epoch, revision: reset.revision }, 5_000);
    const done = await customer(person.id).operate(viewer, 'i1', send(1, '走 HTTPS'));
    expect(done).toMatchObject({ ok: true, frames: [{ type: 'accepted', number: 1 }] });
    const polled = await waiting;
    if (!polled.ok) throw new Error(polled.code);
    expect(JSON.stringify(polled.frames)).toContain('走 HTTPS');
  });

  it('S10 history reaches the first message in bounded pages', async () => {
    const person = freshPerson();
    await customer(person.id).ticket(visitor(person.web));
    for (let n = 1; n <= 70; n += 1) await customer(person.id).hear(said(person.sms, `s${n}`, `第 ${n} 句`));
    const screen = await openScreen(person.id, agent(), 'd1');
    let oldest = screen.of('reset')[0]?.snapshot.messages[0]?.revision ?? 0;
    const seen: string[] = [];
    for (let request = 1; ; request += 1) {
      screen.say({ type: 'history', request, before: oldest, limit: 30 });
      const page = await screen.next('page', (frame) => frame.request === request);
      seen.unshift(...page.messages.flatMap((one) => (one.body.kind === 'text' ? [one.body.text] : [])));
      oldest = page.messages[0]?.revision ?? oldest;
      if (!page.more) break;
      expect(request).toBeLessThan(20);
    }
    expect(seen[0]).toBe('第 1 句');
  });
});
