/** Golden encounters of two lines that become one, and two again: what the ledger counts of them. */
import { env, runInDurableObject } from 'cloudflare:test';
import { beforeAll, expect, it } from 'vitest';
import { dateOf } from '../../shared/calendar.ts';
import { figuresOf } from '../../shared/figures.ts';
import type { Encounter } from '../../shared/ledger.ts';
import { cellsOf, reportOf } from '../../worker/ledger/cells.ts';
import { atRest, decide } from '../customer/merge-rig.ts';
import { freshPerson, openScreen, rows, visitor } from '../customer/rig.ts';
import { closingIs, Hand } from '../customer/served.ts';
import { stubOf } from '../stub.ts';
import { knowledgeable, openWorld, until } from '../world.ts';

const today = dateOf(Date.now());
const month = env.LEDGER.getByName(today.slice(0, 7));

beforeAll(async () => {
  openWorld();
  await knowledgeable();
}, 70_000);

it('N87 N97 merge: two lines that become one keep an encounter each; who came back is one who came back, until they part', async () => {
  await closingIs({ required: false });
  const [older, younger] = [freshPerson(), freshPerson()];
  const sessions: string[] = [];
  for (const person of [older, younger]) {
    const mine = new Hand(await openScreen(person.id, visitor(person.web), 'i1'));
    await mine.say('怎么申请退款');
    await mine.act({ act: 'close' });
    sessions.push(String((await rows(person.id, 'select id from session'))[0]?.['id']));
  }
  const facts = async () =>
    runInDurableObject(stubOf(month), (_, state) =>
      state.storage.sql
        .exec<{ body: string }>('select body from encounter order by opened_at')
        .toArray()
        .map((row) => JSON.parse(row.body) as Encounter)
        .filter((one) => sessions.includes(one.session)),
    );
  const range = { from: today, to: today, parts: false };
  const golden = async () => {
    const counted = await month.count({ range, by: 'channel' });
    expect(counted).toEqual(reportOf([{ day: today, cells: cellsOf(await facts()) }], range, 'channel'));
    const { talks, repeated } = figuresOf(counted.whole);
    return { talks: talks.value, repeated: repeated.value };
  };
  const apart = [older.id, younger.id];
  const whose = async () => (await facts()).map((one) => one.customer);
  await until('two facts', async () => (await facts()).length === 2, 9_000);
  expect(await whose()).toEqual(apart);
  expect(await golden()).toEqual({ talks: 2, repeated: 0 });

  await decide(older, 'merge', younger);
  await atRest(older, younger);
  await until('one customer', async () => new Set(await whose()).size === 1, 9_000);
  // The first came back at once: one of two encounters was asked again.
  expect(await golden()).toEqual({ talks: 2, repeated: 0.5 });

  await decide(older, 'unmerge', younger);
  await atRest(older, younger);
  await until('two customers', async () => (await whose()).join() === apart.join(), 9_000);
  await until('nobody came back', async () => (await facts()).every(({ again }) => !again), 9_000);
  expect(await golden()).toEqual({ talks: 2, repeated: 0 });
}, 60_000);
