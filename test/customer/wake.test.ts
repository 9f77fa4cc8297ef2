/** An APP that isn't connected is woken through the company's hook. */
import { env, exports } from 'cloudflare:workers';
import { runInDurableObject } from 'cloudflare:test';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import sandbox from '../../sandbox/index.ts';
import { configOf } from '../../worker/config.ts';
import { conversationName } from '../../worker/channels/conversation.ts';
import { waker } from '../../worker/customer/own/waker.ts';
import { stubOf } from '../stub.ts';
import { knowledgeable, openWorld } from '../world.ts';
import { customer, freshPerson, openScreen, rows, said, visitor } from './rig.ts';

type Told = { request: string; action: string; user: string | null; slots: Record<string, string> };
let told: Told[] = [];
let status = 200;

beforeAll(async () => {
  world();
  await knowledgeable();
}, 70_000);
afterEach(() => {
  vi.useRealTimers();
});

function world(): void {
  told = [];
  status = 200;
  openWorld({
    'world.test': async (request) => {
      if (!request.url.endsWith('/hook/push')) return sandbox.fetch(request, env);
      told.push(await request.json<Told>());
      return status === 200 ? Response.json({ outcome: 'done' }) : new Response('', { status });
    },
  });
}

function someone(peer: 'v_' | 'u_') {
  world();
  const { id } = freshPerson();
  return { id, address: { channel: 'app' as const, account: 'app', peer: `${peer}${id}` } };
}

/** Lets what is due so much later happen. */
async function later(id: string, ms: number): Promise<void> {
  vi.useFakeTimers({ now: Date.now() + ms, toFake: ['Date'] });
  await runInDurableObject(stubOf(customer(id)), async (instance) => (instance as { alarm(): Promise<void> }).alarm());
}
const owed = (id: string) => rows(id, `select tries from letter where key like 'wake:%'`);

describe('an APP that isn’t connected', () => {
  it('X6 is woken with the number of what is unread, under a name that says nothing, and no word', async () => {
    const { id, address } = someone('v_');
    await customer(id).hear(said(address, 'k1', '怎么申请退款'));
    await customer(id).hear(said(address, 'k2', '运费谁出'));
    expect(told).toEqual([]);
    await later(id, 4_000);
    expect(told).toHaveLength(1);
    const [first] = told;
    if (!first) throw new Error('nobody was told');
    const { request, action, user, slots } = first;
    const conversation = await conversationName(env.SECRET, address);
    expect({ action, user, slots }).toEqual({
      action: 'push',
      user: null,
      slots: { conversation, unread: slots['unread'] },
    });
    expect(Number(slots['unread'])).toBeGreaterThan(1);
    expect(request.startsWith(conversation)).toBe(true);
    expect(JSON.stringify(told)).not.toContain(id);
    expect(await owed(id)).toEqual([]);
  });

  it('X6 learns the same name with its session; a web page learns none', async () => {
    world();
    const open = async (site: string) => {
      const request = new Request(`${env.PUBLIC_URL}/v1/session`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          ...(site === 'app' ? {} : { origin: env.PUBLIC_URL }),
        },
        body: JSON.stringify({ site }),
      });
      return (await exports.default.fetch(request)).json<{ ok: boolean; conversation?: string }>();
    };
    const phone = await open('app');
    expect(phone.conversation).toMatch(/^n_[\w-]{22}$/u);
    const page = await open('shop');
    expect([page.ok, page.conversation]).toEqual([true, undefined]);
  });

  it('X6 words travel only where the company switched them on', async () => {
    const { address } = someone('u_');
    const waking = { address, revision: 9, unread: 2, text: '您的退款已到账', language: 'zh' as const, tries: 0 };
    const sent: Told[] = [];
    const call = async (request: Request) => {
      sent.push(await request.json<Told>());
      return Response.json({ outcome: 'done' });
    };
    await waker({ ...configOf(env), wakes: 'news' }, call)(waking);
    await waker({ ...configOf(env), wakes: 'words' }, call)(waking);
    expect(sent.map(({ slots }) => slots['text'])).toEqual([undefined, '您的退款已到账']);
  });

  it('X7 is left alone where it is open and got the words, and where they were read elsewhere', async () => {
    const open = someone('u_');
    const screen = await openScreen(open.id, visitor(open.address), 'i1');
    await customer(open.id).hear(said(open.address, 'k1', '怎么申请退款'));
    const { revision } = await screen.next(
      'event',
      (one) => one.change.kind === 'message' && one.change.message.direction === 'out',
    );
    screen.say({ type: 'got', revision: revision + 5 });
    await screen.next('event', (one) => one.change.kind === 'mark');
    await later(open.id, 4_000);
    expect([told, await owed(open.id)]).toEqual([[], []]);
    vi.useRealTimers();

    const elsewhere = someone('u_');
    await customer(elsewhere.id).hear(said(elsewhere.address, 'k1', '怎么申请退款'));
    const web = { channel: 'web' as const, account: 'shop', peer: elsewhere.address.peer };
    const page = await openScreen(elsewhere.id, visitor(web), 'i2');
    page.say({ type: 'got', revision: 50 });
    await page.next('event', (one) => one.change.kind === 'mark');
    page.say({ type: 'read', revision: 50 });
    await page.next('event', (one) => one.change.kind === 'mark' && one.change.read > 0);
    await later(elsewhere.id, 4_000);
    expect([told, await owed(elsewhere.id)]).toEqual([[], []]);
  });

  it('X7 another screen that merely got the words doesn’t keep the phone asleep', async () => {
    const { id, address } = someone('u_');
    await customer(id).hear(said(address, 'k1', '怎么申请退款'));
    const page = await openScreen(id, visitor({ channel: 'web', account: 'shop', peer: address.peer }), 'i1');
    page.say({ type: 'got', revision: 50 });
    await page.next('event', (one) => one.change.kind === 'mark');
    await later(id, 4_000);
    expect(told).toHaveLength(1);
  });

  it('X7 a try in vain is repeated under the same request, and given up after about seven minutes', async () => {
    const { id, address } = someone('v_');
    await customer(id).hear(said(address, 'k1', '怎么申请退款'));
    status = 503;
    await later(id, 4_000);
    await later(id, 30_000);
    status = 200;
    await later(id, 60_000);
    expect(new Set(told.map(({ request }) => request)).size).toBe(1);
    expect([told.length, await owed(id)]).toEqual([3, []]);

    await customer(id).hear(said(address, 'k2', '运费谁出'));
    status = 503;
    for (let tries = 0; tries < 14; tries += 1) await later(id, 60_000);
    expect(await owed(id)).toEqual([]);
    expect(told.length).toBeLessThanOrEqual(3 + 12);
  });
});
