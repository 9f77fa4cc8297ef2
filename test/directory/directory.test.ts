/** The directory: told by the customers, found by words in Chinese and English, listed, kept filters. */
import { env } from 'cloudflare:workers';
import { runInDurableObject } from 'cloudflare:test';
import * as v from 'valibot';
import { beforeAll, describe, expect, it } from 'vitest';
import { retellAnswer } from '../../shared/directory.ts';
import { rows } from '../customer/rig.ts';
import { closingIs, served } from '../customer/served.ts';
import { knock, post } from '../hall/knock.ts';
import { stubOf } from '../stub.ts';
import { knowledgeable, openWorld, until } from '../world.ts';

const main = env.DIRECTORY.getByName('main');

beforeAll(async () => {
  openWorld();
  await knowledgeable();
}, 70_000);

describe('a line', () => {
  it('Y6 tells what was said and how it ended; secrets are cut, recalled words gone', async () => {
    await closingIs({ required: false });
    const { person, mine, desk, session: id, fence } = await served();
    await mine.say('我的身份证是 11010519491231002X，包裹丢在驿站了');
    await desk.say('马上为您联系驿站核实', { fence });
    const hits = async (q: string) =>
      (await main.search({ q, filter: {}, after: null })).messages.filter((one) => one.row.customer === person.id);
    await until('the words', async () => (await hits('核实')).length === 1, 8_000);
    const told = (await hits('丢在驿站'))[0]?.row.text ?? '';
    expect(told).toContain('包裹丢在驿站了');
    expect(told).not.toContain('11010519491231002X');
    const wrong = String((await rows(person.id, `select id from message where body like '%核实%'`))[0]?.['id']);
    await desk.act({ act: 'recall', message: wrong });
    await until('gone', async () => (await hits('核实')).length === 0, 8_000);
    await desk.act({ act: 'close', fence });
    await mine.act({ act: 'rate', session: id, score: 2, solved: false });
    const closed = await until(
      'the rating',
      async () => {
        const { sessions } = await main.of({ customer: person.id, after: null });
        return sessions.find((one) => one.rating === 2) ?? null;
      },
      8_000,
    );
    expect(closed).toMatchObject({ session: id, state: 'closed', agent: { id: 'a_1' }, solved: false });
  });

  it('Y7 is searched by who may follow lines only', async () => {
    expect((await knock('/staff/v1/search?q=a')).status).toBe(401);
    expect((await knock('/staff/v1/sessions')).status).toBe(401);
    const asRole = async (role: 'editor' | 'agent') => {
      const cookie = await signedIn(role);
      return (await knock('/staff/v1/search?q=a', { headers: { cookie } })).status;
    };
    expect(await asRole('agent')).toBe(200);
    expect(await asRole('editor')).toBe(403);
  });

  it('Y10 tells a lost directory everything anew, but for what was taken back', async () => {
    await closingIs({ required: false });
    const { person, mine, desk, fence } = await served();
    await mine.say('请问蓝色水杯还有货吗');
    await desk.say('红色水杯', { fence });
    const wrong = String((await rows(person.id, `select id from message where body like '%红色水杯%'`))[0]?.['id']);
    const found = async (q: string) =>
      (await main.search({ q, filter: {}, after: null })).messages.filter((one) => one.row.customer === person.id)
        .length;
    await until('both', async () => (await found('蓝色水杯')) + (await found('红色水杯')) === 2, 8_000);
    await desk.act({ act: 'recall', message: wrong });
    await until('one gone', async () => (await found('红色水杯')) === 0, 8_000);
    await runInDurableObject(stubOf(main), (_, state) => {
      for (const table of ['customer', 'session', 'session_words', 'message', 'message_words'])
        state.storage.sql.exec(`delete from ${table}`);
    });
    expect(await found('蓝色水杯')).toBe(0);
    const rebuild = (given: object, key = `Bearer ${env.OPERATOR_KEY}`) =>
      post('/operator/v1/directory/rebuild', given, { authorization: key }, null);
    expect((await rebuild({ bucket: '00' }, 'Bearer no')).status).toBe(401);
    expect((await rebuild({ bucket: 'zz' })).status).toBe(400);
    const known = { boundTo: null, evidence: 'said', at: 1 };
    for (const [at, one] of [person.id, 'c_silent'].entries()) {
      const key = { hash: `3f${at}${person.id}`, kind: 'endpoint' as const };
      await env.IDENTITY.getByName('b_3f').claim({ key, person: one, ...known });
    }
    const page = async (after: string) => v.parse(retellAnswer, await (await rebuild({ bucket: '3f', after })).json());
    const first = await page('');
    expect(first.told).toBe(1);
    expect(await page(first.next ?? '')).toEqual({ ok: true, told: 0, next: null });
    await until('told anew', async () => (await found('蓝色水杯')) === 1, 8_000);
    expect(await found('红色水杯')).toBe(0);
    expect((await main.of({ customer: person.id, after: null })).sessions).toHaveLength(1);
  }, 40_000);
});

async function signedIn(role: 'editor' | 'agent'): Promise<string> {
  const operator = { authorization: `Bearer ${env.OPERATOR_KEY}` };
  const made = await post('/operator/v1/member', { login: `y-${role}`, name: role, role }, operator, null);
  const { password } = v.parse(v.object({ password: v.string() }), await made.json());
  const entered = await post('/staff/v1/sign-in', { login: `y-${role}`, password });
  return (entered.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
}
