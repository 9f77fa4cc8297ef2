/** A person of two joined lines is erased: nothing of either is left under either id. */
import { beforeAll, expect, it } from 'vitest';
import { must } from '../results.ts';
import { knowledgeable, openWorld, until } from '../world.ts';
import { atRest, decide, speaker } from './merge-rig.ts';
import { agent, customer, rows, visitor } from './rig.ts';

beforeAll(async () => {
  openWorld();
  await knowledgeable();
}, 70_000);

it('I62 who is erased after a merge is erased under the old id too', async () => {
  const [older, younger] = [await speaker('甲的话'), await speaker('乙的话')];
  await decide(older, 'merge', younger);
  await atRest(older, younger);
  const viewer = visitor(older.wechat);
  const plan = must(await customer(older.id).own({ order: 'erasure-plan', viewer }));
  if (!('plan' in plan)) throw new Error('no plan');
  must(await customer(older.id).own({ order: 'erase', viewer, confirmation: plan.plan.confirmation }));
  await until(
    'the old line has forgotten',
    async () => (await rows(younger.id, 'select 1 from tombstone')).length > 0 || null,
  );
  const kept = await rows(
    younger.id,
    `select name from sqlite_master where type = 'table' and name not like '\\_cf%' escape '\\' and name not like 'sqlite%'`,
  );
  const left: string[] = [];
  for (const { name } of kept) {
    const standing = await rows(younger.id, `select count(*) as n from "${String(name)}"`);
    if (Number(standing[0]?.['n']) > 0) left.push(String(name));
  }
  expect(left.sort()).toEqual(['migration', 'tombstone']);
  expect(await customer(younger.id).ticket(agent())).toMatchObject({ ok: false, code: 'erased' });
  expect(await rows(older.id, `select lane from letter`)).toEqual([]);
}, 60_000);

it('I62 who parted before stays, whatever becomes of the other', async () => {
  const [older, younger] = [await speaker('甲的话'), await speaker('乙的话')];
  await decide(older, 'merge', younger);
  await atRest(older, younger);
  await decide(older, 'unmerge', younger);
  await atRest(older, younger);
  expect(await customer(younger.id).merge({ order: 'bury' })).toEqual({ answer: { kind: 'busy' } });
  expect(await rows(younger.id, `select count(*) as n from message where direction = 'in'`)).toEqual([{ n: 1 }]);
}, 60_000);
