/** A walk of what was said goes on where the line went into another. */
import * as v from 'valibot';
import { beforeAll, expect, it } from 'vitest';
import { customerAnswer, messagesListed } from '../../shared/backend-api.ts';
import { atRest, decide, speaker, tells } from '../customer/merge-rig.ts';
import { said } from '../customer/rig.ts';
import { knowledgeable, openWorld } from '../world.ts';
import { ask, keyWith } from './rig.ts';

beforeAll(async () => {
  openWorld();
  await knowledgeable();
}, 70_000);

it('X24 a cursor from before a merge goes on after it, with nothing of the line left out', async () => {
  const { secret } = await keyWith('customers:read', 'messages:read');
  const older = await speaker('退货地址在哪里', '谢谢');
  const younger = await speaker('发票怎么开', '多久能到', '好的');
  const walk = async (cursor: string | null, limit: number) => {
    const after = cursor === null ? '' : `&after=${cursor}`;
    const path = `/api/v1/customers/${younger.id}/messages?limit=${limit}${after}`;
    const page = v.parse(messagesListed, await (await ask(path, secret)).json());
    return { ...page, words: page.messages.filter((one) => one.direction === 'in').map((one) => one.text) };
  };
  const begun = await walk(null, 1);
  expect(begun.words).toEqual(['发票怎么开']);
  await decide(older, 'merge', younger);
  await atRest(older, younger);
  const asked = await ask(`/api/v1/customers/${younger.id}`, secret);
  expect(v.parse(customerAnswer, await asked.json()).customer.customer).toBe(older.id);
  await tells(younger, said(younger.wechat, 'since', '还有一件事'));
  const rest = await walk(begun.cursor, 100);
  expect(rest.words).toEqual(['多久能到', '好的', '还有一件事']);
  expect((await walk(rest.cursor, 100)).words).toEqual([]);
  expect((await walk(null, 100)).words).toEqual(
    expect.arrayContaining(['退货地址在哪里', '发票怎么开', '多久能到', '好的', '还有一件事']),
  );
}, 60_000);
