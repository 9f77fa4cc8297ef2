/** What campaigns did not send one person, and why, as colleagues read it beside the conversation. */
import { expect, it } from 'vitest';
import * as v from 'valibot';
import { offersAnswer } from '../../shared/campaign/api.ts';
import { decide } from '../customer/merge-rig.ts';
import { get, signedIn, cookies } from '../hall/campaign-rig.ts';
import { until } from '../world.ts';
import { freshLevel, many, report, runs, staged, ticks, type Person } from './rig.ts';

staged();

const read = async ({ id }: Person, query = '?missed=1') => {
  const answer = await get(`/staff/v1/customers/${id}/offers${query}`, 'lead');
  return v.parse(offersAnswer, await answer.json());
};

it('V75 who was meant and got nothing: for want of consent, as one of the control group; after a merge as well', async () => {
  cookies.lead = await signedIn('lead', 'missed');
  const level = freshLevel();
  const people = await many(level, 1, 1);
  const [agrees, silent] = people as [Person, Person];
  const id = await runs(level);
  await ticks(id, 4);
  await until('all are decided', async () => (await report(id)).all.fell === 1);
  expect((await read(silent)).missed).toMatchObject([
    { campaign: id, name: '双十二', state: 'fell', why: 'no-consent' },
  ]);
  expect((await read(agrees)).missed).toEqual([]);
  expect((await read(silent, '')).missed, 'not asked for').toBeUndefined();
  const held = await runs(level, { arms: [{ ...armOf(0), share: 1 }] });
  await ticks(held, 4);
  const out = await until('held out', async () => (await report(held)).all.heldOut || null);
  const found = await Promise.all(people.map(async (one) => (await read(one)).missed ?? []));
  const heldOut = found.flat().filter(({ campaign, state }) => campaign === held && state === 'held-out');
  expect(heldOut).toHaveLength(out);
  await decide(agrees, 'merge', silent);
  await until('merged', async () => ((await read(agrees)).missed ?? []).some(({ state }) => state === 'fell'));
});

const armOf = (share: number) => ({
  ...{ id: 'a', share, sms: 'baby-50' },
  ...{ zh: { title: '满减', text: '满减' }, en: { title: 'Off', text: 'Off' } },
});
