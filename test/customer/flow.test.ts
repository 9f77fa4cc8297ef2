/** A dialog in the person's actor: what it keeps when an encounter ends by silence, and what becomes of answers that come too late. */
import { env } from 'cloudflare:workers';
import { abortAllDurableObjects, runDurableObjectAlarm } from 'cloudflare:test';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { ensureKnowledge } from '../../worker/knowledge/shelf.ts';
import type { Mind } from '../../worker/brain/think.ts';
import { must } from '../results.ts';
import { stubOf } from '../stub.ts';
import { openWorld, until } from '../world.ts';
import { agent, customer, freshPerson, rows, said, visitor } from './rig.ts';

type Call = {
  path: string;
  body: { request: string; slots: Record<string, string> };
  answer: (answer: object) => void;
};

/** The company, answered by the test one call at a time; the waiting call looks for its answer in its own context. */
function company(): Call[] {
  const calls: Call[] = [];
  openWorld({
    'world.test': async (request) => {
      const path = new URL(request.url).pathname;
      if (!path.includes('/shop/hook/')) return Response.json({ errcode: 0, access_token: 'token', expires_in: 7200 });
      const body = await request.json<Call['body']>();
      let given: object | null = null;
      calls.push({ path: path.split('/').at(-1) ?? '', body, answer: (answer) => (given = answer) });
      const end = performance.now() + 4_000;
      while (given === null && performance.now() < end) await new Promise((resolve) => setTimeout(resolve, 3));
      return given === null ? new Response('nothing', { status: 504 }) : Response.json(given);
    },
  });
  return calls;
}

beforeAll(async () => {
  openWorld();
  await ensureKnowledge(env);
}, 60_000);
afterEach(() => {
  vi.useRealTimers();
});

const mindOf = async (id: string): Promise<Mind> =>
  JSON.parse(String((await rows(id, `select mind from session order by opened_at desc limit 1`))[0]?.mind)) as Mind;
const wordsTo = async (id: string): Promise<string[]> =>
  (await rows(id, `select body from message where direction = 'out' order by revision`)).map((row) => String(row.body));
const next = (calls: Call[], path: string, after = 0) =>
  until(`a call to ${path}`, () => calls.slice(after).find((one) => one.path === path));

const SHIPPED = { no: 'YX20261120001', stateText: '已发货', items: [{ title: '夹克' }] };

/** A refund read back, waiting for a yes. */
async function confirming(calls: Call[]) {
  const person = freshPerson();
  const actor = customer(person.id);
  let nth = 0;
  const says = async (words: string) => must(await actor.hear(said(person.wechat, `k${(nth += 1)}`, words)));
  await says('我要退款，尺码不合适，订单YX20261120001');
  (await next(calls, 'refund-eligibility')).answer({ outcome: 'ok', values: { item: '夹克', amount: '329.00' } });
  await until('the confirmation', async () => (await mindOf(person.id)).flow?.asked.kind === 'confirm');
  return { person, says };
}

describe('C4 F19 an answer that needs the company', () => {
  it('is the push’s own reply where an unproven one stands before it, and waits for nobody else', async () => {
    const calls = company();
    const person = freshPerson();
    const actor = customer(person.id);
    const asked = must(await actor.hear(said(person.wechat, 'p1', '我的订单到哪了')));
    expect(asked.passive).toMatchObject({ kind: 'text' });
    const hearing = actor.hear(said(person.wechat, 'p2', 'YX20261120001'));
    (await next(calls, 'order-status')).answer({ outcome: 'done', order: SHIPPED });
    const answered = must(await hearing);
    expect(JSON.stringify(answered.passive)).toContain(SHIPPED.stateText);
    const states = await rows(person.id, `select state from letter where kind = 'send' order by id`);
    expect(states.map(({ state }) => state)).toEqual(['passive', 'passive']);
    // Told again, it is answered again by the same words.
    const again = must(await actor.hear(said(person.wechat, 'p2', 'YX20261120001')));
    expect(again).toMatchObject({ duplicate: true, passive: answered.passive });
  });
});

describe('F5 L9 a dialog outlives what its actor goes through', () => {
  it('eviction in the middle, silence that ends the encounter, and another channel', async () => {
    const calls = company();
    const { person } = await confirming(calls);
    await abortAllDurableObjects();
    vi.useFakeTimers({ now: Date.now() + 3 * 3_600_000, toFake: ['Date'] });
    await runDurableObjectAlarm(stubOf(customer(person.id)));
    expect(await rows(person.id, `select state from session`)).toEqual([{ state: 'closed' }]);
    must(await customer(person.id).hear(said(person.web, 'later', '在吗')));
    expect((await wordsTo(person.id)).at(-1)).toContain('¥329.00');
    must(await customer(person.id).hear(said(person.web, 'yes', '是')));
    const act = await next(calls, 'refund');
    expect(act.body.slots).toEqual({ order: 'YX20261120001', reason: 'size' });
    act.answer({ outcome: 'done', values: { ticket: 'RF9', amount: '329.00', days: '3' } });
    await until('the result', async () => (await wordsTo(person.id)).some((one) => one.includes('RF9')));
    expect(calls.filter((one) => one.path === 'refund')).toHaveLength(1);
  });

  it('ended by the customer it is gone', async () => {
    const calls = company();
    const { person } = await confirming(calls);
    must(
      await customer(person.id).operate(visitor(person.wechat), 'i1', {
        type: 'act',
        number: 1,
        act: { act: 'close' },
      }),
    );
    must(await customer(person.id).hear(said(person.wechat, 'again', '是')));
    expect((await mindOf(person.id)).flow).toBeNull();
    expect(calls.filter((one) => one.path === 'refund')).toHaveLength(0);
  });
});

describe('F7 L6 an answer after the floor moved', () => {
  it('says nothing to the customer; what was done is noted for the staff, once', async () => {
    const calls = company();
    const { person, says } = await confirming(calls);
    await says('是');
    const act = await next(calls, 'refund');
    await says('转人工');
    act.answer({ outcome: 'done', values: { ticket: 'RF7' } });
    const note = await until('the note', async () => {
      const found = await rows(person.id, `select body from message where direction = 'note'`);
      return found.length > 0 ? found : null;
    });
    expect(note).toHaveLength(1);
    expect(String(note[0]?.body)).toContain('RF7');
    expect((await wordsTo(person.id)).some((one) => one.includes('RF7'))).toBe(false);
    const screen = must(await customer(person.id).poll(agent(), 'desk-1', null, 0));
    expect(JSON.stringify(screen)).toContain('RF7');
  });

  it('a check that nobody waits for any more isn’t asked', async () => {
    const calls = company();
    const person = freshPerson();
    const actor = customer(person.id);
    must(await actor.hear(said(person.wechat, 'k1', '我要退款，订单YX20261120001')));
    const first = await next(calls, 'refund-eligibility');
    must(await actor.hear(said(person.wechat, 'k2', '不对，是YX20261122017')));
    must(await actor.hear(said(person.wechat, 'k3', '不对，是YX20261118042')));
    first.answer({ outcome: 'not-found' });
    const last = await next(calls, 'refund-eligibility', 1);
    expect(last.body.slots['order']).toBe('YX20261118042');
    last.answer({ outcome: 'ok', values: { item: '键盘', amount: '459.00' } });
    await until('the reason asked', async () => (await wordsTo(person.id)).some((one) => one.includes('退款的原因')));
    expect(calls).toHaveLength(2);
    expect((await wordsTo(person.id)).some((one) => one.includes('没有查到'))).toBe(false);
  });

  it('every try of one call has the same name, and two calls have two', async () => {
    const calls = company();
    const { person, says } = await confirming(calls);
    await says('是');
    const first = await next(calls, 'refund');
    first.answer({ outcome: 7 });
    const second = await next(calls, 'refund', calls.indexOf(first) + 1);
    second.answer({ outcome: 'done', values: { ticket: 'RF8', amount: '329.00', days: '3' } });
    await until('the result', async () => (await wordsTo(person.id)).some((one) => one.includes('RF8')));
    expect(second.body).toEqual(first.body);
    expect(second.body.request).not.toBe(calls[0]?.body.request);
    expect(second.body.request).toContain(person.id);
  });
});
