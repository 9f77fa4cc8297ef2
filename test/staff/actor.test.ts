import { env } from 'cloudflare:workers';
import { evictDurableObject, runInDurableObject } from 'cloudflare:test';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { StaffCalls } from '../../shared/actors.ts';
import { migrate } from '../../worker/lib/migrate.ts';
import { steps } from '../../worker/staff/schema.ts';
import { IDLE_MS, TOUCH_MS } from '../../worker/staff/session.ts';
import { must, refusalOf } from '../results.ts';
import { stubOf } from '../stub.ts';

let made = 0;
const fresh = () => env.STAFF.getByName(`staff-${(made += 1)}`);
const here = '198.51.100.7';

async function withOwner(staff: StaffCalls) {
  const { password, member } = must(await staff.createOwner({ login: 'owner', name: '店主' }));
  const { cookie } = must(await staff.signIn({ login: 'owner', password, address: here }));
  return { password, member, cookie };
}

afterEach(() => vi.useRealTimers());

describe('members', () => {
  it('T1 begin with one owner, made once', async () => {
    const staff = fresh();
    const { member } = await withOwner(staff);
    expect(member).toMatchObject({ login: 'owner', role: 'owner' });
    expect(refusalOf(await staff.createOwner({ login: 'second', name: '二' }))).toBe('exists');
  });

  it('T4 are made by those who may, under names not taken', async () => {
    const staff = fresh();
    const { member: owner, cookie } = await withOwner(staff);
    const lead = must(await staff.create({ by: owner.id, login: 'lead', name: '组长', role: 'lead' }));
    const agent = must(await staff.create({ by: lead.member.id, login: 'agent', name: '客服', role: 'agent' }));
    expect(refusalOf(await staff.create({ by: lead.member.id, login: 'x2', name: '二', role: 'lead' }))).toBe(
      'not_allowed',
    );
    expect(refusalOf(await staff.create({ by: agent.member.id, login: 'x3', name: '三', role: 'agent' }))).toBe(
      'not_allowed',
    );
    expect(refusalOf(await staff.create({ by: 'm_nobody', login: 'x4', name: '四', role: 'agent' }))).toBe(
      'not_allowed',
    );
    expect(refusalOf(await staff.create({ by: owner.id, login: 'agent', name: '又', role: 'agent' }))).toBe('exists');
    expect(must(await staff.list(cookie)).members.map((one) => one.login)).toEqual(['owner', 'lead', 'agent']);
  });
});

describe('sign-in', () => {
  it('T2 outlives sleep, and nothing on disk opens it', async () => {
    const staff = fresh();
    const { cookie, password } = await withOwner(staff);
    await evictDurableObject(stubOf(staff));
    expect(must(await staff.whoIs(cookie)).member.login).toBe('owner');
    const disk = await runInDurableObject(stubOf(staff), (_actor, state) =>
      JSON.stringify(['member', 'session'].map((table) => [...state.storage.sql.exec(`select * from ${table}`)])),
    );
    expect(disk).toContain('scrypt$');
    expect(disk).not.toContain(cookie);
    expect(disk).not.toContain(password);
  });

  it('ends when signed out, when idle, and never before', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    const staff = fresh();
    const { cookie } = await withOwner(staff);
    for (let hours = 0; hours < 24; hours += 6) {
      vi.setSystemTime(Date.now() + IDLE_MS / 2);
      expect((await staff.whoIs(cookie)).ok).toBe(true);
    }
    vi.setSystemTime(Date.now() + IDLE_MS + TOUCH_MS);
    expect(refusalOf(await staff.whoIs(cookie))).toBe('not_signed_in');
    const again = await withEnter(staff);
    await staff.signOut(again);
    expect(refusalOf(await staff.whoIs(again))).toBe('not_signed_in');
  });

  it('ends absolutely after seven days of daily use', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    const staff = fresh();
    const { cookie } = await withOwner(staff);
    let used = 0;
    while ((await staff.whoIs(cookie)).ok && used < 100) {
      used += 1;
      vi.setSystemTime(Date.now() + IDLE_MS / 2);
    }
    expect(used).toBe(28);
  });

  it('T1 answers unknown names and wrong passwords alike', async () => {
    const staff = fresh();
    await withOwner(staff);
    const unknown = await staff.signIn({ login: 'nobody', password: 'x', address: here });
    const wrong = await staff.signIn({ login: 'owner', password: 'x', address: here });
    expect(refusalOf(unknown)).toBe('wrong_credentials');
    expect(wrong).toEqual(unknown);
  });

  it('T3 is limited where somebody guesses, and stays open for the member elsewhere', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    const staff = fresh();
    const { password } = await withOwner(staff);
    for (let tries = 0; tries < 5; tries += 1) {
      expect(refusalOf(await staff.signIn({ login: 'owner', password: 'guess', address: '203.0.113.1' }))).toBe(
        'wrong_credentials',
      );
    }
    expect(refusalOf(await staff.signIn({ login: 'owner', password, address: '203.0.113.1' }))).toBe('rate_limited');
    expect((await staff.signIn({ login: 'owner', password, address: here })).ok).toBe(true);
    vi.setSystemTime(Date.now() + 15 * 60_000 + 1);
    expect((await staff.signIn({ login: 'owner', password, address: '203.0.113.1' })).ok).toBe(true);
  });
});

async function withEnter(staff: StaffCalls): Promise<string> {
  const { code } = must(await staff.enterCode({ login: 'owner' }));
  return must(await staff.enter(code)).cookie;
}

describe('enter codes', () => {
  it('T5 sign in once, within ten minutes', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    const staff = fresh();
    await withOwner(staff);
    const { code } = must(await staff.enterCode({ login: 'owner' }));
    expect((await staff.enter(code)).ok).toBe(true);
    expect(refusalOf(await staff.enter(code))).toBe('expired');
    const late = must(await staff.enterCode({ login: 'owner' })).code;
    vi.setSystemTime(Date.now() + 10 * 60_000);
    expect(refusalOf(await staff.enter(late))).toBe('expired');
    expect(refusalOf(await staff.enter('never-made-never-made-never'))).toBe('expired');
    expect(refusalOf(await staff.enterCode({ login: 'nobody' }))).toBe('not_found');
  });
});

describe('a new password', () => {
  it('needs the old one and ends the other sign-ins', async () => {
    const staff = fresh();
    const { cookie, password } = await withOwner(staff);
    const other = await withEnter(staff);
    expect(refusalOf(await staff.changePassword({ cookie, old: 'wrong', fresh: 'fresh password 1' }))).toBe(
      'wrong_credentials',
    );
    expect((await staff.changePassword({ cookie, old: password, fresh: 'fresh password 1' })).ok).toBe(true);
    expect((await staff.whoIs(cookie)).ok).toBe(true);
    expect(refusalOf(await staff.whoIs(other))).toBe('not_signed_in');
    expect((await staff.signIn({ login: 'owner', password: 'fresh password 1', address: here })).ok).toBe(true);
  });

  it('by the operator ends every sign-in', async () => {
    const staff = fresh();
    const { cookie, password } = await withOwner(staff);
    const reset = must(await staff.resetPassword({ login: 'owner' }));
    expect(refusalOf(await staff.whoIs(cookie))).toBe('not_signed_in');
    expect(refusalOf(await staff.signIn({ login: 'owner', password, address: here }))).toBe('wrong_credentials');
    expect((await staff.signIn({ login: 'owner', password: reset.password, address: here })).ok).toBe(true);
  });
});

describe('tables', () => {
  it('T4 T2 of members and sign-ins from before there were editors mean the same afterwards', async () => {
    await runInDurableObject(stubOf(fresh()), async (_staff: unknown, { storage }: DurableObjectState) => {
      await storage.deleteAll();
      migrate(storage, steps.slice(0, 1));
      const planted = ['m_1', 'wang', '王', 'lead', 'kept', 5];
      storage.sql.exec('insert into member values (?, ?, ?, ?, ?, ?)', ...planted);
      storage.sql.exec(`insert into session values ('hash', 'm_1', 6, 7)`);
      migrate(storage, steps);
      expect([...storage.sql.exec('select * from member').raw()]).toEqual([planted]);
      expect([...storage.sql.exec('select * from session').raw()]).toEqual([['hash', 'm_1', 6, 7]]);
      storage.sql.exec(`insert into member values ('m_2', 'chen', '陈', 'editor', 'kept', 8)`);
      await storage.sync();
      storage.sql.exec(`insert into member values ('m_5', 'sun', '孙', 'marketer', 'kept', 8)`);
      await storage.sync();
      expect(() => storage.sql.exec(`insert into session values ('other', 'm_3', 6, 7)`)).toThrow();
      expect(() => storage.sql.exec(`insert into member values ('m_4', 'x', 'x', 'boss', '', 8)`)).toThrow();
    });
  });
});
