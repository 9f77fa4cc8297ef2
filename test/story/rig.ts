/** People of a story: agents at their desk, customers on their screens, the world and its post. Everything through the gateway's doors. */
import { env, exports } from 'cloudflare:workers';
import { STREAM_VERSION, type Position, type ServerFrame } from '../../shared/frame.ts';
import { applyDesk, emptyDeskView, type DeskView, type SeatAct, type SeatServerFrame } from '../../shared/seat.ts';
import { until, WORLD_URL } from '../world.ts';

const PUBLIC = env.PUBLIC_URL;

type Headed = Record<string, string>;
/** What a page says of itself; an APP is none, and says nothing. */
const PAGE: Headed = { origin: PUBLIC };
export const NO_PAGE: Headed = {};

export async function ask<Answer>(path: string, body: unknown, headers: Headed = {}, page = PAGE): Promise<Answer> {
  const response = await exports.default.fetch(`${PUBLIC}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...page, ...headers },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
  return response.json<Answer>();
}

/** Something a person does in the simulated world. */
export async function inWorld<Answer>(path: string, body?: unknown): Promise<Answer> {
  const response = await fetch(`${WORLD_URL}/sandbox${path}`, {
    method: body === undefined ? 'GET' : 'POST',
    headers: { 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
  return response.json<Answer>();
}

/** The world posts what is due: webhooks, reports, replies. */
export async function post(): Promise<void> {
  await inWorld('/settle', {});
}

/** One followed stream, as a client would see it. */
export class Stream<Frame extends { type: string } = ServerFrame> {
  readonly frames: Frame[] = [];
  readonly #socket: WebSocket;
  #number = 0;

  constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.accept();
    socket.addEventListener('message', (event) => {
      if (event.data === 'pong') return;
      const frame = JSON.parse(String(event.data)) as Frame;
      // As every client does: a hidden tab's own timers may sleep, but it hears.
      if (frame.type === 'probe') socket.send('ping');
      else this.frames.push(frame);
    });
  }

  say(frame: object): void {
    this.#socket.send(JSON.stringify(frame));
  }

  /** Sends the next numbered frame and waits until it is committed. */
  async do(frame: object): Promise<void> {
    this.#number += 1;
    const number = this.#number;
    this.say({ ...frame, number });
    const answer = await this.next(
      (one) => (one.type === 'accepted' || one.type === 'refused') && 'number' in one && one.number === number,
      `an answer to ${JSON.stringify(frame)}`,
    );
    if (answer.type === 'refused') throw new Error(JSON.stringify(answer));
  }

  next(match: (frame: Frame) => boolean, name: string): Promise<Frame> {
    return until(`${name}; got ${this.frames.length} frames`, () => this.frames.find(match));
  }

  close(): void {
    this.#socket.close(1000);
  }
}

export class LineStream extends Stream {
  /** Messages of the snapshot and of later events, in order. */
  messages() {
    return this.frames.flatMap((frame) => {
      if (frame.type === 'reset') return frame.snapshot.messages;
      return frame.type === 'event' && frame.change.kind === 'message' ? [frame.change.message] : [];
    });
  }

  /** What is said, with the channel it went over and who spoke. */
  said(): string[] {
    return this.messages().map(
      (one) => `${one.channel ?? '-'} ${one.speaker.kind}: ${one.body.kind === 'text' ? one.body.text : one.body.kind}`,
    );
  }

  sees(words: string): Promise<true> {
    return until(
      `“${words}”; seen: ${this.said().join(' | ')}`,
      () => this.said().some((one) => one.includes(words)) || null,
    );
  }

  /** A message's body as it is now: fetched, put into words. */
  bodyOf(id: string) {
    const changed = this.frames.flatMap((frame) =>
      frame.type === 'event' && frame.change.kind === 'body' && frame.change.id === id ? [frame.change.body] : [],
    );
    return changed.at(-1) ?? this.messages().find((one) => one.id === id)?.body;
  }

  statusOf(words: string): string {
    const message = this.messages().find((one) => JSON.stringify(one.body).includes(words));
    const changed = this.frames.flatMap((frame) =>
      frame.type === 'event' && frame.change.kind === 'status' && frame.change.id === message?.id
        ? [frame.change.status]
        : [],
    );
    return changed.at(-1) ?? message?.status ?? 'nowhere';
  }

  get position(): Position {
    let position: Position = { epoch: '', revision: 0 };
    for (const frame of this.frames) {
      if (frame.type === 'reset') position = { epoch: frame.epoch, revision: frame.revision };
      if (frame.type === 'event') position = { ...position, revision: frame.revision };
      if (frame.type === 'welcome') position = { ...position, epoch: frame.epoch };
    }
    return position;
  }

  session() {
    for (const frame of [...this.frames].reverse()) {
      if (frame.type === 'event' && frame.change.kind === 'session') return frame.change.session;
      if (frame.type === 'reset') return frame.snapshot.session;
    }
    return null;
  }

  endpoints() {
    const found = new Map<string, { id: string; channel: string; label: string }>();
    for (const frame of this.frames) {
      if (frame.type === 'reset') for (const one of frame.snapshot.endpoints) found.set(one.id, one);
      if (frame.type === 'event' && frame.change.kind === 'endpoint')
        found.set(frame.change.endpoint.id, frame.change.endpoint);
    }
    return [...found.values()];
  }
}

async function socket(path: string, headers: Headed, page = PAGE): Promise<WebSocket> {
  const response = await exports.default.fetch(`${PUBLIC}${path}`, {
    headers: { upgrade: 'websocket', ...page, ...headers },
  });
  if (!response.webSocket) throw new Error(`${path}: ${response.status} ${await response.text()}`);
  return response.webSocket;
}

/** A customer's screen with a session token, by way of a ticket. */
export async function openLine(
  token: string,
  instance: string,
  position: Position | null = null,
  page = PAGE,
): Promise<LineStream> {
  const by = { authorization: `Bearer ${token}` };
  const { ticket, url } = await ask<{ ticket: string; url: string }>('/v1/ticket', {}, by, page);
  const stream = new LineStream(await socket(url, {}, page));
  stream.say({ type: 'hello', version: STREAM_VERSION, ticket, instance, position });
  await stream.next((frame) => frame.type === 'welcome', 'welcome');
  return stream;
}

/** Signs a persona of the demo shop in on the website. */
export async function onWebsite(persona: string): Promise<string> {
  const { token } = await inWorld<{ token: string }>('/shop/sign-in', { persona });
  return (await ask<{ token: string }>('/v1/session', { site: 'shop', token })).token;
}

/** Signs a persona in by the mini-program. */
export async function inMiniprogram(persona: string): Promise<string> {
  const accounts = JSON.parse(env.ACCOUNTS) as { channel: string; id: string }[];
  const account = accounts.find((one) => one.channel === 'miniprogram')?.id ?? '';
  const { code } = await inWorld<{ code: string }>('/wechat/login-code', { appid: account, persona });
  return (await ask<{ token: string }>('/v1/miniprogram/sign-in', { account, code })).token;
}

async function seatOf(cookie: string, instance: string): Promise<Stream<SeatServerFrame>> {
  const { ticket, url } = await ask<{ ticket: string; url: string }>('/staff/v1/ticket', { seat: true }, { cookie });
  const seat = new Stream<SeatServerFrame>(await socket(url, { cookie }));
  seat.say({ type: 'hello', version: STREAM_VERSION, ticket, instance, position: null });
  await seat.next((frame) => frame.type === 'welcome', 'welcome');
  return seat;
}

/** An agent on duty: the seat's stream, and any customer's line on demand. */
export class AgentDesk {
  /** Their newest connection. */
  seat: Stream<SeatServerFrame>;
  readonly #cookie: string;

  private constructor(seat: Stream<SeatServerFrame>, cookie: string) {
    this.seat = seat;
    this.#cookie = cookie;
  }

  static async signIn(login: string, name: string, role: 'agent' | 'lead' = 'agent'): Promise<AgentDesk> {
    const operator = { authorization: `Bearer ${env.OPERATOR_KEY ?? ''}` };
    const { password } = await ask<{ password: string }>('/operator/v1/member', { login, name, role }, operator);
    const response = await exports.default.fetch(`${PUBLIC}/staff/v1/sign-in`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: PUBLIC },
      body: JSON.stringify({ login, password }),
    });
    const cookie = (response.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
    if (!response.ok || !cookie) throw new Error(`sign-in: ${response.status}`);
    const desk = new AgentDesk(await seatOf(cookie, `seat-${login}`), cookie);
    await desk.acts({ act: 'duty', duty: 'online' });
    return desk;
  }

  /** The tab was closed and is opened again, as a fresh one. */
  async comesBack(instance: string): Promise<void> {
    this.seat = await seatOf(this.#cookie, instance);
  }

  acts(act: SeatAct): Promise<void> {
    return this.seat.do({ type: 'act', act });
  }

  /** The desk as this screen was told of it. */
  get desk(): DeskView {
    return this.seat.frames.reduce(
      (view, frame) => (frame.type === 'desk' ? (applyDesk(view, frame.desk) ?? view) : view),
      emptyDeskView,
    );
  }

  /** What the desk said to this agent, by its codes. */
  notices(): string[] {
    return this.seat.frames.flatMap((frame) =>
      frame.type === 'event' && frame.change.kind === 'notice' ? [frame.change.notice.code] : [],
    );
  }

  async reads<Answer>(path: string): Promise<Answer> {
    const response = await exports.default.fetch(`${PUBLIC}${path}`, { headers: { cookie: this.#cookie } });
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    return response.json();
  }

  /** Posts as this member; answers the refusal too. */
  async asks<Answer>(path: string, body: unknown): Promise<Answer> {
    const response = await exports.default.fetch(`${PUBLIC}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: PUBLIC, cookie: this.#cookie },
      body: JSON.stringify(body),
    });
    return response.json();
  }

  /** The conversation of a name as the list shows it. */
  async conversation(name: string, match: (row: { state: string; unread: number }) => boolean = () => true) {
    return until(`a conversation with ${name}`, () => {
      for (const frame of [...this.seat.frames].reverse()) {
        if (frame.type !== 'event' || frame.change.kind !== 'conversation') continue;
        const { conversation } = frame.change;
        if (conversation.name === name && match(conversation)) return conversation;
      }
      return null;
    });
  }

  async line(customer: string, instance = `line-${customer}`): Promise<LineStream> {
    const { ticket, url } = await ask<{ ticket: string; url: string }>(
      '/staff/v1/ticket',
      { customer },
      { cookie: this.#cookie },
    );
    const stream = new LineStream(await socket(url, { cookie: this.#cookie }));
    stream.say({ type: 'hello', version: STREAM_VERSION, ticket, instance, position: null });
    await stream.next((frame) => frame.type === 'reset', 'reset');
    return stream;
  }
}
