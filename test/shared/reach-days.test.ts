/** Random days of one person against WeChat's rules as published; `npm run reach` plays 10⁵ of them. */
import { describe, expect, it } from 'vitest';
import { addDay, noDays } from '../../bench/reach/days.ts';
import { Chat } from '../../bench/reach/platform.ts';

describe('days of everything', () => {
  it('C24 C66 no 45015, no 45047, nothing twice, nothing lost without a reason, the last one kept, nothing to a number beyond its lease', () => {
    const ours = noDays();
    for (let seed = 1; seed <= 2_500; seed += 1) addDay(ours, seed, true);
    expect(ours.found).toEqual([]);
    expect(ours.overruns).toBe(0);
    expect(ours.callbacks).toBeGreaterThan(500);
    expect(ours.due).toBeGreaterThan(60_000);
    expect(ours.arrived / ours.due).toBeGreaterThan(0.7);
    // The days are hard enough to bring every reason there is.
    expect(Object.keys(ours.reasons)).toEqual(
      expect.arrayContaining(['waits', 'kept', 'unknown', 'stays', 'no-way', 'lapsed']),
    );
  });

  it('C24 the same days without a planner break the rules: the world can tell', () => {
    const naive = noDays();
    for (let seed = 1; seed <= 300; seed += 1) addDay(naive, seed, false);
    expect(naive.overruns).toBeGreaterThan(300);
    expect(naive.wasted).toBeGreaterThan(30);
  });

  it('C24 the world keeps the table: five in 48 hours, three in a minute, two on entering, not added up', () => {
    const official = new Chat('official');
    const sent = (chat: Chat, at: number) => chat.send(['n'], at);
    expect(sent(official, 0)).toBe(45_015);
    official.act('message', 0);
    expect([1, 2, 3, 4, 5, 6].map((at) => sent(official, at))).toEqual([0, 0, 0, 0, 0, 45_047]);
    official.act('menu', 10_000);
    expect([1, 2, 3, 4].map((at) => sent(official, 10_000 + at))).toEqual([0, 0, 0, 45_047]);
    official.act('message', 100_000);
    expect(sent(official, 100_000 + 172_799_999)).toBe(0);
    expect(sent(official, 100_000 + 172_800_000)).toBe(45_015);
    const mini = new Chat('mini');
    mini.act('enter', 0);
    expect([1, 2, 3].map((at) => sent(mini, at))).toEqual([0, 0, 45_047]);
    expect(sent(mini, 60_000)).toBe(45_015);
  });
});
