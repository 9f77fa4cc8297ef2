/** 是您吗？ at the gateway's door, and what somebody sees of it who is not the person. */
import { env } from 'cloudflare:workers';
import { runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import * as v from 'valibot';
import { alikeAnswer } from '../../shared/alike.ts';
import { configOf } from '../../worker/config.ts';
import { bucketOfPerson, FROZEN } from '../../worker/identity/port.ts';
import { giveDecision, placeOf } from '../../worker/hall/joining.ts';
import { readSession } from '../../worker/hall/tokens.ts';
import { knock, openSession, post, refusalIn, statement } from '../hall/knock.ts';
import { signInOwning } from '../story/joins-rig.ts';
import { stubOf } from '../stub.ts';
import { knowledgeable, openWorld, type Seen } from '../world.ts';
import { ask, carried, enter, phoneOf, wrongOf } from './proof.ts';

let seen: Seen[] = [];
let last = 0;
const freshNumber = () => `1377${String((last += 1)).padStart(3, '0')}${String(Date.now() % 10_000).padStart(4, '0')}`;
const bearer = (token: string) => ({ authorization: `Bearer ${token}`, origin: env.PUBLIC_URL });

beforeAll(async () => {
  openWorld();
  await knowledgeable();
}, 70_000);
beforeEach(async () => {
  seen = openWorld();
  await runInDurableObject(stubOf(env.CODES.getByName('main')), (_: unknown, { storage }: DurableObjectState) => {
    for (const table of ['sent', 'wrong', 'proved']) storage.sql.exec(`delete from ${table}`);
  });
});
afterEach(() => {
  vi.useRealTimers();
});

const later = (ms: number) => {
  vi.useFakeTimers({ toFake: ['Date'] });
  vi.setSystemTime(Date.now() + ms);
};
const signIn = async (user: string, visitor?: string) =>
  (await openSession({ site: 'shop', token: await statement(user), ...(visitor !== undefined && { visitor }) })).token;
async function say(token: string, text: string): Promise<void> {
  const frame = { type: 'send', number: 1, body: { kind: 'text', text } };
  expect((await post('/v1/line/operate', { instance: 'i', frame }, bearer(token))).status).toBe(200);
}
async function prove(token: string, number: string) {
  expect((await ask(token, number)).status).toBe(200);
  return enter(token, number, carried(seen).at(-1)?.code ?? '');
}
async function asked(token: string) {
  return v.parse(alikeAnswer, await (await knock('/v1/me/alike', { headers: bearer(token) })).json()).questions;
}
const answer = (token: string, question: string, word: 'yes' | 'no' | 'later') =>
  post('/v1/me/alike', { question, answer: word }, bearer(token));
async function personOf(token: string): Promise<string> {
  const read = await readSession(configOf(env).secret, `Bearer ${token}`, Date.now());
  if (!read.ok) throw new Error(read.detail);
  return read.claims.person;
}
const requests = async (person: string) => env.IDENTITY.getByName(bucketOfPerson(person)).requests(person);

/** A user of the website and a mini-program that proved the same number. */
async function twoOfOneNumber(persona: 'lin' | 'zhou' | 'chen' | 'emma') {
  const number = freshNumber();
  const web = await signIn(`u-alike-${number}`);
  await say(web, '官网上问过的话');
  expect((await prove(web, number)).status).toBe(200);
  later(61_000);
  const mini = await phoneOf(persona);
  expect(await refusalIn(await prove(mini, number))).toBe('link_needs_merge');
  return { number, web, mini };
}

describe('是您吗？', () => {
  it('I54 asks both sides of a number that both proved, masked; a proven yes is a merge wanted, kept with both as the customer’s word', async () => {
    const { number, web, mini } = await twoOfOneNumber('lin');
    await say(mini, '小程序里说过的话');
    const route = async (token: string) =>
      v
        .parse(v.object({ url: v.string() }), await (await post('/v1/ticket', {}, bearer(token))).json())
        .url.split('?')[0];
    expect(await route(mini)).not.toBe(await route(web));
    const [question, ...more] = await asked(mini);
    expect(more).toEqual([]);
    expect(question).toMatchObject({
      ...{ common: 'phone', number: `${number.slice(0, 3)}****${number.slice(-4)}`, proof: 'given' },
      channels: expect.arrayContaining(['web']),
      at: expect.any(Number),
    });
    const [theirs] = await asked(web);
    // Of their own number they are shown no more than the other side is.
    expect(theirs).toMatchObject({ common: 'phone', number: question?.number });
    expect(theirs?.id).not.toBe(question?.id);
    expect(await (await answer(mini, question?.id ?? '', 'yes')).json()).toEqual({ ok: true });
    for (const token of [mini, web]) {
      const [kept] = await requests(await personOf(token));
      expect(kept).toMatchObject({ act: 'merge', why: 'confirmed', confirm: 'nobody', state: 'open' });
      expect(await asked(token)).toEqual([]);
    }
    // The lines become one, and the token of either opens it.
    const persons = await Promise.all([mini, web].map(personOf));
    for (let rings = 0; rings < 60 && (await route(mini)) !== (await route(web)); rings += 1) {
      later(400);
      for (const person of persons) await runDurableObjectAlarm(stubOf(env.CUSTOMER.getByName(person)));
    }
    expect(await route(mini)).toBe(await route(web));
  });

  it('I54 a no is remembered for the pair: neither side is asked again, though the number is proven anew', async () => {
    const { number, web, mini } = await twoOfOneNumber('zhou');
    const [question] = await asked(mini);
    expect(await (await answer(mini, question?.id ?? '', 'no')).json()).toEqual({ ok: true });
    expect(await asked(mini)).toEqual([]);
    expect(await asked(web)).toEqual([]);
    later(3_600_000);
    expect(await refusalIn(await prove(mini, number))).toBe('link_needs_merge');
    expect(await asked(mini)).toEqual([]);
    expect(await asked(web)).toEqual([]);
    expect(await refusalIn(await answer(mini, question?.id ?? '', 'yes'))).toBe('not_found');
  });

  it('I39 whom a colleague said to be two with somebody who is one with either by now, is joined by no yes', async () => {
    const { number, web, mini } = await twoOfOneNumber('zhou');
    const { token, visitor } = await openSession({ site: 'shop' });
    await say(token, '换了一台电脑');
    await signInOwning(`u-alike-${number}`, visitor);
    const [person, home, other] = await Promise.all([web, token, mini].map(personOf));
    if (!person || !home || !other) throw new Error('nobody');
    for (let rings = 0; rings < 60 && (await placeOf(env, home)) !== (await placeOf(env, person)); rings += 1) {
      later(400);
      for (const one of [person, home]) await runDurableObjectAlarm(stubOf(env.CUSTOMER.getByName(one)));
    }
    expect(await placeOf(env, home)).toBe(await placeOf(env, person));
    const hint = { act: 'suggest', why: 'same_browser', confirm: 'agent', kind: 'device', hash: 'h' } as const;
    const bucket = env.IDENTITY.getByName(bucketOfPerson(home));
    await bucket.wantMerge({ ...hint, person: home, other, asked: true, evidence: 'said', at: 1 });
    await bucket.settle({ person: home, other, state: 'declined' });
    const [question] = await asked(mini);
    expect(question?.proof).toBe('given');
    expect(await refusalIn(await answer(mini, question?.id ?? '', 'yes'))).toBe('not_allowed');
    await bucket.settle({ person: home, other, state: 'open' });
    expect((await answer(mini, question?.id ?? '', 'yes')).status).toBe(200);
  });

  it('I64 a question goes with its person into the line they went into, and is answered where it was kept', async () => {
    const { number, web, mini } = await twoOfOneNumber('zhou');
    const [before] = await asked(web);
    const oldest = await openSession({ site: 'shop' });
    await say(oldest.token, '更早的一台电脑');
    const [person, home, other] = await Promise.all([web, oldest.token, mini].map(personOf));
    if (!person || !home || !other || !before) throw new Error('nobody');
    const at = env.CUSTOMER.getByName(home);
    await runInDurableObject(stubOf(at), (_: unknown, { storage }: DurableObjectState) => {
      storage.sql.exec('update person set created_at = 1');
    });
    await giveDecision(env, 'merge', [home, person], `older:${number}`);
    for (let rings = 0; rings < 60 && (await placeOf(env, person)) !== home; rings += 1) {
      later(400);
      for (const one of [person, home]) await runDurableObjectAlarm(stubOf(env.CUSTOMER.getByName(one)));
    }
    expect(await placeOf(env, person)).toBe(home);
    const whole = await signIn(`u-alike-${number}`);
    expect((await asked(whole)).map(({ id }) => id)).toEqual([before.id]);
    expect((await answer(whole, before.id, 'no')).status).toBe(200);
    expect((await requests(person)).find((one) => one.other === other)?.state).toBe('declined');
    expect(await asked(mini)).toEqual([]);
  });

  it('I10 a yes beyond the day’s limit joins nobody, and freezes both until somebody has looked', async () => {
    const { web, mini } = await twoOfOneNumber('chen');
    const [question] = await asked(mini);
    const [person, other] = await Promise.all([mini, web].map(personOf));
    if (!person || !other) throw new Error('nobody');
    const merge = { act: 'merge', why: 'strong_proof', confirm: 'nobody', kind: 'user', hash: 'h' } as const;
    const bucket = env.IDENTITY.getByName(bucketOfPerson(person));
    for (let times = 0; times < 5; times += 1)
      await bucket.wantMerge({
        ...merge,
        ...{ person, other: `c_${times}`, asked: true, evidence: 'x', at: Date.now() },
      });
    expect(await refusalIn(await answer(mini, question?.id ?? '', 'yes'))).toBe('rate_limited');
    const frozen = (await env.IDENTITY.getByName(FROZEN).frozen()).map((one) => [one.person, one.other]);
    expect(frozen).toEqual(
      expect.arrayContaining([
        [person, other],
        [other, person],
      ]),
    );
    expect(await placeOf(env, person)).not.toBe(await placeOf(env, other));
    const look = { by: 'a_1', at: Date.now() + 1, reason: '已核对' };
    for (const one of [person, other])
      for (const keeper of [bucketOfPerson(one), FROZEN])
        expect(await env.IDENTITY.getByName(keeper).thaw({ person: one, ...look })).toBe(true);
  });

  it('I57 以后再说 is kept with the person: no screen of theirs asks for a week; the other side, and 我的, still do', async () => {
    const { number, web, mini } = await twoOfOneNumber('emma');
    const [question] = await asked(mini);
    expect(question?.later).toBeNull();
    expect((await answer(mini, question?.id ?? '', 'later')).status).toBe(200);
    const [put] = await asked(mini);
    expect(put).toMatchObject({ id: question?.id, later: expect.any(Number) });
    expect((put?.later ?? 0) - Date.now()).toBeGreaterThan(6 * 86_400_000);
    expect((await asked(web))[0]?.later).toBeNull();
    // Proven anew, the question stands as it was left.
    later(3_600_000);
    expect(await refusalIn(await prove(mini, number))).toBe('link_needs_merge');
    expect((await asked(mini))[0]?.later).toBe(put?.later);
    later(7 * 86_400_000);
    expect((await asked(await phoneOf('emma')))[0]?.later).toBeNull();
  });

  it('I55 a yes counts only with the number proven from this very address within ten minutes', async () => {
    const { number, mini } = await twoOfOneNumber('chen');
    const [question] = await asked(mini);
    const id = question?.id ?? '';
    later(11 * 60_000);
    expect((await asked(mini))[0]?.proof).toBe('code');
    expect(await refusalIn(await answer(mini, id, 'yes'))).toBe('proof_needed');
    expect((await requests(await personOf(mini)))[0]).toMatchObject({ act: 'suggest', state: 'open' });
    // Somebody else's number doesn't help, nor does a wrong code.
    expect((await prove(mini, freshNumber())).status).toBe(200);
    expect(await refusalIn(await answer(mini, id, 'yes'))).toBe('proof_needed');
    later(61_000);
    await ask(mini, number);
    expect(await refusalIn(await enter(mini, number, wrongOf(carried(seen).at(-1)?.code ?? '')))).toBe('wrong_code');
    expect(await refusalIn(await answer(mini, id, 'yes'))).toBe('proof_needed');
    expect(await refusalIn(await enter(mini, number, carried(seen).at(-1)?.code ?? ''))).toBe('link_needs_merge');
    expect((await answer(mini, id, 'yes')).status).toBe(200);
  });

  it('I55 who shares only a browser learns two digits and gets nothing by saying yes; who has the number’s phone does', async () => {
    const victim = await openSession({ site: 'shop' });
    await say(victim.token, '网吧里说过的秘密');
    const number = freshNumber();
    expect((await prove(victim.token, number)).status).toBe(200);
    later(86_400_000);
    const attacker = await signIn(`u-attack-${number}`, victim.visitor ?? '');
    const [question] = await asked(attacker);
    expect(question).toMatchObject({ common: 'device', number: `*********${number.slice(-2)}`, proof: 'code' });
    const id = question?.id ?? '';
    expect(await refusalIn(await answer(attacker, id, 'yes'))).toBe('proof_needed');
    expect((await prove(attacker, freshNumber())).status).toBe(200);
    expect(await refusalIn(await answer(attacker, id, 'yes'))).toBe('proof_needed');
    const line = async (token: string) =>
      (await post('/v1/line/poll', { instance: 'i', position: null, waitMs: 0 }, bearer(token))).text();
    expect(await line(attacker)).not.toContain('网吧里说过的秘密');
    expect(await (await knock('/v1/me/data', { headers: bearer(attacker) })).text()).not.toContain('网吧里说过的秘密');
    expect((await requests(await personOf(attacker)))[0]).toMatchObject({ act: 'suggest' });
    // The same person, with their phone in hand.
    later(61_000);
    expect(await refusalIn(await prove(attacker, number))).toBe('link_needs_merge');
    expect((await answer(attacker, id, 'yes')).status).toBe(200);
    expect((await requests(await personOf(attacker)))[0]).toMatchObject({ act: 'merge', why: 'confirmed' });
  });

  it('I55 a browser’s earlier visitor who proved no number is not asked after: nothing could prove it', async () => {
    const visitor = await openSession({ site: 'shop' });
    await say(visitor.token, '没留号码');
    later(86_400_000);
    const user = await signIn(`u-browser-${Date.now()}`, visitor.visitor ?? '');
    expect(await requests(await personOf(user))).toMatchObject([{ act: 'suggest', why: 'same_browser' }]);
    expect(await asked(user)).toEqual([]);
  });

  it('I55 a question is nobody else’s: not a stranger’s, not a visitor’s, not the other side’s', async () => {
    const { mini, web } = await twoOfOneNumber('emma');
    const [question] = await asked(mini);
    const id = question?.id ?? '';
    const stranger = await signIn(`u-stranger-${Date.now()}`);
    expect(await asked(stranger)).toEqual([]);
    for (const token of [stranger, web]) {
      expect(await refusalIn(await answer(token, id, 'yes'))).toBe('not_found');
      expect(await refusalIn(await answer(token, id, 'no'))).toBe('not_found');
    }
    const { token: visitor } = await openSession({ site: 'shop' });
    expect(await refusalIn(await knock('/v1/me/alike', { headers: bearer(visitor) }))).toBe('not_allowed');
    expect(await refusalIn(await answer(visitor, id, 'yes'))).toBe('not_allowed');
    expect(JSON.stringify(await asked(mini))).not.toContain(await personOf(web));
    expect(JSON.stringify(await asked(mini))).not.toContain('官网上问过的话');
  });
});
