/** The watch looks at the house each minute: synthetic customers, counts told in bulk, alarms and incidents of them. */
import { env } from 'cloudflare:workers';
import { runInDurableObject } from 'cloudflare:test';
import { describe, expect, it, vi } from 'vitest';
import type { Batch } from '../../shared/operations/calls.ts';
import { syntheticOf } from '../../shared/operations/synthetic.ts';
import { FROZEN } from '../../worker/identity/port.ts';
import { byDay } from '../../worker/watch/counted.ts';
import { forgetCounts, note, noteStuck, tellCounts } from '../../worker/watch-counts.ts';
import { stuckSince } from '../../worker/customer/backoff.ts';
import { customer, freshPerson, rows, said } from '../customer/rig.ts';
import { listed, post, knock, refusalIn } from '../hall/knock.ts';
import { must } from '../results.ts';
import { stubOf } from '../stub.ts';
import { openWorld, until } from '../world.ts';
import { minute, MINUTE, signal, staged, standing, TEN, watch } from './rig.ts';

staged();

describe('a synthetic customer', () => {
  it('O106 of every account is taken in and answered each minute, and leaves nothing behind', async () => {
    const desk = await env.DESK.getByName('main').view();
    await minute(2);
    for (const { id } of listed) expect(await signal('channel', id), id).toMatchObject({ value: 0, stands: false });
    const slowest = await signal('robot', '');
    expect(slowest?.value).toBeLessThan(10_000);
    expect(await standing()).toEqual([]);
    const person = syntheticOf('shop');
    for (const table of ['person', 'message', 'change', 'session', 'letter', 'endpoint'])
      expect(await rows(person, `select * from ${table}`), table).toEqual([]);
    expect(await customer(person).retell()).toBe(false);
    expect((await env.DESK.getByName('main').view()).sessions).toEqual(desk.sessions);
  });

  it('O106 really asks: where a person’s actor can write nothing, the channel is down within two minutes', async () => {
    await runInDurableObject(stubOf(customer(syntheticOf('shop'))), (_: unknown, state: DurableObjectState) => {
      state.storage.sql.exec('alter table message rename to message_gone');
    });
    await minute(2);
    expect(await standing()).toContain('channel:shop');
    expect((await watch().standing()).incidents[0]).toMatchObject({ state: 'open', level: 'page' });
    await runInDurableObject(stubOf(customer(syntheticOf('shop'))), (_: unknown, state: DurableObjectState) => {
      state.storage.sql.exec('alter table message_gone rename to message');
    });
    await minute(2);
    expect(await standing()).not.toContain('channel:shop');
  });
});

describe('what is counted', () => {
  it('O107 is told in bulk and applied once', async () => {
    const batch = {
      ...{ isolate: 'i1', number: 1, at: TEN },
      counts: [{ name: 'taken' as const, subject: 'shop', n: 40 }],
      stuck: [],
    };
    await watch().counted(batch);
    await watch().counted(batch);
    await watch().counted({ ...batch, number: 2 });
    await watch().counted(batch);
    const { counts } = await watch().metrics();
    expect(counts).toEqual([{ name: 'taken', subject: 'shop', n: 80 }]);
  });

  it('O107 a batch that did not arrive is told again under its number', async () => {
    const told: number[] = [];
    let down = true;
    const counted = async ({ number }: { number: number }) => {
      told.push(number);
      if (down) throw new Error('down');
      return { ok: true as const };
    };
    const source = { WATCH: { getByName: () => ({ counted }) } };
    void note(source, 'sent', 'shop', TEN);
    await until('told', () => told.length === 1);
    void note(source, 'sent', 'shop', TEN + 1);
    down = false;
    await until('flown', async () => {
      await tellCounts(source, TEN + 2);
      return told.length > 1;
    });
    await tellCounts(source, TEN + 3);
    await tellCounts(source, TEN + 4);
    expect(told).toEqual([1, 1, 2]);
  });

  it('O107 turns taken by a hook and sends are counted by account, never by person', async () => {
    const person = freshPerson();
    must(await customer(person.id).hear(said(person.sms, 'k1', '你好')));
    await until('sent', async () => (await rows(person.id, `select * from letter where kind = 'send'`)).length === 0);
    await minute(1);
    const { counts } = await watch().metrics();
    expect(counts).toContainEqual({ name: 'sent', subject: person.sms.account, n: 1 });
    expect(JSON.stringify(counts)).not.toContain(person.id);
    expect(JSON.stringify(counts)).not.toContain('138');
  });
});

describe('alarms of the house', () => {
  it('O108 the age of the outbox follows what is tried in vain, and is over once it is through', async () => {
    expect(stuckSince(3, TEN)).toBeNull();
    expect(stuckSince(4, TEN)).toBe(TEN - 18_000);
    expect(stuckSince(7, TEN)).toBe(TEN - 168_000);
    for (let at = 0; at < 3; at += 1) {
      noteStuck(env, 'aliyun-1069', TEN - MINUTE);
      await minute();
    }
    expect(await signal('outbox', 'aliyun-1069')).toMatchObject({ value: 4 * MINUTE, stands: true });
    await minute(6);
    expect(await standing()).toEqual([]);
  });

  it('O108 three sends of unknown fate call somebody; two do not', async () => {
    void note(env, 'unknown', 'twilio-uk');
    void note(env, 'unknown', 'twilio-uk');
    await minute();
    expect(await standing()).toEqual([]);
    void note(env, 'unknown', 'twilio-uk');
    await minute();
    expect(await standing()).toContain('unknown:twilio-uk');
  });

  it('O108 something set aside, faults of ours and a spent allowance are seen', async () => {
    void note(env, 'quarantined', 'gh_yixian_shop');
    for (let at = 0; at < 6; at += 1) void note(env, 'fault');
    for (let at = 0; at < 900; at += 1) void note(env, 'code', 'aliyun-1069');
    await minute();
    expect(await standing()).toEqual(
      expect.arrayContaining(['quarantine:gh_yixian_shop', 'fault:', 'quota:aliyun-1069']),
    );
  });

  it('O108 a token that can’t be had is seen, and that it can be again', async () => {
    const answer = { errcode: 40125, errmsg: 'invalid appsecret' };
    openWorld({ 'world.test': async () => Response.json(answer) });
    const account = listed.find((one) => one.channel === 'wechat')?.id ?? '';
    await env.PROVIDER.getByName(account).token(account);
    await minute(2);
    expect(await standing()).toContain(`token:${account}`);
    openWorld();
    await minute(1);
    expect(await standing()).not.toContain(`token:${account}`);
  });

  it('O108 a hook is silent against its own longest silence, by day alone', async () => {
    const account = 'aliyun-1069';
    const heard = (at: number) => env.PROVIDER.getByName(account).heard(account, at);
    expect(byDay(TEN, TEN + 24 * 60 * MINUTE)).toBe(12 * 60 * MINUTE);
    await heard(TEN);
    await minute();
    await heard(TEN + 40 * MINUTE);
    vi.setSystemTime(TEN + 41 * MINUTE);
    await minute();
    vi.setSystemTime(TEN + 119 * MINUTE);
    expect(await standing()).toEqual([]);
    await minute();
    expect(await signal('hook', account)).toMatchObject({ value: 2, stands: true });
  });

  it('I70 who is frozen of the last day is told until somebody has looked, and the next one anew', async () => {
    const frozen = env.IDENTITY.getByName(FROZEN);
    const freeze = (person: string, at: number) => frozen.freeze({ person, other: 'c_other', why: 'merge_limit', at });
    const look = (person: string) => frozen.thaw({ person, by: 'a_1', at: Date.now(), reason: '已核对' });
    await freeze('c_old', TEN - 24 * 60 * MINUTE);
    await minute();
    expect(await signal('frozen', '')).toMatchObject({ value: 0, stands: false });
    await freeze('c_one', Date.now());
    await freeze('c_two', Date.now());
    await minute();
    expect(await signal('frozen', '')).toMatchObject({ value: 2, stands: true });
    expect(await look('c_one')).toBe(true);
    await minute();
    expect(await signal('frozen', '')).toMatchObject({ value: 1, stands: true });
    expect(await look('c_two')).toBe(true);
    await minute();
    expect(await standing()).toEqual([]);
    await freeze('c_one', Date.now());
    await minute();
    expect(await standing()).toEqual(['frozen:']);
    for (const one of ['c_old', 'c_one']) await look(one);
  });

  it('O108 people who wait while nobody is on duty', async () => {
    const person = freshPerson();
    must(await customer(person.id).hear(said(person.web, 'k1', '转人工')));
    await until('in line', async () => {
      const { figures } = await env.DESK.getByName('main').view();
      return (figures?.waiting ?? 0) > 0;
    });
    await minute(2);
    expect(await standing()).toContain('queue:');
  });
});

describe('the staff’s door', () => {
  const operator = { authorization: `Bearer ${env.OPERATOR_KEY}` };
  let members = 0;
  async function signedIn(role: 'lead' | 'agent'): Promise<{ cookie: string }> {
    const login = `watch${role}${(members += 1)}`;
    const made = await post('/operator/v1/member', { login, name: '赵敏', role }, operator, null);
    const { password } = await made.json<{ password: string }>();
    const response = await post('/staff/v1/sign-in', { login, password });
    return { cookie: (response.headers.get('set-cookie') ?? '').split(';')[0] ?? '' };
  }

  it('O109 leads see how the house stands and take an incident; agents do not', async () => {
    void note(env, 'quarantined', 'shop');
    await minute();
    const headers = await signedIn('lead');
    const read = await (await knock('/staff/v1/operations', { headers })).json<{ incidents: { id: string }[] }>();
    const [{ id } = { id: '' }] = read.incidents;
    expect(read).toMatchObject({ ok: true, lookedAt: Date.now(), accounts: expect.any(Array) as unknown });
    expect(id).toMatch(/^g1201-\d+$/u);
    const at = `/staff/v1/operations/incidents/${id}`;
    expect(await refusalIn(await post(at, { act: 'resolve' }, headers))).toBe('wrong_state');
    const taken = await post(at, { act: 'acknowledge' }, headers);
    expect(await taken.json()).toMatchObject({ incident: { state: 'acknowledged', acknowledgedBy: { name: '赵敏' } } });
    await post(at, { act: 'note', note: '在看供应商的状态页' }, headers);
    const shown = await (await knock(at, { headers })).json<{ incident: { timeline: { kind: string }[] } }>();
    expect(shown.incident.timeline.map(({ kind }) => kind)).toEqual([
      ...['opened', 'called', 'undelivered', 'acknowledged', 'note'],
    ]);
    const agent = await signedIn('agent');
    for (const path of ['/staff/v1/operations', at])
      expect(await refusalIn(await knock(path, { headers: agent }))).toBe('not_allowed');
    expect(await refusalIn(await post(at, { act: 'acknowledge' }, agent))).toBe('not_allowed');
    expect(await refusalIn(await knock('/staff/v1/operations/incidents/g0-0', { headers }))).toBe('not_found');
  });
});

it('O107 a telling that never lands holds nothing up: the same batch is told again, and counts once', async () => {
  forgetCounts();
  const told: Batch[] = [];
  let lands = false;
  const counted = (batch: Batch) => {
    told.push(batch);
    return lands ? Promise.resolve({ ok: true as const }) : new Promise<{ ok: true }>(() => undefined);
  };
  const source = { WATCH: { getByName: () => ({ counted }) } };
  const now = Date.now();
  void note(source, 'unknown', 'shop', now);
  void note(source, 'unknown', 'shop', now + 2_000);
  expect(told).toHaveLength(1);
  lands = true;
  await tellCounts(source, now + 16_000);
  await tellCounts(source, now + 17_000);
  expect(told.map(({ number, counts }) => [number, counts[0]?.n])).toEqual([
    [1, 1],
    [1, 1],
    [2, 1],
  ]);
  forgetCounts();
});
