/**
 * The one stream client behind every screen. It connects, resumes from its position, applies only what follows that position,
 * sends what the outbox holds, and falls back to HTTPS where sockets don't get through. It knows no platform.
 */
import type { Position } from '../../shared/frame.ts';
import { backoffMs } from './backoff.ts';
import { isEnvelope, type Envelope, type Followed, type Shape, type Welcome } from './envelope.ts';
import { Outbox, type Entry } from './outbox.ts';
import type { Clock, Dial, Door, Keep } from './ports.ts';
import { Receipts } from './receipts.ts';
import { pollWay, socketWay, type Way, type WayEvents } from './way.ts';

/** `waiting`: no connection now, another attempt will come. `stopped`: only a new start helps. */
export type LinkStatus = 'idle' | 'connecting' | 'live' | 'polling' | 'waiting' | 'stopped';

export type LinkOptions<State extends Followed, Snapshot, Change, Signal> = {
  door: Door;
  dial: Dial;
  clock: Clock;
  keep: Keep;
  /** Names this installation (or tab); its numbered sends are kept under it. */
  instance: string;
  shape: Shape<State, Snapshot, Change>;
  /** What an earlier run of this screen had come to: shown at once, and gone on from by its position. */
  begun?: State | null;
  /** What this kind of stream says in its hello beside its position. */
  hello?(): object;
  /** State, pending sends or status changed. */
  changed(): void;
  /** A frame that is no part of the stream: typing, queue, page, desk … */
  signal?(frame: Signal): void;
  /** Something without a number was refused, or the client had to stop. */
  refused?(code: string, detail: string): void;
};

const SOCKET_FAILURES = 3;
const SOCKET_AGAIN_MS = 60_000;
const STEADY_MS = 10_000;

/** One followed stream. `Payload` is a numbered client frame without its number. */
export class Link<State extends Followed, Snapshot, Change, Payload extends object, Signal extends { type: string }> {
  readonly #options: LinkOptions<State, Snapshot, Change, Signal>;
  readonly #outbox: Outbox<Payload>;
  readonly #receipts: Receipts;
  #state: State | null = null;
  #status: LinkStatus = 'idle';
  #welcome: Welcome | null = null;
  #way: Way | null = null;
  #failures = 0;
  #gaps = 0;
  /** Something was applied on this connection. */
  #resumed = false;
  /** The server has said on this connection how far it has counted. */
  #greeted = false;
  /** HTTPS instead of sockets until then; 0: sockets. */
  #pollUntil = 0;
  /** One numbered send is under way on this connection. */
  #sending = false;
  #timer: () => void = () => undefined;

  constructor(options: LinkOptions<State, Snapshot, Change, Signal>) {
    this.#options = options;
    this.#state = options.begun ?? null;
    this.#outbox = new Outbox(options.keep, `outbox:${options.instance}`);
    this.#receipts = new Receipts(options.clock, (frame) => {
      if (frame.type === 'read' || this.#status === 'live') this.tell(frame);
    });
  }

  /** What the screen shows, or null before the first answer. */
  get state(): State | null {
    return this.#state;
  }
  get status(): LinkStatus {
    return this.#status;
  }
  get instance(): string {
    return this.#options.instance;
  }
  /** Who the server says we are; null before the first welcome. */
  get welcome(): Welcome | null {
    return this.#welcome;
  }
  /** Sends that the line does not show yet, in the order they were said. */
  get pending(): readonly Entry<Payload>[] {
    return this.#outbox.entries;
  }

  start(): void {
    if (this.#status === 'idle' || this.#status === 'stopped') this.#begin();
  }

  /** The network is back, or the screen is looked at again: try at once; if connected, make sure that it still holds. */
  wake(): void {
    if (this.#status === 'waiting' || this.#status === 'polling') {
      this.#trySocket();
      this.#begin();
    } else if (this.#status === 'live') this.#way?.probe();
  }

  /** The platform is about to freeze us: let the connection go; `wake` comes back. */
  pause(): void {
    if (this.#status === 'idle' || this.#status === 'stopped') return;
    this.#leave();
    this.#become('waiting');
  }

  /** Ends the link; unsent words stay in the outbox. */
  stop(): void {
    this.#leave();
    this.#become('stopped');
  }

  /** Says or does something. It is stored when this returns, and goes out as soon as it can. Answers its key. */
  send(payload: Payload): string {
    const key = this.#outbox.add(payload, this.#options.clock.now());
    this.#outboxMoved();
    return key;
  }

  /** Tries a refused send again. */
  retry(key: string): void {
    this.#outbox.retry(key, this.#options.clock.now());
    this.#outboxMoved();
  }

  /** Forgets a refused send. */
  discard(key: string): void {
    this.#outbox.discard(key);
    this.#outboxMoved();
  }

  /** The person has seen everything up to this revision. */
  read(revision: number): void {
    this.#receipts.read(revision);
  }

  /** Sends a frame without a number now; answers false when there is no way at the moment. */
  tell(frame: object): boolean {
    if (!this.#way || (this.#status !== 'live' && this.#status !== 'polling')) return false;
    this.#way.tell(frame);
    return true;
  }

  /** Changes what is kept without a change from the server (older pages). */
  amend(change: (state: State) => State): void {
    if (!this.#state) return;
    this.#state = change(this.#state);
    this.#options.changed();
  }

  #begin(): void {
    this.#leave();
    this.#become('connecting');
    const polls = this.#pollsNow();
    const events: WayEvents = {
      open: () => this.#open(polls),
      frame: (frame, size) => {
        this.#receipts.weigh(size);
        this.#take(frame as Envelope<Snapshot, Change> | Signal);
      },
      lost: () => this.#again(),
      stop: (refusal) => {
        this.stop();
        if (refusal) this.#options.refused?.(refusal.code, refusal.detail);
      },
    };
    const { door, dial, clock, instance, hello } = this.#options;
    const way = { door, dial, clock, instance, position: () => this.#position(), hello: () => hello?.() ?? {} };
    this.#way = polls ? pollWay(way, events) : socketWay(way, events);
  }

  /** Sockets don't get through: HTTPS for a minute, then a socket is tried once more. */
  #pollsNow(): boolean {
    if (!this.#options.door.poll || this.#failures < SOCKET_FAILURES) return false;
    const now = this.#options.clock.now();
    if (this.#pollUntil === 0) this.#pollUntil = now + SOCKET_AGAIN_MS;
    if (now < this.#pollUntil) return true;
    this.#trySocket();
    return false;
  }

  #trySocket(): void {
    this.#pollUntil = 0;
    this.#failures = Math.min(this.#failures, SOCKET_FAILURES - 1);
  }

  #position(): Position | null {
    // Three gaps in a row: resuming doesn't help, ask for everything anew.
    if (!this.#state || this.#gaps >= 3) return null;
    return { epoch: this.#state.epoch, revision: this.#state.revision };
  }

  #open(polls: boolean): void {
    this.#become(polls ? 'polling' : 'live');
    // Only a connection that lasts forgives earlier failures, or a server that drops us at once would be hammered.
    this.#timer = polls
      ? this.#options.clock.after(this.#pollUntil - this.#options.clock.now(), () => this.#begin())
      : this.#options.clock.after(STEADY_MS, () => (this.#failures = 0));
    this.#receipts.connected();
    if (polls) this.#transmit();
  }

  #take(frame: Envelope<Snapshot, Change> | Signal): void {
    if (!isEnvelope<Snapshot, Change>(frame)) return this.#options.signal?.(frame);
    switch (frame.type) {
      case 'welcome':
        // On one socket only the first counts: an old one repeated would count our numbers back.
        if (this.#greeted && this.#status === 'live') return;
        this.#greeted = true;
        this.#welcome = frame;
        this.#outbox.welcome(frame.accepted);
        if (this.#state?.epoch === frame.epoch) this.#outbox.shown(this.#state.revision);
        return this.#answered();
      case 'reset':
        // A server may begin lower on a fresh connection (it was restored); later in the same one that is an old frame repeated.
        if (this.#resumed && this.#state?.epoch === frame.epoch && frame.revision < this.#state.revision) return;
        this.#gaps = 0;
        if (this.#state?.epoch !== frame.epoch) this.#receipts.forget();
        return this.#moved(this.#options.shape.begin(frame.epoch, frame.revision, frame.snapshot));
      case 'event':
        if (this.#state && frame.revision <= this.#state.revision) return;
        // `previous` is the last change this viewer may see: when we stand there or beyond, nothing is missing between.
        if (!this.#state || frame.previous > this.#state.revision) return this.#gap();
        this.#gaps = 0;
        return this.#moved(this.#options.shape.apply(this.#state, frame.revision, frame.change));
      case 'accepted':
        this.#outbox.accepted(frame.number, frame.revision);
        if (this.#state) this.#outbox.shown(this.#state.revision);
        return this.#answered();
      case 'refused':
        if (frame.number === undefined) return this.#options.refused?.(frame.code, frame.detail);
        this.#outbox.refused(frame.number, frame.code, frame.detail, frame.expected);
        return this.#answered();
      default:
        return frame satisfies never;
    }
  }

  #moved(state: State): void {
    this.#resumed = true;
    this.#state = state;
    this.#outbox.shown(state.revision);
    this.#receipts.got(state.revision);
    this.#options.changed();
  }

  #answered(): void {
    this.#sending = false;
    this.#outboxMoved();
  }

  #outboxMoved(): void {
    this.#options.changed();
    this.#transmit();
  }

  #transmit(): void {
    if (this.#sending || (this.#status !== 'live' && this.#status !== 'polling')) return;
    const next = this.#outbox.next();
    if (next) this.#sending = this.tell({ ...next.payload, number: next.number });
  }

  #gap(): void {
    this.#gaps += 1;
    if (this.#gaps > 4) this.#again();
    else this.#begin();
  }

  #again(): void {
    this.#leave();
    this.#failures += 1;
    this.#become('waiting');
    const { clock } = this.#options;
    this.#timer = clock.after(backoffMs(this.#failures - 1, clock.random()), () => this.#begin());
  }

  #leave(): void {
    this.#timer();
    this.#timer = () => undefined;
    this.#receipts.disconnected();
    this.#resumed = false;
    this.#greeted = false;
    this.#sending = false;
    const way = this.#way;
    this.#way = null;
    way?.leave();
  }

  #become(status: LinkStatus): void {
    this.#status = status;
    this.#options.changed();
  }
}
