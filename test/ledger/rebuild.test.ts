/** `npm run rebuild-insight`: facts told anew beside the live ones equal them, and every way in which they may not is named. */
import { env, runInDurableObject } from 'cloudflare:test';
import { beforeAll, expect, it } from 'vitest';
import * as v from 'valibot';
import { dateOf } from '../../shared/calendar.ts';
import { compareAnswer, rebuildAnswer, type Encounter } from '../../shared/ledger.ts';
import { nameless } from '../../worker/ledger/store.ts';
import { customer } from '../customer/rig.ts';
import { closingIs, served } from '../customer/served.ts';
import { post } from '../hall/knock.ts';
import { told } from '../shared/told.ts';
import { stubOf } from '../stub.ts';
import { knowledgeable, openWorld, until } from '../world.ts';

const month = dateOf(Date.now()).slice(0, 7);
const live = env.LEDGER.getByName(month);
const asked = (path: string, order: object, key = `Bearer ${env.OPERATOR_KEY}`) =>
  post(`/operator/v1/insight/${path}`, order, { authorization: key }, null);

beforeAll(async () => {
  openWorld();
  await knowledgeable();
}, 70_000);

const facts = () =>
  runInDurableObject(stubOf(live), (_, state) =>
    state.storage.sql
      .exec<{ body: string }>('select body from encounter order by session')
      .toArray()
      .map(({ body }) => JSON.parse(body) as Encounter),
  );
const compare = async (run: string) => v.parse(compareAnswer, await (await asked('compare', { run, month })).json());

/** Everybody tells to the ledgers of this run. */
async function again(run: string): Promise<number> {
  let count = 0;
  for (let after: string | null = ''; after !== null;) {
    const page: v.InferOutput<typeof rebuildAnswer> = v.parse(
      rebuildAnswer,
      await (await asked('rebuild', { run, bucket: '5e', after })).json(),
    );
    count += page.told;
    after = page.next;
  }
  return count;
}

it('N89 told anew beside the live ones, all facts and figures are the same; what differs is named', async () => {
  await closingIs({ required: false });
  const { person, mine, desk, session, fence } = await served();
  await mine.say('那个杯子碎了');
  await desk.say('给您补发', { fence });
  await customer(person.id).arranged({
    ...{ session, turn: 1_502, kind: 'ended', by: { id: 'u_lead', name: '赵敏' }, reason: '测试' },
  });
  await until('its facts', async () => (await facts()).length === 1, 9_000);
  await mine.act({ act: 'rate', session, score: 5, solved: true });
  await until('the rating', async () => (await facts())[0]?.rating === 5, 9_000);
  const known = { boundTo: null, evidence: 'said', at: 1 };
  const key = { hash: `5e${person.id}`, kind: 'endpoint' as const };
  await env.IDENTITY.getByName('b_5e').claim({ key, person: person.id, ...known });
  await live.tell([nameless(told([[0, 'customer']], 60, { session: 's_erased', begins: Date.now() }))]);

  expect((await asked('rebuild', { run: 'r', bucket: '5e' }, 'Bearer no')).status).toBe(401);
  expect((await asked('compare', { run: 'r', month: '2026-13' })).status).toBe(400);
  const before = JSON.stringify(await facts());
  expect(await again('r1')).toBe(1);
  expect(await compare('r1')).toEqual({
    ...{ ok: true, encounters: 2, erased: 1, figures: true, differences: [], differing: 0 },
  });
  expect(JSON.stringify(await facts())).toBe(before);

  // A fact that is false, one nobody tells, and one that got lost.
  await runInDurableObject(stubOf(live), (_, state) => {
    const set = `update encounter set body = json_set(body, '$.firstMs', 1) where session = ?`;
    state.storage.sql.exec(set, session);
    state.storage.sql.exec('update counted set version = 0');
  });
  await live.tell([told([[0, 'customer']], 60, { session: 's_nobodys', begins: Date.now() })]);
  await again('r2');
  expect(await compare('r2')).toMatchObject({
    figures: false,
    differing: 2,
    differences: expect.arrayContaining([
      { session, what: 'differs', facts: ['firstMs'] },
      { session: 's_nobodys', what: 'untold', facts: [] },
    ]) as unknown,
  });
  await runInDurableObject(stubOf(live), (_, state) => {
    state.storage.sql.exec('delete from encounter where session in (?, ?)', session, 's_nobodys');
    state.storage.sql.exec('update counted set version = 0');
  });
  await again('r3');
  expect(await compare('r3')).toMatchObject({ differences: [{ session, what: 'missing' }], figures: false });
  // What a run told is gone once it was compared.
  expect((await compare('r3')).differences).toEqual([]);
}, 60_000);
