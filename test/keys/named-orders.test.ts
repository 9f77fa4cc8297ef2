/** Orders somebody names, in the chat, in a ticket or by the company: whom else colleagues may think of, and nothing more. */
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { rows, visitor } from '../customer/rig.ts';
import { customerDoes } from '../customer/ticket-rig.ts';
import { knowledgeable, openWorld } from '../world.ts';
import { fresh, hints, holder, left, named, says, stamp, told, who, type Person } from './orders-rig.ts';
import { keyWith, tell } from './rig.ts';

beforeAll(async () => {
  openWorld();
  await knowledgeable();
}, 70_000);
beforeEach(() => openWorld());

describe('I81 an order named in the chat or in a ticket', () => {
  it('I81 hints at who named it before, to colleagues only: both stay two and neither is asked', async () => {
    const order = fresh();
    const one = await who(named(order));
    await told(one);
    const other = await who('你好', named(`${order.slice(0, 2).toLowerCase()}${order.slice(2)}`));
    await told(other);
    for (const [mine, theirs] of [
      [one, other],
      [other, one],
    ] as const)
      expect(await hints(mine)).toMatchObject([
        { act: 'suggest', why: 'same_order', confirm: 'agent', other: theirs.id, state: 'open', evidence: 'typed' },
      ]);
    expect((await holder(order))?.person).toBe(one.id);
    const kept = JSON.stringify([await hints(one), await holder(order)]);
    expect(kept).not.toContain(order);
    expect(kept).not.toContain(order.slice(2));
  });

  it('I81 the first three of a message are looked at, and each once a line', async () => {
    const orders = [fresh(), fresh(), fresh(), fresh()];
    const one = await who(`订单 ${orders.join('、订单 ')}`);
    await told(one);
    const found = await Promise.all(orders.map(holder));
    expect(found.map((edge) => edge?.person ?? null)).toEqual([one.id, one.id, one.id, null]);
    const other = await who(named(orders[0] ?? ''), named(orders[0] ?? ''));
    await told(other);
    await says(other, named(orders[0] ?? ''));
    expect(await left(other)).toEqual([]);
    expect(await hints(other)).toMatchObject([{ other: one.id, times: 1 }]);
  });

  it('I81 what they write into a ticket says the same', async () => {
    const [order, further] = [fresh(), fresh()];
    const one = await who(named(order), named(further));
    await told(one);
    const other = await who('你好');
    const opens = customerDoes(other.id, visitor(other.web));
    const fields = { what: `订单 ${further} 少了一件`, order };
    expect(await opens({ act: 'open-ticket', kind: 'complaint', title: '少件', fields })).toBeNull();
    await told(other);
    expect(await hints(other)).toMatchObject([{ why: 'same_order', other: one.id, times: 2 }]);
  });
});

describe('I82 the company’s word on an order', () => {
  it('I82 goes before whoever typed it, and hints at them: by the call for identities, a purchase and an event', async () => {
    const { secret } = await keyWith('identities:write', 'purchases:write', 'events:write');
    const orders = [fresh(), fresh(), fresh()] as const;
    const typer = await who(...orders.map(named));
    await told(typer);
    const owner = await who('你好');
    const path = `/api/v1/customers/${owner.id}`;
    const linked = await tell(`${path}/identities`, secret, { order: orders[0] });
    expect(await linked.json()).toEqual({ ok: true, endpoint: null });
    const purchase = { key: `${orders[1]}-1`, category: '帐篷', amount: 100, at: Date.now() - 1_000 };
    expect((await tell(`${path}/purchases`, secret, { purchases: [purchase] })).status).toBe(200);
    const values = { order: orders[2], carrier: '顺丰速运', parcel: 'SF1468820013579' };
    const event = { key: `e-${stamp}`, event: 'shipped', values };
    expect((await tell(`${path}/events`, secret, event)).status).toBe(200);
    await told(owner);
    for (const order of orders) expect(await holder(order)).toMatchObject({ person: owner.id, source: 'company' });
    expect(await hints(typer)).toMatchObject([
      { act: 'suggest', why: 'same_order', confirm: 'agent', other: owner.id, times: 3, evidence: 'company' },
    ]);
    // Said of somebody else later, it stays with whom it was said of first.
    const second = await who('你好');
    await tell(`/api/v1/customers/${second.id}/identities`, secret, { order: orders[0] });
    await told(second);
    expect((await holder(orders[0]))?.person).toBe(owner.id);
    expect(await hints(second)).toMatchObject([{ other: owner.id, confirm: 'agent' }]);
  });

  it('I82 a call that names neither a phone nor an order is refused', async () => {
    const { secret } = await keyWith('identities:write');
    const owner = await who('你好');
    const path = `/api/v1/customers/${owner.id}/identities`;
    for (const body of [{}, { order: '<b>' }, { order: 'A' }])
      expect((await tell(path, secret, body)).status).toBe(400);
  });
});

describe('I83 what says nothing', () => {
  it('I83 a number three others named already hints no more', async () => {
    const order = fresh();
    const all: Person[] = [];
    for (let at = 0; at < 5; at += 1) {
      const one = await who(named(order));
      await told(one);
      all.push(one);
    }
    const counted = await Promise.all(all.map(async (one) => (await hints(one)).length));
    expect(counted).toEqual([3, 1, 1, 1, 0]);
  });

  it('I83 phones, cards, and tickets of ours are no orders', async () => {
    const person = await who(
      '电话 13812345678',
      '身份证 11010519491231002X',
      '卡号 4111111111111111',
      'T261125-48392017',
    );
    expect(await left(person)).toEqual([]);
    expect(await rows(person.id, `select key from heard where key like 'order-named:%'`)).toEqual([]);
  });
});
