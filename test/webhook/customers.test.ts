/** What the company's own systems are told of two who become one, who part, and who is frozen. */
import { env } from 'cloudflare:workers';
import { runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Happened } from '../../shared/webhook.ts';
import { FROZEN } from '../../worker/identity/port.ts';
import { refreshSettings, SETTINGS } from '../../worker/settings/shelf.ts';
import { decide, rests, run, speaker, type Somebody } from '../customer/merge-rig.ts';
import { customer } from '../customer/rig.ts';
import { must } from '../results.ts';
import { stubOf } from '../stub.ts';
import { openWorld, until } from '../world.ts';

const told: Pick<Happened, 'type' | 'data'>[] = [];
const of = (type: string) => told.filter((one) => one.type === type).map(({ data }) => data);

beforeAll(async () => {
  openWorld({
    'company.test': async (request) => {
      told.push(await request.clone().json());
      return new Response(null, { status: 204 });
    },
  });
  const endpoint = { id: 'crm', url: 'https://company.test/crm', on: true, note: '' };
  const events = ['customer.merged', 'customer.parted', 'customer.frozen'] as const;
  const settings = env.SETTINGS.getByName(SETTINGS);
  const value = { endpoints: [{ ...endpoint, events: [...events] }] };
  must(await settings.write({ name: 'webhooks', revision: 0, value, by: { id: 'u_lead', name: '赵敏' } }));
  await refreshSettings(env);
});

/** The move is over, but for the index of addresses. */
const over = (...persons: Somebody[]) =>
  until('the move is over', async () => (await Promise.all(persons.map(rests))).every(Boolean), 30_000);

/** Whatever a line owes the company's systems has left. */
async function heard(type: string, count: number): Promise<Record<string, unknown>[]> {
  await until(`${count} × ${type}`, () => of(type).length >= count);
  return of(type);
}

describe('the company’s own systems', () => {
  it('I68 hear that two became one, and whose line came back as they part, each once', async () => {
    const older = await speaker('退货地址在哪里');
    const younger = await speaker('发票怎么开');
    const moves = async (kind: 'merge' | 'unmerge') => {
      await decide(older, kind, younger);
      await over(older, younger);
    };
    const one = { customer: older.id, homes: [younger.id] };
    await moves('merge');
    expect(await heard('customer.merged', 1)).toEqual([one]);
    await moves('unmerge');
    const two = { customer: younger.id, from: older.id, homes: [younger.id] };
    expect(await heard('customer.parted', 1)).toEqual([two]);
    await moves('merge');
    expect(await heard('customer.merged', 2)).toEqual([one, one]);
    expect(of('customer.parted')).toEqual([two]);
  });

  it('I68 hear who is frozen once for each time, again until the line has heard; whose line is another’s, under that one', async () => {
    const frozen = env.IDENTITY.getByName(FROZEN);
    const ring = () => runDurableObjectAlarm(stubOf(frozen));
    const one = await speaker('换了电脑');
    const other = await speaker('又换了电脑');
    await run(one, 'alter table letter rename to letter_gone');
    const freeze = (at: number) => frozen.freeze({ person: one.id, other: other.id, why: 'merge_limit', at });
    await freeze(5);
    await ring();
    const owed = () =>
      runInDurableObject(stubOf(frozen), (_: unknown, { storage }: DurableObjectState) =>
        storage.sql.exec('select tries from frozen where due_at is not null').toArray(),
      );
    await until('tried in vain', async () => Number((await owed())[0]?.['tries']) > 0);
    expect(of('customer.frozen')).toEqual([]);
    await run(one, 'alter table letter_gone rename to letter');
    expect(await heard('customer.frozen', 1)).toEqual([{ customer: one.id, other: other.id }]);
    await until('it is owed no more', async () => (await owed()).length === 0);
    // Frozen already: nothing is new.
    await freeze(6);
    await ring();
    expect(await frozen.thaw({ person: one.id, by: 'a_1', at: 7, reason: '已核对' })).toBe(true);
    await decide(other, 'merge', one);
    await over(one, other);
    expect((await customer(other.id).merge({ order: 'rank' })).where).toEqual({ moved: one.id });
    await frozen.freeze({ person: other.id, other: 'c_third', why: 'merge_limit', at: 8 });
    await ring();
    expect((await heard('customer.frozen', 2)).slice(1)).toEqual([{ customer: one.id, other: 'c_third' }]);
  });
});
