/** A customer of the demo shop at the other end of the dashboard's story: speaks over the real socket, remembers what was heard. */
import { WebSocket } from 'ws';
import { STREAM_VERSION, type ServerFrame } from '../../shared/frame.ts';
import { fallbackText } from '../../shared/fallback.ts';
import type { Message } from '../../shared/message.ts';

/** One visitor with one open socket. */
export class Customer {
  readonly heard: Message[] = [];
  /** How many stood before this customer, as it was pushed. */
  readonly places: number[] = [];
  #socket: WebSocket;
  #number = 0;
  #revision = 0;

  constructor(socket: WebSocket) {
    this.#socket = socket;
  }

  /** `persona`: signed in by the shop as one of its people. */
  static async arrive(gateway: string, persona?: string): Promise<Customer> {
    const post = async <Answer>(path: string, body: object, bearer?: string): Promise<Answer> => {
      const headers = { 'content-type': 'application/json', origin: gateway };
      const answer = await fetch(gateway + path, {
        method: 'POST',
        headers: bearer ? { ...headers, authorization: `Bearer ${bearer}` } : headers,
        body: JSON.stringify(body),
      });
      if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
      return (await answer.json()) as Answer;
    };
    const vouched =
      persona === undefined
        ? {}
        : { token: (await post<{ token: string }>('/sandbox/shop/sign-in', { persona })).token };
    const { token } = await post<{ token: string }>('/v1/session', { site: 'shop', ...vouched });
    const { ticket, url } = await post<{ ticket: string; url: string }>('/v1/ticket', {}, token);
    const socket = new WebSocket(gateway.replace('http', 'ws') + url, { origin: gateway });
    const customer = new Customer(socket);
    await new Promise<void>((resolve, reject) => {
      socket.on('error', reject);
      socket.on('open', () =>
        socket.send(
          JSON.stringify({ type: 'hello', version: STREAM_VERSION, ticket, instance: 'story', position: null }),
        ),
      );
      socket.on('message', (data: Buffer) => {
        const frame = JSON.parse(data.toString('utf8')) as ServerFrame;
        customer.#take(frame);
        if (frame.type === 'reset') resolve();
      });
    });
    return customer;
  }

  #take(frame: ServerFrame): void {
    if (frame.type === 'queue') this.places.push(frame.position);
    if (frame.type !== 'event' && frame.type !== 'reset') return;
    this.#revision = frame.revision;
    this.#socket.send(JSON.stringify({ type: 'got', revision: frame.revision }));
    if (frame.type === 'event' && frame.change.kind === 'message') this.heard.push(frame.change.message);
  }

  say(text: string): void {
    this.#number += 1;
    this.#socket.send(JSON.stringify({ type: 'send', number: this.#number, body: { kind: 'text', text } }));
  }

  /** Ends the conversation. */
  end(): void {
    this.#number += 1;
    this.#socket.send(JSON.stringify({ type: 'act', number: this.#number, act: { act: 'close' } }));
  }

  type(on: boolean): void {
    this.#socket.send(JSON.stringify({ type: 'typing', on }));
  }

  read(): void {
    this.#socket.send(JSON.stringify({ type: 'read', revision: this.#revision }));
  }

  /** Everything an agent said to this customer. */
  fromAgents(): string[] {
    return this.heard.filter((one) => one.speaker.kind === 'agent').map((one) => fallbackText(one.body));
  }

  leave(): void {
    this.#socket.close(1000);
  }
}
