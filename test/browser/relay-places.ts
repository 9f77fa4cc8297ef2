/** Where one person can talk to the company, as protocol clients: our screens by the stream's own client, platforms by the simulated world. */
import { WebSocket } from 'ws';
import { DEMO_APPID } from '../../scripts/accounts.ts';
import { fallbackText } from '../../shared/fallback.ts';
import type { Line } from '../../shared/line.ts';
import type { Message } from '../../shared/message.ts';
import { LineFollower } from '../../web/client/line.ts';
import { CustomerDoor, readAnswer, type Ask, type SignIn } from '../../web/client/net.ts';
import { machineClock, type Dial } from '../../web/client/ports.ts';

export const CHANNELS = ['web', 'miniprogram', 'wechat', 'sms', 'app'] as const;
export type Channel = (typeof CHANNELS)[number];

/** One place a person talks at. */
export type Place = {
  say(words: string): Promise<void>;
  /** What the company said at this place, oldest first; nothing that went elsewhere. */
  told(): Promise<string[]>;
};

const SHOP = 'gh_yixian_shop';
const SMS_NUMBER = '10690001';
const OFTEN_MS = 20;

/** Calls the simulated world. */
export async function world<Answer>(url: string, method: string, path: string, body?: object): Promise<Answer> {
  const answer = await fetch(`${url}/sandbox/${path}`, {
    method,
    headers: { 'content-type': 'application/json' },
    ...(body && { body: JSON.stringify(body) }),
  });
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
  return (await answer.json()) as Answer;
}

/** A screen of ours that follows the person's whole line. */
export class Screen implements Place {
  readonly #follower: LineFollower;
  readonly channel: Channel;
  readonly #sockets = new Set<WebSocket>();
  #offline = false;

  private constructor(url: string, channel: Channel, instance: string, signIn: () => Promise<SignIn>) {
    this.channel = channel;
    const kept = new Map<string, string>();
    const origin = url;
    const ask: Ask = async ({ path, body, bearer }) => {
      if (this.#offline) return { ok: false, code: 'unavailable', detail: '' };
      const answer = await fetch(url + path, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          ...(channel === 'web' && { origin }),
          ...(bearer && { authorization: `Bearer ${bearer}` }),
        },
        body: JSON.stringify(body),
      }).then(
        (response) => response.text(),
        () => '',
      );
      return readAnswer(answer);
    };
    const dial: Dial = (address, events) => {
      const socket = new WebSocket(address, channel === 'web' ? { origin } : {});
      this.#sockets.add(socket);
      socket.on('open', () => events.opened());
      socket.on('message', (data: Buffer) => events.heard(data.toString('utf8')));
      socket.on('error', () => socket.terminate());
      socket.on('close', (code) => {
        this.#sockets.delete(socket);
        events.closed(code);
      });
      return {
        send: (text) => {
          if (socket.readyState === WebSocket.OPEN) socket.send(text);
        },
        close: (code) => socket.close(code),
      };
    };
    this.#follower = new LineFollower({
      door: new CustomerDoor(ask, url, signIn),
      dial,
      clock: machineClock,
      keep: { read: (key) => kept.get(key) ?? null, write: (key, value) => void kept.set(key, value) },
      instance,
      changed: () => undefined,
    });
  }

  /** The person opens this screen: the site or the APP with the company's signed login, the mini-program by WeChat's code. */
  static async open(url: string, channel: 'web' | 'app' | 'miniprogram', person: string): Promise<Screen> {
    const signIn = async (): Promise<SignIn> => {
      if (channel === 'miniprogram') {
        const whose = { persona: person, appid: DEMO_APPID };
        const { code } = await world<{ code: string }>(url, 'POST', 'wechat/login-code', whose);
        return { kind: 'miniprogram', account: DEMO_APPID, code };
      }
      const site = channel === 'web' ? 'shop' : 'app';
      const { token } = await world<{ token: string }>(url, 'POST', 'shop/sign-in', { persona: person, site });
      return { kind: 'site', site, token };
    };
    const screen = new Screen(url, channel, `${channel}-${person}`, signIn);
    screen.#follower.start();
    await until(() => screen.#follower.state !== null, `${channel} of ${person} opens`);
    return screen;
  }

  get line(): Line | null {
    return this.#follower.state;
  }
  get messages(): readonly Message[] {
    return this.#follower.state?.messages ?? [];
  }

  async say(words: string): Promise<void> {
    this.#follower.send({ type: 'send', body: { kind: 'text', text: words } });
  }

  async told(): Promise<string[]> {
    const own = this.#follower.welcome?.viewer.endpoint;
    return this.messages
      .filter(({ direction, endpoint }) => direction === 'out' && endpoint === own)
      .map(({ body }) => fallbackText(body));
  }

  /** Loses its connection and finds none, until it is back. */
  leave(): void {
    this.#offline = true;
    this.#follower.pause();
    for (const socket of this.#sockets) socket.terminate();
  }
  back(): void {
    this.#offline = false;
    this.#follower.wake();
  }
  close(): void {
    this.#follower.stop();
  }
}

/** The person's chat with the official account, which they follow. */
async function officialAccount(url: string, person: string): Promise<Place> {
  const at = `people/${person}/wechat/${SHOP}`;
  type Chat = { follows: boolean; lines: { side: string; body: object }[] };
  const read = () => world<Chat>(url, 'GET', `people/${person}/chat/${SHOP}`);
  if (!(await read()).follows) await world(url, 'POST', at, { kind: 'event', event: 'subscribe' });
  return {
    say: async (content) => void (await world(url, 'POST', at, { kind: 'text', content })),
    told: async () =>
      (await read()).lines.filter(({ side }) => side === 'account').map(({ body }) => JSON.stringify(body)),
  };
}

/** The person's phone. */
function textMessages(url: string, person: string): Place {
  type Inbox = { messages: { direction: string; text: string }[] };
  return {
    say: async (text) => void (await world(url, 'POST', `people/${person}/sms`, { to: SMS_NUMBER, text })),
    told: async () =>
      (await world<Inbox>(url, 'GET', `people/${person}/inbox`)).messages
        .filter(({ direction }) => direction === 'to person')
        .map(({ text }) => text),
  };
}

/** Waits until something holds; throws by its name when it never does. */
export async function until(holds: () => Promise<boolean> | boolean, what: string, limitMs = 5000): Promise<void> {
  const end = performance.now() + limitMs;
  while (!(await holds())) {
    if (performance.now() > end) throw new Error(`${what}: not within ${limitMs} ms`);
    await new Promise((resolve) => setTimeout(resolve, OFTEN_MS));
  }
}

/** Where this person talks on a channel. */
export async function placeOf(url: string, channel: Channel, person: string): Promise<Place> {
  switch (channel) {
    case 'web':
    case 'app':
    case 'miniprogram':
      return Screen.open(url, channel, person);
    case 'wechat':
      return officialAccount(url, person);
    case 'sms':
      return textMessages(url, person);
  }
}
