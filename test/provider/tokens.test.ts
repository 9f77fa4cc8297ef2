import { env } from 'cloudflare:workers';
import { evictDurableObject, runInDurableObject } from 'cloudflare:test';
import { describe, expect, test } from 'vitest';
import type { WechatAccount } from '../../worker/channels/account.ts';
import type { Call } from '../../worker/channels/channel.ts';
import { CallFault } from '../../worker/channels/fault.ts';
import { tokenStore, type Kept, type TokenStore } from '../../worker/provider/store.ts';
import { Tokens } from '../../worker/provider/tokens.ts';
import { NOW, wechatAccount } from '../channel/platforms.ts';
import { stubOf } from '../stub.ts';

const account: WechatAccount = wechatAccount('official', 'encrypted', 'xml');

/** WeChat's token server: one stable token per account, renewed near its end or by force. */
function platform() {
  const world = {
    now: NOW,
    token: 'T1',
    endsAt: NOW + 7_200_000,
    made: 1,
    asked: [] as boolean[],
    fault: null as Error | number | null,
    faultOnForce: false,
    /** Answers wait here until released. */
    gate: null as Promise<void> | null,
  };
  const renew = () => {
    world.made += 1;
    world.token = `T${world.made}`;
    world.endsAt = world.now + 7_200_000;
  };
  const call: Call = async (request) => {
    const posted: { appid: string; secret: string; force_refresh: boolean } = JSON.parse(await request.text());
    expect(new URL(request.url).pathname).toBe('/cgi-bin/stable_token');
    expect([posted.appid, posted.secret]).toEqual([account.appid, account.secret]);
    world.asked.push(posted.force_refresh);
    await world.gate;
    if (world.fault instanceof Error) throw world.fault;
    if (world.faultOnForce && posted.force_refresh) throw new CallFault('unknown', 'time is over');
    if (world.fault !== null) return Response.json({ errcode: world.fault, errmsg: 'x' });
    if (posted.force_refresh || world.endsAt - world.now <= 300_000) renew();
    return Response.json({ access_token: world.token, expires_in: Math.floor((world.endsAt - world.now) / 1000) });
  };
  const rows = new Map<string, Kept>();
  const store: TokenStore = { kept: (id) => rows.get(id) ?? null, keep: (id, kept) => void rows.set(id, kept) };
  const tokens = () => new Tokens(account, store, call, () => world.now);
  return { world, call, store, tokens: tokens(), again: tokens };
}

const good = (token: string) => ({ ok: true, token });

describe('C7 one owner of a token', () => {
  test('C7 a hundred who wait cause one call, and those after it none', async () => {
    const { world, tokens } = platform();
    const got = await Promise.all(Array.from({ length: 100 }, () => tokens.token()));
    expect(got).toEqual(Array.from({ length: 100 }, () => good('T1')));
    expect(await tokens.token()).toEqual(good('T1'));
    expect(world.asked).toEqual([false]);
  });

  test('C7 it is kept until five minutes are left, and outlives the object', async () => {
    const { world, tokens, again } = platform();
    await tokens.token();
    world.now += 7_200_000 - 300_001;
    expect(await again().token()).toEqual(good('T1'));
    expect(world.asked).toEqual([false]);
    world.now += 1;
    expect(await again().token()).toEqual(good('T2'));
    expect(world.asked).toEqual([false, false]);
  });

  test('C7 a refused token is asked for again in normal mode; a new one is taken as it is', async () => {
    const { world, tokens } = platform();
    await tokens.token();
    world.token = 'T9';
    const got = await Promise.all(Array.from({ length: 10 }, () => tokens.token('T1')));
    expect(new Set(got.map((each) => JSON.stringify(each)))).toEqual(new Set([JSON.stringify(good('T9'))]));
    expect(world.asked).toEqual([false, false]);
  });

  test('C7 only when the very same token comes back is a new one forced, never within 30 s, never in a loop', async () => {
    const { world, tokens } = platform();
    await tokens.token();
    expect(await tokens.token('T1')).toEqual(good('T2'));
    expect(world.asked).toEqual([false, false, true]);
    // Everybody else who held the old one gets the new one without a call.
    expect(await tokens.token('T1')).toEqual(good('T2'));
    expect(world.asked).toHaveLength(3);
    world.now += 29_000;
    expect(await tokens.token('T2')).toMatchObject({ ok: false, code: 'unavailable' });
    expect(world.asked.filter(Boolean)).toHaveLength(1);
    world.now += 2_000;
    expect(await tokens.token('T2')).toEqual(good('T3'));
    expect(world.asked.filter(Boolean)).toHaveLength(2);
  });

  test('C7 a force that failed counts: the platform allows it only so often', async () => {
    const { world, tokens } = platform();
    await tokens.token();
    world.faultOnForce = true;
    expect(await tokens.token('T1')).toMatchObject({ ok: false, code: 'unavailable' });
    expect(world.asked.filter(Boolean)).toHaveLength(1);
    world.faultOnForce = false;
    expect(await tokens.token('T1')).toMatchObject({ ok: false, code: 'unavailable' });
    expect(world.asked.filter(Boolean)).toHaveLength(1);
    world.now += 30_000;
    expect(await tokens.token('T1')).toEqual(good('T2'));
    expect(world.asked.filter(Boolean)).toHaveLength(2);
  });

  test('C7 a failure is never remembered', async () => {
    const { world, tokens } = platform();
    world.fault = new CallFault('unknown', 'down');
    expect(await Promise.all([tokens.token(), tokens.token()])).toMatchObject([
      { ok: false, code: 'unavailable' },
      { ok: false, code: 'unavailable' },
    ]);
    expect(world.asked).toEqual([false]);
    world.fault = null;
    expect(await tokens.token()).toEqual(good('T1'));
  });

  test('C7 a fault of the settings is told from one that passes', async () => {
    const { world, tokens } = platform();
    for (const errcode of [40001, 40013, 40125, 40164, 40243, 50004, 50007]) {
      world.fault = errcode;
      expect(await tokens.token()).toMatchObject({ ok: false, code: 'not_allowed' });
    }
    for (const errcode of [-1, 45009, 45011]) {
      world.fault = errcode;
      expect(await tokens.token()).toMatchObject({ ok: false, code: 'unavailable' });
    }
  });

  test('C7 a token with little left is used, and asked for again next time', async () => {
    const { world, tokens } = platform();
    world.endsAt = NOW + 345_000;
    expect(await tokens.token()).toEqual(good('T1'));
    world.now += 60_000;
    expect(await tokens.token()).toEqual(good('T2'));
    expect(world.asked).toEqual([false, false]);
  });

  test('C7 who joined a call that brings their own stale token asks once for themselves', async () => {
    const { world, tokens } = platform();
    let release = (): void => undefined;
    world.gate = new Promise((resolve) => {
      release = resolve;
    });
    const fresh = tokens.token();
    const stale = tokens.token('T1');
    world.gate = null;
    release();
    expect(await fresh).toEqual(good('T1'));
    expect(await stale).toEqual(good('T2'));
    expect(world.asked).toEqual([false, false, true]);
  });
});

const objectOf = (name: string) => stubOf(env.PROVIDER.getByName(name));

describe('C7 the actor', () => {
  test('C7 an account without tokens is refused', async () => {
    expect(await env.PROVIDER.getByName('nobody').token('nobody')).toMatchObject({ ok: false, code: 'no_account' });
  });

  test('C7 its token lies in its table: an eviction costs no call', async () => {
    const { world, call } = platform();
    const stub = objectOf('kept-over-eviction');
    const ask = () =>
      runInDurableObject(stub, (_actor, state) =>
        new Tokens(account, tokenStore(state.storage.sql), call, () => world.now).token(),
      );
    expect(await ask()).toEqual(good('T1'));
    await evictDurableObject(stub);
    expect(await ask()).toEqual(good('T1'));
    expect(world.asked).toEqual([false]);
  });

  test('C7 its schema stands as recorded', async () => {
    await env.PROVIDER.getByName('schema').token('nobody');
    const taken = await runInDurableObject(objectOf('schema'), (_actor, state) => [
      ...state.storage.sql.exec<{ step: number; name: string }>('select step, name from migration'),
    ]);
    expect(taken).toEqual([
      { step: 1, name: 'token' },
      { step: 2, name: 'heard' },
    ]);
  });
});
