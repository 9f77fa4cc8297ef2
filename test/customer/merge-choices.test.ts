/** What is agreed to while two stand in one line is of whose screen it was said on; what is refused there stands for both, for good. */
import { beforeAll, describe, expect, it } from 'vitest';
import { openWorld } from '../world.ts';
import { atRest, decide, speaker, type Somebody } from './merge-rig.ts';
import { openScreen, rows, visitor } from './rig.ts';
import { Hand } from './served.ts';

beforeAll(() => openWorld());

const said = async ({ id }: Somebody) =>
  (await rows(id, 'select purpose, channel, given from choice order by id')).map(({ purpose, channel, given }) =>
    [purpose, channel || 'all', given === 1 ? 'yes' : 'no'].join(' '),
  );
async function together() {
  const [older, younger] = [await speaker('甲'), await speaker('乙')];
  await decide(older, 'merge', younger);
  await atRest(older, younger);
  const screen = await openScreen(older.id, visitor(younger.wechat), `c-${younger.id}`);
  const hand = new Hand(screen);
  const part = async () => {
    await decide(older, 'unmerge', younger);
    await atRest(older, younger);
  };
  return { older, younger, hand, part };
}

describe('choices on a line of two', () => {
  it('I22 a yes goes with whoever gave it, and is nobody else’s', async () => {
    const { older, younger, hand, part } = await together();
    expect(await hand.act({ act: 'choose', purpose: 'marketing', channel: 'sms', given: true })).toBe('accepted');
    await part();
    expect([await said(older), await said(younger)]).toEqual([[], ['marketing sms yes']]);
  });

  it('I22 a no stands on both sides, in the ledger once while they are one', async () => {
    const { older, younger, hand, part } = await together();
    expect(await hand.act({ act: 'choose', purpose: 'service', given: false })).toBe('accepted');
    expect(await said(older)).toEqual(['service all no', 'service all no']);
    await part();
    expect([await said(older), await said(younger)]).toEqual([['service all no'], ['service all no']]);
  });
});
