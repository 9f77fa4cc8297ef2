/** A move cut off before and after each of its transactions, with people writing meanwhile, ends as if nothing had happened. */
import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test';
import { beforeAll, describe, expect, it } from 'vitest';
import { stubOf } from '../stub.ts';
import { knowledgeable, openWorld, until } from '../world.ts';
import { atRest, decide, dump, run, speaker, tells, type Somebody } from './merge-rig.ts';
import { customer, rows, said } from './rig.ts';

beforeAll(async () => {
  openWorld();
  await knowledgeable();
}, 70_000);

const version = async ({ id }: Somebody) =>
  Number((await rows(id, 'select version from merge_state'))[0]?.['version'] ?? 0);
/** The object is lost. What still asks it ends first; on a busy machine that takes more than one try's patience. */
async function reset({ id }: Somebody): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await evictDurableObject(stubOf(customer(id)));
    } catch (error) {
      if (tries === 6 || !String(error).includes('active references')) throw error;
    }
  }
}

/** What a line holds of an address: each word once, at positions without a gap. */
async function heardOn(at: Somebody, of: Somebody): Promise<string[]> {
  const found = await rows(
    at.id,
    `select position, direction, body ->> '$.text' as words from message
     where endpoint in (select id from endpoint where peer = '${of.wechat.peer}') order by position`,
  );
  expect(found.map(({ position }) => position)).toEqual(found.map((_, index) => index + 1));
  return found.flatMap(({ direction, words }) => (direction === 'in' ? [String(words)] : []));
}

/** Both write while the older takes the younger in and something happens to one of them; then they part again. */
async function lives(
  happens: (older: Somebody, younger: Somebody) => Promise<void>,
): Promise<{ older: Somebody; younger: Somebody }> {
  const older = await speaker('退货地址在哪里');
  const younger = await speaker('发票怎么开');
  const [mine, theirs] = [await dump(older), await dump(younger)];
  const writing = Promise.all(
    [older, younger].map(async (who) => {
      for (const one of ['一', '二', '三']) await tells(who, said(who.wechat, `${who.id}-${one}`, one));
    }),
  );
  const happening = happens(older, younger);
  await decide(older, 'merge', younger).catch(() => undefined);
  await happening;
  await decide(older, 'merge', younger).catch(() => undefined);
  await writing;
  await atRest(older, younger);
  expect(await heardOn(older, younger)).toEqual(['发票怎么开', '一', '二', '三']);
  expect(await heardOn(older, older)).toEqual(['退货地址在哪里', '一', '二', '三']);
  expect(await heardOn(younger, younger)).toEqual([]);
  await decide(older, 'unmerge', younger);
  await atRest(older, younger);
  expect(await heardOn(younger, younger)).toEqual(['发票怎么开', '一', '二', '三']);
  expect(await heardOn(older, older)).toEqual(['退货地址在哪里', '一', '二', '三']);
  for (const [who, before] of [
    [older, mine],
    [younger, theirs],
  ] as const) {
    const after = await dump(who);
    expect(after['message']).toEqual(expect.arrayContaining(before['message'] ?? []));
    for (const table of ['person', 'card', 'consent', 'choice', 'subscription', 'notice', 'ticket'])
      expect(after[table], table).toEqual(before[table]);
  }
  return { older, younger };
}

describe('cut off', () => {
  const points = [1, 2, 3, 4, 5, 6, 7, 8];
  const sides = ['older', 'younger'] as const;

  /** At every point, some at a time; a failure names its point. */
  async function everywhere(side: (typeof sides)[number], cut: (victim: Somebody, at: number) => Promise<void>) {
    const left = [...points];
    const lane = async () => {
      for (let at = left.shift(); at !== undefined; at = left.shift()) {
        const point = at;
        await lives((older, younger) => cut(side === 'older' ? older : younger, point)).catch((error: unknown) => {
          throw new Error(`at ${point}`, { cause: error });
        });
      }
    };
    await Promise.all([lane(), lane()]);
  }

  it('I32 reaches so many transactions', async () => {
    const { older, younger } = await lives(async () => undefined);
    expect(await version(younger)).toBeGreaterThanOrEqual(points.length);
    expect(await version(older)).toBeGreaterThanOrEqual(points.length);
  }, 60_000);

  it.each(sides)(
    'I32 before each transaction of the %s: nothing is lost or doubled',
    async (side) => {
      await everywhere(side, async (victim, at) => {
        await run(
          victim,
          `create trigger crash before insert on merge_state when new.version = ${at} begin select raise(abort, 'cut off'); end`,
        );
        await until(
          'it came so far, or never does',
          async () => ((await version(victim)) >= at - 1 ? true : null),
          1_500,
        ).catch(() => undefined);
        await new Promise((resolve) => setTimeout(resolve, 150));
        await reset(victim);
        await run(victim, 'drop trigger crash');
      });
    },
    180_000,
  );

  it.each(sides)(
    'I32 after each transaction of the %s: nothing is lost or doubled',
    async (side) => {
      await everywhere(side, async (victim, at) => {
        await until('it came so far', async () => ((await version(victim)) >= at ? true : null), 1_500).catch(
          () => undefined,
        );
        await reset(victim);
      });
    },
    180_000,
  );

  it('I23 a sealed or given line whose letter must wait keeps an alarm, also when one rings too early', async () => {
    const [older, younger] = [await speaker('甲'), await speaker('乙')];
    await run(
      older,
      `create trigger crash before update on merge_state when old.body ->> '$.incoming' is not null
       and new.body ->> '$.incoming' is null begin select raise(abort, 'cut off'); end`,
    );
    await decide(younger, 'merge', older);
    await until(
      'the last letter waits',
      async () => {
        const [letter] = await rows(younger.id, `select tries, due_at from letter where key like '%:drained'`);
        return Number(letter?.['tries'] ?? 0) > 1 && Number(letter?.['due_at']) > Date.now() + 300 ? true : null;
      },
      30_000,
    );
    await runDurableObjectAlarm(stubOf(customer(younger.id)));
    const alarm = await runInDurableObject(
      stubOf(customer(younger.id)),
      (_: unknown, { storage }: DurableObjectState) => storage.getAlarm(),
    );
    expect(alarm).not.toBeNull();
    await run(older, 'drop trigger crash');
    await atRest(older, younger);
  }, 90_000);
});
