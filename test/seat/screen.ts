/** A dashboard's real client on a real seat, with its network in the test's hands. */
import type { Conversation } from '../../shared/seat.ts';
import type { Clock, Socket, SocketEvents } from '../../web/client/ports.ts';
import { SeatFollower } from '../../web/client/seat.ts';
import { must } from '../results.ts';
import { seatOf } from './dashboard.ts';

/** The client's waits pass so many times faster than on the wall. */
const FASTER = 20;

/** What a screen shows: rows by customer, the others as they are listed. */
export type Shown = {
  conversations: Record<string, Conversation>;
  duty: string;
  notices: string[];
  mentions: string[];
  owed: string[];
};

/** One screen: it follows its seat through whatever is done to its sockets. */
export class Screen {
  readonly follower: SeatFollower;
  /** Whole states told, of connections that began anew. */
  resets = 0;
  /** What the server sends is lost. */
  deaf = false;
  /** New sockets break. */
  down = false;
  #sockets = new Set<() => void>();

  constructor(agent: { id: string; name: string; role: string }, instance: string, chance: () => number) {
    const kept = new Map<string, string>();
    const clock: Clock = {
      now: () => Date.now(),
      after(delayMs, run) {
        const timer = setTimeout(run, delayMs / FASTER);
        return () => clearTimeout(timer);
      },
      random: chance,
    };
    this.follower = new SeatFollower({
      door: { ticket: async () => ({ ...must(await seatOf(agent).ticket(agent)), url: '' }) },
      dial: (_url, events) => this.#dial(agent, events),
      ...{ clock, instance },
      keep: { read: (key) => kept.get(key) ?? null, write: (key, value) => void kept.set(key, value) },
      changed: () => undefined,
    });
    this.follower.start();
  }

  get open(): boolean {
    return this.#sockets.size > 0;
  }

  /** Every socket breaks; what was on its way is lost. Answers how many there were. */
  cut(): number {
    const sockets = [...this.#sockets];
    this.#sockets = new Set();
    for (const broken of sockets) broken();
    return sockets.length;
  }

  /** Everything shown of the seat. */
  shown(): Shown {
    const { state } = this.follower;
    const rows = state?.conversations ?? [];
    const conversations = Object.fromEntries(rows.map((one) => [one.customer, one]));
    if (rows.length !== Object.keys(conversations).length) throw new Error('a customer stands in the list twice');
    return {
      conversations,
      duty: state ? `${state.duty} by ${state.dutyBy?.name ?? 'themselves'}` : '',
      notices: (state?.notices ?? []).map((one) => one.id),
      mentions: (state?.mentions ?? []).map((one) => `${one.id}${one.read === true ? ' read' : ''}`),
      owed: (state?.owed ?? []).map((one) => one.session),
    };
  }

  #dial(agent: { id: string }, events: SocketEvents): Socket {
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
      if (this.down) return end(1006);
      const response = await seatOf(agent).fetch(new Request('http://seat/', { headers: { upgrade: 'websocket' } }));
      socket = response.webSocket;
      socket?.accept();
      if (over) return socket?.close(1000);
      if (!socket) return end(1006);
      socket.addEventListener('message', ({ data }) => {
        if (over || this.deaf) return;
        if (String(data).startsWith('{"type":"reset"')) this.resets += 1;
        events.heard(String(data));
      });
      socket.addEventListener('close', ({ code }) => end(code));
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
