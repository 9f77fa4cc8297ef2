/** A person's actor under test: opens screens on it, hears for it, and reads what its tables say. */
import { env } from 'cloudflare:workers';
import { runInDurableObject } from 'cloudflare:test';
import type { Address, Hearing, Viewer } from '../../shared/actors.ts';
import { STREAM_VERSION, type Position, type ServerFrame } from '../../shared/frame.ts';
import type { Body } from '../../shared/message.ts';
import { stubOf } from '../stub.ts';

let count = 0;

/** A person of this test alone: storage is shared within a file. */
export function freshPerson(): { id: string; web: Address; wechat: Address; sms: Address } {
  count += 1;
  const id = `c_test${count}${Math.floor(performance.now())}`;
  const accounts = JSON.parse(env.ACCOUNTS) as { channel: string; kind?: string; provider?: string; id: string }[];
  const account = (match: (one: (typeof accounts)[number]) => boolean) => accounts.find(match)?.id ?? 'none';
  return {
    id,
    web: { channel: 'web', account: account((one) => one.channel === 'web'), peer: `v_${id}` },
    wechat: { channel: 'wechat', account: account((one) => one.kind === 'official'), peer: `o_${id}` },
    sms: { channel: 'sms', account: account((one) => one.provider === 'aliyun'), peer: '+8613800138000' },
  };
}

export function customer(id: string) {
  return env.CUSTOMER.getByName(id);
}

export function visitor(address: Address, scope: 'line' | 'endpoint' = 'line'): Viewer {
  return { kind: 'customer', address, scope, site: 'shop', facts: {} };
}

export function agent(id = 'a_1', name = '林小夏'): Viewer {
  return { kind: 'agent', agent: { id, name, role: 'agent' }, site: 'staff' };
}

export const text = (words: string): Body => ({ kind: 'text', text: words });

export function said(address: Address, key: string, words: string, at = Date.now()): Hearing {
  const hearing: Hearing = { heard: { kind: 'message', key, address, body: text(words), at } };
  if (address.channel === 'wechat') {
    hearing.heard = { ...hearing.heard, window: { left: 5, endsAt: at + 48 * 3_600_000 } };
  }
  return hearing;
}

/** A screen on the line: what it got, in order. */
export class Screen {
  readonly frames: ServerFrame[] = [];
  readonly socket: WebSocket;
  closed: { code: number } | null = null;

  constructor(socket: WebSocket) {
    this.socket = socket;
    socket.accept();
    socket.addEventListener('message', (event) => {
      if (event.data !== 'pong') this.frames.push(JSON.parse(String(event.data)) as ServerFrame);
    });
    socket.addEventListener('close', (event) => {
      this.closed = { code: event.code };
    });
  }

  say(frame: object): void {
    this.socket.send(JSON.stringify(frame));
  }

  of<Type extends ServerFrame['type']>(type: Type): Extract<ServerFrame, { type: Type }>[] {
    return this.frames.filter((frame): frame is Extract<ServerFrame, { type: Type }> => frame.type === type);
  }

  /** Waits for a frame; fails by its name when none comes. */
  async next<Type extends ServerFrame['type']>(
    type: Type,
    match: (frame: Extract<ServerFrame, { type: Type }>) => boolean = () => true,
  ): Promise<Extract<ServerFrame, { type: Type }>> {
    for (let tries = 0; tries < 400; tries += 1) {
      const found = this.of(type).find(match);
      if (found) return found;
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    throw new Error(`no ${type} frame came; got ${this.frames.map((frame) => frame.type).join(', ')}`);
  }

  /** Texts of message events, in the order they came. */
  texts(): string[] {
    return this.of('event').flatMap((frame) =>
      frame.change.kind === 'message' && frame.change.message.body.kind === 'text'
        ? [frame.change.message.body.text]
        : [],
    );
  }
}

export async function socketTo(id: string, site = 'shop'): Promise<WebSocket> {
  const response = await customer(id).fetch(
    new Request('http://actor/', { headers: { upgrade: 'websocket', 'x-yixian-site': site } }),
  );
  if (!response.webSocket) throw new Error(`no socket: ${response.status}`);
  return response.webSocket;
}

/** Opens a screen with a ticket and says hello. */
export async function openScreen(
  id: string,
  viewer: Viewer,
  instance: string,
  position: Position | null = null,
): Promise<Screen> {
  const ticket = await customer(id).ticket(viewer);
  if (!ticket.ok) throw new Error(ticket.code);
  const screen = new Screen(await socketTo(id, viewer.site));
  screen.say({ type: 'hello', version: STREAM_VERSION, ticket: ticket.ticket, instance, position });
  await screen.next('welcome');
  return screen;
}

/** Rows of the actor's own tables. */
export async function rows(id: string, query: string): Promise<Record<string, SqlStorageValue>[]> {
  return runInDurableObject(stubOf(customer(id)), (_instance: unknown, state: DurableObjectState) =>
    state.storage.sql.exec(query).toArray(),
  );
}
