/** Tickets in the person's actor: kept, told, due to the second, and seen by whoever may. */
import { abortAllDurableObjects, runDurableObjectAlarm } from 'cloudflare:test';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { must, refusalOf } from '../results.ts';
import { stubOf } from '../stub.ts';
import { knowledgeable, openWorld, until } from '../world.ts';
import { robotWords, told } from './reading.ts';
import { agent, customer, freshPerson, openScreen, rows, said, visitor } from './rig.ts';
import { acts, asks, customerDoes, lists, opens, owns, reads, tries } from './ticket-rig.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

beforeAll(async () => {
  openWorld();
  await knowledgeable();
}, 70_000);
afterEach(() => {
  vi.useRealTimers();
});

/** Somebody who said hello on the website. */
async function met(channel: 'web' | 'wechat' | 'sms' = 'web') {
  const person = freshPerson();
  must(await customer(person.id).hear(said(person[channel], 'k1', '你好')));
  return person;
}
/** Sets the time and rings the clock. */
async function at(id: string, moment: number): Promise<void> {
  vi.useFakeTimers({ now: moment, toFake: ['Date'] });
  await runDurableObjectAlarm(stubOf(customer(id)));
}
const systemLines = async (id: string) =>
  (await rows(id, `select body from message where speaker like '%system%' order by revision`)).map((row) =>
    String(row.body),
  );

describe('J8 acts of colleagues', () => {
  it('J8 opened once by its key, told to the customer with number and date, seen on every screen', async () => {
    const person = await met();
    const screen = await openScreen(person.id, visitor(person.web), 'i1');
    await screen.next('reset');
    const file = await opens(person.id, {
      key: 'once',
      session: String((await rows(person.id, 'select id from session'))[0]?.id),
    });
    expect(file.ticket.number).toMatch(/^T\d{6}-\d{8}$/u);
    expect((await opens(person.id, { key: 'once' })).ticket.id).toBe(file.ticket.id);
    expect(await lists(person.id)).toHaveLength(1);
    await told(person.id, new RegExp(`工单号 ${file.ticket.number}.*最晚在 .*前给您处理结果`, 'u'));
    const { change } = await screen.next('event', (frame) => frame.change.kind === 'ticket');
    expect(change).toMatchObject({
      kind: 'ticket',
      ticket: { number: file.ticket.number, state: { label: { zh: '待受理' } } },
    });
    const again = await openScreen(person.id, visitor(person.web), 'i2');
    expect((await again.next('reset')).snapshot.tickets).toMatchObject([{ number: file.ticket.number }]);
  });

  it('J8 upon another revision refused (stale), the same comment twice kept once, a bad one named', async () => {
    const person = await met();
    const { ticket } = await opens(person.id);
    await acts(person.id, ticket.id, { act: 'assign', assignee: { id: 'a_1', name: '林小夏' } });
    expect(refusalOf(await tries(person.id, ticket.id, { act: 'edit', title: '改' }, 1))).toBe('stale');
    expect(refusalOf(await tries(person.id, ticket.id, { act: 'edit', title: '改' }))).toBe('bad_request');
    for (const _ of [1, 2])
      must(await tries(person.id, ticket.id, { act: 'comment', key: 'c1', text: '查一下', internal: true }));
    const { entries } = await reads(person.id, ticket.id);
    expect(entries.filter((one) => one.event.what === 'comment')).toHaveLength(1);
    expect(refusalOf(await tries(person.id, 't_none', { act: 'unmerge' }, 1))).toBe('not_found');
    expect(refusalOf(await asks(person.id, { kind: 'refund' }))).toBe('missing_fields');
    expect(refusalOf(await asks(person.id, { kind: 'nothing' }))).toBe('not_found');
    expect(refusalOf(await asks(person.id, { session: 's_none' }))).toBe('no_session');
    expect(refusalOf(await asks(`${person.id}x`))).toBe('not_found');
  });

  it('J8 the whole history stands: who changed what, and when', async () => {
    const person = await met();
    const { ticket } = await opens(person.id);
    await acts(person.id, ticket.id, { act: 'edit', fields: { order: 'YX1234' }, priority: 'high' });
    await acts(person.id, ticket.id, { act: 'move', to: 'doing', text: '已转仓库' });
    const { entries } = await reads(person.id, ticket.id);
    expect(entries.map((one) => one.event.what)).toEqual(['opened', 'edited', 'moved']);
    expect(entries[1]).toMatchObject({
      by: { id: 'a_1', name: '林小夏' },
      internal: true,
      event: {
        changes: [
          { field: 'priority', from: 'normal', to: 'high' },
          { field: 'order', from: '', to: 'YX1234' },
        ],
      },
    });
    await told(person.id, /已受理，正在处理。已转仓库/u);
  });

  it('J6 a parent waits for its children (children_open); merged and taken out again through the actor', async () => {
    const person = await met();
    const parent = (await opens(person.id)).ticket.id;
    const child = (await opens(person.id, { parent })).ticket.id;
    expect(refusalOf(await asks(person.id, { parent: child }))).toBe('wrong_state');
    await acts(person.id, parent, { act: 'move', to: 'doing' });
    const now = (await reads(person.id, parent)).ticket.revision;
    expect(refusalOf(await tries(person.id, parent, { act: 'move', to: 'solved' }, now))).toBe('children_open');
    await acts(person.id, child, { act: 'move', to: 'closed' });
    expect((await reads(person.id, parent)).entries.at(-1)?.event).toMatchObject({ what: 'child', done: true });
    await acts(person.id, parent, { act: 'move', to: 'solved' });
    const [one, two] = [(await opens(person.id)).ticket.id, (await opens(person.id)).ticket.id];
    const joined = await acts(person.id, one, { act: 'merge', into: two });
    expect(joined).toMatchObject({ ticket: { mergedInto: two, phase: 'closed' }, related: [{ ticket: two }] });
    const does = customerDoes(person.id, visitor(person.web));
    expect(await does({ act: 'ticket-comment', ticket: one, text: '补充一句' })).toBeNull();
    expect((await reads(person.id, two)).entries.at(-1)?.event).toMatchObject({ what: 'comment', text: '补充一句' });
    expect((await acts(person.id, one, { act: 'unmerge' })).ticket).toMatchObject({ mergedInto: null, phase: 'open' });
  });
});

describe('J9 the clock', () => {
  it('J9 warned and missed by the alarm, to the second, also after the object slept', async () => {
    const person = await met();
    const { ticket } = await opens(person.id);
    const { warnAt, dueAt } = ticket.clocks.first;
    if (warnAt === null || dueAt === null) throw new Error('no clock');
    expect(Number((await rows(person.id, 'select due_at from ticket'))[0]?.due_at)).toBe(
      Math.min(warnAt, ticket.promise.at),
    );
    await at(person.id, warnAt - 1_000);
    expect((await reads(person.id, ticket.id)).entries).toHaveLength(1);
    await at(person.id, warnAt);
    expect((await reads(person.id, ticket.id)).entries.at(-1)?.event).toEqual({ what: 'warned', clock: 'first' });
    await abortAllDurableObjects();
    await at(person.id, dueAt);
    const missed = await reads(person.id, ticket.id);
    expect(missed.entries.at(-1)?.event).toEqual({ what: 'missed', clock: 'first' });
    expect(missed.ticket.clocks.first.missedAt).toBe(dueAt);
    expect((await lists(person.id))[0]).toMatchObject({ missed: true });
  });

  it('J9 a customer’s silence solves and closes what waits for them', async () => {
    const person = await met();
    const { ticket } = await opens(person.id);
    await acts(person.id, ticket.id, { act: 'move', to: 'confirming' });
    const since = Date.now();
    await at(person.id, since + 3 * DAY + MINUTE);
    expect((await reads(person.id, ticket.id)).ticket.phase).toBe('solved');
    await at(person.id, since + 7 * DAY);
    expect((await reads(person.id, ticket.id)).ticket.phase).toBe('closed');
  });
});

describe('J10 the customer', () => {
  it('J10 opens, adds, reminds, confirms, opens again; each in words in the conversation', async () => {
    const person = await met();
    const does = customerDoes(person.id, visitor(person.web));
    expect(
      await does({ act: 'open-ticket', kind: 'complaint', title: '快递太慢', fields: { order: 'YX1234' } }),
    ).toBeNull();
    const [view] = await owns(person.id, visitor(person.web));
    if (!view) throw new Error('no ticket');
    expect(view).toMatchObject({ kind: { zh: '投诉' }, fields: [{ label: { zh: '订单号' }, value: 'YX1234' }] });
    expect(await does({ act: 'ticket-urge', ticket: view.id })).toBeNull();
    expect(await does({ act: 'ticket-urge', ticket: view.id })).toBe('rate_limited');
    expect(await does({ act: 'ticket-comment', ticket: view.id, text: '三天了' })).toBeNull();
    expect(await does({ act: 'ticket-confirm', ticket: view.id })).toBe('wrong_state');
    await acts(person.id, view.id, { act: 'move', to: 'confirming', fields: { outcome: '已催派' } });
    expect(await does({ act: 'ticket-confirm', ticket: view.id })).toBeNull();
    expect(await does({ act: 'ticket-reopen', ticket: view.id, text: '还没到' })).toBeNull();
    const [whole] = await owns(person.id, visitor(person.web), view.id);
    expect(whole?.progress.map((one) => one.told.zh)).toEqual([
      ...['工单已登记', '您催办了（第 1 次）', '您补充了说明', '已处理，请您确认是否解决'],
      ...['您已确认解决', '已重新打开，继续处理'],
    ]);
    const lines = await systemLines(person.id);
    expect(lines.filter((one) => one.includes(view.number))).toHaveLength(4);
    for (let more = 0; more < 4; more += 1)
      expect(await does({ act: 'open-ticket', kind: 'idea', title: 'x' })).toBeNull();
    expect(await does({ act: 'open-ticket', kind: 'idea', title: 'x' })).toBe('rate_limited');
    expect(await does({ act: 'open-ticket', kind: 'none', title: 'x' })).toBe('not_found');
  });

  it('J17 the number a proven person is known by stands in their ticket, unless they write another', async () => {
    const person = await met();
    await customer(person.id).own({
      ...{ order: 'link', viewer: visitor(person.web) },
      address: { channel: 'sms', account: 'sms', peer: '+8613800138000' },
    });
    const does = customerDoes(person.id, visitor(person.web));
    expect(await does({ act: 'open-ticket', kind: 'inquiry', title: '发票' })).toBeNull();
    const other = { phone: '+86 139 0013 9000' };
    expect(await does({ act: 'open-ticket', kind: 'inquiry', title: '再问', fields: other })).toBeNull();
    const numbers = (await owns(person.id, visitor(person.web))).map(
      ({ title, fields }) => `${title} ${fields.find(({ label }) => label.en === 'Phone')?.value}`,
    );
    expect(numbers.sort()).toEqual(['再问 +86139****9000', '发票 +86138****8000']);
  });

  it('J10 files are those of this person’s line; a customer uses their own', async () => {
    const person = await met();
    const { ticket } = await opens(person.id);
    const gives = async (id: string, by: { kind: 'customer' } | { kind: 'staff'; id: string }) => {
      must(await customer(person.id).media({ order: 'admit', id, by }));
      const media = { id, url: `/media/${id}`, kind: 'image' as const, name: '坏.png', mime: 'image/png', size: 9 };
      must(await customer(person.id).media({ order: 'keep', media, by }));
    };
    const [theirs, ours] = [`f_${'a'.repeat(32)}`, `f_${'b'.repeat(32)}`];
    await gives(theirs, { kind: 'customer' });
    await gives(ours, { kind: 'staff', id: 'a_1' });
    const does = customerDoes(person.id, visitor(person.web));
    expect(await does({ act: 'ticket-comment', ticket: ticket.id, text: '看图', media: [theirs] })).toBeNull();
    expect(await does({ act: 'ticket-comment', ticket: ticket.id, text: '看图', media: [ours] })).toBe('bad_media');
    const comment = { act: 'comment' as const, key: 'c1', text: '看图', internal: false };
    expect(refusalOf(await tries(person.id, ticket.id, { ...comment, media: ['f_none'] }))).toBe('bad_media');
    must(await tries(person.id, ticket.id, { ...comment, media: [theirs, ours] }));
    const [whole] = await owns(person.id, visitor(person.web), ticket.id);
    expect(whole?.progress.map((one) => one.media ?? [])).toEqual([[], [theirs], [theirs, ours]]);
  });

  it('J7 a visitor of one address sees and touches no ticket of another, and no line quotes it', async () => {
    const person = await met();
    must(await customer(person.id).hear(said(person.wechat, 'k2', '你好')));
    const { id: wechat } = (await rows(person.id, `select id from endpoint where channel = 'wechat'`))[0] ?? {};
    const { ticket } = await opens(person.id);
    expect(ticket.endpoint).toBe(wechat);
    const stranger = visitor(person.web, 'endpoint');
    const screen = await openScreen(person.id, stranger, 'i1');
    expect((await screen.next('reset')).snapshot.tickets).toEqual([]);
    expect(await owns(person.id, stranger)).toEqual([]);
    expect(await owns(person.id, stranger, ticket.id)).toEqual([]);
    expect(await customerDoes(person.id, stranger)({ act: 'ticket-urge', ticket: ticket.id })).toBe('not_found');
    const does = customerDoes(person.id, visitor(person.wechat));
    expect(await does({ act: 'ticket-comment', ticket: ticket.id, text: '只给微信看' })).toBeNull();
    await until('the line', () => screen.texts().some((text) => text.includes('您补充了说明')));
    expect(screen.frames.some((frame) => JSON.stringify(frame).includes('只给微信看'))).toBe(false);
    expect(screen.of('event').some((frame) => frame.change.kind === 'ticket')).toBe(false);
    expect(await owns(person.id, visitor(person.web))).toHaveLength(1);
  });

  it('J10 the last message of a counted window is kept for the end of the matter', async () => {
    const person = await met('wechat');
    const { ticket } = await opens(person.id);
    await until('told', async () => (await robotWords(person.id)).some((one) => one.includes(ticket.number)));
    const last = { scene: 'message', left: 1, most: 5, openedAt: 0, endsAt: Date.now() + DAY };
    await rows(person.id, `update endpoint set counts = '${JSON.stringify({ scenes: [last], sends: [] })}'`);
    const before = (await robotWords(person.id)).length;
    must(await tries(person.id, ticket.id, { act: 'comment', key: 'c9', text: '还在查', internal: false }));
    expect(await robotWords(person.id)).toHaveLength(before);
    expect((await systemLines(person.id)).at(-1)).toContain('客服回复');
    await acts(person.id, ticket.id, { act: 'move', to: 'confirming' });
    expect(await robotWords(person.id)).toHaveLength(before + 1);
  });
});

it('J8 a colleague’s screen hears of every change, an internal one alone', async () => {
  const person = await met();
  const { ticket } = await opens(person.id);
  const [theirs, own] = [
    await openScreen(person.id, visitor(person.web), 'i1'),
    await openScreen(person.id, agent(), 'd1'),
  ];
  await Promise.all([theirs.next('reset'), own.next('reset')]);
  must(await tries(person.id, ticket.id, { act: 'comment', key: 'c1', text: '内部', internal: true }));
  await own.next('event', (frame) => frame.change.kind === 'ticket');
  await acts(person.id, ticket.id, { act: 'move', to: 'doing' });
  await theirs.next('event', (frame) => frame.change.kind === 'ticket');
  expect(theirs.of('event').filter((frame) => frame.change.kind === 'ticket')).toHaveLength(1);
});
