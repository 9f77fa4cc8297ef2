import { abortAllDurableObjects, evictDurableObject, runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { describe, expect, test } from 'vitest';
import { keysOf } from '../../worker/identity/keys.ts';
import { freshPerson } from '../../worker/identity/person.ts';
import { bucketPort } from '../../worker/identity/port.ts';
import { resolvePerson } from '../../worker/identity/resolve.ts';
import { stubOf } from '../stub.ts';

const namespace = env.IDENTITY;
const secret = 'a secret of at least thirty-two characters';
const claimOf = (hash: string, person: string, boundTo: string | null = null) => ({
  key: { kind: 'endpoint' as const, hash },
  person,
  boundTo,
  evidence: 'endpoint',
  at: 1,
});

async function whose(peer: string, userId?: string) {
  const { own, proofs } = await keysOf(secret, {
    address: { channel: 'web', account: 'shop', peer },
    ...(userId === undefined ? {} : { userId }),
  });
  const port = bucketPort((name) => namespace.getByName(name));
  return resolvePerson({ own, proofs, port, freshId: freshPerson, now: 1 });
}

describe('the bucket', () => {
  test('the first claim wins, repeated claims answer the same', async () => {
    const bucket = namespace.getByName('first-wins');
    expect(await bucket.find('aa1')).toBeNull();
    const first = await bucket.claim(claimOf('aa1', 'c_one'));
    expect(first).toEqual({ person: 'c_one', kind: 'endpoint', boundTo: null, since: 1 });
    expect(await bucket.claim(claimOf('aa1', 'c_two', 'u'))).toEqual(first);
    expect(await bucket.claim({ ...claimOf('aa1', 'c_one'), at: 99 })).toEqual(first);
    expect(await bucket.find('aa1')).toEqual(first);
  });

  test('a claim may bind its own person’s address once', async () => {
    const bucket = namespace.getByName('binds-once');
    await bucket.claim(claimOf('aa1', 'c_one'));
    expect((await bucket.claim(claimOf('aa1', 'c_one', 'user-1'))).boundTo).toBe('user-1');
    expect((await bucket.claim(claimOf('aa1', 'c_one', 'user-2'))).boundTo).toBe('user-1');
  });

  test('many claims at once have one winner', async () => {
    const bucket = namespace.getByName('race');
    const records = await Promise.all(Array.from({ length: 20 }, (_, at) => bucket.claim(claimOf('aa1', `c_${at}`))));
    expect(new Set(records.map((record) => record.person)).size).toBe(1);
  });

  test('I3 a refused link is kept once, with how often it was wanted', async () => {
    const bucket = namespace.getByName('refused');
    const entry = { hash: 'aa1', person: 'c_one', other: 'c_two', evidence: 'user+endpoint', at: 5 };
    await bucket.refuseLink(entry);
    await bucket.refuseLink({ ...entry, at: 9 });
    const kept = await runInDurableObject(stubOf(bucket), (_actor, state) =>
      state.storage.sql.exec('select * from refused_link').toArray(),
    );
    expect(kept).toEqual([
      { hash: 'aa1', person: 'c_one', other: 'c_two', evidence: 'user+endpoint', first_at: 5, last_at: 9, times: 2 },
    ]);
  });

  test('L9 eviction and reset lose nothing', async () => {
    const bucket = namespace.getByName('evicted');
    const kept = await bucket.claim(claimOf('aa1', 'c_one', 'user-1'));
    await evictDurableObject(stubOf(bucket));
    expect(await bucket.find('aa1')).toEqual(kept);
    await abortAllDurableObjects();
    expect(await namespace.getByName('evicted').claim(claimOf('aa1', 'c_two'))).toEqual(kept);
  });

  test('what the tables may not hold is refused by them', async () => {
    const bucket = namespace.getByName('checked');
    await bucket.find('aa1');
    await runInDurableObject(stubOf(bucket), (_instance, state) => {
      const plant = () =>
        state.storage.sql.exec(
          `insert into address (hash, kind, person, evidence, since) values ('h', 'guess', 'c', 'e', 1)`,
        );
      expect(plant).toThrow(/CHECK/u);
    });
  });
});

describe('I4 over the real buckets', () => {
  test('the same keys at the same time end in one person', async () => {
    const all = await Promise.all(Array.from({ length: 12 }, () => whose('v_race', 'user-race')));
    expect(new Set(all.map((one) => one.person)).size).toBe(1);
    expect(all.filter((one) => one.created)).toHaveLength(1);
  });
  test('two users on one device at the same time are two, and a third is another', async () => {
    await whose('v_shared');
    const [one, other] = await Promise.all([whose('v_shared', 'user-a'), whose('v_shared', 'user-b')]);
    expect(one.person).not.toBe(other.person);
    expect([(await whose('v_shared', 'user-a')).person, (await whose('v_shared', 'user-b')).person]).toEqual([
      one.person,
      other.person,
    ]);
    expect([one.person, other.person]).not.toContain((await whose('v_shared', 'user-c')).person);
  });
});
