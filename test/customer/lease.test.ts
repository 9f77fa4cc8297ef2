/** A number is a lease: beyond it, or once it is somebody else's, nothing personal leaves to it, whatever the way. */
import { env } from 'cloudflare:workers';
import { runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test';
import { describe, expect, it, vi } from 'vitest';
import type { Address } from '../../shared/actors.ts';
import { usualTelephone } from '../../shared/settings/telephone.ts';
import { configOf } from '../../worker/config.ts';
import { resolved } from '../../worker/hall/whose.ts';
import { bucketOf, leaseKey } from '../../worker/identity/keys.ts';
import { refreshSettings, SETTINGS } from '../../worker/settings/shelf.ts';
import { must } from '../results.ts';
import { stubOf } from '../stub.ts';
import { until } from '../world.ts';
import { atNoon, held, later, looksAfter, MINUTE, of, sent, whyOf, type Person } from './planner-rig.ts';
import { comeToRest } from './crash-rig.ts';
import { atRest, decide, speaker } from './merge-rig.ts';
import { byPhone, DAY, fresh, settingsAre, tells, titles } from './reminders-rig.ts';
import { customer, freshPerson, rows, said, visitor } from './rig.ts';

looksAfter();

const paid = (order: string) => ({ key: fresh(), event: 'refund-paid', values: { order, amount: 12_900 } });
let numbers = 0;
const number = () => `+8613700${String((numbers += 1)).padStart(6, '0')}`;
/** Nobody was heard on their numbers for so long. */
const silentFor = ({ id }: Pick<Person, 'id'>, ms: number) =>
  rows(id, `update endpoint set heard_at = ${Date.now() - ms}, last_inbound_at = 0 where channel in ('sms', 'phone')`);
const blocked = async (id: string) =>
  (await rows(id, `select blocked_code as code from endpoint where channel = 'sms'`)).map(({ code }) => code);
const looks = async (person: Person, times = 4) => {
  for (let at = 0; at < times; at += 1) await later(person, 40_000);
};
const outlook = async (person: Person, endpoint: string) => {
  const found = must(await customer(person.id).person({ order: 'outlook', endpoint }));
  if (!('outlook' in found)) throw new Error('no outlook');
  return found.outlook;
};

describe('C66 a number is a lease', () => {
  it('C66 a reminder goes by SMS to the last hour of ninety days, and not after; heard from again, it does', async () => {
    await settingsAre({});
    const person = await byPhone();
    await silentFor(person, 90 * DAY - 60 * MINUTE);
    await tells(person, paid('WITHIN1'));
    await later(person, 9_000);
    await until('the SMS', () => of('sms').length === 1);
    await silentFor(person, 90 * DAY + MINUTE);
    await tells(person, paid('AFTER2'));
    for (let at = 0; at < 6; at += 1) await later(person, 40 * MINUTE);
    expect(of('sms')).toHaveLength(1);
    expect(await titles(person)).toHaveLength(2);
    must(await customer(person.id).hear(said(person.sms, fresh(), '我还在')));
    await tells(person, paid('AGAIN3'));
    await later(person, 9_000);
    await until('the SMS', () => of('sms').some(({ words }) => words.includes('AGAIN3')));
  });

  it('C66 an answer goes there neither by SMS nor by a colleague’s call, and says why; the company’s word renews nothing, a proof does', async () => {
    const person = freshPerson();
    const sms = { ...person.sms, peer: number() };
    const { endpointOf, says } = await held(person, sms, person.web);
    await atNoon(person);
    await silentFor(person, 91 * DAY);
    const at = await endpointOf('sms');
    expect(await outlook(person, at)).toMatchObject({ may: false, first: { way: null, why: 'lapsed' } });
    expect(await says('旧号码上的答复', { endpoint: at })).toBe('number_lapsed');
    await says('网页上的答复');
    await looks(person);
    expect((await whyOf(person, '网页上的答复'))[1]).toBe('reach_lapsed');
    const viewer = visitor(person.web);
    must(await customer(person.id).own({ order: 'link', viewer, address: sms, vouched: true }));
    await says('公司的话');
    await looks(person);
    expect([sent, await rows(person.id, `select 1 from ticket where body like '%callback%'`)]).toEqual([[], []]);
    must(await customer(person.id).own({ order: 'link', viewer, address: sms }));
    expect((await outlook(person, at)).may).toBe(true);
    await says('验证以后');
    await looks(person, 1);
    await until('the SMS', () => of('sms').length === 1);
  });

  it('C66 what waits for a number leaves by the last door only while the lease lasts', async () => {
    const person = freshPerson();
    const { endpointOf, says } = await held(person, { ...person.sms, peer: number() });
    const at = await endpointOf('sms');
    await rows(
      person.id,
      `insert into letter (lane, kind, key, body, state, due_at) values ('${at}', 'send', 'first', '', 'owed', ${Date.now() + MINUTE})`,
    );
    expect(await says('排在后面的话', { endpoint: at })).toBe('accepted');
    await silentFor(person, 91 * DAY);
    await rows(person.id, `delete from letter where key = 'first'`);
    await later(person, MINUTE);
    await until('it failed', async () => (await whyOf(person, '排在后面的话'))[0] === 'failed');
    expect([sent, (await whyOf(person, '排在后面的话'))[1]]).toEqual([[], 'number_lapsed']);
  });

  it('C66 nobody is rung back beyond it', async () => {
    const settings = env.SETTINGS.getByName(SETTINGS);
    const value = { ...usualTelephone, agents: [{ member: 'm_lead', number: '+8613500135000' }] };
    const revision = (await settings.read('telephone'))?.revision ?? 0;
    must(await settings.write({ name: 'telephone', revision, value, by: { id: 'm_lead', name: '赵敏' } }));
    await refreshSettings(env);
    const person = freshPerson();
    const peer = number();
    must(await customer(person.id).hear(said({ channel: 'phone', account: 'hotline', peer }, fresh(), '你好')));
    const ring = () => customer(person.id).onRing({ by: { id: 'm_lead', name: '赵敏' }, key: fresh(), ticket: null });
    expect(await ring()).toMatchObject({ ok: true, order: { customer: peer } });
    await silentFor(person, 91 * DAY);
    expect(await ring()).toMatchObject({ ok: false, code: 'number_lapsed' });
  });
});

describe('C67 a number that moves to somebody else', () => {
  const bucketOfNumber = async ({ peer }: Address) =>
    env.IDENTITY.getByName(bucketOf((await leaseKey(configOf(env).secret, 'phone', peer)).hash));
  /** Somebody's number, and whoever proved it after its lease. */
  async function moved(meanwhile: (old: string) => Promise<unknown> = async () => undefined) {
    const sms = { ...freshPerson().sms, peer: number() };
    const id = (await resolved(env, { address: sms }, Date.now())).person;
    must(await customer(id).hear(said(sms, fresh(), '原来的主人')));
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 91 * DAY });
    const next = (await resolved(env, { address: sms }, Date.now())).person;
    expect(next).not.toBe(id);
    await meanwhile(id);
    await runDurableObjectAlarm(stubOf(await bucketOfNumber(sms)));
    return { sms, old: { ...freshPerson(), id, sms }, next };
  }

  it('C67 its old line learns it and writes there no more; proven theirs again, it does', async () => {
    const { sms, old } = await moved();
    expect(await blocked(old.id)).toEqual(['number_moved']);
    const bucket = await bucketOfNumber(sms);
    expect(
      await runInDurableObject(stubOf(bucket), (_: unknown, { storage }: DurableObjectState) =>
        storage.sql.exec('select 1 from moved_number').toArray(),
      ),
    ).toEqual([]);
    // The lease the line itself knows of says nothing against it: somebody else has it.
    await rows(old.id, `update endpoint set heard_at = ${Date.now()}`);
    const [at] = await rows(old.id, `select id from endpoint where channel = 'sms'`);
    expect(await outlook(old, String(at?.['id']))).toMatchObject({ may: false, first: { way: null, why: 'moved' } });
    must(await customer(old.id).own({ order: 'link', viewer: visitor(sms), address: sms }));
    expect(await blocked(old.id)).toEqual([null]);
  });

  it('C71 a line that can’t hear of it is told again, later each time, until it has; then nothing is owed', async () => {
    const gone = (old: string) => rows(old, 'alter table endpoint rename to endpoint_gone');
    const { sms, old } = await moved(gone);
    const bucket = stubOf(await bucketOfNumber(sms));
    const owed = () =>
      runInDurableObject(bucket, async (_: unknown, { storage }: DurableObjectState) => {
        const [row] = storage.sql.exec('select tries, due_at from moved_number').toArray();
        return row && { tries: row['tries'], in: Number(row['due_at']) - Date.now(), rings: await storage.getAlarm() };
      });
    for (const [tries, wait] of [
      [1, 2_000],
      [2, 4_000],
    ] as const) {
      const at = await owed();
      expect(at).toMatchObject({ tries, in: wait, rings: Date.now() + wait });
      vi.setSystemTime(Date.now() + wait);
      if (tries === 2) await rows(old.id, 'alter table endpoint_gone rename to endpoint');
      await runDurableObjectAlarm(bucket);
    }
    expect(await owed()).toBeUndefined();
    expect(await blocked(old.id)).toEqual(['number_moved']);
  });

  it.each(['at once', 'after they are two again'] as const)(
    'I84 proven by somebody else while its line stood in another: an unmerge takes nothing back, and its line learns it, told %s',
    async (told) => {
      const older = await speaker('更早的人');
      await new Promise((resolve) => setTimeout(resolve, 5));
      const sms = { ...freshPerson().sms, peer: number() };
      const find = async () => (await resolved(env, { address: sms }, Date.now())).person;
      const id = await find();
      must(await customer(id).hear(said(sms, fresh(), '原来的主人')));
      const home = { ...freshPerson(), id, sms };
      const indexed = (whose: string) =>
        until('the index knows', async () => {
          await atRest(older, home);
          return (await find()) === whose || null;
        });
      await decide(home, 'merge', older);
      await indexed(older.id);
      vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 91 * DAY });
      const next = await find();
      expect([older.id, id]).not.toContain(next);
      const tell = async () => runDurableObjectAlarm(stubOf(await bucketOfNumber(sms)));
      if (told === 'at once') await tell();
      await decide(older, 'unmerge', home);
      await comeToRest([older, home]);
      await until('the index was told', async () => {
        vi.setSystemTime(Date.now() + 200);
        await runDurableObjectAlarm(stubOf(customer(older.id)));
        return (await rows(older.id, `select 1 from letter where lane = 'merge:directory'`)).length === 0 || null;
      });
      await tell();
      expect(await find()).toBe(next);
      expect(await blocked(id)).toEqual(['number_moved']);
    },
    60_000,
  );

  it('C67 told again it is the same, and news of before their last word there changes nothing', async () => {
    const { old, sms } = await moved();
    const tell = (at: number) => customer(old.id).own({ order: 'moved', number: sms.peer, at });
    must(await tell(Date.now()));
    expect(await blocked(old.id)).toEqual(['number_moved']);
    must(await customer(old.id).hear(said(sms, fresh(), '又是我的了')));
    must(await tell(Date.now() - 1));
    expect(await blocked(old.id)).toEqual([null]);
  });
});
