/** A wish under an Idempotency-Key: done once, answered alike for a day. */
import { evictDurableObject, runInDurableObject } from 'cloudflare:test';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CUT_OFF_MS, KEPT_MS, MOST_KEPT } from '../../worker/keys/answers.ts';
import { refusalOf } from '../results.ts';
import { stubOf } from '../stub.ts';
import { keys, keyWith } from './rig.ts';

const presented = async () => {
  const { id, secret } = await keyWith('messages:write');
  const hash = Buffer.from(
    await crypto.subtle.digest('SHA-256', new TextEncoder().encode(secret.slice(id.length + 1))),
  ).toString('hex');
  const admit = async (name: string, digest: string) =>
    (await keys.admit({ id, hash, scope: 'messages:write', once: { name, digest } })).answer;
  const settle = (name: string, digest: string, answer: { status: number; body: string } | null) =>
    keys.settle({ id, once: { name, digest }, answer });
  return { id, admit, settle };
};
const inTables = <Value>(act: (sql: SqlStorage) => Value) =>
  runInDurableObject(stubOf(keys), (_, state) => act(state.storage.sql));

describe('X26 an Idempotency-Key', () => {
  it('X26 whatever is asked in whatever order, one wish is done once and answered alike, another one under its name is refused', async () => {
    const wish = fc.record({
      name: fc.constantFrom('a', 'b', 'c'),
      digest: fc.constantFrom('x', 'y'),
      done: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(wish, { maxLength: 20 }), async (wishes) => {
        const { admit, settle } = await presented();
        const model = new Map<string, { digest: string; body: string }>();
        for (const [at, { name, digest, done }] of wishes.entries()) {
          const known = model.get(name);
          const told = await admit(name, digest);
          if (known && known.digest !== digest) expect(refusalOf(told)).toBe('reused_key');
          else if (known) expect(told.ok && told.before).toEqual({ status: 200, body: known.body });
          else {
            expect(told.ok && told.before).toBeNull();
            expect(refusalOf(await admit(name, digest))).toBe('in_progress');
            const body = `answer ${at}`;
            await settle(name, digest, done ? { status: 200, body } : null);
            if (done) model.set(name, { digest, body });
          }
        }
      }),
      { numRuns: 12 },
    );
  });

  it('X26 is kept over a reset, for a day; what was cut off may be asked for again after a minute', async () => {
    const { id, admit, settle } = await presented();
    await admit('n', 'x');
    await settle('n', 'x', { status: 200, body: 'kept' });
    await admit('cut', 'x');
    await evictDurableObject(stubOf(keys));
    expect(await admit('n', 'x')).toMatchObject({ ok: true, before: { status: 200, body: 'kept' } });
    expect(refusalOf(await admit('cut', 'x'))).toBe('in_progress');
    const age = (name: string, ms: number) =>
      inTables((sql) => sql.exec('update answer set at = at - ? where key = ? and name = ?', ms, id, name).rowsWritten);
    await age('cut', CUT_OFF_MS);
    expect(await admit('cut', 'x')).toMatchObject({ ok: true, before: null });
    await age('n', KEPT_MS);
    expect(await admit('n', 'other')).toMatchObject({ ok: true, before: null });
  });

  it('X26 the newest of a key are kept, and no other key sees them', async () => {
    const { id, admit } = await presented();
    const now = Date.now();
    await inTables((sql) => {
      for (let at = 0; at < MOST_KEPT + 700; at += 1) {
        const values = [id, `old${at}`, 'x', now - 1_000_000 + at, 200, 'kept'];
        sql.exec('insert into answer (key, name, digest, at, status, body) values (?, ?, ?, ?, ?, ?)', ...values);
      }
    });
    const other = await presented();
    expect(await other.admit('old0', 'x')).toMatchObject({ ok: true, before: null });
    await evictDurableObject(stubOf(keys));
    await admit('fresh', 'x');
    const kept = await inTables((sql) =>
      sql.exec(`select count(*) as n, min(name) as one from answer where key = ?`, id).one(),
    );
    expect(Number(kept['n'])).toBe(MOST_KEPT + 1);
    expect(await admit(`old${MOST_KEPT + 699}`, 'x')).toMatchObject({ ok: true, before: { body: 'kept' } });
    expect(await admit('old0', 'x')).toMatchObject({ ok: true, before: null });
  }, 60_000);
});
