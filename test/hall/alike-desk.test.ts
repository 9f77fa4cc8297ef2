/** 可能是同一人 at the staff's door: hints, both sides, the decision kept with both, and who may. */
import { env } from 'cloudflare:workers';
import { runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test';
import { beforeAll, describe, expect, it } from 'vitest';
import * as v from 'valibot';
import { alikeListAnswer, alikePairAnswer } from '../../shared/alike-desk.ts';
import type { IdentityKey, MergeRequest } from '../../shared/identity.ts';
import { bucketOf } from '../../worker/identity/keys.ts';
import { homesOf } from '../../worker/hall/joining.ts';
import { bucketOfPerson } from '../../worker/identity/port.ts';
import { slotOf } from '../../worker/identity/slots.ts';
import { customer, freshPerson, rows, said } from '../customer/rig.ts';
import { opens } from '../customer/ticket-rig.ts';
import { must } from '../results.ts';
import { stubOf } from '../stub.ts';
import { knowledgeable, openWorld, until } from '../world.ts';
import { knock, post, refusalIn } from './knock.ts';

let cookies: Record<'agent' | 'editor', string>;

beforeAll(async () => {
  openWorld();
  await knowledgeable();
  cookies = { agent: await signedIn('agent'), editor: await signedIn('editor') };
}, 70_000);

async function signedIn(role: 'agent' | 'editor'): Promise<string> {
  const operator = { authorization: `Bearer ${env.OPERATOR_KEY ?? ''}` };
  const made = await post('/operator/v1/member', { login: `alike-${role}`, name: `同事${role}`, role }, operator);
  const { password } = await made.json<{ password: string }>();
  const entered = await post('/staff/v1/sign-in', { login: `alike-${role}`, password });
  return (entered.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
}

const bucket = (person: string) => env.IDENTITY.getByName(bucketOfPerson(person));
const path = (person: string) => `/staff/v1/line/${person}/alike`;
const listed = async (person: string) =>
  v.parse(alikeListAnswer, await (await knock(path(person), { headers: { cookie: cookies.agent } })).json());
const decide = (person: string, other: string, say: string, role: 'agent' | 'editor' = 'agent') =>
  post(path(person), { other, say }, { cookie: cookies[role] });

/** Lets both clocks ring until the record says so. */
async function becomes(state: 'joined' | 'apart', person: string, other: string): Promise<void> {
  await until(
    state,
    async () => {
      for (const one of [person, other]) await runDurableObjectAlarm(stubOf(customer(one)));
      return (await listed(person)).records[0]?.state === state;
    },
    30_000,
  );
}

/** The company's login knows them by this user. */
async function signedInAs(person: string, user: string): Promise<void> {
  const family = { kind: 'user', realm: 'shop' } as const;
  const key = { kind: family.kind, hash: slotOf(person, family) };
  await env.IDENTITY.getByName(bucketOf(key.hash)).claim({
    ...{ key, person, boundTo: user, evidence: 'login', at: 1 },
  });
}

/** Whoever was met before all others of a test is the line that stays. */
async function oldest() {
  const person = freshPerson();
  must(await customer(person.id).hear(said(person.wechat, `${person.id}-1`, '最早来的')));
  await runInDurableObject(stubOf(customer(person.id)), (_: unknown, { storage }: DurableObjectState) => {
    storage.sql.exec('update person set created_at = 1');
  });
  return person;
}

/** Kept with both: the same number. */
async function hints(one: string, other: string): Promise<void> {
  const hint: Omit<MergeRequest, 'person' | 'other'> = {
    ...{
      act: 'suggest',
      why: 'same_number',
      confirm: 'agent',
      kind: 'phone',
      hash: 'h',
      evidence: 'said',
      at: Date.now(),
    },
  };
  await bucket(one).wantMerge({ ...hint, person: one, other, asked: false });
  await bucket(other).wantMerge({ ...hint, person: other, other: one, asked: true });
}

async function suggested(kind: IdentityKey['kind'] = 'phone', why = 'same_number') {
  const [older, younger] = [freshPerson(), freshPerson()];
  must(await customer(older.id).hear(said(older.sms, `${older.id}-1`, '退货地址在哪里')));
  must(await customer(younger.id).hear(said(younger.web, `${younger.id}-1`, '发票怎么开')));
  const hint: Omit<MergeRequest, 'person' | 'other'> = {
    ...{ act: 'suggest', why, confirm: 'agent', kind, hash: 'h', evidence: 'said', at: Date.now() },
  };
  await bucket(older.id).wantMerge({ ...hint, person: older.id, other: younger.id, asked: false });
  await bucket(younger.id).wantMerge({ ...hint, person: younger.id, other: older.id, asked: true });
  return { older: older.id, younger: younger.id };
}

describe('可能是同一人 at the desk', () => {
  it('I43 a hint stands with both; both sides are shown masked before anybody decides, and looking changes nothing', async () => {
    const { older, younger } = await suggested();
    await opens(younger, { title: '补开发票' });
    for (const [one, other] of [
      [older, younger],
      [younger, older],
    ] as const)
      expect((await listed(one)).hints).toMatchObject([{ other, why: { zh: '两边验证过同一个号码' } }]);
    const before = await rows(older, 'select max(revision) as head from change');
    const answer = await knock(`${path(younger)}/${older}`, { headers: { cookie: cookies.agent } });
    const pair = v.parse(alikePairAnswer, await answer.json());
    expect(pair).toMatchObject({ survivor: older, barred: null });
    expect(pair.sides.map((side) => side.customer)).toEqual([younger, older]);
    expect(pair.sides[1].addresses).toMatchObject([{ channel: 'sms', label: '+86138****8000' }]);
    expect(pair.sides[0].tickets).toMatchObject([{ title: '补开发票' }]);
    expect(pair.sides.map((side) => side.session?.state)).toEqual(['robot', 'robot']);
    expect(await rows(older, 'select max(revision) as head from change')).toEqual(before);
    expect((await bucket(older).requests(older))[0]).toMatchObject({ act: 'suggest', state: 'open' });
  });

  it('I43 one: kept with both as a colleague’s word; taken back it is apart, and may be said again', async () => {
    const { older, younger } = await suggested();
    expect(await refusalIn(await decide(younger, older, 'apart'))).toBe('wrong_state');
    expect((await decide(younger, older, 'one')).status).toBe(200);
    for (const one of [older, younger]) {
      expect((await bucket(one).requests(one))[0]).toMatchObject({ act: 'merge', why: 'colleague', state: 'open' });
    }
    // Asked for by either name it is the older one's line.
    await becomes('joined', older, younger);
    for (const one of [older, younger]) {
      expect(await listed(one)).toMatchObject({ hints: [], records: [{ other: younger, by: '同事agent' }] });
    }
    expect(await refusalIn(await decide(older, younger, 'one'))).toBe('wrong_state');
    expect((await decide(older, younger, 'apart')).status).toBe(200);
    await becomes('apart', younger, older);
    for (const one of [older, younger]) {
      const [record] = (await listed(one)).records;
      expect(record?.apart?.by).toBe('同事agent');
      expect(record?.apart?.at).toBeGreaterThanOrEqual(record?.at ?? Infinity);
    }
    expect((await decide(older, younger, 'one')).status).toBe(200);
    await becomes('joined', older, younger);
  });

  it('I43 two: no hint any more on either side', async () => {
    const { older, younger } = await suggested('device', 'same_browser');
    expect((await decide(older, younger, 'two')).status).toBe(200);
    for (const one of [older, younger]) expect(await listed(one)).toMatchObject({ hints: [], records: [] });
    expect(await refusalIn(await decide(younger, older, 'one'))).toBe('not_found');
  });

  it('I44 two different strong identities are shown as such and refused; so is whoever nothing hints at, and who may not', async () => {
    const { older, younger } = await suggested();
    const stranger = freshPerson();
    must(await customer(stranger.id).hear(said(stranger.web, `${stranger.id}-1`, '你好')));
    expect(await refusalIn(await decide(older, stranger.id, 'one'))).toBe('not_found');
    expect(await refusalIn(await decide(older, younger, 'one', 'editor'))).toBe('not_allowed');
    expect((await knock(path(older), { headers: { cookie: cookies.editor } })).status).toBe(403);
    expect((await knock(path(older))).status).toBe(401);
    for (const [person, user] of [
      [older, 'u1'],
      [younger, 'u2'],
    ] as const)
      await signedInAs(person, user);
    const pair = await knock(`${path(younger)}/${older}`, { headers: { cookie: cookies.agent } });
    expect(v.parse(alikePairAnswer, await pair.json()).barred).toBe('two_strong');
    expect(await refusalIn(await decide(older, younger, 'one'))).toBe('not_allowed');
    expect((await bucket(older).requests(older))[0]).toMatchObject({ act: 'suggest' });
  });

  it('I43 what WeChat still lets through, choices, notices, appointments and a block stand there as well', async () => {
    const { older, younger } = await suggested();
    const { wechat } = freshPerson();
    must(await customer(older).hear(said(wechat, `${older}-2`, '我在微信上')));
    const title = { zh: '已发货', en: 'Sent' };
    const notice = { key: 'n1', kind: 'order' as const, title, text: { zh: '', en: '' }, facts: [], opens: null };
    must(await customer(older).own({ order: 'notify', notice }));
    await runInDurableObject(stubOf(customer(older)), (_: unknown, { storage }: DurableObjectState) => {
      storage.sql.exec(
        `insert into choice (purpose, channel, given, evidence, at) values ('marketing', '', 0, 'web:own-choice', 1)`,
      );
      storage.sql.exec(
        `insert into appointment (id, time, what, said_at) values ('late', 1, '上次', 1), ('next', ?, '上门', 1)`,
        Date.now() + 3_600_000,
      );
      storage.sql.exec(`insert into subscription (template, left_over) values ('order-sent', 2)`);
    });
    const by = { id: 'a_1', name: '林小夏' };
    const card = { order: 'card', by, leads: true, revision: 0 } as const;
    must(await customer(younger).person({ ...card, act: { act: 'block', reason: '骚扰', days: null } }));
    const answer = await knock(`${path(older)}/${younger}`, { headers: { cookie: cookies.agent } });
    const [one, other] = v.parse(alikePairAnswer, await answer.json()).sides;
    expect(one.addresses).toMatchObject([
      { channel: 'sms', window: null },
      { channel: 'wechat', counts: [{ left: 5 }], window: { left: 5 } },
    ]);
    expect(one.own.choices).toMatchObject([{ purpose: 'marketing', given: false }]);
    expect(one.notices).toMatchObject({ unread: 1, kept: 1, newest: [{ title, read: false }] });
    expect(one.appointments).toMatchObject([{ id: 'next', what: '上门' }]);
    expect(one.profile).toEqual({ off: false, tags: [] });
    expect(other).toMatchObject({ card: { block: { reason: '骚扰' } }, notices: { kept: 0 }, appointments: [] });
  });

  it('I44 whoever is one with either counts as well: two strong identities, and a day’s limit', async () => {
    const { older, younger } = await suggested();
    const third = freshPerson();
    must(await customer(third.id).hear(said(third.web, `${third.id}-1`, '换了一台电脑')));
    const hint: Omit<MergeRequest, 'person' | 'other'> = {
      ...{ act: 'suggest', why: 'same_number', confirm: 'agent', kind: 'phone', hash: 'h', evidence: 'said', at: 1 },
    };
    await bucket(older).wantMerge({ ...hint, person: older, other: third.id, asked: false });
    await bucket(third.id).wantMerge({ ...hint, person: third.id, other: older, asked: true });
    expect((await decide(older, third.id, 'one')).status).toBe(200);
    await becomes('joined', older, third.id);
    const barred = async () => {
      const pair = await knock(`${path(younger)}/${older}`, { headers: { cookie: cookies.agent } });
      return v.parse(alikePairAnswer, await pair.json()).barred;
    };
    expect(await barred()).toBeNull();
    const refuses = { ...hint, act: 'refuse', why: 'merge_limit' } as const;
    await bucket(third.id).wantMerge({ ...refuses, person: third.id, other: 'c_sixth', asked: true });
    expect(await barred()).toBe('merge_limit');
    for (const [person, user] of [
      [third.id, 'u1'],
      [younger, 'u2'],
    ] as const)
      await signedInAs(person, user);
    expect(await barred()).toBe('two_strong');
    expect(await refusalIn(await decide(younger, older, 'one'))).toBe('not_allowed');
  });

  it('I64 what hints and what was decided go with their person: the line they went into shows it, and the word is kept where it was', async () => {
    const [{ older: b, younger: d }, { older: x }] = [await suggested(), await suggested()];
    expect((await decide(b, d, 'one')).status).toBe(200);
    await becomes('joined', b, d);
    const { id: a } = await oldest();
    await hints(a, b);
    await hints(b, x);
    expect((await decide(a, b, 'one')).status).toBe(200);
    await until('one line', async () => {
      for (const one of [a, b]) await runDurableObjectAlarm(stubOf(customer(one)));
      return (await homesOf(env, a)).includes(d);
    });
    // The line's own people, each once, and whom somebody else in it may be.
    const told = await listed(a);
    expect(told.hints.map(({ other }) => other)).toEqual([x]);
    expect(told.records.map(({ other, state }) => [other, state]).sort()).toEqual(
      [
        [b, 'joined'],
        [d, 'joined'],
      ].sort(),
    );
    expect((await decide(a, x, 'two')).status).toBe(200);
    expect((await bucket(b).requests(b)).find(({ other }) => other === x)?.state).toBe('declined');
    expect((await listed(x)).hints.map(({ other }) => other)).not.toContain(b);
    // Said of one of them, it holds for all who stand in the line.
    await hints(a, x);
    expect((await listed(a)).hints).toEqual([]);
    expect((await decide(a, d, 'apart')).status).toBe(200);
    await until('apart', async () => {
      for (const one of [a, d]) await runDurableObjectAlarm(stubOf(customer(one)));
      return !(await homesOf(env, a)).includes(d);
    });
    const record = (await listed(a)).records.find(({ other }) => other === d);
    expect(record).toMatchObject({ state: 'apart', apart: { by: '同事agent' } });
    expect((await bucket(d).requests(d)).find(({ other }) => other === b)?.state).toBe('declined');
  }, 60_000);

  it('I21 a decision that two strong identities hold up says so in the panel of both, with what is contested', async () => {
    const { older, younger } = await suggested();
    for (const one of [older, younger]) {
      const merge = {
        act: 'merge',
        why: 'same_union',
        confirm: 'nobody',
        kind: 'union',
        hash: 'h',
        evidence: 'x',
        at: 1,
      } as const;
      await bucket(one).wantMerge({ ...merge, person: one, other: one === older ? younger : older, asked: false });
    }
    const records = async (person: string) =>
      (await listed(person)).records.map(({ state, contested }) => ({ state, contested }));
    expect(await records(older)).toEqual([{ state: 'waiting', contested: [] }]);
    await signedInAs(older, 'u1');
    await signedInAs(younger, 'u2');
    for (const one of [older, younger])
      expect(await records(one)).toEqual([{ state: 'conflict', contested: ['user'] }]);
    // Two people: taken apart, nothing is contested any more.
    expect((await decide(older, younger, 'apart')).status).toBe(200);
    expect(await records(younger)).toEqual([{ state: 'apart', contested: [] }]);
  });
});
