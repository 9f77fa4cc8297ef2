/** What is agreed to while two stand in one line is of whose screen it was said on; what is refused there stands for both, for good. */
import { env } from 'cloudflare:workers';
import { beforeAll, describe, expect, it } from 'vitest';
import { lineOf } from '../../worker/line.ts';
import { must } from '../results.ts';
import { openWorld } from '../world.ts';
import { atRest, decide, speaker, type Somebody } from './merge-rig.ts';
import { customer, openScreen, rows, visitor } from './rig.ts';
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

describe('what is written to one of two', () => {
  const accepted = `select template, left_over, refused_at is not null as refused from subscription where home = ''`;
  const titles = async ({ id }: Somebody) =>
    (await rows(id, `select body ->> '$.title.zh' as title from notice order by number`)).map((row) => row['title']);

  it('I66 a one-time subscription is of whoever accepted it: counted, taken back and spent on their own', async () => {
    const template = 'tmpl-logistics-update-0001';
    const { older, younger, hand, part } = await together();
    const theirs = new Hand(await openScreen(older.id, visitor(older.wechat), `s-${older.id}`));
    const accept = (who: Hand, answer: 'accept' | 'reject') =>
      who.act({ act: 'subscribe', answers: [{ template, answer }] });
    expect(await accept(theirs, 'accept')).toBe('accepted');
    for (let times = 0; times < 3; times += 1) expect(await accept(hand, 'accept')).toBe('accepted');
    // Shown is what may be sent to the person they are now.
    const told = must(await customer(older.id).person({ order: 'side' }));
    if (!('side' in told)) throw new Error('no side');
    expect(told.side.own.subscriptions.find((one) => one.template === template)).toMatchObject({ left: 4 });
    expect(await accept(theirs, 'reject')).toBe('accepted');
    await part();
    expect(await rows(older.id, accepted)).toEqual([{ template, left_over: 1, refused: 1 }]);
    expect(await rows(younger.id, accepted)).toEqual([{ template, left_over: 3, refused: 0 }]);
  });

  it('I66 a notice and an appointment are of whom the company named, under whatever name they are known by now', async () => {
    const { older, younger, part } = await together();
    const words = (title: string) => ({ title: { zh: title, en: title }, text: { zh: '-', en: '-' } });
    for (const { id } of [older, younger]) {
      const notice = { key: `k-${id}`, kind: 'order' as const, ...words(`给 ${id}`), facts: [], opens: null };
      must(await lineOf(env, id).own({ order: 'notify', of: id, notice }));
      const appointment = { id: `ap-${id}`, time: Date.now() + 7 * 86_400_000, what: '上门安装' };
      const event = { key: `e-${id}`, event: 'appointment' as const, appointment };
      must(await lineOf(env, id).backend({ order: 'event', of: id, event }));
    }
    await part();
    for (const who of [older, younger]) {
      expect((await titles(who))[0]).toBe(`给 ${who.id}`);
      expect(await titles(who)).toHaveLength(2);
      expect(await rows(who.id, 'select id from appointment')).toEqual([{ id: `ap-${who.id}` }]);
    }
  });
});
