/** The customer's open screens: sockets that sleep and wake, tickets, flow control. Sends only what is committed. */
import * as v from 'valibot';
import type { Viewer } from '../../shared/actors.ts';
import {
  agentFrame,
  customerFrame,
  FRAME_LIMIT,
  WINDOW_BYTES,
  WINDOW_EVENTS,
  type AgentFrame,
  type CustomerFrame,
  type ServerFrame,
} from '../../shared/frame.ts';
import { refuse, type Refusal } from '../../shared/refusal.ts';
import { Window } from '../lib/window.ts';
import type { Assist } from './assist.ts';
import { refused } from './frames.ts';
import { Guests } from './guests.ts';
import { attach, attachmentOf, post, shut } from './sockets.ts';
import { eventOf, sightOf, type Attachment, type Seen } from './stream.ts';
import { mayBeSeen } from './rows.ts';
import type { ChangeRow, LineStore } from './store.ts';
import { Viewers } from './viewers.ts';

const LIMIT = { events: WINDOW_EVENTS, bytes: WINDOW_BYTES };
/** Sockets that haven't said hello yet; beyond this the oldest goes. */
const STRANGERS = 16;
export const HELLO_MS = 10_000;
const BATCH = 32;

export class Screens {
  readonly #ctx: DurableObjectState;
  readonly #line: LineStore;
  readonly #windows = new WeakMap<WebSocket, Window>();
  /** The revision up to which a screen has all it may see; unknown after sleep, then the table is asked. */
  readonly #seenUpTo = new WeakMap<WebSocket, number>();
  /** The last revision of another line a screen has; the next event follows it. */
  readonly #shown = new WeakMap<WebSocket, number>();
  /** What helps colleagues; lent by the actor. */
  assist: Assist | null = null;
  readonly guests: Guests;
  readonly viewers = new Viewers((frame) => this.signal(frame, 'agent'));
  /** Until its hello a socket has ten seconds; afterwards no timer keeps the object awake. */
  readonly #patience = new WeakMap<WebSocket, ReturnType<typeof setTimeout>>();
  #waiters = new Set<() => void>();

  constructor(ctx: DurableObjectState, line: LineStore) {
    this.#ctx = ctx;
    this.#line = line;
    this.guests = new Guests(ctx, line);
    ctx.setWebSocketAutoResponse(new WebSocketRequestResponsePair('ping', 'pong'));
  }

  /** Whether this person was ever met. */
  met(): boolean {
    return this.#line.person() !== null;
  }

  /** Whether the customer has a screen open, at this address or anywhere. */
  here(endpoint?: string): boolean {
    return this.#ctx.getWebSockets().some((one) => {
      const seen = attachmentOf(one)?.seen;
      return seen?.kind === 'customer' && (endpoint === undefined || seen.endpoint === endpoint);
    });
  }

  /** Accepts a socket that may sleep; it has ten seconds for its hello. */
  accept(request: Request): Response {
    if (!this.met()) return Response.json(refuse('bad_ticket'), { status: 401 });
    if (request.headers.get('upgrade')?.toLowerCase() !== 'websocket') {
      return Response.json(refuse('wrong_method'), { status: 426 });
    }
    const strangers = this.#ctx.getWebSockets().filter((one) => !attachmentOf(one)?.seen);
    for (const one of strangers.slice(0, Math.max(0, strangers.length - STRANGERS + 1)))
      shut(one, 'stop', 'hello late');
    const [client, server] = Object.values(new WebSocketPair()) as [WebSocket, WebSocket];
    this.#ctx.acceptWebSocket(server);
    const site = request.headers.get('x-yixian-site') ?? '';
    attach(server, { site, seen: null, instance: '', flight: { last: 0, events: 0, bytes: 0 }, ready: false });
    this.#patience.set(
      server,
      setTimeout(() => shut(server, 'stop', 'hello late'), HELLO_MS),
    );
    return new Response(null, { status: 101, webSocket: client });
  }

  /** The person was erased: colleagues are told so and stop, the person's own screens begin as somebody new. */
  end(): void {
    for (const socket of this.#ctx.getWebSockets()) {
      const staff = attachmentOf(socket)?.seen?.kind === 'agent';
      if (staff) post(socket, refused(refuse('erased')));
      shut(socket, staff ? 'stop' : 'newTicket', 'erased');
    }
    this.#wake();
  }

  /** A fault on this socket: it comes back and resumes. */
  drop(socket: WebSocket): void {
    shut(socket, 'resume', 'fault');
  }

  /** The other side closed: complete the handshake where the code may be repeated. */
  closed(socket: WebSocket, code: number): void {
    clearTimeout(this.#patience.get(socket));
    this.viewers.left(socket, Date.now());
    const repeatable = code === 1000 || (code >= 3000 && code <= 4999);
    if (socket.readyState !== WebSocket.CLOSED) socket.close(repeatable ? code : 1000, 'closed');
  }

  /** From now on this socket follows the line after `position`; `shown` is what the screen calls it. */
  ready(socket: WebSocket, attachment: Attachment, position: number, shown = position): void {
    clearTimeout(this.#patience.get(socket));
    if (shown !== position) this.#shown.set(socket, shown);
    const window = new Window(LIMIT, { last: position, events: 0, bytes: 0 });
    this.#windows.set(socket, window);
    const next = { ...attachment, ready: true, flight: window.flight() };
    attach(socket, next);
    this.#pump(socket, next);
  }

  /** The reader answered up to a revision: more may follow. */
  answered(socket: WebSocket, revision: number): void {
    const attachment = attachmentOf(socket);
    if (!attachment?.ready) return;
    const window = this.#window(socket, attachment);
    window.answer(revision);
    this.#pump(socket, attachment);
  }

  /** Something was committed: every screen gets what it may see and has room for. */
  tell(news: readonly ChangeRow[]): void {
    this.guests.leave();
    if (news.length === 0) return;
    this.#tell(news);
    this.assist?.heard(news);
  }

  #tell(news: readonly ChangeRow[]): void {
    const first = news[0];
    const last = news[news.length - 1];
    if (!first || !last) return;
    for (const socket of this.#ctx.getWebSockets()) {
      const attachment = attachmentOf(socket);
      if (!attachment?.ready) continue;
      // A screen that has everything before these changes needs no look into the table.
      if (this.#seenUpTo.get(socket) === first.revision - 1) this.#push(socket, attachment, news);
      else this.#pump(socket, attachment);
    }
    this.#wake();
  }

  #wake(): void {
    const waiters = this.#waiters;
    this.#waiters = new Set();
    for (const wake of waiters) wake();
  }

  /** Resolves at the next commit, or after `ms`. */
  nextChange(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const wake = () => {
        clearTimeout(timer);
        this.#waiters.delete(wake);
        resolve();
      };
      const timer = setTimeout(wake, ms);
      this.#waiters.add(wake);
    });
  }

  /** Whether a colleague's screen is open. */
  watched(): boolean {
    return this.#ctx.getWebSockets().some((one) => attachmentOf(one)?.seen?.kind === 'agent');
  }

  /** A frame that is not kept (typing, place in line), to one side's ready screens. */
  signal(frame: ServerFrame, to: Seen['kind'], except?: WebSocket): void {
    const text = JSON.stringify(frame);
    for (const socket of this.#ctx.getWebSockets()) {
      const attachment = attachmentOf(socket);
      if (socket !== except && attachment?.ready && attachment.seen?.kind === to) post(socket, text);
    }
  }

  /** Sends what the table holds after the screen's position, as far as its window has room. */
  #pump(socket: WebSocket, attachment: Attachment): void {
    if (!attachment.seen) return;
    const window = this.#window(socket, attachment);
    const sight = sightOf(attachment.seen);
    const head = this.#line.head();
    for (;;) {
      const rows = this.#line.changesAfter(window.last, BATCH, sight);
      if (!this.#send(socket, window, rows)) break;
      if (rows.length < BATCH) {
        this.#seenUpTo.set(socket, head);
        break;
      }
    }
    attach(socket, { ...attachment, flight: window.flight() });
  }

  /** Sends changes just committed to a screen that has all before them. */
  #push(socket: WebSocket, attachment: Attachment, news: readonly ChangeRow[]): void {
    if (!attachment.seen) return;
    const window = this.#window(socket, attachment);
    const sight = sightOf(attachment.seen);
    const visible = news.filter((row) => mayBeSeen(row, sight));
    const all = this.#send(socket, window, visible);
    if (all) this.#seenUpTo.set(socket, news[news.length - 1]?.revision ?? 0);
    else this.#seenUpTo.delete(socket);
    if (visible.length > 0) attach(socket, { ...attachment, flight: window.flight() });
  }

  /** Posts events while the window has room; answers whether all went. */
  #send(socket: WebSocket, window: Window, rows: readonly ChangeRow[]): boolean {
    for (const row of rows) {
      const text = JSON.stringify(eventOf(row, this.#shown.get(socket) ?? window.last));
      // UTF-16 length times three bounds the UTF-8 size without encoding twice.
      if (!window.hasRoom(text.length * 3)) return false;
      post(socket, text);
      window.send(row.revision, text.length * 3);
      this.#shown.delete(socket);
    }
    return true;
  }

  #window(socket: WebSocket, attachment: Attachment): Window {
    const known = this.#windows.get(socket);
    if (known) return known;
    const woken = new Window(LIMIT, attachment.flight);
    this.#windows.set(socket, woken);
    return woken;
  }
}

type Refused = Extract<ServerFrame, { type: 'refused' }>;
/** A frame too large to be obeyed is still read up to here, to name the number it carries in the refusal. */
const READ_LIMIT = 16 * FRAME_LIMIT;
/** A frame that is right in form, or the refusal it gets. */
export type Parsed = { frame: CustomerFrame | AgentFrame; refused: null } | { frame: null; refused: Refused };

/** A frame's text as the viewer's frame. Customers and agents have their own frames. */
export function parseFrame(text: string | ArrayBuffer, kind: Viewer['kind']): Parsed {
  if (typeof text !== 'string' || text.length > READ_LIMIT)
    return { frame: null, refused: refused(refuse('too_large')) };
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch {
    return { frame: null, refused: refused(refuse(text.length > FRAME_LIMIT ? 'too_large' : 'bad_json')) };
  }
  if (text.length > FRAME_LIMIT) return malformed(refuse('too_large'), data);
  return checkFrame(data, kind);
}

export function checkFrame(data: unknown, kind: Viewer['kind']): Parsed {
  const parsed = v.safeParse(kind === 'agent' ? agentFrame : customerFrame, data);
  if (parsed.success) return { frame: parsed.output, refused: null };
  const issue = parsed.issues[0];
  const path = v.getDotPath(issue);
  const detail = `${path ?? 'frame'}: ${issue.message.slice(0, 200)}`;
  const code = issue.type === 'max_length' && path?.startsWith('body.') ? 'too_large' : 'bad_request';
  return malformed(refuse(path === 'type' ? 'unknown_frame' : code, detail), data);
}

/** Refuses a frame by its number, which is not spent: the sender's next frame takes it. */
function malformed(refusal: Refusal, data: unknown): Parsed {
  const number = numberIn(data);
  if (number === null) return { frame: null, refused: refused(refusal) };
  const detail = `${refusal.detail} (number ${number} is free again)`.trim();
  return { frame: null, refused: { ...refused({ ...refusal, detail }), number } };
}

/** The number a malformed frame carries, so that the sender knows which one was refused. */
function numberIn(data: unknown): number | null {
  const number = typeof data === 'object' && data !== null && 'number' in data ? data.number : null;
  return typeof number === 'number' && Number.isSafeInteger(number) && number > 0 ? number : null;
}
