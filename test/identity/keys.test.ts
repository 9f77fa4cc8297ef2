import { describe, expect, test } from 'vitest';
import { bucketOf, keysOf } from '../../worker/identity/keys.ts';
import { freshPerson } from '../../worker/identity/person.ts';

const secret = 'a secret of at least thirty-two characters';
const web = { channel: 'web', account: 'shop', peer: 'v_1' } as const;
const sms = { channel: 'sms', account: '1069', peer: '+8613800138000' } as const;

describe('keys', () => {
  test('I4 are the same for the same evidence, and hold nothing in clear', async () => {
    const evidence = { address: web, userId: '42', phone: sms.peer, union: { openPlatform: 'op', unionid: 'oU1' } };
    const keys = await keysOf(secret, evidence);
    expect(await keysOf(secret, evidence)).toEqual(keys);
    expect(keys.proofs.map((key) => key.kind)).toEqual(['user', 'union', 'phone']);
    for (const { hash } of [keys.own, ...keys.proofs]) expect(hash).toMatch(/^[0-9a-f]{64}$/u);
    expect(JSON.stringify(keys)).not.toMatch(/13800138000|oU1/u);
  });
  test('differ by kind, account, channel, directory and secret', async () => {
    const hashes = await Promise.all([
      keysOf(secret, { address: web }),
      keysOf(secret, { address: { ...web, account: 'other' } }),
      keysOf(secret, { address: { ...web, channel: 'app' } }),
      keysOf(secret, { address: { ...web, account: 'sho', peer: 'pv_1' } }),
      keysOf(`${secret}!`, { address: web }),
    ]);
    expect(new Set(hashes.map((keys) => keys.own.hash)).size).toBe(5);
    const [one, other] = await Promise.all([
      keysOf(secret, { address: web, userId: '42' }),
      keysOf(secret, { address: web, userId: '42', directory: 'partner' }),
    ]);
    expect(one.proofs[0]?.hash).not.toBe(other.proofs[0]?.hash);
  });
  test('C10 an SMS proves its own number, whatever account it came to, as the login named it', async () => {
    const login = await keysOf(secret, { address: web, userId: '42', phone: sms.peer });
    const reply = await keysOf(secret, { address: sms });
    const elsewhere = await keysOf(secret, { address: { ...sms, account: '2069' } });
    expect(reply.proofs).toEqual([login.proofs[1]]);
    expect(elsewhere.proofs).toEqual(reply.proofs);
    expect(elsewhere.own).not.toEqual(reply.own);
  });
  test('what is no number proves none', async () => {
    for (const peer of ['10690000', 'ALPHANAME', '+0123456789']) {
      expect((await keysOf(secret, { address: { ...sms, peer } })).proofs).toEqual([]);
    }
  });
  test('two hundred and fifty-six buckets', async () => {
    const names = new Set<string>();
    for (let at = 0; at < 2000; at += 1)
      names.add(bucketOf((await keysOf(secret, { address: { ...web, peer: `v_${at}` } })).own.hash));
    expect(names.size).toBeGreaterThan(250);
    for (const name of names) expect(name).toMatch(/^b_[0-9a-f]{2}$/u);
  });
  test('persons have names nobody has', () => {
    const names = new Set(Array.from({ length: 1000 }, freshPerson));
    expect(names.size).toBe(1000);
    for (const name of names) expect(name).toMatch(/^c_[0-9a-hjkmnp-tv-z]{20}$/u);
  });
});
