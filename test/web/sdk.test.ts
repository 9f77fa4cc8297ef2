/** The APP's client (`@yixian/client`): held to the stream's conformance file, and what it adds for APPs. */
import { describe, expect, it, vi } from 'vitest';
import type { Events } from '../../web/sdk/api.ts';
import { cases, type Step } from '../stream/cases.ts';
import { SimulatedServer } from '../stream/simulated.ts';
import { VirtualClock } from '../stream/virtual-clock.ts';
import { Phone, type Manner } from './sdk-phone.ts';

async function stage(manner: Manner = 'at once') {
  const clock = new VirtualClock();
  const server = new SimulatedServer(clock);
  const phone = new Phone(server, clock, manner);
  await phone.open();
  await clock.pass(1_000);
  return { clock, server, phone };
}

/** Everything a client tells of one kind. */
function heard<Name extends keyof Events>(phone: Phone, name: Name): Events[Name][] {
  const all: Events[Name][] = [];
  phone.client.on(name, (given) => all.push(given));
  return all;
}

const manners: Manner[] = ['at once', 'later'];

describe.each(manners)('W50 the stream’s conformance file on the APP’s client, its storage answering %s', (manner) => {
  async function perform(phone: Phone, server: SimulatedServer, clock: VirtualClock, step: Step): Promise<void> {
    switch (step.do) {
      case 'company':
        return server.company(step.text);
      case 'forget':
        return server.forget();
      case 'settle':
        return clock.pass(8000);
      case 'say':
        phone.client.sendText(step.text);
        // A storage that answers later is given its time: what was not written when the process ended was not said.
        return manner === 'later' ? clock.pass(50) : undefined;
      case 'cut':
        phone.network.down = true;
        server.cut(phone.network, step.code ?? 1006);
        return clock.pass(8000);
      case 'return':
        if (phone.network.deaf) server.cut(phone.network, 1006);
        Object.assign(phone.network, { deaf: false, down: false });
        return phone.client.foreground();
      case 'restart':
        phone.kill();
        await phone.open();
        return;
      case 'deafen':
        phone.network.deaf = true;
        return;
      case 'echo':
        phone.network.echo = true;
        return;
      case 'swap':
        phone.network.swap = true;
        return;
      case 'sockets':
        phone.network.sockets = step.allowed;
        return;
      default:
        return step satisfies never;
    }
  }

  it.each(cases)('$name', async ({ clients, steps, ends }) => {
    const clock = new VirtualClock();
    const server = new SimulatedServer(clock);
    const phones = new Map(clients.map((name) => [name, new Phone(server, clock, manner)]));
    for (const phone of phones.values()) await phone.open();
    const first = [...phones.values()][0];
    for (const step of steps) {
      const phone = ('who' in step ? phones.get(step.who) : undefined) ?? first;
      if (phone) await perform(phone, server, clock, step);
    }
    for (const phone of phones.values()) phone.heal();
    await clock.pass(60_000);
    expect(await server.texts()).toEqual(ends);
    for (const phone of phones.values()) expect(phone.screen()).toEqual(ends);
  });
});

describe('the APP’s client', () => {
  it('W51 tells each word of the company once, never what was there at first, and the rest as it changes', async () => {
    const { clock, server, phone } = await stage();
    const [messages, unread, connections, statuses] = [
      heard(phone, 'message'),
      heard(phone, 'unread'),
      heard(phone, 'connection'),
      heard(phone, 'status'),
    ];
    await server.company('您好');
    await clock.pass(1_000);
    const key = phone.client.sendText('我的订单');
    await clock.pass(1_000);
    phone.network.down = true;
    server.cut(phone.network, 1006);
    await server.company('已发货');
    await clock.pass(1_000);
    expect(phone.client.connection).not.toBe('online');
    phone.heal();
    await clock.pass(30_000);
    expect(messages.map(({ text }) => text)).toEqual(['您好', '已发货']);
    expect(messages.map(({ from, mine }) => [from, mine])).toEqual([
      ['agent', false],
      ['agent', false],
    ]);
    expect(unread).toEqual([1, 2]);
    expect(statuses).toMatchObject([{ key, status: 'sent', text: '我的订单' }]);
    expect(new Set(connections)).toEqual(new Set(['offline', 'connecting', 'online']));
    phone.client.read();
    expect(unread.at(-1)).toBe(0);
    phone.kill();
    await phone.open();
    const again = heard(phone, 'message');
    await clock.pass(30_000);
    expect(phone.screen()).toEqual(['您好', '我的订单', '已发货']);
    expect(again).toEqual([]);
    await server.company('还有问题吗');
    await clock.pass(1_000);
    expect(again.map(({ text }) => text)).toEqual(['还有问题吗']);
  });

  it('W51 a listener that throws stops neither the others nor the conversation', async () => {
    const { clock, server, phone } = await stage();
    const faults: unknown[] = [];
    vi.stubGlobal('setTimeout', (run: () => void) => {
      try {
        run();
      } catch (fault) {
        faults.push(fault);
      }
    });
    try {
      phone.client.on('message', () => {
        throw new Error('the APP’s own');
      });
      const messages = heard(phone, 'message');
      await server.company('一');
      await server.company('二');
      await clock.pass(1_000);
      expect([messages.length, faults.length]).toEqual([2, 2]);
    } finally {
      vi.unstubAllGlobals();
    }
  });

  it.each(manners)(
    'W52 drafts and unsent words survive a kill; the page opens without a network (%s)',
    async (manner) => {
      const { clock, server, phone } = await stage(manner);
      await server.company('您好');
      await clock.pass(1_000);
      phone.network.down = true;
      server.cut(phone.network, 1006);
      await clock.pass(100);
      phone.client.sendText('离线时说的');
      phone.client.draft = '写到一半';
      await Promise.all([phone.client.written(), clock.pass(200)]);
      phone.kill();
      await phone.open();
      expect(phone.client.draft).toBe('写到一半');
      expect(phone.client.rows.map(({ text, status }) => [text, status])).toEqual([
        ['您好', 'sent'],
        ['离线时说的', 'waiting'],
      ]);
      phone.heal();
      await clock.pass(30_000);
      expect(await server.texts()).toEqual(['您好', '离线时说的']);
    },
  );

  it('W52 with a storage that answers later, no number leaves before it is written: killed at any moment, each word arrives once', async () => {
    let said = 0;
    for (let atMs = 0; atMs <= 140; atMs += 4) {
      const { clock, server, phone } = await stage('later');
      phone.client.sendText('一');
      await clock.pass(25);
      phone.client.sendText('二');
      await clock.pass(atMs);
      phone.kill();
      await phone.open();
      phone.heal();
      await clock.pass(60_000);
      const texts = await server.texts();
      said += texts.length;
      expect(texts.length, `killed after ${atMs} ms`).toBe(new Set(texts).size);
      expect(texts[0]).toBe('一');
    }
    expect(said).toBeGreaterThan(60);
  });

  it('W53 asks for a fresh token whenever the session has run out, and goes on', async () => {
    const { clock, server, phone } = await stage();
    let asked = 0;
    const token = () => Promise.resolve(`jwt${(asked += 1)}`);
    await Promise.all([phone.client.signIn({ id: 'u1', token }), clock.pass(5_000)]);
    await clock.pass(5_000);
    expect([asked, phone.client.conversation]).toEqual([1, 'n_user']);
    phone.expire();
    await clock.pass(30_000);
    expect(asked).toBe(2);
    phone.client.sendText('还在');
    await clock.pass(1_000);
    expect(await server.texts()).toEqual(['还在']);
    const opened = phone.calls.filter(({ path }) => path === '/v1/session').map(({ body }) => body);
    expect(opened).toEqual([
      { site: 'app' },
      { site: 'app', visitor: 'v1', token: 'jwt1' },
      { site: 'app', token: 'jwt2' },
    ]);
  });

  it('W53 what a guest said goes with them as they sign in; signing out leaves nothing on the phone', async () => {
    const { clock, server, phone } = await stage();
    phone.network.down = true;
    server.cut(phone.network, 1006);
    await clock.pass(100);
    phone.client.sendText('登录前说的');
    phone.client.draft = '草稿';
    const token = () => Promise.resolve('jwt');
    await Promise.all([phone.client.signIn({ id: 'u1', token }), clock.pass(5_000)]);
    expect(phone.client.draft).toBe('草稿');
    phone.heal();
    await clock.pass(30_000);
    expect(await server.texts()).toEqual(['登录前说的']);
    phone.client.draft = '另一句';
    await Promise.all([phone.client.signOut(), clock.pass(5_000)]);
    await clock.pass(5_000);
    expect([phone.client.draft, phone.client.conversation]).toEqual(['', 'n_guest']);
    const left = [...phone.storage].filter(([key]) => key.includes('u:u1')).map(([, value]) => value);
    expect(left.join(' ')).not.toMatch(/登录前|另一句|草稿/u);
    expect(phone.calls.filter(({ path }) => path === '/v1/session').at(-1)?.body).toEqual({ site: 'app' });
  });

  it('W54 asleep it holds no connection; a push fetches the news and it sleeps again', async () => {
    const { clock, server, phone } = await stage();
    phone.client.background();
    expect(phone.client.connection).toBe('background');
    await server.company('您的退款已到账');
    await clock.pass(60_000);
    expect(phone.screen()).toEqual([]);
    const messages = heard(phone, 'message');
    const [unread] = await Promise.all([phone.client.pushed(), clock.pass(3_000)]);
    expect([unread, phone.client.connection]).toEqual([1, 'background']);
    expect(messages.map(({ text }) => text)).toEqual(['您的退款已到账']);
    await server.company('没人看');
    await clock.pass(60_000);
    expect(messages).toHaveLength(1);
    phone.network.down = true;
    const [none] = await Promise.all([phone.client.pushed(2_000), clock.pass(3_000)]);
    expect(none).toBeNull();
    phone.network.down = false;
    phone.client.foreground();
    await clock.pass(3_000);
    expect([phone.client.connection, messages.length]).toEqual(['online', 2]);
  });

  it('W55 what is refused is told with its reason: words stay to be tried again, acts are gone', async () => {
    const { clock, phone } = await stage();
    const key = phone.client.sendText('refuse me');
    await clock.pass(1_000);
    expect(phone.client.rows).toMatchObject([{ key, status: 'refused', reason: { code: 'too_long' } }]);
    phone.client.retry(key);
    await clock.pass(1_000);
    phone.client.discard(phone.client.rows[0]?.key ?? '');
    expect(phone.client.rows).toEqual([]);
    expect(await phone.client.sendImage('a file')).toMatchObject({ ok: false, code: 'unsupported' });
  });
});
