import { describe, expect, it } from 'vitest';
import {
  inWindow,
  MOST,
  windowAround,
  windowAtEnd,
  windowDown,
  windowGrown,
  windowUp,
} from '../../miniprogram/line/window.ts';
import { firstUnread, menuOf } from '../../miniprogram/line/menu.ts';
import { rowsOf } from '../../miniprogram/line/rows.ts';
import { line, message, MINUTE, noon, seen } from './pages-line.ts';

/** A line of so many messages, with holes between their revisions. */
const many = (count: number, from = 0) => Array.from({ length: count }, (_, at) => ({ revision: (from + at) * 3 + 2 }));
const revisions = (given: { revision: number }[]) => [
  given[0]?.revision,
  given[given.length - 1]?.revision,
  given.length,
];

describe('the part of a line that is drawn', () => {
  it('N31 is its end at first, and all of a short one', () => {
    expect(revisions(inWindow(many(10_000), windowAtEnd(many(10_000))))).toEqual([29_822, 29_999, 60]);
    expect(inWindow(many(7), windowAtEnd(many(7)))).toHaveLength(7);
    expect(inWindow([], windowAtEnd([]))).toEqual([]);
  });

  it('N31 moves through ten thousand messages and back, each seen, and never grows beyond its bound', () => {
    const messages = many(10_000);
    let window = windowAtEnd(messages);
    const met = new Set<number>();
    const note = () => {
      const drawn = inWindow(messages, window);
      expect(drawn.length).toBeLessThanOrEqual(MOST);
      for (const { revision } of drawn) met.add(revision);
    };
    for (let from = -1; from !== window.from; note()) {
      from = window.from;
      window = windowUp(messages, window);
    }
    expect(met.size).toBe(10_000);
    expect(window.to).not.toBeNull();
    for (met.clear(); window.to !== null; note()) window = windowDown(messages, window);
    expect(met.has(29_999)).toBe(true);
    expect(met.size).toBeGreaterThan(9_900);
  });

  it('N31 keeps what is looked at while older pages come in above and words below', () => {
    const messages = many(100, 500);
    const window = windowAtEnd(messages);
    const grown = [...many(500), ...messages, ...many(3, 600)];
    expect(inWindow(grown, window)[0]).toEqual(inWindow(messages, window)[0]);
    expect(inWindow(grown, window)).toHaveLength(63);
  });

  it('N31 follows a growing end seldom cut, and stands still under who reads above', () => {
    const before = windowAtEnd(many(60));
    const grown = many(60 + MOST);
    expect(windowGrown(many(MOST), before, true)).toEqual(before);
    expect(revisions(inWindow(grown, windowGrown(grown, before, true)))[2]).toBe(60);
    const still = windowGrown(grown, before, false);
    expect(revisions(inWindow(grown, still))).toEqual([2, (MOST - 1) * 3 + 2, MOST]);
    expect(still.to).not.toBeNull();
  });

  it('N31 has a message with something around it, wherever it is', () => {
    for (const place of [0, 3, 40, 5000, 9999]) {
      const drawn = inWindow(many(10_000), windowAround(many(10_000), place * 3 + 2));
      expect(drawn).toContainEqual({ revision: place * 3 + 2 });
      expect(drawn).toHaveLength(60);
    }
  });

  it('N31 shows what is on its way, and the rating, only at the end', () => {
    const messages = Array.from({ length: 100 }, (_, at) => message(at + 1));
    const gift = {
      key: 'g',
      kind: 'file',
      path: 'p',
      name: 'a.pdf',
      size: 9,
      width: 0,
      height: 0,
      seconds: 0,
    } as const;
    const on = { at: noon, share: 0.5, code: '', detail: '', quote: '' };
    const shown = (window: ReturnType<typeof windowAround>) =>
      rowsOf(line(messages), seen({ window, gifts: [{ ...gift, ...on }] })).map(({ state }) => state);
    expect(shown(windowAtEnd(messages)).at(-1)).toBe('giving');
    expect(shown(windowAround(messages, 3))).not.toContain('giving');
  });
});

describe('held words', () => {
  it('N32 can be copied and quoted; own words of this phone can be taken back for two minutes', () => {
    const own = message(1, { at: noon });
    expect(menuOf(own, 'e1', noon + MINUTE)).toEqual(['copy', 'quote', 'recall']);
    expect(menuOf(own, 'e1', noon + 2 * MINUTE)).toEqual(['copy', 'quote']);
    expect(menuOf(own, 'e2', noon)).toEqual(['copy', 'quote']);
    expect(menuOf(message(1, { at: noon, direction: 'out', speaker: { kind: 'agent' } }), 'e1', noon)).toEqual([
      'copy',
      'quote',
    ]);
    expect(menuOf(message(1, { at: noon, body: { kind: 'image', url: '/media/f' } }), 'e1', noon)).toEqual([
      'quote',
      'recall',
    ]);
    expect(menuOf({ ...own, recalled: { at: noon } }, 'e1', noon)).toEqual([]);
  });

  it('N33 the unread begins at the first of the company’s words nobody here has read', () => {
    const out = { direction: 'out', speaker: { kind: 'agent' } } as const;
    const given = line([message(1, out), message(2), message(3, out), message(4, out)], {
      marks: { customer: { e1: { received: 4, read: 1 } }, company: { read: 0 } },
    });
    expect(firstUnread(given)).toEqual({ revision: 3, count: 2 });
    expect(rowsOf(given, seen({ unread: 3 })).map(({ kind }) => kind)).toEqual([
      'day',
      'said',
      'said',
      'unread',
      'said',
      'said',
    ]);
    expect(firstUnread(line([message(1)]))).toBeNull();
  });
});
