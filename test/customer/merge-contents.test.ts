/** Merge, traffic, unmerge: every table of a person, row by row. */
import { abortAllDurableObjects } from 'cloudflare:test';
import { expect, it } from 'vitest';
import { merged, moving, tables } from '../../worker/customer/merge/tables.ts';
import { openWorld } from '../world.ts';
import { atRest, decide, type Somebody } from './merge-rig.ts';
import { holding, plant, type Holding, type Tag } from './merge-rows.ts';
import { customer, freshPerson, rows } from './rig.ts';

/** Somebody met, of whom nothing is known yet. */
async function met(): Promise<Somebody> {
  const person = freshPerson();
  await customer(person.id).merge({ order: 'rank', meet: true });
  return person;
}

/** What stays where the line is, whoever brought it: word of no address. */
const ofLine = ['report', 'quarantine'];

const tagged = (held: Holding, table: string, tag: Tag): string[] =>
  (held[table] ?? []).filter((row) => row.includes(tag));

const without = (home: string, row: string): string => row.replaceAll(JSON.stringify(home), '""');

it('I31 I29 merge, traffic, unmerge restores exactly: each line holds what was its own and what came over its addresses since', async () => {
  openWorld();
  const [mine, theirs] = [await met(), await met()];
  await plant(mine.id, 'mine_before');
  await plant(theirs.id, 'theirs_before');
  await abortAllDurableObjects();
  const before = { mine: await holding(mine.id), theirs: await holding(theirs.id) };

  await decide(mine, 'merge', theirs);
  await atRest(mine, theirs);
  const left = await holding(theirs.id);
  await plant(mine.id, 'mine_since');
  await plant(mine.id, 'theirs_since', theirs.id);
  await abortAllDurableObjects();
  const one = await holding(mine.id);
  expect((one['session'] ?? []).filter((row) => row.includes('_open') && !row.includes('"closed"'))).toHaveLength(1);
  await decide(mine, 'unmerge', theirs);
  await atRest(mine, theirs);
  const after = { mine: await holding(mine.id), theirs: await holding(theirs.id) };

  const empty: string[] = [];
  for (const [table, { both }] of moving) {
    const filled = [before.mine, before.theirs].every((held) => (held[table] ?? []).length > 0);
    const used = tagged(one, table, 'mine_since').length > 0 && tagged(one, table, 'theirs_since').length > 0;
    if (!filled || !used) empty.push(table);
    if (!both) expect(left[table], `${table}, of the line that went`).toEqual([]);
    const [own, others] = (['mine', 'theirs'] as const).map((side) => [
      ...(before[side][table] ?? []),
      ...tagged(one, table, `${side}_since`).map((row) => without(theirs.id, row)),
    ]);
    const all = [...(own ?? []), ...(others ?? [])].sort();
    const inOrder = table === 'message' || table === 'change';
    const due = (list: string[] = []) => (inOrder ? list : list.sort());
    const stays = ofLine.includes(table);
    expect(after.mine[table], `${table} of mine`).toEqual(both || stays ? all : due(own));
    expect(after.theirs[table], `${table} of theirs`).toEqual(both ? all : stays ? [] : due(others));
  }
  expect(empty, 'tables without a row: plant one in merge-rows.ts').toEqual([]);
  for (const table of merged) {
    expect(after.mine[table], table).toEqual(before.mine[table]);
    expect(after.theirs[table], table).toEqual(before.theirs[table]);
  }
  for (const { id } of [mine, theirs]) {
    const customers = await rows(id, `select distinct body ->> '$.customer' as customer from ticket`);
    expect(customers).toEqual([{ customer: id }]);
    for (const table of ['merge_out', 'merge_in', 'merge_relay', 'merge_aside', 'merge_undo'])
      expect(await rows(id, `select * from ${table}`), table).toEqual([]);
  }
  expect(Object.keys(before.mine).sort()).toEqual(
    Object.keys(tables)
      .filter((name) => ['moves', 'merged'].includes(tables[name]?.fate ?? ''))
      .sort(),
  );
}, 120_000);
