/** What is pushed again while two lines become one, and comes to the other of them. */
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { knowledgeable, openWorld } from '../world.ts';
import { meet, settled, watched } from './crash-rig.ts';
import { decide } from './merge-rig.ts';
import { customer, rows, said } from './rig.ts';

beforeAll(async () => {
  openWorld();
  await knowledgeable();
  vi.useFakeTimers({ toFake: ['Date'] });
}, 70_000);
afterAll(() => {
  vi.useRealTimers();
});

describe('a word at both doors', () => {
  it('I30 is heard once: kept to be relayed at the sealed line, and heard by the other before it came', async () => {
    const pair = await meet({ older: ['退货地址在哪里'], younger: ['发票怎么开'] });
    const { older, younger } = pair;
    const word = said(younger.wechat, `${younger.id}-again`, '在吗');
    const taken: object[] = [];
    let pushed = false;
    const giver = await watched(younger, null, (step, line) => {
      if (step !== 'copying' || pushed) return;
      pushed = true;
      for (const door of [line, customer(older.id)]) void door.hear(word).then((answer) => taken.push(answer));
    });
    await decide(older, 'merge', younger);
    await settled(pair);
    expect(taken).toMatchObject([{ ok: true }, { ok: true }]);
    // It was relayed.
    expect(giver.steps).toContain('draining');
    expect(await rows(older.id, `select count(*) as n from message where body ->> '$.text' = '在吗'`)).toEqual([
      { n: 1 },
    ]);
  }, 60_000);
});
