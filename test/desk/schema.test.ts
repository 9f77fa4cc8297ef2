/** Steps of the desk's and the seat's tables: one by one they give the same as at once, and what was planted still means the same. */
import { env } from 'cloudflare:workers';
import { runInDurableObject } from 'cloudflare:test';
import { expect, it } from 'vitest';
import { LetterStore } from '../../worker/desk/letters.ts';
import { steps } from '../../worker/desk/schema.ts';
import { DeskStore } from '../../worker/desk/store.ts';
import { migrate, type Step } from '../../worker/lib/migrate.ts';
import { steps as seatSteps } from '../../worker/seat/schema.ts';
import { SeatStore } from '../../worker/seat/store.ts';
import { stubOf } from '../stub.ts';

let made = 0;

/** An object's bare storage, emptied of the tables it was born with. */
async function bare<Value>(work: (storage: DurableObjectStorage) => Value): Promise<Value> {
  made += 1;
  return runInDurableObject(
    stubOf(env.DESK.getByName(`bare-${made}`)),
    (_desk: unknown, { storage }: DurableObjectState) => {
      const tables = storage.sql
        .exec<{ name: string }>(
          `select name from sqlite_master where type = 'table' and name not like 'sqlite%' and name not like '\\_cf%' escape '\\'`,
        )
        .toArray();
      for (const table of tables) storage.sql.exec(`drop table "${table.name}"`);
      return work(storage);
    },
  );
}

const shape = (storage: DurableObjectStorage) =>
  storage.sql
    .exec<{ sql: string }>(
      `select sql from sqlite_master where sql is not null and name not like '\\_cf%' escape '\\' and name <> 'sqlite_sequence' order by name`,
    )
    .toArray()
    .map((row) => row.sql.replace(/\s+/gu, ' '));

it.each([
  ['the desk', steps],
  ['the seat', seatSteps],
] as [string, readonly Step[]][])('L9 %s: one by one and at once make the same tables', async (_, given) => {
  const atOnce = await bare((storage) => {
    migrate(storage, given);
    return shape(storage);
  });
  const oneByOne = await bare((storage) => {
    for (let count = 1; count <= given.length; count += 1) migrate(storage, given.slice(0, count));
    return shape(storage);
  });
  expect(oneByOne).toEqual(atOnce);
  expect(atOnce.length).toBeGreaterThan(3);
});

it('L9 D5 a desk from before leases keeps its sessions, agents, refusals and letters', () =>
  bare((storage) => {
    migrate(storage, steps.slice(0, 1));
    const { sql } = storage;
    sql.exec(`insert into session (session, customer, name, channel, state, version, turn, agent, skill, urgency, reason, place,
      since, declined_by, declined_until) values ('s', 'c', 'n', 'web', 'queued', 3, 2, null, 'money', 'urgent', 'r', 5, 6, 'x', 9)`);
    sql.exec(`insert into agent values ('x', '甲', 'busy', 1, 4, 8, null, 7)`);
    sql.exec(`insert into letter (session, customer, turn, state, agent_id, agent_name, next_at)
      values ('s', 'c', 2, 'agent', 'x', '甲', 0)`);
    sql.exec(
      `insert into decision (at, session, turn, state, agent, why) values (1, 's', 2, 'queued', null, 'x left')`,
    );
    migrate(storage, steps);
    const store = new DeskStore(sql);
    expect(store.session('s')).toMatchObject({
      ...{ state: 'queued', version: 3, turn: 2, urgency: 'urgent', place: 5, kind: 'session', units: 1 },
      ...{ declined: [{ by: 'x', until: 9 }], offer: null, collaborators: [], pinned: false, answerBy: null },
    });
    expect(store.agents()).toMatchObject([
      { id: 'x', login: 'x', duty: 'busy', connected: true, version: 4, missed: 0 },
    ]);
    expect(new LetterStore(sql).due(1, new Set(), 10)).toMatchObject([
      { lane: 's', to: 'c', turn: 2, told: { kind: 'stands', state: 'agent', agent: { id: 'x', name: '甲' } } },
    ]);
    expect(store.decisions('s')).toMatchObject([{ why: { zh: 'x left', en: 'x left' } }]);
  }));

it('L9 D7 a seat from before keeps its declared state and what it owes the desk', () =>
  bare((storage) => {
    migrate(storage, seatSteps.slice(0, 1));
    storage.sql.exec(`insert into self (only_row, epoch, agent, name, duty, connected, presence_version, told_version)
      values (1, 'e', 'x', '甲', 'break', 1, 5, 4)`);
    migrate(storage, seatSteps);
    expect(new SeatStore(storage.sql).self()).toMatchObject({
      ...{ epoch: 'e', agent: 'x', name: '甲', duty: 'break', reason: null, connected: true },
      ...{ presenceVersion: 5, toldVersion: 4 },
    });
  }));
