/** How each address was proven, at the staff's door: from where, by whom, and when. */
import { env } from 'cloudflare:workers';
import { beforeAll, expect, it } from 'vitest';
import * as v from 'valibot';
import { proofsAnswer } from '../../shared/provenance.ts';
import { configOf } from '../../worker/config.ts';
import { readSession } from '../../worker/hall/tokens.ts';
import { personBehind, settled } from '../../worker/hall/whose.ts';
import { customer, freshPerson, said } from '../customer/rig.ts';
import { must } from '../results.ts';
import { openWorld } from '../world.ts';
import { knock, openSession, post, statement } from './knock.ts';

let cookie = '';

beforeAll(async () => {
  openWorld();
  const operator = { authorization: `Bearer ${env.OPERATOR_KEY ?? ''}` };
  const given = { login: 'provenance', name: '林小夏', role: 'agent' };
  const { password } = await (await post('/operator/v1/member', given, operator)).json<{ password: string }>();
  const entered = await post('/staff/v1/sign-in', { login: 'provenance', password });
  cookie = (entered.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
}, 70_000);

async function read(person: string) {
  const answer = await knock(`/staff/v1/line/${person}/proofs`, { headers: { cookie } });
  return v.parse(proofsAnswer, await answer.json()).proofs;
}

async function proofsOf(person: string): Promise<string[]> {
  const proofs = await read(person);
  return proofs.map(({ proof }) => (proof ? `${proof.source} ${proof.who} ${proof.evidence}` : 'nothing'));
}

async function personOf(token: string): Promise<string> {
  const { claims } = must(await readSession(configOf(env).secret, `Bearer ${token}`, Date.now()));
  return claims.person;
}

it('I12 a login names its site, a visit its person, a number its carrier; staff alone see it', async () => {
  const visitor = await openSession({ site: 'shop' });
  const frame = { type: 'send', number: 1, body: { kind: 'text', text: '你好' } };
  const say = (token: string) =>
    post('/v1/line/operate', { instance: 'i', frame }, { authorization: `Bearer ${token}` });
  await say(visitor.token);
  expect(await proofsOf(await personOf(visitor.token))).toEqual(['visit person device']);
  const user = await openSession({ site: 'shop', token: await statement(`u-proof-${Date.now()}`) });
  await say(user.token);
  const person = await personOf(user.token);
  expect(await proofsOf(person)).toEqual(['login company:site:shop user+endpoint']);
  expect((await knock(`/staff/v1/line/${person}/proofs`)).status).toBe(401);

  const { sms } = freshPerson();
  const address = { ...sms, peer: `+86137${String(Date.now()).slice(-8)}` };
  const writer = await personBehind(env, address, Date.now());
  must(await customer(writer).hear(said(address, 'sms-1', '在吗')));
  expect(await proofsOf(writer)).toEqual(['number platform:sms phone+endpoint']);
  // Two days later they enter a code on a page: the number is their own word from then on.
  const page = { channel: 'web' as const, account: 'shop', peer: `v_${writer}` };
  await settled(env, { address: page, phone: address.peer, phoneBy: 'code' }, Date.now() + 2 * 86_400_000);
  expect(await proofsOf(writer)).toEqual(['code person phone+endpoint']);
});

it('I72 a number says when its lease ends, counted from when it was last proven; a browser is held for good', async () => {
  const day = 86_400_000;
  const visitor = await openSession({ site: 'shop' });
  const frame = { type: 'send', number: 1, body: { kind: 'text', text: '你好' } };
  await post('/v1/line/operate', { instance: 'i', frame }, { authorization: `Bearer ${visitor.token}` });
  expect(await read(await personOf(visitor.token))).toMatchObject([{ proof: { evidence: 'device', endsAt: null } }]);

  const address = { ...freshPerson().sms, peer: `+86138${String(Date.now()).slice(-8)}` };
  const now = Date.now();
  const writer = await personBehind(env, address, now);
  must(await customer(writer).hear(said(address, 'sms-1', '在吗')));
  const [kept] = await read(writer);
  expect(kept?.proof).toMatchObject({ confirmedAt: now, endsAt: now + 90 * day });
  // Proven again a month later, it is held longer.
  const page = { channel: 'web' as const, account: 'shop', peer: `v_${writer}` };
  await settled(env, { address: page, phone: address.peer, phoneBy: 'code' }, now + 30 * day);
  expect((await read(writer))[0]?.proof).toMatchObject({ since: now, endsAt: now + 120 * day });
});
