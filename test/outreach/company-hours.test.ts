/** The company's own hours for offers hold where a campaign plans, and again at the last door. */
import { env } from 'cloudflare:workers';
import { afterEach, expect, it } from 'vitest';
import { OFFER_HOURS, type Hours } from '../../shared/reach/quiet.ts';
import { usualCampaigns } from '../../shared/settings/campaigns.ts';
import { refreshSettings, SETTINGS } from '../../worker/settings/shelf.ts';
import { rows } from '../customer/rig.ts';
import { must } from '../results.ts';
import { until } from '../world.ts';
import {
  act,
  agreed,
  at,
  HOUR,
  idle,
  leftFor,
  lin,
  made,
  moments,
  offerOf,
  report,
  rings,
  staged,
  TEN,
} from './rig.ts';

staged();

/** As a lead sets them; this isolate knows at once. */
async function hours(given: Hours): Promise<void> {
  const shelf = env.SETTINGS.getByName(SETTINGS);
  const { revision = 0 } = (await shelf.read('campaigns')) ?? {};
  must(await shelf.write({ name: 'campaigns', revision, value: { ...usualCampaigns, hours: given }, by: lin }));
  await refreshSettings(env);
}
afterEach(() => hours(OFFER_HOURS));

const state = async (id: string) => (await rows(id, 'select state, why from offer'))[0];

it('O63 outside the company’s hours nothing leaves, though it is day; in them it does', async () => {
  await hours({ from: 14, to: 16 });
  const [person, id] = [await agreed(), await idle()];
  expect(await made(offerOf(id, person))).toMatchObject({ state: 'later', why: 'quiet', at: TEN + 4 * HOUR });
  await moments([person], HOUR);
  expect(leftFor(person)).toHaveLength(0);
  expect((await report(id)).hours).toEqual({ from: 14, to: 16 });
  at(TEN + 4 * HOUR);
  expect(await made(offerOf(id, person))).toMatchObject({ state: 'taken' });
  await until('it left', () => leftFor(person).length === 1);
});

it('O63 made narrower while one waits at the last door, it leaves the next day', async () => {
  const [person, id] = [await agreed(), await idle()];
  must(await act(id, 'pause'));
  expect(await made(offerOf(id, person))).toMatchObject({ state: 'taken' });
  await moments([person], 1_000);
  await hours({ from: 8, to: 10 });
  must(await act(id, 'resume'));
  await rings(person.id);
  at(Date.now() + 60_000);
  await rings(person.id);
  await until('it waits', async () => (await state(person.id))?.['state'] === 'later');
  expect(leftFor(person)).toHaveLength(0);
  expect(await made(offerOf(id, person))).toMatchObject({ state: 'later', why: 'quiet', at: TEN + 22 * HOUR });
});
