import { abortAllDurableObjects, evictDurableObject, runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { describe, expect, test } from 'vitest';
import { keysOf } from '../../worker/identity/keys.ts';
import { freshPerson } from '../../worker/identity/person.ts';
import { bucketOfPerson, bucketPort, FROZEN } from '../../worker/identity/port.ts';
import { resolvePerson } from '../../worker/identity/resolve.ts';
import { steps } from '../../worker/identity/schema.ts';
import { AddressStore } from '../../worker/identity/store.ts';
import { migrate } from '../../worker/lib/migrate.ts';
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

async function whose(peer: string, userId?: string, now = 1) {
  const { own, proofs } = await keysOf(secret, {
    address: { channel: 'web', account: 'shop', peer },
    ...(userId === undefined ? {} : { userId }),
  });
  const port = bucketPort((name) => namespace.getByName(name));
  return resolvePerson({ own, proofs, port, freshId: freshPerson, now });
}

describe('the bucket', () => {
  test('the first claim wins, repeated claims answer the same', async () => {
    const bucket = namespace.getByName('first-wins');
    expect(await bucket.find('aa1')).toBeNull();
    const first = await bucket.claim(claimOf('aa1', 'c_one'));
    expect(first).toMatchObject({ person: 'c_one', kind: 'endpoint', boundTo: null, since: 1, confirmedAt: 1 });
    expect(await bucket.claim(claimOf('aa1', 'c_two', 'u'))).toEqual(first);
    expect(await bucket.claim({ ...claimOf('aa1', 'c_one'), at: 99 })).toEqual(first);
    expect(await bucket.find('aa1')).toEqual(first);
  });

  test('a claim may bind its own person’s address once', async () => {
    const bucket = namespace.getByName('binds-once');
    await bucket.claim(claimOf('aa1', 'c_one'));
    expect((await bucket.claim(claimOf('aa1', 'c_one', 'user-1')))?.boundTo).toBe('user-1');
    expect((await bucket.claim(claimOf('aa1', 'c_one', 'user-2')))?.boundTo).toBe('user-1');
  });

  test('many claims at once have one winner', async () => {
    const bucket = namespace.getByName('race');
    const records = await Promise.all(Array.from({ length: 20 }, (_, at) => bucket.claim(claimOf('aa1', `c_${at}`))));
    expect(new Set(records.map((record) => record?.person)).size).toBe(1);
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

  test('I12 a key keeps where it comes from, a number its lease; a number that lapsed goes over once', async () => {
    const bucket = namespace.getByName('provenance');
    const day = 86_400_000;
    const phone = { ...claimOf('p1', 'c_one'), key: { kind: 'phone' as const, hash: 'p1' }, evidence: 'user+phone' };
    const who = 'company:site:shop';
    const kept = await bucket.claim({ ...phone, source: 'company', who, at: 10 * day, provenAt: 2 * day });
    expect(kept).toMatchObject({
      source: 'company',
      who,
      evidence: 'user+phone',
      since: 10 * day,
      confirmedAt: 2 * day,
    });
    await bucket.note({ hash: 'p1', person: 'c_one', source: 'company', at: 20 * day });
    // Vouched for again, it is confirmed by nobody.
    expect(await bucket.find('p1')).toMatchObject({ confirmedAt: 2 * day, who });
    await bucket.note({ hash: 'p1', person: 'c_one', source: 'code', at: 30 * day });
    await bucket.note({ hash: 'p1', person: 'c_one', source: 'code', at: 31 * day, rival: 'u2' });
    await bucket.note({ hash: 'p1', person: 'c_else', source: 'code', at: 99 * day });
    expect(await bucket.find('p1')).toMatchObject({
      who: 'person',
      confirmedAt: 30 * day,
      rivals: ['u2'],
      sharedAt: 31 * day,
    });
    const move = { ...phone, person: 'c_two', from: 'c_one', source: 'number' as const, at: 130 * day };
    const after = {
      person: 'c_two',
      who: 'platform',
      movedAt: 130 * day,
      confirmedAt: 130 * day,
      rivals: [],
      sharedAt: null,
    };
    expect(await bucket.move(move)).toMatchObject(after);
    expect(await bucket.move({ ...move, person: 'c_three' })).toMatchObject(after);
    expect(await bucket.move({ ...move, key: { kind: 'phone', hash: 'p-none' } })).toBeNull();
  });

  test('I84 a number that moved is its new holder’s, wherever the line it came from goes; who asked for it by an older name has it where they went', async () => {
    const bucket = namespace.getByName('moved-home');
    const day = 86_400_000;
    const phone = (hash: string) => ({ ...claimOf(hash, 'c_home'), key: { kind: 'phone' as const, hash } });
    const goes = (home: string, to: string, hop: number) => bucket.went({ places: [{ home, hop }], to });
    await bucket.claim(phone('p1'));
    await bucket.claim(phone('p2'));
    await goes('c_home', 'c_older', 1);
    await goes('c_next', 'c_after', 1);
    const move = { ...phone('p1'), person: 'c_next', from: 'c_older', at: 130 * day };
    expect(await bucket.move(move)).toMatchObject({ person: 'c_after', movedAt: 130 * day });
    const owed = await runInDurableObject(stubOf(bucket), (_: unknown, { storage }: DurableObjectState) =>
      storage.sql.exec('select person from moved_number').toArray(),
    );
    // Whose it was is told by the name it came with: that leads to wherever their matters stand.
    expect(owed).toEqual([{ person: 'c_home' }]);
    await goes('c_home', 'c_home', 2);
    expect(await bucket.find('p1')).toMatchObject({ person: 'c_after' });
    expect(await bucket.find('p2')).toMatchObject({ person: 'c_home' });
  });

  test('I87 an order named by somebody whose line stands in another’s goes back with them; an address met there stays', async () => {
    const bucket = namespace.getByName('named-home');
    const goes = (to: string, hop: number) => bucket.went({ places: [{ home: 'c_guest', hop }], to });
    await goes('c_host', 1);
    const order = {
      ...claimOf('o1', 'c_guest'),
      key: { kind: 'order' as const, hash: 'o1' },
      source: 'typed' as const,
    };
    expect(await bucket.claim(order)).toMatchObject({ person: 'c_host' });
    expect(await bucket.claim(claimOf('e1', 'c_guest'))).toMatchObject({ person: 'c_host' });
    await goes('c_guest', 2);
    expect(await bucket.find('o1')).toMatchObject({ person: 'c_guest' });
    expect(await bucket.find('e1')).toMatchObject({ person: 'c_host' });
  });

  test('I12 addresses from before keep their person, with what is known of their provenance', async () => {
    const bucket = namespace.getByName('older');
    await bucket.find('h');
    await runInDurableObject(stubOf(bucket), (_actor, { storage }) => {
      for (const { name } of storage.sql
        .exec<{ name: string }>(
          `select name from sqlite_master where type = 'table' and name not like '\\_%' escape '\\' and name not like 'sqlite%'`,
        )
        .toArray())
        storage.sql.exec(`drop table "${name}"`);
      migrate(storage, steps.slice(0, 1));
      storage.sql.exec(`insert into address values ('h', 'phone', 'c_old', null, 'user+phone', 7)`);
      migrate(storage, steps);
      expect(new AddressStore(storage.sql).find('h')).toEqual({
        ...{ person: 'c_old', kind: 'phone', source: 'company', evidence: 'user+phone', since: 7, confirmedAt: 7 },
        ...{ sittings: 1, rivals: [], sharedAt: null, movedAt: null, boundTo: null, who: 'company' },
      });
    });
  });

  test('I13 a merge wanted is kept with both, once, with who must confirm; settled it is not asked again', async () => {
    const [one, other] = [freshPerson(), freshPerson()];
    const port = bucketPort((name) => namespace.getByName(name));
    const of = (person: string) => namespace.getByName(bucketOfPerson(person));
    const given = {
      why: 'same_number',
      confirm: 'customer' as const,
      kind: 'phone' as const,
      hash: 'p',
      evidence: 'phone',
    };
    const request = { ...given, act: 'suggest' as const, at: 5, person: one, other, asked: true };
    await port.wantMerge(request);
    await port.wantMerge({ ...request, at: 9 });
    expect(await of(one).requests(one)).toEqual([
      { ...request, at: 9, firstAt: 5, times: 2, state: 'open', putOffUntil: 0, settled: null },
    ]);
    expect(await of(one).settle({ person: one, other, state: 'declined' })).toBe(true);
    expect(await of(one).settle({ person: one, other: 'c_none', state: 'done' })).toBe(false);
    expect((await port.repute(one, 0)).declined).toEqual([other]);
    await port.wantMerge({ ...request, act: 'merge', why: 'strong_proof', confirm: 'nobody', at: 12 });
    expect(await of(one).requests(one)).toMatchObject([{ act: 'merge', why: 'strong_proof', state: 'open', times: 3 }]);
    expect(await port.repute(one, 0)).toMatchObject({ merges: 1, frozen: false });
    await port.wantMerge({ ...request, act: 'refuse', why: 'merge_limit', other: 'c_third', at: 13 });
    expect((await port.repute(one, 0)).frozen).toBe(true);
    expect(await namespace.getByName(FROZEN).frozen()).toMatchObject([{ person: one, other: 'c_third', since: 13 }]);
    const look = { person: one, by: 'a_1', at: 20, reason: '一家人的电脑' };
    for (const keeper of [of(one), namespace.getByName(FROZEN)]) {
      expect(await keeper.thaw(look)).toBe(true);
      expect(await keeper.thaw({ ...look, at: 21 })).toBe(false);
    }
    // What was joined before somebody looked counts no more.
    expect(await port.repute(one, 0)).toMatchObject({ frozen: false, merges: 0 });
    await port.wantMerge({ ...request, act: 'refuse', why: 'merge_limit', other: 'c_third', at: 30 });
    expect((await port.repute(one, 0)).frozen).toBe(true);
    // I69: the look before stays on record beside the new freeze.
    expect(await namespace.getByName(FROZEN).frozen()).toMatchObject([
      { person: one, since: 30, thawed: null },
      { person: one, since: 13, thawed: { by: 'a_1', at: 20, reason: '一家人的电脑' } },
    ]);
    await namespace.getByName(FROZEN).forget(one);
    expect(await namespace.getByName(FROZEN).frozen()).toEqual([]);
  });

  test('I45 a merge that joins nothing is kept with both, and counted with neither, however often it is shown', async () => {
    const [one, other] = [freshPerson(), freshPerson()];
    const port = bucketPort((name) => namespace.getByName(name));
    const given = {
      act: 'merge',
      why: 'strong_proof',
      confirm: 'nobody',
      kind: 'user',
      hash: 'u',
      evidence: 'user',
    } as const;
    const empty = { ...given, at: 5, empty: true, person: one, other, asked: true } as const;
    await port.wantMerge(empty);
    const { empty: _, ...later } = empty;
    await port.wantMerge({ ...later, at: 6 });
    expect(await namespace.getByName(bucketOfPerson(one)).requests(one)).toMatchObject([{ act: 'merge', empty: true }]);
    expect(await port.repute(one, 0)).toMatchObject({ merges: 0 });
    await port.wantMerge({ ...later, other: 'c_third' });
    expect(await port.repute(one, 0)).toMatchObject({ merges: 1 });
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
          `insert into address (hash, kind, person, evidence, source, since, confirmed_at) values ('h', 'guess', 'c', 'e', 'login', 1, 1)`,
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
  test('I13 over the real buckets: what was asked on a browser days ago is asked about, kept with both', async () => {
    const day = 86_400_000;
    const visitor = await whose('v_later', undefined, day);
    const user = await whose('v_later', 'user-later', 4 * day);
    expect(user).toMatchObject({ created: true, refused: [{ kind: 'device', reason: 'link_needs_merge' }] });
    const asked = await namespace.getByName(bucketOfPerson(user.person)).requests(user.person);
    expect(asked).toMatchObject([
      { other: visitor.person, act: 'suggest', why: 'same_browser', confirm: 'customer', asked: true },
    ]);
    const other = await namespace.getByName(bucketOfPerson(visitor.person)).requests(visitor.person);
    expect(other).toMatchObject([{ other: user.person, act: 'suggest', asked: false }]);
  });
});
