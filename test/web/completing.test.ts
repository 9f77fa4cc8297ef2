import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { COMPLETED_LEAST, COMPLETED_MOST } from '../../shared/own-api.ts';
import { Completing, REST_MS, robotHears } from '../../web/client/completing.ts';

const found = [{ id: 'refund-steps', words: '退款流程' }];
const at = 1_764_000_000_000;

let asked: string[];
let shown: string[][];
let answer: object;
let late: Promise<void> | null;

beforeEach(() => {
  vi.useFakeTimers();
  [asked, shown, answer, late] = [[], [], { ok: true, completions: found }, null];
});
afterEach(() => {
  vi.useRealTimers();
});

function completing(): Completing {
  return new Completing(
    async (words) => {
      asked.push(words);
      const given = answer;
      await late;
      return given as { ok: true };
    },
    (list) => shown.push(list.map(({ words }) => words)),
  );
}
const rest = (ms = REST_MS) => vi.advanceTimersByTimeAsync(ms);

describe('N79 what is being typed is asked about once the hand rests', () => {
  it('at least 200 ms after the last letter, the newest words alone', async () => {
    const one = completing();
    for (const words of ['退', '退款', '退款多', '退款多久']) {
      one.typed(words, true, at);
      await rest(100);
    }
    expect(asked).toEqual([]);
    await rest(99);
    expect(asked).toEqual([]);
    await rest();
    expect(asked).toEqual(['退款多久']);
    expect(shown.at(-1)).toEqual(['退款流程']);
    one.typed('退款多久 ', true, at);
    await rest();
    expect(asked).toHaveLength(1);
  });

  it('not one letter, not a story, not several lines, and no number of an order, a card or a telephone', async () => {
    const one = completing();
    const long = '长'.repeat(COMPLETED_MOST + 1);
    for (const words of ['', '退', ' 退 ', long, '退款\n还有', '订单 20261120001', '6222 0212 3456', '138-0013-8000']) {
      one.typed(words, true, at);
      await rest();
    }
    expect(asked).toEqual([]);
    for (const words of ['退'.repeat(COMPLETED_LEAST), '长'.repeat(COMPLETED_MOST), '双11能退吗']) {
      one.typed(words, true, at);
      await rest();
    }
    expect(asked).toHaveLength(3);
  });

  it('what comes late is not shown, sent words take the list away, and the question itself is no news', async () => {
    const one = completing();
    let done = () => undefined as void;
    late = new Promise((resolve) => (done = resolve));
    one.typed('退款', true, at);
    await rest();
    one.typed('', true, at);
    done();
    await rest();
    expect(shown).toEqual([[]]);
    late = null;
    one.typed('退款流程', true, at);
    await rest();
    expect(shown.at(-1)).toEqual([]);
  });

  it('asked too often, it is quiet for five seconds', async () => {
    const one = completing();
    answer = { ok: false, code: 'rate_limited', detail: '' };
    one.typed('退款', true, at);
    await rest();
    expect(shown).toEqual([[]]);
    one.typed('退款多', true, at + 4_000);
    await rest();
    expect(asked).toHaveLength(1);
    answer = { ok: true, completions: found };
    one.typed('退款多久', true, at + 6_000);
    await rest();
    expect(asked).toHaveLength(2);
    expect(shown.at(-1)).toEqual(['退款流程']);
  });

  it('never while a person serves or is awaited', async () => {
    const one = completing();
    one.typed('退款', false, at);
    await rest();
    expect(asked).toEqual([]);
    const session = (state: 'robot' | 'queued' | 'agent' | 'left-message' | 'closed') =>
      robotHears({ session: { id: 's', state, openedAt: 0, fence: 1 } });
    expect([robotHears(null), robotHears({ session: null }), session('robot'), session('closed')]).toEqual([
      true,
      true,
      true,
      true,
    ]);
    expect([session('queued'), session('agent'), session('left-message')]).toEqual([false, false, false]);
  });
});
