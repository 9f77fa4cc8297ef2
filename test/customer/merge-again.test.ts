/** One move after another: what the first one still has to tell the index of addresses holds the next one back no moment. */
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { Identity } from '../../worker/identity/object.ts';
import { openWorld, until } from '../world.ts';
import { decide, rests, speaker, type Somebody } from './merge-rig.ts';
import { rows } from './rig.ts';

beforeAll(() => openWorld());
afterEach(() => vi.restoreAllMocks());

/** How many words stand in somebody's line. */
const words = async ({ id }: Somebody) => (await rows(id, 'select count(*) as n from message'))[0]?.['n'];

describe('moves one after the other', () => {
  it('I30 a line is given again while the index is still being told where it went before', async () => {
    const [older, younger] = [await speaker('甲'), await speaker('乙')];
    let tell = () => {};
    const told = new Promise<void>((resolve) => (tell = resolve));
    const asked = vi.spyOn(Identity.prototype, 'went').mockImplementation(() => told);
    const own = await words(younger);
    // No clock is rung here: a ring lasts as long as what it sent is on its way.
    for (const kind of ['merge', 'unmerge', 'merge'] as const) {
      await decide(older, kind, younger);
      const due = kind === 'merge' ? 0 : own;
      await until(`${kind}d`, async () => (await words(younger)) === due && (await rests(younger)) && rests(older));
    }
    expect(asked).toHaveBeenCalled();
    expect(await rows(younger.id, `select 1 from letter where lane = 'merge:directory'`)).not.toEqual([]);
    tell();
  }, 60_000);
});
