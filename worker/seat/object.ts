/** An agent's seat: the stream their dashboards follow. Opens transactions and calls out; routes nobody. */
import { DurableObject } from 'cloudflare:workers';
import type { SeatCalls } from '../../shared/actors.ts';
import { TICKET_MS } from '../../shared/frame.ts';
import type { Conversation, DeskDelta } from '../../shared/seat.ts';
import type { Env } from '../env.ts';
import { wakeAt } from '../lib/alarm.ts';
import type { Drain } from '../lib/drain.ts';
import { migrate } from '../lib/migrate.ts';
import { faultLine, freshNumber, log } from '../log.ts';
import { Tickets } from '../lib/tickets.ts';
import { note } from '../watch-counts.ts';
import { Acts } from './acts.ts';
import { asksForSocket, Door, refusalResponse } from './door.ts';
import { DeskFeed } from './feed.ts';
import { obeyReplies } from './replies.ts';
import { askDesk, Presence, presencePost, type PresenceLetter } from './presence.ts';
import { steps } from './schema.ts';
import { Sockets, type Viewer } from './sockets.ts';
import { SeatStore } from './store.ts';

const LOOK_AGAIN_MS = 2_000;
const AFTER_FAULT_MS = 5_000;

export class Seat extends DurableObject<Env> implements SeatCalls {
  readonly #store: SeatStore;
  readonly #presence: Presence;
  readonly #sockets: Sockets;
  readonly #tickets = new Tickets<Viewer>(TICKET_MS);
  readonly #door: Door;
  readonly #feed: DeskFeed;
  readonly #drain: Drain<PresenceLetter>;

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env);
    migrate(ctx.storage, steps);
    ctx.setWebSocketAutoResponse(new WebSocketRequestResponsePair('ping', 'pong'));
    this.#store = new SeatStore(ctx.storage.sql);
    this.#presence = new Presence(this.#store);
    const desk = () => env.DESK.getByName('main');
    this.#sockets = new Sockets({
      all: () => ctx.getWebSockets(),
      accept: (socket) => ctx.acceptWebSocket(socket),
      pingedAt: (socket) => ctx.getWebSocketAutoResponseTimestamp(socket)?.getTime() ?? null,
      changesAfter: (revision, limit) => this.#store.changesAfter(revision, limit),
      onDuty: () => this.#presence.onDuty(),
    });
    this.#feed = new DeskFeed(this.#sockets, (since) => askDesk(desk(), since));
    const acts = new Acts(this.#store, this.#presence, { desk, change: (act) => this.#change(act) });
    this.#door = new Door(this.#store, this.#sockets, this.#tickets, acts, {
      draft: (...given) => this.#sockets.showDraft(this.#change((now) => this.#store.news.keepDraft(...given, now))),
      arrived: (viewer) => this.#change((now) => this.#presence.seat(viewer, now)),
      followDesk: (socket) => this.#feed.follow(socket, Date.now()),
      heard: (socket) => this.#feed.heard(socket, Date.now()),
    });
    this.#drain = presencePost(this.#presence, desk, (act) => this.#change(act));
  }

  /** The socket of a dashboard; who it is, it says in its first frame. */
  override async fetch(request: Request): Promise<Response> {
    if (!asksForSocket(request)) return refusalResponse('bad_request', 'A socket is expected.');
    const client = this.#sockets.open(Date.now());
    if (!client) return refusalResponse('rate_limited', 'This agent has too many dashboards open.');
    this.#change(() => undefined);
    return new Response(null, { status: 101, webSocket: client });
  }

  async ticket(viewer: Viewer) {
    return { ok: true, ticket: this.#tickets.issue({ ...viewer }, Date.now()), expiresInMs: TICKET_MS } as const;
  }

  async conversation(row: Conversation, homes: readonly string[] = []) {
    return this.#change((now) => ({ ok: true, applied: this.#store.hearConversation(row, homes, now) }) as const);
  }

  async gone(order: Parameters<SeatCalls['gone']>[0]) {
    return this.#change((now) => ({ ok: true, applied: this.#store.hearGone(order, now) }) as const);
  }

  async forget(order: Parameters<SeatCalls['forget']>[0]) {
    if (this.#change((now) => this.#store.forget(order, now))) this.#sockets.again();
    return { ok: true as const };
  }

  async desk(delta: DeskDelta): Promise<void> {
    this.#feed.show(delta, Date.now());
  }

  async tell(notice: Parameters<SeatCalls['tell']>[0]) {
    return this.#change((now) => ({ ok: true, applied: this.#presence.hear(notice, now) }) as const);
  }

  async setDuty(order: Parameters<SeatCalls['setDuty']>[0]) {
    return this.#change((now) => ({ ok: true, applied: this.#presence.obey(order, now) }) as const);
  }

  async news(news: Parameters<SeatCalls['news']>[0]) {
    return this.#change((now) => ({ ok: true, applied: this.#store.hearNews(news, now) }) as const);
  }

  async replies(order: Parameters<SeatCalls['replies']>[0]) {
    return this.#change(() => obeyReplies(this.#store.news, order));
  }

  override async webSocketMessage(socket: WebSocket, data: string | ArrayBuffer): Promise<void> {
    await this.#door.message(socket, data, Date.now());
  }

  override async webSocketClose(socket: WebSocket): Promise<void> {
    void note(this.env, 'closed', 'seat');
    this.#change(() => undefined, socket);
  }

  override async webSocketError(socket: WebSocket): Promise<void> {
    await this.webSocketClose(socket);
  }

  /** Looks after silent sockets and what the desk wasn't told. Never throws: the runtime would drop the alarm. */
  override async alarm(): Promise<void> {
    try {
      this.#change(() => undefined);
      await this.#drain.run();
      await this.#feed.refresh(Date.now());
    } catch (fault) {
      log(faultLine('', freshNumber(), 'seat alarm', fault));
      await this.ctx.storage.setAlarm(Date.now() + AFTER_FAULT_MS);
    }
  }

  /** One transaction: the change, who is seen, the next alarm. Then the dashboards and the desk are told. */
  #change<Answer>(act: (now: number) => Answer, closed?: WebSocket): Answer {
    const given = this.ctx.storage.transactionSync(() => {
      const now = Date.now();
      const result = act(now);
      this.#presence.observe(this.#sockets.sweep(now, closed), now);
      this.#arm(now, closed);
      return result;
    });
    this.#sockets.pumpAll();
    this.ctx.waitUntil(this.#drain.run());
    return given;
  }

  #arm(now: number, closed?: WebSocket): void {
    const owedAt = this.#presence.nextAt();
    const tellAt = owedAt === null ? null : Math.max(owedAt, now + LOOK_AGAIN_MS);
    wakeAt(this.ctx.storage, this.#sockets.nextSweep(closed), tellAt);
  }
}
