/** A ticket's rules by cases: clocks, moves, reminders, parents, merging. */
import { describe, expect, test } from 'vitest';
import * as v from 'valibot';
import { tickets, ticketKind } from '../../shared/settings/tickets.ts';
import { kindFaults } from '../../shared/settings/ticket-faults.ts';
import { usualTickets } from '../../shared/settings/tickets-usual.ts';
import type { Ticket, TicketEvent, TicketFields } from '../../shared/ticket.ts';
import { fieldsIn, fitting, missing } from '../../worker/customer/ticket/fields.ts';
import { elapsesAt, promisedAt, ticketDue } from '../../worker/customer/ticket/flow.ts';
import { merged, unmerged } from '../../worker/customer/ticket/merging.ts';
import {
  customerComments,
  customerConfirms,
  customerReopens,
  customerUrges,
  staffActs,
} from '../../worker/customer/ticket/rules.ts';
import { timePassed } from '../../worker/customer/ticket/time.ts';
import { ticketRowOf, ticketViewOf } from '../../worker/customer/ticket/view.ts';
import { entryWords, momentWords, openedWords } from '../../worker/customer/ticket/words.ts';
import { agent, at, code, customer, DAY, done, fresh, HOUR, hours, kind, NOW, world } from './desk.ts';

const move = (ticket: ReturnType<typeof fresh>, to: string, now = NOW, more = {}) =>
  staffActs(ticket, { act: 'move', to, ...more }, agent, world(now), false);
const whats = (step: ReturnType<typeof done>) => step.news.map((one) => one.event.what);

describe('J2 kinds are data', () => {
  test('J2 the usual kinds hold together and are what holds before anybody wrote others', () => {
    expect(v.parse(tickets, usualTickets)).toEqual(usualTickets);
    expect(usualTickets.kinds.map((one) => one.label.zh)).toEqual([
      '咨询',
      '投诉',
      '退款',
      '换货',
      '维修',
      '建议',
      '回电',
    ]);
  });

  test.each<[string, (form: ReturnType<typeof kind>) => object, RegExp]>([
    [
      'a move into nothing',
      (form) => ({ moves: [...form.moves, { from: 'new', to: 'gone', on: 'staff' }] }),
      /leads nowhere/u,
    ],
    ['no first state', () => ({ begins: 'gone' }), /first state/u],
    ['a first state that is closed', () => ({ begins: 'closed' }), /must be open or doing/u],
    ['waiting for ever', (form) => ({ moves: form.moves.filter((one) => one.on !== 'elapsed') }), /waits for ever/u],
    ['no way to reopen', (form) => ({ moves: form.moves.filter((one) => one.on !== 'reopened') }), /reopened/u],
    ['no end', (form) => ({ moves: form.moves.filter((one) => one.to !== 'closed') }), /never comes to an end/u],
    [
      'a choice without options',
      () => ({ fields: [{ id: 'x', label: { zh: 'x', en: 'x' }, type: 'choice', required: 'no', shown: true }] }),
      /options/u,
    ],
    [
      'two ways on one cause',
      (form) => ({ moves: [...form.moves, { from: 'waiting', to: 'new', on: 'replied' }] }),
      /two moves on replied/u,
    ],
  ])('J2 refused: %s', (_name, change, why) => {
    const broken = { ...kind('inquiry'), ...change(kind('inquiry')) };
    expect(kindFaults(broken).join('\n')).toMatch(why);
    expect(v.safeParse(ticketKind, broken).success).toBe(false);
  });

  test('J2 values have one normal form; what is no such value is refused, from a robot left out', () => {
    const form = kind('repair');
    expect(fieldsIn(form, { phone: '138 0013-8000', order: ' YX2026 ', visit: '2026-12-01', way: 'visit' })).toEqual({
      ok: true,
      fields: { phone: '13800138000', order: 'YX2026', visit: '2026-12-01', way: 'visit' },
    });
    expect(fieldsIn(kind('refund'), { amount: '12.5' })).toEqual({ ok: true, fields: { amount: '12.50' } });
    const bads: TicketFields[] = [
      { visit: '2026-02-30' },
      { way: 'fly' },
      { phone: 'call me' },
      { nothing: 'x' },
      { photo: ['a b'] },
    ];
    for (const bad of bads) expect(fieldsIn(form, bad)).toMatchObject({ ok: false, code: 'bad_request' });
    expect(fitting(form, { phone: 'no', order: 'YX1234', other: 'x' })).toEqual({ order: 'YX1234' });
  });

  test('J2 what must be there is asked for where its condition holds: missing_fields', () => {
    const form = kind('repair');
    expect(missing(form, {}, 'opening')).toMatchObject({ code: 'missing_fields', detail: '故障现象' });
    expect(missing(form, { what: '不通电' }, 'opening')).toBeNull();
    expect(missing(form, { what: '不通电', way: 'visit' }, 'solving')).toMatchObject({ detail: '上门日期' });
    expect(missing(form, { what: '不通电', way: 'send' }, 'solving')).toBeNull();
  });
});

describe('J3 states and time', () => {
  test('J3 only moves of the kind are made; what must stand before the end stands there', () => {
    const ticket = fresh(kind('refund'));
    expect(code(move(ticket, 'solved'))).toBe('wrong_state');
    expect(code(move(ticket, 'nowhere'))).toBe('wrong_state');
    const doing = done(move(ticket, 'doing')).ticket;
    expect(code(move(doing, 'confirming'))).toBe('missing_fields');
    const confirming = done(move(doing, 'confirming', NOW, { fields: { order: 'YX1234', amount: '9' } })).ticket;
    expect(confirming).toMatchObject({ state: 'confirming', phase: 'confirming', fields: { amount: '9.00' } });
    expect(done(customerConfirms(confirming, customer, world())).ticket.phase).toBe('solved');
  });

  test('J3 the clock stands still while the customer is waited for, and goes on where it stopped', () => {
    // Normal inquiries: 4 h to the first answer, 27 h to the solution, of 9 h a day.
    const ticket = fresh();
    expect(ticket.clocks.first.dueAt).toBe(at('2026-11-25T14:00:00'));
    expect(ticket.clocks.solve.dueAt).toBe(at('2026-11-30T10:00:00'));
    const waiting = done(move(ticket, 'waiting', NOW + 2 * HOUR)).ticket;
    expect(waiting.clocks.first.metAt).toBe(NOW + 2 * HOUR);
    expect(waiting.clocks.solve).toMatchObject({ usedMs: 2 * HOUR, since: null, dueAt: null });
    const monday = at('2026-11-30T09:00:00');
    const again = done(customerComments(waiting, { text: '照片已补', media: [] }, customer, world(monday)));
    expect(whats(again)).toEqual(['comment', 'moved']);
    expect(again.ticket).toMatchObject({ state: 'doing', phase: 'doing' });
    // 25 h are left: Monday and Tuesday nine each, seven of Wednesday.
    expect(again.ticket.clocks.solve.dueAt).toBe(at('2026-12-02T16:00:00'));
  });

  test('J3 it warns before and marks the miss, once each, to the millisecond; the promise never pauses', () => {
    const ticket = fresh();
    const warn = at('2026-11-25T13:12:00');
    expect(ticketDue(ticket)).toBe(warn);
    expect(timePassed(ticket, world(warn - 1)).news).toEqual([]);
    const warned = timePassed(ticket, world(warn));
    expect(warned.news).toMatchObject([{ internal: true, event: { what: 'warned', clock: 'first' } }]);
    const due = at('2026-11-25T14:00:00');
    expect(ticketDue(warned.ticket)).toBe(due);
    expect(timePassed(warned.ticket, world(due - 1)).news).toEqual([]);
    const missed = timePassed(warned.ticket, world(due));
    expect(missed.news).toMatchObject([{ event: { what: 'missed', clock: 'first' } }]);
    expect(timePassed(missed.ticket, world(due + 1)).news).toEqual([]);
    const row = ticketRowOf(missed.ticket, '王');
    expect(row).toMatchObject({ missed: true, warned: true });
    const waiting = done(move(ticket, 'waiting')).ticket;
    const late = timePassed(waiting, world(ticket.promise.at));
    expect(late.news).toMatchObject([{ event: { what: 'missed', clock: 'promise' } }]);
  });

  test('J3 a more urgent ticket is due sooner by what is left; a miss stays one', () => {
    const ticket = fresh();
    const edited = done(staffActs(ticket, { act: 'edit', priority: 'urgent' }, agent, world(NOW + HOUR), false)).ticket;
    expect(edited.clocks.solve).toMatchObject({ targetMs: 9 * HOUR, usedMs: HOUR, dueAt: at('2026-11-26T10:00:00') });
    // The first answer's half hour is over already.
    expect(timePassed(edited, world(NOW + HOUR)).news).toMatchObject([{ event: { what: 'missed', clock: 'first' } }]);
  });

  test('J3 silence moves it: no answer closes, no objection solves', () => {
    const waiting = done(move(fresh(), 'waiting')).ticket;
    expect(elapsesAt(waiting)).toBe(NOW + 7 * DAY);
    expect(timePassed(waiting, world(NOW + 7 * DAY)).ticket.phase).toBe('closed');
    const confirming = done(move(done(move(fresh(), 'doing')).ticket, 'confirming')).ticket;
    const solved = timePassed(confirming, world(NOW + 3 * DAY)).ticket;
    expect(solved.phase).toBe('solved');
    expect(timePassed(solved, world(NOW + 6 * DAY)).ticket.phase).toBe('closed');
  });

  test('J3 opened again within the time it may be, by whoever may; later not', () => {
    const closed = done(move(fresh(), 'closed')).ticket;
    const step = done(customerReopens(closed, '还是不行', customer, world(NOW + 15 * DAY)));
    expect(step.ticket).toMatchObject({ phase: 'doing', reopened: 1, closedAt: null, solvedAt: null });
    expect(step.ticket.clocks.solve.since).toBe(NOW + 15 * DAY);
    expect(code(customerReopens(closed, undefined, customer, world(NOW + 15 * DAY + 1)))).toBe('wrong_state');
    expect(code(customerReopens(fresh(), undefined, customer, world()))).toBe('wrong_state');
    expect(code(staffActs(closed, { act: 'reopen', text: '客户来电' }, agent, world(NOW + 60 * DAY), false))).toBe(
      'done',
    );
  });

  test('J4 every complaint has a number and a day by law or promise, whatever happens to its clocks', () => {
    const complaint = fresh(kind('complaint'));
    // seven working days after Wednesday the 25th
    expect(complaint.promise.at).toBe(at('2026-12-04T18:00:00'));
    expect(openedWords(complaint, NOW).zh).toContain('最晚在 12月4日（周五）18:00 前');
    expect(promisedAt(kind('repair'), hours, NOW)).toBe(at('2026-12-10T23:59:59'));
    // over National Day: seven days off, and the Saturday worked for them counts
    expect(promisedAt(kind('complaint'), hours, at('2026-09-29T15:00:00'))).toBe(at('2026-10-14T18:00:00'));
    expect(momentWords(at('2027-01-04T18:00:00'), NOW).zh).toBe('2027年1月4日（周一）18:00');
  });
});

describe('J5 reminders', () => {
  test('J5 counted, not more often than allowed, and from the second on more urgent up to a limit', () => {
    const first = done(customerUrges(fresh(), customer, world()));
    expect(first.ticket).toMatchObject({ urged: { times: 1 }, priority: 'normal' });
    expect(code(customerUrges(first.ticket, customer, world(NOW + HOUR)))).toBe('rate_limited');
    const second = done(customerUrges(first.ticket, customer, world(NOW + 2 * HOUR)));
    expect(second.ticket).toMatchObject({ urged: { times: 2 }, priority: 'high' });
    expect(second.ticket.clocks.solve.targetMs).toBe(18 * HOUR);
    const third = done(customerUrges(second.ticket, customer, world(NOW + 4 * HOUR)));
    expect(third.ticket).toMatchObject({ urged: { times: 3 }, priority: 'high' });
    expect(third.news).toMatchObject([{ event: { what: 'urged', times: 3, raised: null } }]);
    expect(code(customerUrges(done(move(fresh(), 'waiting')).ticket, customer, world()))).toBe('wrong_state');
  });
});

describe('J6 parents, children, merging', () => {
  test('J6 a parent ends after its children, or by a lead’s word: children_open', () => {
    const child = { ...fresh(kind('inquiry'), 't_2'), parent: 't_1' };
    const parent = { ...done(move(fresh(), 'doing')).ticket, children: ['t_2'] };
    const solve = (others: Ticket[], leads: boolean, force?: string) =>
      staffActs(parent, { act: 'move', to: 'solved', ...(force ? { force } : {}) }, agent, world(NOW, others), leads);
    expect(code(solve([child], false))).toBe('children_open');
    expect(code(solve([child], true))).toBe('children_open');
    expect(code(solve([child], false, '客户放弃'))).toBe('not_allowed');
    const forced = done(solve([child], true, '客户放弃'));
    expect(forced.news.map((one) => one.internal)).toEqual([true, false]);
    expect(forced.news.at(-1)?.event).toMatchObject({ what: 'moved', forced: true });
    expect(code(solve([done(move(child, 'closed')).ticket], false))).toBe('done');
  });

  test('J6 silence never ends a parent before its children', () => {
    const child = { ...fresh(kind('inquiry'), 't_2'), parent: 't_1' };
    const waiting = { ...done(move(fresh(), 'waiting')).ticket, children: ['t_2'] };
    const still = timePassed(waiting, world(NOW + 7 * DAY, [child]));
    expect(still.ticket).toMatchObject({ phase: 'waiting', stateSince: NOW + 7 * DAY });
  });

  test('J6 merged it stands still and takes no act; taken out it goes on where it stood', () => {
    const from = done(move(fresh(kind('inquiry'), 't_1'), 'doing')).ticket;
    const into = { ...fresh(kind('inquiry'), 't_2'), sessions: ['s_2'] };
    const joined = merged({ ...from, sessions: ['s_1'] }, into, agent, world(NOW + HOUR));
    if ('ok' in joined) throw new Error(joined.code);
    expect(joined.from.ticket).toMatchObject({ mergedInto: 't_2', phase: 'closed', state: 'doing' });
    expect(joined.into.ticket).toMatchObject({ merged: ['t_1'], sessions: ['s_2', 's_1'] });
    expect(ticketDue(joined.from.ticket)).toBeNull();
    for (const act of [
      { act: 'move', to: 'solved' },
      { act: 'reopen', text: 'x' },
      { act: 'edit', title: 'x' },
    ] as const)
      expect(code(staffActs(joined.from.ticket, act, agent, world(), true))).toBe('wrong_state');
    const apart = unmerged(joined.from.ticket, joined.into.ticket, agent, world(NOW + 2 * HOUR));
    if ('ok' in apart) throw new Error(apart.code);
    expect(apart.from.ticket).toMatchObject({ mergedInto: null, phase: 'doing', state: 'doing', closedAt: null });
    expect(apart.from.ticket.clocks.solve).toMatchObject({ usedMs: HOUR, since: NOW + 2 * HOUR });
    expect(apart.into.ticket.merged).toEqual([]);
    expect(merged(from, from, agent, world())).toMatchObject({ code: 'wrong_state' });
    expect(merged({ ...from, children: ['t_9'] }, into, agent, world())).toMatchObject({ code: 'wrong_state' });
  });
});

describe('J7 what the customer reads', () => {
  const given = { now: NOW, everyMinutes: 120, rating: { untilMs: 0, tags: [] }, mergedInto: null };
  test('J7 progress in words, steps with their times, and what may be done now', () => {
    const ticket = done(move(fresh(), 'doing')).ticket;
    const entries = [
      { number: 1, at: NOW, by: agent, internal: false, event: { what: 'opened' as const, source: 'agent' as const } },
      {
        number: 2,
        at: NOW,
        by: agent,
        internal: true,
        event: { what: 'comment' as const, text: '内部说明', media: [] },
      },
      {
        number: 3,
        at: NOW + 1,
        by: agent,
        internal: false,
        event: { what: 'moved' as const, from: 'new', to: 'doing', cause: 'staff' as const },
      },
    ];
    const view = ticketViewOf(ticket, entries, { ...given, whole: true });
    expect(view.progress.map((one) => one.told.zh)).toEqual(['工单已登记', '已受理，正在处理']);
    expect(JSON.stringify(view)).not.toContain('内部说明');
    expect(view.steps.map((one) => [one.label.zh, one.at, one.now])).toEqual([
      ['待受理', NOW, false],
      ['处理中', NOW + 1, true],
      ['待客户确认', null, false],
      ['已解决', null, false],
    ]);
    expect(view.may).toEqual({ comment: true, urgeFrom: NOW, reopen: false, confirm: false });
  });

  test('J7 no internal entry and no inner matter is ever told', () => {
    const ticket = fresh();
    const events: TicketEvent[] = [
      { what: 'assigned', assignee: { id: 'a', name: '王' }, group: null },
      { what: 'edited', changes: [] },
      { what: 'linked', session: 's' },
      { what: 'missed', clock: 'solve' },
    ];
    for (const event of events) expect(entryWords(ticket, { by: agent, internal: false, event })).toBeNull();
    const comment = { what: 'comment' as const, text: 'x', media: [] };
    expect(entryWords(ticket, { by: agent, internal: true, event: comment })).toBeNull();
    expect(entryWords(ticket, { by: agent, internal: false, event: comment })?.zh).toBe('客服回复');
  });
});
