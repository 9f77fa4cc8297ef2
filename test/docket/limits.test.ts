/** Which limits of tickets were kept: told with the ticket, added up by its list, and what stands behind a share. */
import { env } from 'cloudflare:workers';
import { runInDurableObject } from 'cloudflare:test';
import { describe, expect, it } from 'vitest';
import type { Ticket, TicketClock, TicketRow } from '../../shared/ticket.ts';
import { ticketRowOf } from '../../worker/customer/ticket/view.ts';
import { must } from '../results.ts';
import { stubOf } from '../stub.ts';
import { fresh } from '../ticket/desk.ts';

const silent = { channel: null, text: '' } as const;
let made = 0;
const ticket = (given: Partial<Ticket> = {}): Ticket => ({ ...fresh(undefined, `tl_${(made += 1)}`), ...given });
const clock = (given: Partial<TicketClock>): TicketClock => ({ ...ticket().clocks.first, ...given });
const clocks = (first: Partial<TicketClock>, solve: Partial<TicketClock> = {}) => ({
  clocks: { first: clock(first), solve: clock(solve) },
});
const late = { promise: { at: 1, warnedAt: null, missedAt: 2 } };
const row = (given: Partial<Ticket> = {}) => ticketRowOf(ticket(given), '王小明');

describe('limits of tickets', () => {
  it('N98 are kept, missed, or not known yet; a merged ticket has none', () => {
    const all = { first: null, solve: null, promise: null };
    expect(row().limits).toEqual(all);
    expect(row(clocks({ metAt: 5 })).limits).toEqual({ ...all, first: true });
    expect(row(clocks({ metAt: 5, missedAt: 4 }, { missedAt: 4 })).limits).toEqual({
      ...all,
      first: false,
      solve: false,
    });
    expect(row({ phase: 'solved' }).limits).toEqual({ ...all, promise: true });
    expect(row({ phase: 'solved', ...late }).limits).toEqual({ ...all, promise: false });
    expect(row({ ...clocks({ metAt: 5 }), ...late, phase: 'closed', mergedInto: 't_other' }).limits).toEqual(all);
  });

  it('N98 add up by the day a ticket was opened in Shanghai and the group that has it; the newest revision counts', async () => {
    const list = env.DOCKET.getByName('limits');
    const evening = Date.parse('2026-11-01T23:59:59+08:00');
    const put = async (given: TicketRow) => must(await list.put(given, silent));
    const one = { ...row(clocks({ metAt: 5 })), openedAt: evening, group: 'money', revision: 3 };
    await put(one);
    await put({ ...row(clocks({ missedAt: 5 })), openedAt: evening, group: 'money' });
    await put({ ...row(), openedAt: evening + 1_000, group: null });
    const none = { n: 0, sum: 0 };
    const day = (given: object) => ({ opened: 1, first: none, solve: none, promise: none, ...given });
    expect(await list.limits({ from: '2026-11-01', to: '2026-11-02' })).toEqual([
      day({ day: '2026-11-01', group: 'money', opened: 2, first: { n: 2, sum: 1 } }),
      day({ day: '2026-11-02', group: '' }),
    ]);
    await put({ ...one, revision: 4, limits: { first: true, solve: false, promise: null } });
    await put(one);
    expect(await list.limits({ from: '2026-11-01', to: '2026-11-01' })).toEqual([
      day({ day: '2026-11-01', group: 'money', opened: 2, first: { n: 2, sum: 1 }, solve: { n: 1, sum: 0 } }),
    ]);
    const behind = async (limit: 'first' | 'promise', group: string | null, after = 0) =>
      (await list.behindLimit({ from: '2026-11-01', to: '2026-11-02', limit, group, after })).tickets.map(
        ({ limits }) => limits?.[limit],
      );
    expect(await behind('first', null)).toEqual([false, true]);
    expect(await behind('first', null, 1)).toEqual([true]);
    expect(await behind('first', '')).toEqual([]);
    expect(await behind('promise', 'money')).toEqual([]);
  });

  it('N98 a ticket told before they were told is counted once it is told again', async () => {
    const list = env.DOCKET.getByName('limits-before');
    const one = row(clocks({ metAt: 5 }));
    must(await list.put(one, silent));
    await runInDurableObject(stubOf(list), (_: unknown, state: DurableObjectState) => {
      state.storage.sql.exec('update ticket set first_kept = null');
    });
    const first = async () => (await list.limits({ from: '2000-01-01', to: '2100-01-01' })).map((each) => each.first);
    expect(await first()).toEqual([{ n: 0, sum: 0 }]);
    must(await list.put({ ...one, title: '又' }, silent));
    expect(await first()).toEqual([{ n: 1, sum: 1 }]);
    expect((await list.walk({ after: '', limit: 9, customer: null, kind: null, phase: null })).tickets).toEqual([one]);
  });
});
