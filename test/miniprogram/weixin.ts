/** A phone for the mini-program's talk, in virtual time: WeChat's storage, network and moments, and a process that can be killed. */
import type { Talk } from '../../miniprogram/net.ts';
import type { Clock, Socket } from '../../web/client/ports.ts';
import type { Network, ServerPort } from '../stream/port.ts';

type Told = Record<string, unknown>;
type Request = { url: string; data: string; header: Record<string, string>; success(answer: Told): void; fail(): void };
type Moment = 'AppShow' | 'AppHide' | 'NetworkStatusChange';

/** WeChat lets a program run on for so long after it left the foreground. */
const SUSPENDED_AFTER_MS = 5000;
const MOST_SOCKETS = 5;

/** One phone with one person's WeChat. */
export class PocketPhone {
  readonly network: Network = { down: false, deaf: false, echo: false, swap: false, sockets: true };
  readonly storage = new Map<string, string>();
  readonly #server: ServerPort;
  readonly #clock: Clock;
  readonly #open: (clock: Clock) => Talk;
  #process = 0;
  #suspended = false;
  #shown = true;
  #waiting: (() => void)[] = [];
  #heard = new Map<Moment, ((given: Told) => void)[]>();
  #sockets = new Set<() => void>();
  #tokens = new Set<string>();
  #made = 0;
  /** The most sockets that were open at once. */
  mostSockets = 0;
  talk: Talk;

  constructor(server: ServerPort, clock: Clock, open: (clock: Clock) => Talk) {
    this.#server = server;
    this.#clock = clock;
    this.#open = open;
    this.talk = this.#start();
  }

  /** The process ends without a word and begins anew with what the storage holds. */
  kill(): void {
    this.#process += 1;
    this.#cutSockets();
    this.#waiting = [];
    this.#heard = new Map();
    this.#suspended = false;
    this.#shown = true;
    this.talk = this.#start();
  }

  background(): void {
    if (!this.#shown) return;
    this.#shown = false;
    this.#raise('AppHide', {});
    const process = this.#process;
    this.#clock.after(SUSPENDED_AFTER_MS, () => {
      if (process !== this.#process || this.#shown) return;
      this.#suspended = true;
      this.#cutSockets();
    });
  }

  foreground(): void {
    if (this.#shown) return;
    this.#shown = true;
    this.#suspended = false;
    for (const run of this.#waiting.splice(0)) run();
    this.#raise('AppShow', {});
  }

  /** The connection goes, or comes back, as WeChat tells it. */
  connect(on: boolean): void {
    if (on && this.network.deaf) this.#server.cut(this.network, 1006);
    if (on) this.network.deaf = false;
    this.network.down = !on;
    if (!on) this.#server.cut(this.network, 1006);
    this.#raise('NetworkStatusChange', { isConnected: on });
  }

  /** The gateway no longer knows who this is. */
  expire(): void {
    this.#tokens.clear();
    this.#server.cut(this.network, 4001);
  }

  heal(): void {
    Object.assign(this.network, { deaf: false, echo: false, swap: false, sockets: true });
    this.#server.cut(this.network, 1006);
    this.foreground();
    this.connect(true);
  }

  #start(): Talk {
    const process = this.#process;
    const alive = (run: () => void) => {
      if (process !== this.#process) return;
      if (this.#suspended) this.#waiting.push(run);
      else run();
    };
    const clock: Clock = {
      now: () => this.#clock.now(),
      random: () => this.#clock.random(),
      after: (delayMs, run) => this.#clock.after(delayMs, () => alive(run)),
    };
    const on = (moment: Moment) => (heard: (given: Told) => void) => {
      this.#heard.set(moment, [...(this.#heard.get(moment) ?? []), heard]);
    };
    const wx = {
      login: () => Promise.resolve({ code: 'code' }),
      getStorageSync: (key: string) => this.storage.get(key) ?? '',
      setStorageSync: (key: string, value: string) => void this.storage.set(key, value),
      onAppShow: on('AppShow'),
      onAppHide: on('AppHide'),
      onNetworkStatusChange: on('NetworkStatusChange'),
      request: (given: Request) => void this.#answer(given, alive),
      connectSocket: ({ url }: { url: string }) => this.#socket(url, alive),
    };
    Object.assign(globalThis, { wx });
    const talk = this.#open(clock);
    talk.start();
    return talk;
  }

  #raise(moment: Moment, given: Told): void {
    for (const heard of this.#heard.get(moment) ?? []) heard(given);
  }

  async #answer({ url, data, header, success, fail }: Request, alive: (run: () => void) => void): Promise<void> {
    const path = new URL(url).pathname;
    const door = this.#server.door(this.network);
    const body = JSON.parse(data) as { instance: string; frame: object; position: null; waitMs: number };
    const token = header['authorization'] ?? '';
    let answer: object;
    if (path === '/v1/miniprogram/sign-in') {
      this.#made += 1;
      this.#tokens.add(`Bearer t${this.#made}`);
      answer = this.network.down
        ? { ok: false, code: 'unavailable' }
        : { ok: true, token: `t${this.#made}`, visitor: null, signedIn: true, media: 'k' };
    } else if (!this.#tokens.has(token)) answer = { ok: false, code: 'not_signed_in', detail: '' };
    else if (path === '/v1/ticket')
      answer = await door.ticket().then((given) => (given.ok ? { ...given, url: '/s' } : given));
    else if (path === '/v1/line/operate') answer = (await door.operate?.(body.instance, body.frame)) ?? {};
    else answer = (await door.poll?.(body.instance, body.position, body.waitMs)) ?? {};
    alive(() => {
      if (this.network.down || ('code' in answer && answer.code === 'unavailable')) fail();
      else success({ data: JSON.stringify(answer) });
    });
  }

  #socket(url: string, alive: (run: () => void) => void) {
    const heard: Record<string, (given: Told) => void> = {};
    let over = false;
    const close = (code: number) => {
      if (over) return;
      over = true;
      this.#sockets.delete(cut);
      alive(() => heard['close']?.({ code }));
    };
    const cut = () => {
      socket.close(1006);
      close(1006);
    };
    const socket: Socket = this.#server.dial(this.network)(url, {
      opened: () => alive(() => !over && heard['open']?.({})),
      heard: (data) => alive(() => !over && heard['message']?.({ data })),
      closed: close,
    });
    this.#sockets.add(cut);
    this.mostSockets = Math.max(this.mostSockets, this.#sockets.size);
    if (this.#sockets.size > MOST_SOCKETS) cut();
    return {
      onOpen: (run: () => void) => void (heard['open'] = run),
      onMessage: (run: (given: Told) => void) => void (heard['message'] = run),
      onClose: (run: (given: Told) => void) => void (heard['close'] = run),
      onError: (run: () => void) => void (heard['error'] = run),
      send: ({ data }: { data: string }) => socket.send(data),
      close: ({ code = 1000 }: { code?: number }) => {
        socket.close(code);
        close(code);
      },
    };
  }

  #cutSockets(): void {
    for (const cut of [...this.#sockets]) cut();
  }
}
