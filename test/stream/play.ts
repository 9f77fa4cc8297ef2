/** Plays conformance steps through the real client against a server port. */
import { LineFollower } from '../../web/client/line.ts';
import type { Clock, Keep } from '../../web/client/ports.ts';
import { pendingRows } from '../../web/client/pending.ts';
import type { Step } from './cases.ts';
import type { Network, ServerPort } from './port.ts';

type Client = { follower: LineFollower; network: Network; keep: Keep; refused: string[] };

/** Storage that survives its client. */
export function memoryKeep(): Keep {
  const held = new Map<string, string>();
  return { read: (key) => held.get(key) ?? null, write: (key, value) => void held.set(key, value) };
}

/** The clients of one case and what happens to them. */
export class Player {
  readonly #server: ServerPort;
  readonly #clock: Clock;
  readonly #settle: () => Promise<void>;
  readonly #clients = new Map<string, Client>();

  constructor(server: ServerPort, clock: Clock, names: readonly string[], settle: () => Promise<void>) {
    this.#server = server;
    this.#clock = clock;
    this.#settle = settle;
    for (const name of names) {
      const network: Network = { down: false, deaf: false, echo: false, swap: false, sockets: true };
      this.#clients.set(name, this.#open(name, network, memoryKeep()));
    }
  }

  async step(step: Step): Promise<void> {
    if (step.do === 'company') return this.#server.company(step.text);
    if (step.do === 'forget') return this.#server.forget();
    if (step.do === 'settle') return this.#settle();
    const client = this.client(step.who);
    const { network, follower } = client;
    switch (step.do) {
      case 'say':
        follower.send({ type: 'send', body: { kind: 'text', text: step.text } });
        return;
      case 'cut':
        network.down = true;
        this.#server.cut(network, step.code ?? 1006);
        return this.#settle();
      case 'deafen':
        network.deaf = true;
        return;
      case 'echo':
        network.echo = true;
        return;
      case 'swap':
        network.swap = true;
        return;
      case 'sockets':
        network.sockets = step.allowed;
        return;
      case 'return':
        this.#listen(network);
        network.down = false;
        follower.wake();
        return;
      case 'restart':
        follower.stop();
        this.#server.cut(network, 1006);
        this.#clients.set(step.who, this.#open(step.who, network, client.keep));
        return;
      default:
        return step satisfies never;
    }
  }

  /** Takes every disturbance away and lets everything arrive. */
  async heal(): Promise<void> {
    for (const { network, follower } of this.#clients.values()) {
      this.#listen(network);
      Object.assign(network, { down: false, deaf: false, echo: false, swap: false, sockets: true });
      follower.wake();
    }
    await this.#settle();
  }

  /** The texts a client's screen shows: the line, then what is still on its way. */
  screen(who: string): string[] {
    const { follower } = this.client(who);
    const said = (follower.state?.messages ?? []).map(({ body }) => body);
    const waiting = pendingRows(follower.state, follower.pending, follower.instance).map(({ body }) => body);
    return [...said, ...waiting].map((body) => (body.kind === 'text' ? body.text : body.kind));
  }

  client(who: string): Client {
    const found = this.#clients.get(who);
    if (!found) throw new Error(`no client ${who}`);
    return found;
  }

  stop(): void {
    for (const { follower } of this.#clients.values()) follower.stop();
  }

  /** What a deaf connection lost is lost; only a new one hears again, as with TCP. */
  #listen(network: Network): void {
    if (network.deaf) this.#server.cut(network, 1006);
    network.deaf = false;
  }

  #open(name: string, network: Network, keep: Keep): Client {
    const refused: string[] = [];
    let stood = 0;
    const follower = new LineFollower({
      door: this.#server.door(network),
      dial: this.#server.dial(network),
      clock: this.#clock,
      keep,
      instance: name,
      changed: () => {
        const revision = follower.state?.revision ?? 0;
        if (revision < stood) throw new Error(`${name} went back from ${stood} to ${revision}`);
        stood = revision;
      },
      refused: (code) => refused.push(code),
    });
    follower.start();
    return { follower, network, keep, refused };
  }
}
