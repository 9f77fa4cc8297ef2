/** The parts a stream is made of: tickets, a socket's window, contiguous numbers, and signals of which the newest counts. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Latest } from '../../worker/lib/latest.ts';
import { judgeNumber } from '../../worker/lib/numbers.ts';
import { Tickets } from '../../worker/lib/tickets.ts';
import { Window } from '../../worker/lib/window.ts';

describe('tickets', () => {
  it('S2 work once, in time, and are never two alike', () => {
    const tickets = new Tickets<string>(30_000);
    const [first, second] = [tickets.issue('a', 0), tickets.issue('b', 0)];
    expect(first).toMatch(/^[\w-]{43}$/u);
    expect(first).not.toBe(second);
    expect(tickets.redeem(first, 29_999)).toBe('a');
    expect(tickets.redeem(first, 29_999)).toBeNull();
    expect(tickets.redeem(second, 30_000)).toBeNull();
    expect(tickets.redeem('x', 0)).toBeNull();
  });

  it('S2 are bounded: the oldest is forgotten', () => {
    const tickets = new Tickets<number>(30_000, 10);
    const issued = Array.from({ length: 11 }, (_, index) => tickets.issue(index, 0));
    expect(issued.map((ticket) => tickets.redeem(ticket, 0))).toEqual([null, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  });
});

describe('a window', () => {
  it('S5 never lets more out than it may, also over sleep, and opens again when all is answered', () => {
    const limit = { events: 4, bytes: 100 };
    const act = fc.oneof(
      fc.record({ kind: fc.constant('send' as const), bytes: fc.integer({ min: 1, max: 150 }) }),
      fc.record({ kind: fc.constant('answer' as const), behind: fc.nat(6) }),
      fc.record({ kind: fc.constant('sleep' as const) }),
    );
    fc.assert(
      fc.property(fc.array(act, { maxLength: 60 }), (acts) => {
        let window = new Window(limit, { last: 0, events: 0, bytes: 0 });
        let sent: { position: number; bytes: number }[] = [];
        for (const one of acts) {
          if (one.kind === 'sleep') window = new Window(limit, window.flight());
          else if (one.kind === 'answer') {
            const position = window.last - one.behind;
            window.answer(position);
            sent = sent.filter((event) => event.position > position);
          } else if (window.hasRoom(one.bytes)) {
            window.send(window.last + 1, one.bytes);
            sent.push({ position: window.last, bytes: one.bytes });
          }
          const bytes = sent.reduce((sum, event) => sum + event.bytes, 0);
          expect(sent.length).toBeLessThanOrEqual(limit.events);
          if (sent.length > 1) expect(bytes).toBeLessThanOrEqual(limit.bytes);
        }
        window.answer(window.last);
        expect(window.hasRoom(1_000)).toBe(true);
      }),
    );
  });
});

describe('numbers', () => {
  it('S3 are contiguous; a repeat is known by its content', () => {
    expect(judgeNumber(0, 1, 'a', null)).toEqual({ kind: 'next' });
    expect(judgeNumber(3, 5, 'a', null)).toEqual({ kind: 'gap', expected: 4 });
    expect(judgeNumber(3, 3, 'a', 'a')).toEqual({ kind: 'repeat' });
    expect(judgeNumber(3, 3, 'a', 'b')).toEqual({ kind: 'reused' });
    expect(judgeNumber(3, 1, 'a', null)).toEqual({ kind: 'repeat' });
  });
});

describe('signals', () => {
  it('S7 go one at a time per key, the newest last, and a failed call disturbs nobody', async () => {
    const seen: string[] = [];
    const gates: (() => void)[] = [];
    const latest = new Latest<number>(async (key, value) => {
      await new Promise<void>((resolve) => gates.push(resolve));
      if (key === 'bad') throw new Error('away');
      seen.push(`${key}${value}`);
    }, 2);
    latest.give('a', 1);
    latest.give('bad', 1);
    latest.give('b', 1);
    const flushed = latest.flush();
    latest.give('a', 2);
    latest.give('a', 3);
    while (seen.length < 3) {
      gates.shift()?.();
      await Promise.resolve();
    }
    await flushed;
    expect(seen).toEqual(['a1', 'b1', 'a3']);
  });
});
