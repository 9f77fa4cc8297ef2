import { describe, expect, it } from 'vitest';
import { Drain, type Owed } from '../../worker/lib/drain.ts';

/** Letters in memory; delivering one asks the drain again, as a commit does. */
function rig(letters: Owed[], callMs: (letter: Owed) => number = () => 1) {
  const left = [...letters];
  const delivered: number[] = [];
  const flying = new Set<string>();
  let overlapping = 0;
  const drain = new Drain<Owed>({
    due: (_now, busy, limit) =>
      left
        .filter((letter) => !busy.has(letter.lane) && left.find((one) => one.lane === letter.lane) === letter)
        .slice(0, limit),
    async deliver(letter) {
      if (flying.has(letter.lane)) overlapping += 1;
      flying.add(letter.lane);
      delivered.push(letter.id);
      void drain.run();
      await new Promise((resolve) => setTimeout(resolve, callMs(letter)));
      flying.delete(letter.lane);
      return () => {
        left.splice(left.indexOf(letter), 1);
      };
    },
    now: () => Date.now(),
  });
  return { drain, left, delivered, overlap: () => overlapping };
}

describe('the drain', () => {
  it('L5 delivers each letter once and in order per lane, also when delivering asks for the drain again', async () => {
    const letters = Array.from({ length: 40 }, (_, id) => ({ id, lane: `lane${id % 7}` }));
    const { drain, left, delivered, overlap } = rig(letters);
    await drain.run();
    expect(left).toHaveLength(0);
    expect(overlap()).toBe(0);
    expect([...delivered].sort((a, b) => a - b)).toEqual(letters.map((letter) => letter.id));
    for (let lane = 0; lane < 7; lane += 1) {
      const inLane = delivered.filter((id) => id % 7 === lane);
      expect(inLane).toEqual([...inLane].sort((a, b) => a - b));
    }
  });

  it('L5 a slow lane holds back only itself, also for letters that come while it is busy', async () => {
    const { drain, left, delivered } = rig([{ id: 1, lane: 'slow' }], (letter) => (letter.lane === 'slow' ? 200 : 1));
    const all = drain.run();
    left.push({ id: 2, lane: 'quick' });
    void drain.run();
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(delivered).toEqual([1, 2]);
    expect(left.map((letter) => letter.id)).toEqual([1]);
    await all;
    expect(left).toHaveLength(0);
  });
});
