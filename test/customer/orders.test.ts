/** A colleague looks at a customer's orders: by the company's hook, for whom the company knows. */
import { beforeAll, describe, expect, it } from 'vitest';
import { must } from '../results.ts';
import { knowledgeable, openWorld } from '../world.ts';
import { customer, freshPerson, openScreen, rows, visitor } from './rig.ts';

beforeAll(async () => {
  openWorld();
  await knowledgeable();
}, 70_000);

describe('orders', () => {
  it('B15 V9 of a person the company knows come with their products and parcels; of a stranger nobody is asked', async () => {
    const person = freshPerson();
    const known = visitor(person.web);
    if (known.kind === 'customer') known.facts = { userId: 'u1001', name: '林小满' };
    await openScreen(person.id, known, 'i1');
    const before = await rows(person.id, 'select max(revision) as head from change');
    const { orders, known: knows } = must(await customer(person.id).orders(false));
    expect(knows).toBe(true);
    expect(orders.length).toBeGreaterThan(1);
    const sent = orders.find((one) => one.parcel);
    expect(sent?.products[0]).toMatchObject({ id: expect.stringMatching(/^YX/u), title: expect.any(String) });
    expect(sent?.parcel?.traces.length).toBeGreaterThan(0);
    expect(await rows(person.id, 'select max(revision) as head from change')).toEqual(before);
    expect(must(await customer(person.id).orders(true)).orders).toEqual(orders);

    const stranger = freshPerson();
    await openScreen(stranger.id, visitor(stranger.web), 'i1');
    expect(must(await customer(stranger.id).orders(false))).toEqual({ ok: true, known: false, orders: [] });
    expect(await customer('c_nobody_yet').orders(false)).toMatchObject({ code: 'not_found' });
  });
});
