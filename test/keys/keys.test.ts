/** Keys of the Company API: made, changed and ended by leads; what each may; how often it may ask. */
import { env } from 'cloudflare:workers';
import { evictDurableObject, runInDurableObject } from 'cloudflare:test';
import * as v from 'valibot';
import { beforeAll, describe, expect, it } from 'vitest';
import { keyMade, keysAnswer, scopes } from '../../shared/keys.ts';
import { backendOperations } from '../../worker/hall/backend-operations.ts';
import { A_SECOND, BURST, keyPace } from '../../worker/keys/pace.ts';
import { Paces } from '../../worker/lib/paces.ts';
import { knock, post, refusalIn } from '../hall/knock.ts';
import { must } from '../results.ts';
import { stubOf } from '../stub.ts';
import { knowledgeable, openWorld } from '../world.ts';
import { ask, keys, keyWith, lead, tell, writer } from './rig.ts';

beforeAll(async () => {
  openWorld();
  await knowledgeable();
}, 70_000);

async function signedIn(role: 'agent' | 'editor' | 'lead'): Promise<string> {
  const operator = { authorization: `Bearer ${env.OPERATOR_KEY ?? ''}` };
  const made = await post('/operator/v1/member', { login: `keys-${role}`, name: role, role }, operator, null);
  const { password } = await made.json<{ password: string }>();
  const entered = await post('/staff/v1/sign-in', { login: `keys-${role}`, password });
  return (entered.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
}

describe('X20 a key', () => {
  it('X20 is made by who leads, told once, kept as a digest; who did what stands in its history', async () => {
    const cookie = await signedIn('lead');
    const wanted = { name: ' 订单系统 ', scopes: ['customers:read', 'sessions:read'] };
    const made = v.parse(keyMade, await (await post('/staff/v1/keys', wanted, { cookie })).json());
    expect(made.secret).toMatch(/^yx_[0-9a-f]{12}_[\w-]{43}$/u);
    expect(made.key).toMatchObject({
      name: '订单系统',
      scopes: wanted.scopes,
      tail: made.secret.slice(-4),
      usedAt: null,
    });
    expect((await ask('/api/v1/me', made.secret)).status).toBe(200);
    const stored = await runInDurableObject(stubOf(keys), (_, state) =>
      JSON.stringify([
        ...state.storage.sql.exec('select * from key'),
        ...state.storage.sql.exec('select * from key_event'),
      ]),
    );
    expect(stored).toContain(made.key.id);
    expect(stored).not.toContain(made.secret.slice(16));
    const { id } = made.key;
    const rotated = v.parse(
      keyMade,
      await (await post(`/staff/v1/keys/${id}/rotate`, { old: 'day' }, { cookie })).json(),
    );
    expect(rotated.key.oldUntil).toBeGreaterThan(Date.now());
    for (const secret of [made.secret, rotated.secret]) expect((await ask('/api/v1/me', secret)).status).toBe(200);
    const again = v.parse(
      keyMade,
      await (await post(`/staff/v1/keys/${id}/rotate`, { old: 'now' }, { cookie })).json(),
    );
    for (const secret of [made.secret, rotated.secret])
      expect(await refusalIn(await ask('/api/v1/me', secret))).toBe('bad_key');
    expect((await ask('/api/v1/me', again.secret)).status).toBe(200);
    expect((await post(`/staff/v1/keys/${id}/revoke`, {}, { cookie })).status).toBe(200);
    expect(await refusalIn(await ask('/api/v1/me', again.secret))).toBe('bad_key');
    await evictDurableObject(stubOf(keys));
    expect(await refusalIn(await ask('/api/v1/me', again.secret))).toBe('bad_key');
    const list = v.parse(keysAnswer, await (await knock('/staff/v1/keys', { headers: { cookie } })).json());
    const its = list.history.filter((one) => one.key === id);
    expect(its.map((one) => one.what)).toEqual(['revoked', 'rotated', 'rotated', 'made']);
    expect(new Set(its.map((one) => one.by.name))).toEqual(new Set(['lead']));
    const view = list.keys.find((one) => one.id === id);
    expect(view?.revokedAt).toBeGreaterThan(0);
    expect(view?.usedAt).toBeGreaterThan(0);
    expect(JSON.stringify(list)).not.toContain(again.secret.slice(16));
  });

  it('X20 the one before counts for a day after a change, and no longer', async () => {
    const { id, secret } = await keyWith('customers:read');
    must(await keys.rotate({ id, old: 'day', by: lead }));
    expect((await ask('/api/v1/me', secret)).status).toBe(200);
    await runInDurableObject(stubOf(keys), (_, state) => {
      state.storage.sql.exec('update key set old_until = ? where id = ?', Date.now() - 1, id);
    });
    expect(await refusalIn(await ask('/api/v1/me', secret))).toBe('bad_key');
  });

  it('X20 is nobody else’s business: agents, editors, strangers and other pages are refused', async () => {
    for (const role of ['agent', 'editor'] as const) {
      const cookie = await signedIn(role);
      expect(await refusalIn(await knock('/staff/v1/keys', { headers: { cookie } }))).toBe('not_allowed');
      const made = await post('/staff/v1/keys', { name: 'x', scopes: ['customers:read'] }, { cookie });
      expect(await refusalIn(made)).toBe('not_allowed');
    }
    expect(await refusalIn(await knock('/staff/v1/keys'))).toBe('not_signed_in');
    const { id } = await keyWith('customers:read');
    expect(await refusalIn(await post(`/staff/v1/keys/${id}/revoke`, {}, {}, 'https://evil.test'))).toBe('bad_origin');
  });
});

describe('X21 what a key may', () => {
  it('X21 every operation needs its one scope, whatever else the key may', async () => {
    const person = await writer('你好');
    const at = (path: string) => path.replace(':customer', person.id).replace(/:\w+/gu, 'none');
    expect(backendOperations.length).toBeGreaterThan(5);
    for (const scope of [...scopes, null]) {
      const others = scopes.filter((one) => one !== scope);
      // With one scope alone, and with all but it.
      const [only, without] = [scope && (await keyWith(scope)), await keyWith(...others)];
      for (const { method, path, scope: needed } of backendOperations) {
        const asked = (secret: string) => (method === 'GET' ? ask(at(path), secret) : tell(at(path), secret, {}));
        const told = async (secret: string) => (await asked(secret).then(refusalIn)) === 'missing_scope';
        const place = `${method} ${path}`;
        if (only) expect(await told(only.secret), `${place} with ${scope}`).toBe(needed !== null && needed !== scope);
        expect(await told(without.secret), `${place} without ${scope}`).toBe(needed !== null && needed === scope);
      }
    }
  }, 60_000);

  it('X21 what isn’t a key that counts is refused alike', async () => {
    const { secret } = await keyWith('customers:read');
    const wrong = `${secret.slice(0, -2)}${secret.endsWith('AA') ? 'BB' : 'AA'}`;
    const made = `yx_${'0'.repeat(12)}_${'A'.repeat(43)}`;
    const told = new Set<string>();
    for (const header of [
      '',
      'Bearer',
      `Basic ${secret}`,
      `Bearer ${wrong}`,
      `Bearer ${made}`,
      `Bearer ${'x'.repeat(9000)}`,
    ]) {
      const response = await knock('/api/v1/me', { headers: { authorization: header } });
      expect(response.status).toBe(401);
      expect(response.headers.get('www-authenticate')).toBe('Bearer');
      told.add(await response.text());
    }
    expect(told.size).toBe(1);
    const staff = await knock('/api/v1/me', { headers: { cookie: await signedIn('lead') } });
    expect(await refusalIn(staff)).toBe('bad_key');
  });
});

describe('X22 how often a key asks', () => {
  it('X22 is told with each answer; beyond it is refused with when, and other keys go on', async () => {
    const [one, other] = [await keyWith('customers:read'), await keyWith('customers:read')];
    let refusedAt: Response | null = null;
    let admitted = 0;
    for (let at = 0; at < BURST + 60 && !refusedAt; at += 1) {
      const response = await ask('/api/v1/me', one.secret);
      expect(response.headers.get('ratelimit-limit')).toBe(String(BURST));
      if (response.status === 200) admitted += 1;
      else refusedAt = response;
    }
    expect(admitted).toBeGreaterThanOrEqual(BURST);
    expect(refusedAt?.status).toBe(429);
    expect(refusedAt?.headers.get('ratelimit-remaining')).toBe('0');
    expect(Number(refusedAt?.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await ask('/api/v1/me', other.secret)).status).toBe(200);
  });

  it('X22 fills steadily and never above its measure', () => {
    const paces = new Paces(keyPace);
    for (let at = 0; at < BURST; at += 1) expect(paces.take('k', 0).waitMs).toBe(0);
    expect(paces.take('k', 0)).toEqual({ limit: BURST, remaining: 0, resetMs: 12_000, waitMs: 1000 / A_SECOND });
    expect(paces.take('k', 100).waitMs).toBe(0);
    expect(paces.take('k', 100).waitMs).toBe(100);
    expect(paces.take('k', 60_000).remaining).toBe(BURST - 1);
    // A clock that is set back takes nothing away and gives nothing.
    expect(paces.take('k', 1).remaining).toBe(BURST - 2);
  });
});
