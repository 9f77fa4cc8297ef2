/** The profile at the gateway's doors: the person, staff, the company's shop, and a file of purchases. */
import { env } from 'cloudflare:workers';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import * as v from 'valibot';
import { audienceAnswer, importAnswer } from '../../shared/profile/audience.ts';
import { rule as ruleShape } from '../../shared/profile/rule.ts';
import { profile } from '../../shared/settings/profile.ts';
import { profileAnswer, purchasesKept } from '../../shared/profile/view.ts';
import { personOfUser } from '../../worker/hall/whose.ts';
import { readPurchases } from '../../shared/profile/purchase-lines.ts';
import { customer, freshPerson, said } from '../customer/rig.ts';
import { keyWith, tell } from '../keys/rig.ts';
import { must } from '../results.ts';
import { knowledgeable, openWorld, until } from '../world.ts';
import { knock, openSession, post, refusalIn, statement } from './knock.ts';

beforeAll(async () => {
  openWorld();
  await knowledgeable();
}, 70_000);
beforeEach(() => openWorld());

const own = (token: string) => ({ authorization: `Bearer ${token}`, origin: env.PUBLIC_URL });

async function signedIn(role: 'agent' | 'lead' | 'marketer', login = `pr-${role}`): Promise<string> {
  const operator = { authorization: `Bearer ${env.OPERATOR_KEY ?? ''}` };
  const made = await post('/operator/v1/member', { login, name: role, role }, operator, null);
  const { password } = await made.json<{ password: string }>();
  const entered = await post('/staff/v1/sign-in', { login, password });
  return (entered.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
}

/** A user who signed in, and their token. */
async function member(user: string): Promise<{ token: string; person: string }> {
  const { token } = await openSession({ site: 'shop', token: await statement(user) });
  const person = (await personOfUser(env, user)) ?? '';
  must(await customer(person).hear(said(freshPerson().wechat, `${user}-1`, '你好')));
  return { token, person };
}
const day = (ago: number) => new Date(Date.now() + 8 * 3_600_000 - ago * 24 * 3_600_000).toISOString().slice(0, 10);
const when = {
  if: 'all',
  of: [{ if: 'at-least', of: { measure: 'purchases', category: '帐篷', days: 60 }, value: 2 }],
};
const rule = { id: 'camper', zh: '爱露营', en: 'Camper', on: true, when };

describe('purchases', () => {
  it('V47 of a file are read line by line: what is wrong with one is told by its number', () => {
    const file = ['用户,订单,品类,金额,日期', 'u-1,A1,母婴/尿不湿,129.00,2026-11-20', '', 'u-1,A1,母婴,1,2026-11-20'];
    const bad = [
      'u-1,A2,母婴,十元,2026-11-20',
      'u-1,A3,母婴,1,2026-02-30',
      'u-1,A4,,1,2026-11-20',
      ',A5,x,1,2026-11-20',
      'u-1,A 6,x,1,2026-11-20',
      'u-1',
    ];
    const read = readPurchases(`\ufeff${[...file, ...bad].join('\r\n')}`);
    expect(read.good).toEqual([
      {
        line: 2,
        user: 'u-1',
        purchase: { key: 'A1', category: '母婴/尿不湿', amount: 12_900, at: Date.UTC(2026, 10, 19, 16) },
      },
    ]);
    expect(read.faults.map(({ line, why }) => `${line} ${why}`)).toEqual([
      ...['4 twice', '5 amount', '6 day', '7 category', '8 user', '9 key', '10 cells'],
    ]);
  });

  it('V47 V48 V50 come by key or file, are counted for whom a rule means, and the person sees why and switches off', async () => {
    const user = `u-camp-${Date.now()}`;
    const { token, person } = await member(user);
    const { secret } = await keyWith('purchases:write');
    const wish = { purchases: [{ key: 'c1', category: '帐篷', amount: 50_000, at: Date.now() - 1_000 }] };
    const path = `/api/v1/customers/${person}/purchases`;
    expect(v.parse(purchasesKept, await (await tell(path, secret, wish)).json())).toMatchObject({ kept: 1, left: [] });
    const { secret: poor } = await keyWith('customers:read');
    expect(await refusalIn(await tell(path, poor, wish))).toBe('missing_scope');

    const [lead, agent] = [await signedIn('lead'), await signedIn('agent')];
    const csv = `${user},c2,帐篷,99.5,${day(3)}\nu-nobody-there,c3,帐篷,1,${day(1)}`;
    expect(await refusalIn(await post('/staff/v1/profile/purchases', { csv }, { cookie: agent }))).toBe('not_allowed');
    const long = { csv: Array.from({ length: 2_001 }, () => 'x').join('\n') };
    expect(await refusalIn(await post('/staff/v1/profile/purchases', long, { cookie: lead }))).toBe('too_large');
    const checked = await post('/staff/v1/profile/purchases', { csv, check: true }, { cookie: lead });
    expect(v.parse(importAnswer, await checked.json())).toEqual({
      ok: true,
      lines: 2,
      kept: 1,
      faults: [{ line: 2, why: 'nobody' }],
    });
    const seen = async () =>
      v.parse(
        profileAnswer,
        await (await knock(`/staff/v1/line/${person}/profile`, { headers: { cookie: agent } })).json(),
      ).profile;
    expect((await seen()).figures).toMatchObject({ frequency: 1 });
    await post('/staff/v1/profile/purchases', { csv }, { cookie: lead });
    expect((await seen()).figures).toMatchObject({ frequency: 2, amount: 59_950 });

    const count = async () =>
      v.parse(audienceAnswer, await (await post('/staff/v1/profile/audience', { rule }, { cookie: lead })).json());
    await until('the preview', async () => ((await count()).count === 1 ? true : null), 10_000);
    expect((await count()).some.map(({ customer }) => customer)).toEqual([person]);
    expect(await refusalIn(await post('/staff/v1/profile/audience', { rule }, { cookie: agent }))).toBe('not_allowed');
    const sick = { ...rule, zh: '慢性疾病' };
    expect(await refusalIn(await post('/staff/v1/profile/audience', { rule: sick }, { cookie: lead }))).toBe(
      'bad_request',
    );

    const marketer = await signedIn('marketer');
    const told = await post('/staff/v1/profile/audience', { rule }, { cookie: marketer });
    expect(v.parse(audienceAnswer, await told.json()), 'O46 how many, not who').toMatchObject({ count: 1, some: [] });
    expect((await knock(`/staff/v1/line/${person}/profile`, { headers: { cookie: marketer } })).status).toBe(403);

    const mine = await knock('/v1/me/profile', { headers: own(token) });
    expect(v.parse(profileAnswer, await mine.json()).profile.traits.map(({ id }) => id)).toContain('category');
    const said = await post('/v1/me/profile', { of: 'all', on: false, says: 'off' }, own(token));
    expect(v.parse(profileAnswer, await said.json()).profile).toMatchObject({ off: true, tags: [], figures: null });
    expect(await refusalIn(await post('/v1/me/profile', { of: 'rule:Ä', on: false, says: 'off' }, own(token)))).toBe(
      'bad_request',
    );
    const visitor = await openSession({ site: 'shop' });
    expect(await refusalIn(await knock('/v1/me/profile', { headers: own(visitor.token) }))).toBe('not_allowed');
    await until('the preview', async () => ((await count()).count === 0 ? true : null), 10_000);
  }, 60_000);
});

it('V65 a check refuses what the import would, for the same reasons', async () => {
  const user = `u-when-${Date.now()}`;
  const { person } = await member(user);
  const cookie = await signedIn('lead', 'pr-check');
  const days = [1, 399, 402, 5_000, -2, -400];
  const csv = [
    ...days.map((ago, at) => `${user},w${at},帐篷,1,${day(ago)}`),
    'u-nobody-there,w9,帐篷,1,2001-01-01',
  ].join('\n');
  const told = async (check: boolean) => {
    const answer = await post('/staff/v1/profile/purchases', { csv, check }, { cookie });
    const { kept, faults } = v.parse(importAnswer, await answer.json());
    return { kept, faults: faults.map(({ line, why }) => `${line} ${why}`) };
  };
  const checked = await told(true);
  expect(checked).toEqual({ kept: 2, faults: ['3 too-old', '4 too-old', '5 to-come', '6 to-come', '7 too-old'] });
  expect(await told(false)).toEqual(checked);
  const seen = await knock(`/staff/v1/line/${person}/profile`, { headers: { cookie } });
  expect(v.parse(profileAnswer, await seen.json()).profile.figures).toMatchObject({ frequency: 1 });

  const { revision, value } = v.parse(
    v.object({ revision: v.number(), value: profile }),
    await (await knock('/staff/v1/settings/profile', { headers: { cookie } })).json(),
  );
  const put = (on: boolean, at: number) =>
    post('/staff/v1/settings/profile', { revision: at, value: { ...value, on } }, { cookie });
  expect(await refusalIn(await put(false, revision))).toBeNull();
  const off = await until('switched off', async () => {
    const found = await told(true);
    return found.kept === 0 ? found : null;
  });
  expect(off.faults.every((one) => one.endsWith(' off'))).toBe(true);
  expect(await told(false)).toEqual(off);
  expect(await refusalIn(await put(true, revision + 1))).toBeNull();
}, 60_000);

it('O46 a marketer adds a rule, and neither changes another, nor the VIP lane, nor any other document', async () => {
  const cookie = await signedIn('marketer', 'mk-2');
  const path = '/staff/v1/settings/profile';
  const read = async () => {
    const answer = await knock(path, { headers: { cookie } });
    return v.parse(v.object({ revision: v.number(), value: profile }), await answer.json());
  };
  const write = async (change: (value: v.InferOutput<typeof profile>) => unknown) => {
    const { revision, value } = await read();
    return refusalIn(await post(path, { revision, value: change(value) }, { cookie }));
  };
  const added = v.parse(ruleShape, { ...rule, id: 'o46-camper' });
  expect(await write((held) => ({ ...held, rules: [...held.rules, added] }))).toBeNull();
  expect((await read()).value.rules.at(-1)?.id).toBe('o46-camper');
  const vip = { ...added, id: 'o46-vip', lane: 'vip' };
  expect(await write((held) => ({ ...held, rules: [...held.rules, vip] }))).toBe('not_allowed');
  expect(await write((held) => ({ ...held, rules: held.rules.slice(0, -1) }))).toBe('not_allowed');
  expect(await write((held) => ({ ...held, on: !held.on }))).toBe('not_allowed');
  expect(await refusalIn(await post('/staff/v1/settings/desk', { revision: 0, value: {} }, { cookie }))).toBe(
    'not_allowed',
  );
});
