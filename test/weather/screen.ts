/** A real client on the real actor, with its network in the weather's hands. */
import type { Viewer } from '../../shared/actors.ts';
import type { Answer, Clock, Keep, Socket, SocketEvents } from '../../web/client/ports.ts';
import { LineFollower, type AgentPayload, type CustomerPayload } from '../../web/client/line.ts';
import { customer } from '../customer/rig.ts';
import { answered } from './patience.ts';

type Payload = CustomerPayload | AgentPayload;
/** `deaf` loses what the server sends, so that acknowledgements go missing. */
type Network = { down: boolean; deaf: boolean };

/** The client's waits pass so many times faster than on the wall. */
const FASTER = 40;

export class Screen {
  readonly viewer: Viewer;
  readonly instance: string;
  /** What was said on this screen, in order, by its words. */
  readonly said: string[] = [];
  readonly network: Network = { down: false, deaf: false };
  readonly #id: string;
  readonly #chance: () => number;
  readonly #kept = new Map<string, string>();
  #sockets = new Set<() => void>();
  #follower: LineFollower<Payload>;

  constructor(id: string, viewer: Viewer, instance: string, chance: () => number) {
    this.#id = id;
    this.viewer = viewer;
    this.instance = instance;
    this.#chance = chance;
    this.#follower = this.#open();
  }

  get line() {
    return this.#follower.state;
  }

  get status() {
    return this.#follower.status;
  }

  /** Words that the server refused. */
  get refused(): string[] {
    return this.#follower.pending.filter((one) => one.refused).map((one) => wordsOf(one.payload));
  }

  /** Everything said has its answer, and the line has come as far. */
  get quiet(): boolean {
    return this.#follower.pending.every((one) => one.refused);
  }

  /** Where it stands, for the account of a day that found no calm. */
  get standing(): string {
    return `${this.instance} ${this.status} ${JSON.stringify(this.#follower.pending)}`;
  }

  say(payload: Payload): void {
    if (payload.type === 'send') this.said.push(wordsOf(payload));
    this.#follower.send(payload);
  }

  read(): void {
    this.#follower.read(this.line?.revision ?? 0);
  }

  /** Every socket breaks; what was on its way is lost. */
  cut(): void {
    const sockets = this.#sockets;
    this.#sockets = new Set();
    for (const one of sockets) one();
  }

  /** The page is closed and opened again; only what is kept in its storage remains. */
  restart(): void {
    this.#follower.stop();
    this.cut();
    this.#follower = this.#open();
    this.#follower.start();
  }

  heal(): void {
    // What a deaf connection lost is lost; only a new one hears again, as with TCP.
    if (this.network.deaf) this.cut();
    this.network.down = false;
    this.network.deaf = false;
    this.#follower.wake();
  }

  start(): void {
    this.#follower.start();
  }

  stop(): void {
    this.#follower.stop();
  }

  #open(): LineFollower<Payload> {
    const clock: Clock = {
      now: () => Date.now(),
      after(delayMs, run) {
        const timer = setTimeout(run, delayMs / FASTER);
        return () => clearTimeout(timer);
      },
      random: this.#chance,
    };
    const keep: Keep = {
      read: (key) => this.#kept.get(key) ?? null,
      write: (key, value) => void this.#kept.set(key, value),
    };
    const follower = new LineFollower<Payload>({
      door: {
        ticket: () =>
          this.#ask<{ ticket: string; url: string }>(async () => {
            const given = await customer(this.#id).ticket(this.viewer);
            return given.ok ? { ok: true, ticket: given.ticket, url: '' } : given;
          }),
        operate: (instance, frame) => this.#ask(() => customer(this.#id).operate(this.viewer, instance, frame)),
        poll: (instance, position) => this.#ask(() => customer(this.#id).poll(this.viewer, instance, position, 15)),
      },
      dial: (_url, events) => this.#dial(events),
      clock,
      keep,
      instance: this.instance,
      changed: () => undefined,
    });
    return follower;
  }

  async #ask<Value>(call: () => Promise<Answer<Value>>): Promise<Answer<Value>> {
    const away = { ok: false as const, code: 'unavailable', detail: 'the network is down' };
    if (this.network.down) return away;
    try {
      const answer = await answered(call());
      return this.network.down || this.network.deaf ? away : answer;
    } catch {
      return away;
    }
  }

  #dial(events: SocketEvents): Socket {
    let socket: WebSocket | null = null;
    let over = false;
    const end = (code: number) => {
      if (over) return;
      over = true;
      this.#sockets.delete(broken);
      if (socket?.readyState === WebSocket.OPEN) socket.close(1000);
      events.closed(code);
    };
    const broken = () => end(1006);
    this.#sockets.add(broken);
    const connect = async () => {
      if (this.network.down) return end(1006);
      const headers = { upgrade: 'websocket', 'x-yixian-site': this.viewer.site };
      const response = await customer(this.#id).fetch(new Request('http://actor/', { headers }));
      socket = response.webSocket;
      if (!socket || over) return end(1006);
      socket.accept();
      socket.addEventListener('message', (event) => {
        if (!over && !this.network.deaf) events.heard(String(event.data));
      });
      socket.addEventListener('close', (event) => end(event.code));
      socket.addEventListener('error', () => end(1006));
      events.opened();
    };
    connect().catch(() => end(1006));
    return {
      send: (text) => {
        if (!over && socket?.readyState === WebSocket.OPEN) socket.send(text);
      },
      close: () => {
        over = true;
        this.#sockets.delete(broken);
        if (socket?.readyState === WebSocket.OPEN) socket.close(1000);
      },
    };
  }
}

function wordsOf(payload: Payload): string {
  return payload.type === 'send' && payload.body.kind === 'text' ? payload.body.text : payload.type;
}
