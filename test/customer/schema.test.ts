/** Steps of the customer's tables: taken one by one they give the same as at once, and what was planted still means the same. */
import { env } from 'cloudflare:workers';
import { runInDurableObject } from 'cloudflare:test';
import { expect, it } from 'vitest';
import type { HandoverView } from '../../shared/line.ts';
import { noCounts, roomIn } from '../../shared/reach/counts.ts';
import { steps } from '../../worker/customer/schema.ts';
import { LineStore } from '../../worker/customer/store.ts';
import { SessionStore } from '../../worker/customer/sessions.ts';
import { migrate } from '../../worker/lib/migrate.ts';
import { stubOf } from '../stub.ts';

let made = 0;

/** An object's bare storage, emptied of the tables it was born with. */
async function bare<Value>(work: (storage: DurableObjectStorage) => Value): Promise<Value> {
  made += 1;
  const name = `c_schema${made}`;
  return runInDurableObject(
    stubOf(env.CUSTOMER.getByName(name)),
    (_actor: unknown, { storage }: DurableObjectState) => {
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

it('L9 the steps one by one and at once make the same tables', async () => {
  const atOnce = await bare((storage) => {
    migrate(storage, steps);
    return shape(storage);
  });
  const stepwise = await bare((storage) => {
    for (let taken = 1; taken <= steps.length; taken += 1) migrate(storage, steps.slice(0, taken));
    return shape(storage);
  });
  expect(atOnce.length).toBeGreaterThan(15);
  expect(stepwise).toEqual(atOnce);
});

it('L9 a hand-over and a session from before the packet read as they were', async () => {
  await bare((storage) => {
    const at = steps.findIndex((step) => step.name === 'hand-over');
    migrate(storage, steps.slice(0, at));
    const old = {
      session: 's1',
      reason: 'customer_asked',
      summary: '客户要求人工。',
      slots: [{ name: 'order', value: '66' }],
      skill: 'logistics',
      urgency: 'normal',
      at: 5,
    };
    storage.sql.exec(
      `insert into session (id, state, opened_at, endpoint, fence, mind, handover) values ('s1', 'queued', 1, 'e1', 2, '{"language":"zh"}', ?)`,
      JSON.stringify(old),
    );
    storage.sql.exec(
      `insert into change (revision, audience, endpoint, at, body) values (1, 'staff', '', 5, ?)`,
      JSON.stringify({ kind: 'handover', handover: old }),
    );
    migrate(storage, steps);
    const session = new SessionStore(storage.sql).byId('s1');
    const wanted: HandoverView = {
      ...old,
      urgency: 'normal',
      number: '',
      summary: { zh: old.summary, en: old.summary },
      identity: { name: '', proof: 'none', channels: [] },
      tried: [],
      emotion: { level: 'calm', words: [] },
      language: 'zh',
      visits: 1,
      unserved: 0,
    };
    expect(session).toMatchObject({ number: '', notice: null, owed: null, robotOffer: null, handover: wanted });
    const [change] = storage.sql.exec<{ body: string }>('select body from change').toArray();
    expect(JSON.parse(change?.body ?? '')).toEqual({ kind: 'handover', handover: wanted });
  });
});

it('L9 C22 a window from before the counts goes on as one, and a call’s stays what it was', async () => {
  await bare((storage) => {
    const at = steps.findIndex((step) => step.name === 'counts by scene');
    migrate(storage, steps.slice(0, at));
    for (const [id, channel, left] of [
      ['e1', 'wechat', 3],
      ['e2', 'phone', 200],
      ['e3', 'web', null],
    ] as const) {
      storage.sql.exec(
        'insert into endpoint (id, channel, account, peer, window_left, window_ends_at, created_at) values (?, ?, ?, ?, ?, ?, 1)',
        ...[id, channel, 'a', 'p', left, left === null ? null : 900_000],
      );
    }
    migrate(storage, steps);
    const line = new LineStore(storage.sql);
    const scene = { scene: 'message', left: 3, most: 5, openedAt: 0, endsAt: 900_000 };
    expect(line.endpoint('e1')).toMatchObject({ window: null, counts: { scenes: [scene], sends: [] } });
    expect(line.endpoint('e2')).toMatchObject({ window: { left: 200, endsAt: 900_000 }, counts: noCounts });
    expect(line.endpoint('e3')).toMatchObject({ window: null, counts: noCounts });
    expect(roomIn(line.endpoint('e1')?.counts ?? noCounts, 1_000)).toMatchObject({ state: 'open', left: 3 });
  });
});
