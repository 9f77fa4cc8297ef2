/** A visitor of the demo shop as a program: writes numbered messages, remembers what was acknowledged, comes back after a cut. */
import { WebSocket } from 'ws';
import { STREAM_VERSION } from '../shared/frame.ts';
import type { Message } from '../shared/message.ts';
import type { ServerFrame } from '../shared/frame.ts';

const GATHER_MS = 200;

type Session = { token: string };

/** One visitor with one instance. */
export class Visitor {
  readonly #url: string;
  readonly #name: string;
  #session: Session | null = null;
  #socket: WebSocket | null = null;
  #committed = 0;
  #stopped = false;
  /** The highest number whose `accepted` was seen. */
  acknowledged = 0;
  /** Milliseconds from send to `accepted`, of those sent once. */
  readonly waits: number[] = [];
  #sentAt = 0;
  #got = 0;
  #gather: ReturnType<typeof setTimeout> | null = null;
  #stopping: (() => void) | null = null;

  constructor(url: string, name: string) {
    this.#url = url;
    this.#name = name;
  }

  /** Writes one message after the other until stopped, through every cut. */
  async write(): Promise<void> {
    while (!this.#stopped) {
      try {
        await this.#connection();
      } catch {
        // The gateway is away: that is what is being tried.
      }
      if (!this.#stopped) await new Promise((resolve) => setTimeout(resolve, 20 + Math.random() * 80));
    }
  }

  stop(): void {
    this.#stopped = true;
    this.#stopping?.();
  }

  async #connection(): Promise<void> {
    const { socket, hello } = await this.#open();
    await new Promise<void>((resolve) => {
      this.#socket = socket;
      this.#stopping = () => socket.close(1000);
      socket.on('close', () => resolve());
      socket.on('error', () => socket.terminate());
      socket.on('message', (data: Buffer) => this.#heard(JSON.parse(data.toString('utf8')) as ServerFrame));
      socket.on('open', () => socket.send(hello));
    });
  }

  #heard(frame: ServerFrame): void {
    switch (frame.type) {
      case 'welcome':
        this.#committed = frame.accepted;
        return this.#next();
      case 'accepted':
        this.acknowledged = Math.max(this.acknowledged, frame.number);
        this.#committed = Math.max(this.#committed, frame.number);
        this.waits.push(performance.now() - this.#sentAt);
        return this.#next();
      case 'reset':
      case 'event':
        this.#got = frame.revision;
        // Gathered as the screens' client does.
        if (this.#gather !== null) return;
        this.#gather = setTimeout(() => {
          this.#gather = null;
          if (this.#socket?.readyState === WebSocket.OPEN) {
            this.#socket.send(JSON.stringify({ type: 'got', revision: this.#got }));
          }
        }, GATHER_MS);
        return;
      case 'refused':
        this.#socket?.terminate();
        return;
      case 'page':
      case 'typing':
      case 'viewing':
      case 'assist':
      case 'queue':
        return;
    }
  }

  #next(): void {
    if (this.#stopped) return;
    const number = this.#committed + 1;
    this.#sentAt = performance.now();
    const body = { kind: 'text', text: `${this.#name} 第 ${number} 条` };
    this.#socket?.send(JSON.stringify({ type: 'send', number, body }));
  }

  async #post<Answer>(path: string, value: object): Promise<Answer> {
    const answer = await fetch(`${this.#url}${path}`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        origin: this.#url,
        ...(this.#session ? { authorization: `Bearer ${this.#session.token}` } : {}),
      },
      body: JSON.stringify(value),
      signal: AbortSignal.timeout(5000),
    });
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    return (await answer.json()) as Answer;
  }

  async #open(): Promise<{ socket: WebSocket; hello: string }> {
    this.#session ??= await this.#post<Session>('/v1/session', { site: 'shop' });
    const { ticket, url } = await this.#post<{ ticket: string; url: string }>('/v1/ticket', {});
    const socket = new WebSocket(`${this.#url.replace('http', 'ws')}${url}`, { origin: this.#url });
    const hello = { type: 'hello', version: STREAM_VERSION, ticket, instance: this.#name, position: null };
    return { socket, hello: JSON.stringify(hello) };
  }

  /** Everything this visitor wrote, as the server has it now. */
  async written(): Promise<Message[]> {
    const { socket, hello } = await this.#open();
    const found = new Map<string, Message>();
    let request = 0;
    await new Promise<void>((resolve, reject) => {
      const take = (messages: readonly Message[], more: boolean) => {
        for (const one of messages) found.set(one.id, one);
        const before = Math.min(...[...found.values()].map((one) => one.revision));
        if (!more || messages.length === 0) return socket.close(1000);
        request += 1;
        socket.send(JSON.stringify({ type: 'history', request, before, limit: 100 }));
      };
      socket.on('open', () => socket.send(hello));
      socket.on('error', reject);
      socket.on('close', () => resolve());
      socket.on('message', (data: Buffer) => {
        const frame = JSON.parse(data.toString('utf8')) as ServerFrame;
        if (frame.type === 'reset') take(frame.snapshot.messages, frame.snapshot.more);
        if (frame.type === 'page') take(frame.messages, frame.more);
      });
    });
    return [...found.values()].filter((one) => one.client?.instance === this.#name);
  }
}
