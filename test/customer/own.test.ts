/** The person's own affairs: notices, what may be pushed, their data. */
import { env } from 'cloudflare:workers';
import { runInDurableObject } from 'cloudflare:test';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { OwnOrder } from '../../shared/own-calls.ts';
import type { ServiceKind } from '../../shared/notice.ts';
import { must } from '../results.ts';
import { stubOf } from '../stub.ts';
import { knowledgeable, openWorld, until } from '../world.ts';
import { agent, customer, freshPerson, openScreen, rows, said, visitor } from './rig.ts';
import { Hand } from './served.ts';
import { acts, opens } from './ticket-rig.ts';

const MINI = (JSON.parse(env.ACCOUNTS) as { channel: string; id: string }[]).find(
  (one) => one.channel === 'miniprogram',
)!.id;
const LOGISTICS = 'tmpl-logistics-update-0001';

beforeAll(async () => {
  openWorld();
  await knowledgeable();
}, 70_000);
beforeEach(() => {
  openWorld();
});
afterEach(() => {
  vi.useRealTimers();
});

const mini = (person: string) => visitor({ channel: 'miniprogram', account: MINI, peer: `o_${person}` });
const asked = (id: string, order: OwnOrder) => customer(id).own(order);
const notice = (key: string, kind: ServiceKind = 'logistics') => ({
  key,
  kind,
  title: { zh: '包裹已到达杭州', en: 'Your parcel is in Hangzhou' },
  text: { zh: '预计明天送达', en: 'Due tomorrow' },
  facts: [{ name: 'order', label: { zh: '订单号', en: 'Order' }, value: 'YX20261120001' }],
  opens: { to: 'line' as const },
});
const notify = async (id: string, key: string, kind?: ServiceKind) => {
  const done = must(await asked(id, { order: 'notify', notice: notice(key, kind) }));
  if (!('notice' in done)) throw new Error('no notice');
  return done;
};
/** Lets the letters that are due later than now leave. */
async function later(id: string, ms: number): Promise<void> {
  vi.useFakeTimers({ now: Date.now() + ms, toFake: ['Date'] });
  await runInDurableObject(stubOf(customer(id)), async (instance) => (instance as { alarm(): Promise<void> }).alarm());
}

describe('notices', () => {
  it('V20 one is kept once under its key, and seen by who may see the whole person', async () => {
    const person = freshPerson();
    const phone = await openScreen(person.id, mini(person.id), 'i1');
    const stranger = await openScreen(person.id, visitor(person.web, 'endpoint'), 'i2');
    const first = await notify(person.id, 'n-1');
    expect(first.known).toBe(false);
    expect(await notify(person.id, 'n-1')).toMatchObject({ notice: first.notice, known: true });
    const told = await phone.next('event', (one) => one.change.kind === 'notice');
    expect(told.change).toMatchObject({ notice: { id: first.notice, read: false }, unread: 1 });
    expect(phone.of('event').filter((one) => one.change.kind === 'notice')).toHaveLength(1);
    await customer(person.id).hear(said(person.web, 'k1', '你好'));
    await stranger.next('event', (one) => one.change.kind === 'message');
    expect(JSON.stringify(stranger.frames)).not.toContain('包裹');
    const fresh = await openScreen(person.id, mini(person.id), 'i3');
    expect((await fresh.next('reset')).snapshot.notices).toMatchObject({ unread: 1, newest: [{ id: first.notice }] });
    const narrow = await openScreen(person.id, visitor(person.web, 'endpoint'), 'i4');
    expect((await narrow.next('reset')).snapshot.notices).toBeUndefined();
    expect(
      await asked(person.id, { order: 'notices', viewer: visitor(person.web, 'endpoint'), before: null }),
    ).toMatchObject({
      code: 'not_allowed',
    });
  });

  it('V20 reading on one screen reads on all; pages reach the oldest', async () => {
    const person = freshPerson();
    const one = new Hand(await openScreen(person.id, mini(person.id), 'i1'));
    const two = await openScreen(person.id, visitor(person.web), 'i2');
    for (let at = 0; at < 35; at += 1) await notify(person.id, `n-${at}`);
    const newest = (await two.next('event', (frame) => frame.change.kind === 'notice' && frame.change.unread === 35))
      .change;
    const id = newest.kind === 'notice' ? newest.notice.id : '';
    expect(await one.act({ act: 'read-notices', notices: [id] })).toBe('accepted');
    await two.next('event', (frame) => frame.change.kind === 'notices-read' && frame.change.unread === 34);
    expect(await one.act({ act: 'read-notices', notices: 'all' })).toBe('accepted');
    await two.next('event', (frame) => frame.change.kind === 'notices-read' && frame.change.unread === 0);
    const page = async (before: string | null) => {
      const got = must(await asked(person.id, { order: 'notices', viewer: mini(person.id), before }));
      if (!('notices' in got)) throw new Error('no page');
      return got;
    };
    const first = await page(null);
    const rest = await page(first.notices.at(-1)?.id ?? '');
    expect([first.notices.length, first.more, rest.notices.length, rest.more]).toEqual([30, true, 5, false]);
    expect(new Set([...first.notices, ...rest.notices].map((each) => each.id)).size).toBe(35);
    expect(first.notices.every((each) => each.read)).toBe(true);
  });

  it('V21 V63 every step of a ticket that is news is a notice that leads to it, and goes out by its template', async () => {
    const person = freshPerson();
    await customer(person.id).hear(said(person.web, 'k1', '你好'));
    const { ticket } = await opens(person.id);
    await acts(person.id, ticket.id, { act: 'comment', key: 'c1', text: '已转仓库核实', internal: false });
    await acts(person.id, ticket.id, { act: 'comment', key: 'c2', text: '内部：先别答应', internal: true });
    const got = must(await asked(person.id, { order: 'notices', viewer: mini(person.id), before: null }));
    if (!('notices' in got)) throw new Error('no page');
    expect(got.notices).toMatchObject([
      { kind: 'ticket', text: { zh: '已转仓库核实' }, opens: { to: 'ticket', ticket: ticket.id } },
      { kind: 'ticket', title: { zh: '工单已登记' }, opens: { to: 'ticket', ticket: ticket.id } },
    ]);
    const events = await rows(
      person.id,
      `select body ->> '$.event.id' as id, body ->> '$.title.en' as title from notice`,
    );
    expect(events.map(({ id }) => id)).toEqual(['ticket-moved', 'ticket-moved']);
    expect(events[0]?.['title']).not.toMatch(/\p{Script=Han}/u);
    const hand = new Hand(await openScreen(person.id, visitor(person.web), 'i9'));
    await hand.act({ act: 'ticket-comment', ticket: ticket.id, text: '我补充一下' });
    const after = must(await asked(person.id, { order: 'notices', viewer: mini(person.id), before: null }));
    expect('notices' in after && after.notices).toHaveLength(2);
  });
});

describe('a push to who is not looking', () => {
  const sends = (seen: ReturnType<typeof openWorld>) =>
    seen.filter((one) => one.request.url.includes('/cgi-bin/message/subscribe/send'));

  /** What was asked of the platform: its body is read where it arrives. */
  let asks: unknown[] = [];
  function platform(answer: () => Response) {
    asks = [];
    return openWorld({
      'world.test': async (request) => {
        if (request.url.includes('stable_token')) return Response.json({ access_token: 't', expires_in: 7200 });
        if (request.url.includes('/cgi-bin/message/subscribe/send')) asks.push(await request.json());
        return answer();
      },
    });
  }

  async function subscribed(times: number) {
    const person = freshPerson();
    const hand = new Hand(await openScreen(person.id, mini(person.id), 'i1'));
    for (let at = 0; at < times; at += 1)
      await hand.act({ act: 'subscribe', answers: [{ template: LOGISTICS, answer: 'accept' }] });
    return { person, hand };
  }
  const leftOf = async (id: string) =>
    (await rows(id, `select left_over from subscription where template = '${LOGISTICS}'`))[0]?.['left_over'];

  it('V22 one accept is one message, of its kind, while it is unread', async () => {
    const seen = platform(() => Response.json({ errcode: 0, errmsg: 'ok', msgid: 1 }));
    const { person, hand } = await subscribed(1);
    const read = await notify(person.id, 'read-at-once');
    await hand.act({ act: 'read-notices', notices: [read.notice] });
    await notify(person.id, 'other-kind', 'refund');
    await later(person.id, 9_000);
    await until(
      'nothing owed',
      async () => (await rows(person.id, `select 1 from letter where kind = 'remind'`)).length === 0,
    );
    expect(sends(seen)).toHaveLength(0);
    const { notice: id } = await notify(person.id, 'unread');
    await later(person.id, 9_000);
    await until('sent', () => sends(seen).length === 1);
    expect(asks[0]).toMatchObject({
      touser: `o_${person.id}`,
      template_id: LOGISTICS,
      page: `pages/home/index?notice=${id}`,
      data: { character_string1: { value: 'YX20261120001' }, thing2: { value: '包裹已到达杭州' } },
      miniprogram_state: 'formal',
    });
    await until('spent', async () => (await leftOf(person.id)) === 0);
    await notify(person.id, 'one-more');
    await later(person.id, 9_000);
    await until(
      'nothing owed',
      async () => (await rows(person.id, `select 1 from letter where kind = 'remind'`)).length === 0,
    );
    expect(sends(seen)).toHaveLength(1);
  });

  it('V22 what the platform says corrects the ledger; a fate nobody knows is never repeated', async () => {
    platform(() => Response.json({ errcode: 43101, errmsg: 'user refuse' }));
    const first = await subscribed(3);
    await notify(first.person.id, 'n1');
    await later(first.person.id, 9_000);
    await until('corrected', async () => (await leftOf(first.person.id)) === 0);
    vi.useRealTimers();
    const seen = platform(() => {
      throw new TypeError('the connection broke');
    });
    const second = await subscribed(2);
    await notify(second.person.id, 'n1');
    await later(second.person.id, 9_000);
    await until('counted as sent', async () => (await leftOf(second.person.id)) === 1);
    await later(second.person.id, 60_000);
    expect(sends(seen)).toHaveLength(1);
  });

  it('V22 a refusal is remembered, takes nothing back that was given, and the platform’s withdrawal does', async () => {
    const { person, hand } = await subscribed(2);
    await hand.act({
      act: 'subscribe',
      answers: [
        { template: LOGISTICS, answer: 'reject' },
        { template: 'tmpl-unknown-0001', answer: 'accept' },
      ],
    });
    const event = await hand.screen.next(
      'event',
      (one) => one.change.kind === 'own' && one.change.own.subscriptions.some((each) => each.refusedAt !== null),
    );
    const own = event.change.kind === 'own' ? event.change.own : null;
    expect(own?.subscriptions.find((one) => one.template === LOGISTICS)).toMatchObject({ left: 2 });
    expect(own?.subscriptions.map((one) => one.template)).not.toContain('tmpl-unknown-0001');
    const heard = {
      ...{ kind: 'event' as const, key: 'w1', event: 'subscribe_msg_change_event', at: Date.now() },
      address: { channel: 'miniprogram' as const, account: MINI, peer: `o_${person.id}` },
      subscription: { template: LOGISTICS, accepted: false },
    };
    must(await customer(person.id).hear({ heard }));
    expect(await leftOf(person.id)).toBe(0);
  });

  it('V24 who refused service news on the mini-program gets none there', async () => {
    const seen = platform(() => Response.json({ errcode: 0 }));
    const { person, hand } = await subscribed(1);
    await hand.act({ act: 'choose', purpose: 'service', channel: 'miniprogram', given: false });
    await notify(person.id, 'n1');
    await later(person.id, 9_000);
    await until(
      'nothing owed',
      async () => (await rows(person.id, `select 1 from letter where kind = 'remind'`)).length === 0,
    );
    expect(sends(seen)).toHaveLength(0);
    expect(await leftOf(person.id)).toBe(1);
  });
});

describe('what the person decides', () => {
  it('V24 each word stands in the ledger with its evidence; the newest counts; 退订 stands there too', async () => {
    const person = freshPerson();
    const hand = new Hand(await openScreen(person.id, mini(person.id), 'i1'));
    await customer(person.id).hear(said(person.sms, 's1', '你好'));
    await hand.act({ act: 'choose', purpose: 'marketing', channel: 'sms', given: true });
    await hand.act({ act: 'choose', purpose: 'marketing', channel: 'sms', given: true });
    const stop = {
      ...{ kind: 'event' as const, key: 's2', event: 'opt-out', at: Date.now(), address: person.sms },
      consent: { marketing: false },
    };
    must(await customer(person.id).hear({ heard: stop }));
    const ledger = await rows(person.id, 'select purpose, channel, given, evidence from choice order by id');
    expect(ledger).toEqual([
      { purpose: 'marketing', channel: 'sms', given: 1, evidence: 'miniprogram:own-choice' },
      { purpose: 'marketing', channel: '', given: 0, evidence: 'sms:s2' },
      { purpose: 'marketing', channel: 'sms', given: 0, evidence: 'sms:s2' },
    ]);
    const staff = await openScreen(person.id, agent(), 'd1');
    expect((await staff.next('reset')).snapshot.own?.choices).toMatchObject([
      { channel: null, given: false },
      { channel: 'sms', given: false },
    ]);
    const narrow = new Hand(await openScreen(person.id, visitor(person.web, 'endpoint'), 'i4'));
    expect(await narrow.act({ act: 'choose', purpose: 'marketing', given: true })).toBe('not_allowed');
  });

  it('V25 who wants a person gets one with the next word, and no robot', async () => {
    const person = freshPerson();
    const hand = new Hand(await openScreen(person.id, mini(person.id), 'i1'));
    expect(await hand.act({ act: 'human-first', on: true })).toBe('accepted');
    await hand.say('运费多少');
    const [session] = await rows(person.id, 'select state from session');
    expect(['queued', 'left-message']).toContain(session?.['state']);
    expect(await rows(person.id, `select 1 from message where json_extract(body, '$.kind') = 'answer'`)).toHaveLength(
      0,
    );
    const other = freshPerson();
    const usual = new Hand(await openScreen(other.id, mini(other.id), 'i1'));
    await usual.say('运费多少');
    expect(await rows(other.id, 'select state from session')).toEqual([{ state: 'robot' }]);
  });
});
