/** A phone proven by a code: once, in time, by who asked for it, within every budget, and without a word about whose it is. */
import { env } from 'cloudflare:workers';
import { runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { refusals } from '../../shared/refusal.ts';
import { knowledgeable, openWorld, type Seen } from '../world.ts';
import { openSession, refusalIn, statement } from '../hall/knock.ts';
import { placesOf } from '../story/scan.ts';
import { stubOf } from '../stub.ts';
import { ask, carried, codeIn, enter, held, phoneOf, wrongOf } from './proof.ts';

let seen: Seen[] = [];
let last = 0;
const freshNumber = () => `1391${String((last += 1)).padStart(3, '0')}${String(Date.now() % 10_000).padStart(4, '0')}`;

beforeAll(async () => {
  openWorld();
  await knowledgeable();
}, 70_000);
beforeEach(async () => {
  seen = openWorld();
  // One actor for all: each test begins with nothing spent.
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

describe('a code by SMS', () => {
  it('I50 goes out by the verification template and proves the number, with its provenance, as WeChat’s button does', async () => {
    const token = await phoneOf('lin');
    const number = freshNumber();
    expect(await (await ask(token, number)).json()).toMatchObject({ ok: true, waitMs: 60_000 });
    const [sent] = carried(seen);
    expect(sent).toMatchObject({ number, template: 'SMS_1000002' });
    expect(sent?.code).toMatch(/^\d{6}$/u);
    const proven = await enter(token, `+86 ${number}`, sent?.code ?? '');
    expect(await proven.json()).toMatchObject({ ok: true, endpoint: expect.any(String) });
    expect(await held(`+86${number}`)).toMatchObject({
      kind: 'phone',
      source: 'code',
      evidence: expect.stringContaining('phone'),
    });
  });

  it('I50 a visitor of the site proves one as well, and their screen sees no more than before', async () => {
    const { token } = await openSession({ site: 'shop' });
    const number = freshNumber();
    await ask(token, number);
    expect(await (await enter(token, number, carried(seen)[0]?.code ?? '')).json()).toMatchObject({ ok: true });
    expect(await held(`+86${number}`)).toMatchObject({ source: 'code', evidence: 'phone+device' });
  });

  it('I50 counts once, for five minutes, for three tries, and for who asked', async () => {
    const token = await phoneOf('lin');
    const other = (await openSession({ site: 'shop' })).token;
    const number = freshNumber();
    await ask(token, number);
    const code = carried(seen)[0]?.code ?? '';
    expect(await refusalIn(await enter(other, number, code))).toBe('code_over');
    expect(await refusalIn(await enter(token, freshNumber(), code))).toBe('code_over');
    expect(await refusalIn(await enter(token, number, wrongOf(code)))).toBe('wrong_code');
    expect((await enter(token, number, code)).status).toBe(200);
    expect(await refusalIn(await enter(token, number, code))).toBe('code_over');

    const second = freshNumber();
    later(61_000);
    await ask(token, second);
    const next = carried(seen)[1]?.code ?? '';
    for (const by of [1, 2, 3])
      expect(await refusalIn(await enter(token, second, wrongOf(next, by)))).toBe('wrong_code');
    expect(await refusalIn(await enter(token, second, next))).toBe('code_over');

    const third = freshNumber();
    later(61_000);
    await ask(token, third);
    later(5 * 60_000);
    expect(await refusalIn(await enter(token, third, carried(seen)[2]?.code ?? ''))).toBe('code_over');
  });

  it('I50 a newer code ends the older one', async () => {
    const token = await phoneOf('zhou');
    const number = freshNumber();
    await ask(token, number);
    later(61_000);
    await ask(token, number);
    const [first, second] = carried(seen);
    if (first?.code !== second?.code)
      expect(await refusalIn(await enter(token, number, first?.code ?? ''))).toBe('wrong_code');
    expect((await enter(token, number, second?.code ?? '')).status).toBe(200);
  });

  it('I51 nothing passes by asking at the same time: one message, three tries', async () => {
    const token = await phoneOf('lin');
    const number = freshNumber();
    const asked = await Promise.all(Array.from({ length: 12 }, () => ask(token, number)));
    expect(asked.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(carried(seen)).toHaveLength(1);
    const code = carried(seen)[0]?.code ?? '';
    const tried = await Promise.all(Array.from({ length: 20 }, (_, by) => enter(token, number, wrongOf(code, by + 1))));
    const codes = await Promise.all(tried.map(async (one) => (await codeIn(one)).code));
    expect(codes.filter((one) => one === 'wrong_code')).toHaveLength(3);
    expect(await refusalIn(await enter(token, number, code))).toBe('code_over');
  });

  it('I51 twenty askers, whoever they are, send one number no more than its budget', async () => {
    const number = freshNumber();
    const visitors = await Promise.all(Array.from({ length: 20 }, () => openSession({ site: 'shop' })));
    await Promise.all(visitors.map(({ token }) => ask(token, number)));
    expect(carried(seen)).toHaveLength(1);
    for (const { token } of visitors) {
      later(61_000);
      await ask(token, number);
    }
    expect(carried(seen)).toHaveLength(3);
  });

  it('I51 a number’s wrong tries end its day, whoever made them', async () => {
    const number = freshNumber();
    const tries: string[] = [];
    for (let asker = 0; asker < 3; asker += 1) {
      const { token } = await openSession({ site: 'shop' });
      await ask(token, number);
      const code = carried(seen).at(-1)?.code ?? '';
      for (const by of [1, 2, 3]) tries.push((await codeIn(await enter(token, number, wrongOf(code, by)))).code ?? '');
      later(61_000);
    }
    expect(tries.filter((one) => one === 'wrong_code')).toHaveLength(5);
    expect(await refusalIn(await ask(await phoneOf('lin'), number))).toBe('rate_limited');
  });

  it('I51 what the carrier certainly did not take is given back; what may have gone out is not', async () => {
    const token = await phoneOf('lin');
    const number = freshNumber();
    const away = async () => new Response(JSON.stringify({ Code: 'isv.AMOUNT_NOT_ENOUGH', Message: '余额不足' }));
    seen = openWorld({ 'world.test': away });
    expect(await refusalIn(await ask(token, number))).toBe('unavailable');
    seen = openWorld({ 'world.test': async () => new Response('<html>', { status: 502 }) });
    expect((await ask(token, number)).status).toBe(200);
    seen = openWorld();
    expect(await refusalIn(await ask(token, number))).toBe('rate_limited');
    expect(carried(seen)).toEqual([]);
  });

  it('I52 says nothing of whose a number is: the same answer for a customer’s and for nobody’s, and it changes nothing for its holder', async () => {
    const number = freshNumber();
    const { token: holder } = await openSession({
      site: 'shop',
      token: await statement(`u-held-${Date.now()}`, { phone_number: `+86${number}` }),
    });
    expect(holder).not.toBe('');
    const before = await held(`+86${number}`);
    expect(before).not.toBeNull();
    const stranger = (await openSession({ site: 'shop' })).token;
    const known = await ask(stranger, number);
    const unknown = await ask((await openSession({ site: 'shop' })).token, freshNumber());
    const shape = async (response: Response) => [
      response.status,
      Object.keys(await response.json<object>())
        .sort()
        .join(),
    ];
    expect(await shape(known)).toEqual(await shape(unknown));
    const wrong = await codeIn(await enter(stranger, number, wrongOf(carried(seen)[0]?.code ?? '')));
    expect(wrong.code).toBe('wrong_code');
    expect(await held(`+86${number}`)).toEqual(before);
  });

  it('I52 no table of any actor holds the code or the number in clear before it is proven', async () => {
    const { token } = await openSession({ site: 'shop' });
    const number = freshNumber();
    await ask(token, number);
    const code = carried(seen)[0]?.code ?? '';
    expect(code).not.toBe('');
    // The simulated carrier keeps what it sent; the gateway doesn't.
    expect(await placesOf([number])).toEqual([]);
    const rows = await runInDurableObject(
      stubOf(env.CODES.getByName('main')),
      (_: unknown, { storage }: DurableObjectState) =>
        JSON.stringify(storage.sql.exec('select subject, range, asker, place, seal from sent').toArray()),
    );
    expect(rows.length).toBeGreaterThan(100);
    expect(rows).not.toContain(`"${code}"`);
  });

  it('I52 what was sent and tried is forgotten after a day', async () => {
    const { token } = await openSession({ site: 'shop' });
    const number = freshNumber();
    await ask(token, number);
    await enter(token, number, wrongOf(carried(seen)[0]?.code ?? ''));
    later(25 * 3_600_000);
    const actor = stubOf(env.CODES.getByName('main'));
    expect(await runDurableObjectAlarm(actor)).toBe(true);
    const left = await runInDurableObject(actor, (_: unknown, { storage }: DurableObjectState) =>
      ['sent', 'wrong', 'proved'].map((table) => storage.sql.exec(`select * from ${table}`).toArray().length),
    );
    expect(left).toEqual([0, 0, 0]);
  });

  it('I52 a code that is over is no word about the person: whoever entered it stays who they are', async () => {
    expect(Object.values(refusals).filter(({ status }) => status === refusals.erased.status)).toHaveLength(1);
    const token = await phoneOf('lin');
    const number = freshNumber();
    expect(await refusalIn(await enter(token, number, '000000'))).toBe('code_over');
    await ask(token, number);
    expect((await enter(token, number, carried(seen)[0]?.code ?? '')).status).toBe(200);
  });

  it('I52 refuses with a code and a sentence: no number, no country, no token', async () => {
    const { token } = await openSession({ site: 'shop' });
    expect(await refusalIn(await ask(token, '12345'))).toBe('bad_request');
    expect(await refusalIn(await ask(token, '+33612345678'))).toBe('no_account');
    expect(await refusalIn(await ask('nobody-nobody-nobody', freshNumber()))).toBe('bad_token');
    expect(await refusalIn(await enter(token, freshNumber(), '12345'))).toBe('bad_request');
    const number = freshNumber();
    await ask(token, number);
    const soon = await codeIn(await ask(token, number));
    expect(soon).toMatchObject({ ok: false, code: 'rate_limited' });
    expect(soon.detail).toMatch(/again in \d+ s/u);
  });
});
