/** A phone for the SDK, in virtual time: a platform whose network is a case's and whose storage outlives its process. */
import { createClient } from '../../web/sdk/index.ts';
import type { Call, Client, Platform, User } from '../../web/sdk/api.ts';
import type { Clock } from '../../web/client/ports.ts';
import type { Network, ServerPort } from '../stream/port.ts';

/** How the storage of a phone answers: at once, or some time later. */
export type Manner = 'at once' | 'later';

const LATER_MS = 20;
let phones = 0;

/** One phone with one APP on it. */
export class Phone {
  readonly network: Network = { down: false, deaf: false, echo: false, swap: false, sockets: true };
  readonly storage = new Map<string, string>();
  /** Calls the APP made, by path. */
  readonly calls: { path: string; body: Record<string, unknown>; bearer: string }[] = [];
  readonly #server: ServerPort;
  readonly #clock: Clock;
  readonly #manner: Manner;
  /** Each phone's own: two that drew the same would be one installation. */
  readonly #chance: () => number;
  #process = 0;
  #tokens = new Set<string>();
  #made = 0;
  /** What 是您吗？ asks of who is signed in, and the number that was proven. */
  questions: object[] = [];
  #proven = '';
  client!: Client;
  user: User | null = null;

  constructor(server: ServerPort, clock: Clock, manner: Manner = 'at once') {
    this.#server = server;
    this.#clock = clock;
    this.#manner = manner;
    phones += 1;
    let drawn = phones;
    this.#chance = () => (drawn = (drawn * 16_807) % 2_147_483_647) / 2_147_483_647;
  }

  /** Opens the APP. */
  async open(): Promise<Client> {
    const process = this.#process;
    this.client = await createClient({
      gateway: 'https://gateway.test',
      site: 'app',
      user: this.user,
      platform: this.#platform(() => process === this.#process),
    });
    this.client.start();
    return this.client;
  }

  /** The process ends without a word. */
  kill(): void {
    this.#process += 1;
    this.#server.cut(this.network, 1006);
  }

  /** The gateway no longer knows who this is. */
  expire(): void {
    this.#tokens.clear();
    this.#server.cut(this.network, 4001);
  }

  heal(): void {
    if (this.network.deaf) this.#server.cut(this.network, 1006);
    Object.assign(this.network, { down: false, deaf: false, echo: false, swap: false, sockets: true });
    this.client.foreground();
  }

  screen(): string[] {
    return this.client.rows.map(({ text }) => text);
  }

  #platform(alive: () => boolean): Platform {
    const dial = this.#server.dial(this.network);
    const clock = this.#clock;
    const write = (key: string, value: string) => {
      if (alive()) this.storage.set(key, value);
    };
    const later = (run: () => void) => new Promise<void>((resolve) => clock.after(LATER_MS, () => resolve(run())));
    return {
      connectSocket: (url, events) =>
        dial(url, {
          opened: () => alive() && events.opened(),
          heard: (text) => alive() && events.heard(text),
          closed: (code) => alive() && events.closed(code),
        }),
      request: (call) => this.#answer(call),
      storage: {
        getItem: (key) => {
          const held = this.storage.get(key) ?? null;
          return this.#manner === 'at once' ? held : Promise.resolve(held);
        },
        setItem: (key, value) => (this.#manner === 'at once' ? write(key, value) : later(() => write(key, value))),
      },
      now: () => clock.now(),
      random: () => this.#chance(),
      after: (delayMs, run) => clock.after(delayMs, () => alive() && run()),
    };
  }

  async #answer({ url, headers, body }: Call): Promise<string> {
    const { pathname: path } = new URL(url);
    const given = JSON.parse(body ?? '{}') as Record<string, unknown> & { instance: string };
    const bearer = headers['authorization'] ?? '';
    this.calls.push({ path, body: given, bearer });
    const door = this.#server.door(this.network);
    if (path === '/v1/session') {
      const through = await door.ticket();
      if (!through.ok) throw new Error('down');
      this.#made += 1;
      this.#tokens.add(`Bearer t${this.#made}`);
      const user = given['token'] !== undefined;
      const session = { token: `t${this.#made}`, visitor: user ? null : 'v1', signedIn: user, media: 'k' };
      return JSON.stringify({ ok: true, ...session, conversation: user ? 'n_user' : 'n_guest' });
    }
    if (!this.#tokens.has(bearer)) return JSON.stringify({ ok: false, code: 'not_signed_in', detail: '' });
    const asked = this.#asked(path, given);
    if (asked) return JSON.stringify(asked);
    const answer =
      path === '/v1/ticket'
        ? await door.ticket()
        : path === '/v1/line/operate'
          ? await door.operate?.(given.instance, given['frame'] as object)
          : await door.poll?.(given.instance, given['position'] as never, given['waitMs'] as number);
    if (answer && !answer.ok) throw new Error('down');
    return JSON.stringify(answer && 'ticket' in answer ? { ...answer, url: '/v1/line/r/stream' } : answer);
  }

  /** 是您吗？ as the gateway asks it: a yes counts once the number was proven. */
  #asked(path: string, given: Record<string, unknown>): object | null {
    if (path === '/v1/me/phone/verify') {
      if (given['code'] !== '246810') return { ok: false, code: 'wrong_code', detail: '' };
      this.#proven = String(given['phone']);
      this.questions = this.questions.map((one) => ({ ...one, proof: 'given' }));
      return { ok: false, code: 'link_needs_merge', detail: '' };
    }
    if (path === '/v1/me/phone/code') return { ok: true, expiresAt: 0, waitMs: 0 };
    if (path !== '/v1/me/alike') return null;
    if (given['answer'] === undefined) return { ok: true, questions: this.questions };
    if (given['answer'] === 'yes' && this.#proven === '') return { ok: false, code: 'proof_needed', detail: '' };
    this.questions = [];
    return { ok: true };
  }
}
