import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Table } from './table.ts';

describe('I1 address and proofs → one person', () => {
  test('an unknown address is a new person, the same ever after', async () => {
    const table = new Table();
    const first = await table.resolve('e1');
    expect(first).toEqual({ person: 'c_1', created: true, refused: [], joins: [] });
    expect(await table.resolve('e1')).toEqual({ person: 'c_1', created: false, refused: [], joins: [] });
    expect((await table.resolve('e2')).person).not.toBe('c_1');
  });

  test('a signed-in user is one person on every address', async () => {
    const table = new Table();
    const { person } = await table.resolve('e1', 'u1');
    expect(await table.resolve('e2', 'u1')).toEqual({ person, created: false, refused: [], joins: [] });
    expect((await table.resolve('e2')).person).toBe(person);
  });

  test('a unionid joins official account and mini-program', async () => {
    const table = new Table();
    const { person } = await table.resolve('e1', 'x1');
    expect((await table.resolve('e2', 'x1')).person).toBe(person);
  });

  test('an SMS from a number a signed login vouched for reaches that person', async () => {
    const table = new Table();
    const { person } = await table.resolve('e1', 'u1', 'p1');
    expect(await table.resolve('e9', 'p1')).toEqual({ person, created: false, refused: [], joins: [] });
  });

  test('an SMS first, the login after: the user takes the person the number made', async () => {
    const table = new Table();
    const { person } = await table.resolve('e9', 'p1');
    expect((await table.resolve('e1', 'u1', 'p1')).person).toBe(person);
  });

  test('I2 the first user who signs in adopts an anonymous visitor; the second on the same device is somebody else', async () => {
    const table = new Table();
    const { person } = await table.resolve('e1');
    expect((await table.resolve('e1', 'u1')).person).toBe(person);
    expect(table.records.get('e1')?.boundTo).toBe('u1');
    const second = await table.resolve('e1', 'u2');
    expect(second.person).not.toBe(person);
    expect(second.refused).toEqual([{ kind: 'endpoint', reason: 'shared_device' }]);
    expect(table.refused).toEqual([]);
    expect((await table.resolve('e1', 'u1')).person).toBe(person);
  });

  test('the same holds when the visitor was first seen signed in', async () => {
    const table = new Table();
    const { person } = await table.resolve('e1', 'u1');
    const second = await table.resolve('e1', 'u2');
    expect(second).toMatchObject({ created: true, refused: [{ reason: 'shared_device' }] });
    expect((await table.resolve('e1')).person).toBe(person);
  });

  test('I3 two persons who turn out to be one stay two; the link is refused and kept with its reason', async () => {
    const table = new Table();
    const visitor = await table.resolve('e1');
    const user = await table.resolve('e2', 'u1');
    const both = await table.resolve('e1', 'u1');
    expect(both).toEqual({
      person: user.person,
      created: false,
      refused: [{ kind: 'endpoint', reason: 'link_needs_merge' }],
      joins: [{ other: visitor.person, kind: 'endpoint', since: 1 }],
    });
    expect(table.refused).toEqual([
      { hash: 'e1', person: user.person, other: visitor.person, evidence: 'user+endpoint', at: 1 },
    ]);
    expect((await table.resolve('e1')).person).toBe(visitor.person);
  });

  test('I39 what a colleague took apart is joined by no proof', async () => {
    const table = new Table();
    await table.resolve('e1');
    await table.resolve('e2', 'u1');
    table.settled = 'declined';
    expect((await table.resolve('e1', 'u1')).joins).toEqual([]);
    table.settled = 'open';
    expect((await table.resolve('e1', 'u1')).joins).toHaveLength(1);
  });

  test('two users with one phone remain two', async () => {
    const table = new Table();
    const first = await table.resolve('e1', 'u1', 'p1');
    const second = await table.resolve('e2', 'u2', 'p1');
    expect(second.person).not.toBe(first.person);
    expect(second.refused).toEqual([{ kind: 'phone', reason: 'link_needs_merge' }]);
    expect((await table.resolve('e9', 'p1')).person).toBe(first.person);
  });

  test('two users on one WeChat remain two', async () => {
    const table = new Table();
    const first = await table.resolve('e1', 'u1', 'x1');
    const second = await table.resolve('e2', 'u2', 'x1');
    expect(second.person).not.toBe(first.person);
    expect(second.refused).toEqual([{ kind: 'union', reason: 'link_needs_merge' }]);
  });

  test('another WeChat with the family’s phone is somebody else, also when a user brought the first', async () => {
    const histories: [string, ...string[]][][] = [
      [['e1', 'x1', 'p1']],
      [['e1', 'u1', 'x1', 'p1']],
      [
        ['e1', 'u1', 'p1'],
        ['e3', 'u1', 'x1'],
      ],
    ];
    for (const history of histories) {
      const table = new Table();
      const persons: string[] = [];
      for (const keys of history) persons.push((await table.resolve(...keys)).person);
      expect(persons).not.toContain((await table.resolve('e2', 'x2', 'p1')).person);
    }
  });

  test('a person taken by another user is passed over for one that is free', async () => {
    const table = new Table();
    await table.resolve('e1', 'u1', 'p1');
    const visitor = await table.resolve('e2');
    const second = await table.resolve('e2', 'u2', 'p1');
    expect(second).toEqual({
      person: visitor.person,
      created: false,
      refused: [{ kind: 'phone', reason: 'link_needs_merge' }],
      joins: [],
    });
  });

  test('a second user in one piece of evidence is not believed', async () => {
    const table = new Table();
    await table.resolve('e1', 'u1', 'u2');
    expect(table.records.has('u2')).toBe(false);
  });
});

const evidence = fc
  .record({
    own: fc.constantFrom('e1', 'e2', 'e3'),
    user: fc.constantFrom('', 'u1', 'u2', 'u3'),
    union: fc.constantFrom('', 'x1', 'x2'),
    phone: fc.constantFrom('', 'p1', 'p2'),
  })
  .map(({ own, user, union, phone }): [string, ...string[]] => [
    own,
    ...[user, union, phone].filter((key) => key !== ''),
  ]);

function expectSound(table: Table): void {
  for (const keys of table.keysByPerson().values()) {
    const users = keys.filter((key) => key.startsWith('u'));
    const unions = keys.filter((key) => key.startsWith('x'));
    expect(users.length, keys.join(' ')).toBeLessThanOrEqual(1);
    if (users.length === 0) expect(unions.length, keys.join(' ')).toBeLessThanOrEqual(1);
  }
}

describe('I4 whatever comes, in whatever order, however it interleaves', () => {
  test('I2 never two users in one person; who proved a user is that user; it settles', async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), fc.array(evidence, { minLength: 1, maxLength: 7 }), async (scheduler, all) => {
        const table = new Table(() => scheduler.schedule(Promise.resolve()));
        const running = Promise.all(all.map((keys) => table.resolve(...keys)));
        await scheduler.waitFor(running);
        const results = await running;
        expectSound(table);
        for (const [index, keys] of all.entries()) {
          const result = results[index];
          const user = keys.find((key) => key.startsWith('u'));
          if (user) expect(table.records.get(user)?.person).toBe(result?.person);
          for (const key of keys) {
            const holder = table.records.get(key)?.person;
            expect(holder).toBeDefined();
            if (holder !== result?.person) expect(result?.refused.length).toBeGreaterThan(0);
          }
        }
        const settled = new Table();
        for (const [hash, record] of table.records) settled.records.set(hash, record);
        for (const keys of all) {
          const user = keys.find((key) => key.startsWith('u'));
          const again = await settled.resolve(...keys);
          if (user) expect(again.person).toBe(table.records.get(user)?.person);
        }
        expect(settled.keysByPerson()).toEqual(table.keysByPerson());
      }),
      { numRuns: 600 },
    );
  });

  test('the same keys at the same time end in one person, with nothing refused', async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), evidence, fc.integer({ min: 2, max: 5 }), async (scheduler, keys, times) => {
        const table = new Table(() => scheduler.schedule(Promise.resolve()));
        const running = Promise.all(Array.from({ length: times }, () => table.resolve(...keys)));
        await scheduler.waitFor(running);
        const results = await running;
        expect(new Set(results.map((one) => one.person)).size).toBe(1);
        expect(results.filter((one) => one.created)).toHaveLength(1);
        expect(results.flatMap((one) => one.refused)).toEqual([]);
        expect(table.keysByPerson().size).toBe(1);
      }),
      { numRuns: 400 },
    );
  });

  test('a call cut off at any step leaves nothing that the next one can’t finish', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(evidence, { maxLength: 4 }),
        evidence,
        fc.integer({ min: 0, max: 12 }),
        async (before, keys, cut) => {
          let left = Number.POSITIVE_INFINITY;
          const table = new Table(() => {
            left -= 1;
            return left < 0 ? Promise.reject(new Error('cut off')) : Promise.resolve();
          });
          for (const one of before) await table.resolve(...one);
          left = cut;
          await table.resolve(...keys).catch(() => undefined);
          left = Number.POSITIVE_INFINITY;
          const done = await table.resolve(...keys);
          expectSound(table);
          expect((await table.resolve(...keys)).person).toBe(done.person);
        },
      ),
      { numRuns: 400 },
    );
  });
});
