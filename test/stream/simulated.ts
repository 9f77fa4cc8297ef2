/** A small sequential server that speaks the stream protocol: the model clients are held to, in virtual time. */
import type { ServerFrame } from '../../shared/frame.ts';
import type { Change, Snapshot } from '../../shared/line.ts';
import type { Message } from '../../shared/message.ts';
import type { Answer, Clock, Dial, Door, SocketEvents } from '../../web/client/ports.ts';
import type { Network, ServerPort } from './port.ts';

type ClientFrame = {
  type: string;
  number?: number;
  instance?: string;
  position?: { epoch: string; revision: number } | null;
  body?: Message['body'];
  ticket?: string;
};
type Peer = { instance: string; tell(frame: ServerFrame): void; network: Network; close(code: number): void };
type Kept = { revision: number; previous: number; change: Change };

const PASSAGE_MS = 5;

/** One line on a simulated server. */
export class SimulatedServer implements ServerPort {
  readonly #clock: Clock;
  readonly #messages: Message[] = [];
  readonly #accepted = new Map<string, { number: number; revision: number }[]>();
  readonly #peers = new Set<Peer>();
  readonly #tickets = new Set<string>();
  #kept: Kept[] = [];
  #head = 0;
  #visible = 0;
  #made = 0;
  /** How many whole snapshots each instance was given. */
  readonly resets = new Map<string, number>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  async texts(): Promise<string[]> {
    return this.#messages.map(({ body }) => (body.kind === 'text' ? body.text : body.kind));
  }

  async company(text: string): Promise<void> {
    // Every third revision is one this viewer may not see: positions have holes.
    if (this.#head % 3 === 0) this.#head += 1;
    this.#append({ kind: 'text', text }, 'out');
  }

  async forget(): Promise<void> {
    this.#kept = [];
  }

  cut(network: Network, code: number): void {
    for (const peer of [...this.#peers]) {
      if (peer.network !== network) continue;
      this.#peers.delete(peer);
      peer.close(code);
    }
  }

  door(network: Network): Door {
    const through = async <Value>(answer: () => Answer<Value>): Promise<Answer<Value>> => {
      await new Promise<void>((resolve) => this.#clock.after(PASSAGE_MS, resolve));
      return network.down ? { ok: false, code: 'unavailable', detail: '' } : answer();
    };
    return {
      ticket: () =>
        through(() => {
          this.#made += 1;
          this.#tickets.add(`ticket-${this.#made}`);
          return { ok: true, ticket: `ticket-${this.#made}`, url: 'wss://gateway.test' };
        }),
      operate: (instance, frame) =>
        through(() => ({ ok: true, frames: this.#operate(instance, frame as ClientFrame) })),
      poll: (instance, position, waitMs) =>
        through(() => ({ ok: true, frames: this.#since(position, instance) })).then(async (answer) => {
          if (!answer.ok || answer.frames.length > 0 || waitMs === 0) return answer;
          await new Promise<void>((resolve) => this.#clock.after(200, resolve));
          return { ok: true, frames: this.#since(position, instance) };
        }),
    };
  }

  dial(network: Network): Dial {
    return (_url, events) => {
      if (!network.sockets || network.down) {
        this.#clock.after(PASSAGE_MS, () => events.closed(1006));
        return { send: () => undefined, close: () => undefined };
      }
      return this.#socket(network, events);
    };
  }

  #socket(network: Network, events: SocketEvents) {
    let over = false;
    let held: ServerFrame | null = null;
    const later = (run: () => void) =>
      this.#clock.after(PASSAGE_MS, () => {
        if (!over && !network.down) run();
      });
    const deliver = (frame: ServerFrame) =>
      later(() => {
        if (!network.deaf) events.heard(JSON.stringify(frame));
      });
    const release = () => {
      if (!held) return;
      network.swap = false;
      deliver(held);
      held = null;
    };
    const peer: Peer = {
      instance: '',
      network,
      tell: (frame) => {
        if (network.swap && held === null && frame.type === 'event') {
          held = frame;
          // A frame overtaken by nothing still arrives.
          this.#clock.after(1000, release);
          return;
        }
        deliver(frame);
        if (network.echo) this.#clock.after(4 * PASSAGE_MS, () => deliver(frame));
        release();
      },
      close: (code) => {
        over = true;
        this.#clock.after(PASSAGE_MS, () => events.closed(code));
      },
    };
    later(() => events.opened());
    return {
      send: (text: string) => {
        const arrive = () => this.#heard(peer, text, () => later(() => !network.deaf && events.heard('pong')));
        later(arrive);
        if (network.echo) later(arrive);
      },
      close: () => {
        over = true;
        this.#peers.delete(peer);
      },
    };
  }

  #heard(peer: Peer, text: string, pong: () => void): void {
    if (text === 'ping') return pong();
    const frame = JSON.parse(text) as ClientFrame;
    if (frame.type === 'hello') {
      // A ticket is good once; the echo of a hello is a replay and is not answered again.
      if (!this.#tickets.delete(frame.ticket ?? '')) return;
      peer.instance = frame.instance ?? '';
      peer.tell(this.#welcome(peer.instance));
      for (const one of this.#since(frame.position ?? null, peer.instance)) peer.tell(one);
      this.#peers.add(peer);
    } else for (const one of this.#operate(peer.instance, frame)) peer.tell(one);
  }

  #welcome(instance: string): ServerFrame {
    return {
      type: 'welcome',
      version: 1,
      epoch: 'e1',
      revision: this.#head,
      accepted: this.#log(instance).length,
      serverTime: this.#clock.now(),
      viewer: { kind: 'customer', endpoint: 'web' },
    };
  }

  #operate(instance: string, frame: ClientFrame): ServerFrame[] {
    const { type, number, body } = frame;
    if (type !== 'send' || number === undefined || !body) return [];
    const log = this.#log(instance);
    const before = log[number - 1];
    if (before) return [{ type: 'accepted', number, revision: before.revision, at: this.#clock.now() }];
    if (number !== log.length + 1)
      return [{ type: 'refused', number, code: 'gap', detail: '', expected: log.length + 1 }];
    if (body.kind === 'text' && body.text === 'refuse me')
      return [{ type: 'refused', number, code: 'too_long', detail: '' }];
    log.push({ number, revision: this.#head + 1 });
    this.#append(body, 'in', { instance, number });
    return [{ type: 'accepted', number, revision: this.#head, at: this.#clock.now() }];
  }

  #since(position: { epoch: string; revision: number } | null, instance: string): ServerFrame[] {
    const at = this.#clock.now();
    if (position && position.revision >= this.#visible) return [];
    const from = position ? this.#kept.findIndex((one) => one.previous <= position.revision) : -1;
    const first = this.#kept[from];
    if (position && first && first.previous <= position.revision) {
      return this.#kept
        .filter(({ revision }) => revision > position.revision)
        .map(({ revision, previous, change }) => ({ type: 'event', revision, previous, at, change }));
    }
    this.resets.set(instance, (this.resets.get(instance) ?? 0) + 1);
    return [{ type: 'reset', epoch: 'e1', revision: this.#head, snapshot: this.#snapshot() }];
  }

  #append(body: Message['body'], direction: 'in' | 'out', client?: Message['client']): void {
    this.#head += 1;
    const revision = this.#head;
    const message: Message = {
      id: `m${revision}`,
      revision,
      endpoint: 'web',
      channel: 'web',
      position: this.#messages.length + 1,
      direction,
      speaker: { kind: direction === 'in' ? 'customer' : 'agent' },
      body,
      at: this.#clock.now(),
      session: 's1',
      status: direction === 'in' ? 'received' : 'sent',
      client,
    };
    this.#messages.push(message);
    const kept: Kept = { revision, previous: this.#visible, change: { kind: 'message', message } };
    this.#kept.push(kept);
    this.#visible = revision;
    for (const peer of this.#peers) peer.tell({ type: 'event', at: message.at, ...kept });
  }

  #log(instance: string): { number: number; revision: number }[] {
    const found = this.#accepted.get(instance) ?? [];
    this.#accepted.set(instance, found);
    return found;
  }

  #snapshot(): Snapshot {
    return {
      person: { id: 'c_1', name: '林女士' },
      endpoints: [],
      session: null,
      handover: null,
      marks: { customer: {}, company: { read: 0 } },
      messages: [...this.#messages],
      more: false,
    };
  }
}
