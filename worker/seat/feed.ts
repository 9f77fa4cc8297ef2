/**
 * The desk as the dashboards follow it: each stands at a version and is sent what changed since, in bounded parts. A reader that is
 * not heard is sent no more than a window; what it lacks it is sent from its own version when it is heard again.
 */
import { WINDOW_BYTES } from '../../shared/frame.ts';
import type { DeskDelta } from '../../shared/seat.ts';

/** A seat that was told nothing for so long asks the desk itself. */
const ASK_AGAIN_MS = 30_000;

/** The dashboards that said hello, and up to which version each was sent; that outlives sleep. */
export type Readers = {
  followers(): WebSocket[];
  deskAt(socket: WebSocket): number;
  deskMoved(socket: WebSocket, version: number): void;
  pingedAt(socket: WebSocket): number;
  /** False when the socket is closed. */
  sendText(socket: WebSocket, text: string): boolean;
};

/** Bytes sent since the reader was heard, and since when. */
type Flow = { bytes: number; since: number; asking: boolean };

export class DeskFeed {
  readonly #readers: Readers;
  /** Null: the desk is away. */
  readonly #ask: (since: number) => Promise<DeskDelta | null>;
  readonly #flows = new WeakMap<WebSocket, Flow>();
  #newest = 0;
  #toldAt = 0;

  constructor(readers: Readers, ask: (since: number) => Promise<DeskDelta | null>) {
    this.#readers = readers;
    this.#ask = ask;
  }

  /** The desk said what changed: to all who stand at or after its beginning; others ask. */
  show(delta: DeskDelta, now: number): void {
    this.#toldAt = now;
    // A desk that lost its memory begins lower.
    this.#newest = delta.since === 0 ? delta.version : Math.max(this.#newest, delta.version);
    const text = frameOf(delta);
    for (const socket of this.#readers.followers()) {
      const at = this.#readers.deskAt(socket);
      if (this.#flow(socket).asking || at >= delta.version) continue;
      if (delta.since > at || delta.since === 0 || !this.#send(socket, delta, text, now) || delta.more) {
        void this.follow(socket, now);
      }
    }
  }

  /** Brings a dashboard to the desk's newest version, as far as its window goes. Never rejects. */
  async follow(socket: WebSocket, now: number): Promise<void> {
    const flow = this.#flow(socket);
    if (flow.asking) return;
    flow.asking = true;
    try {
      for (let more = true; more && this.#hasRoom(socket, 0);) {
        const from = this.#readers.deskAt(socket);
        const delta = await this.#ask(from);
        if (!delta) break;
        this.#newest = delta.since === 0 ? delta.version : Math.max(this.#newest, delta.version);
        if (!this.#send(socket, delta, frameOf(delta), now)) break;
        // Further on, and not there yet: told in between, or the rest of what is told in parts.
        more = delta.more || (delta.version > Math.abs(from) && delta.version < this.#newest);
      }
    } finally {
      flow.asking = false;
    }
  }

  /** The reader lives: its window is open again. */
  heard(socket: WebSocket, now: number): void {
    const flow = this.#flow(socket);
    const stopped = flow.bytes > 0;
    flow.bytes = 0;
    if (stopped && this.#readers.deskAt(socket) < this.#newest) void this.follow(socket, now);
  }

  /** Asks by itself when the desk was silent for long: it may have been reset before it told. */
  async refresh(now: number): Promise<void> {
    if (now - this.#toldAt < ASK_AGAIN_MS && now >= this.#toldAt) return;
    this.#toldAt = now;
    await Promise.all(this.#readers.followers().map((socket) => this.follow(socket, now)));
  }

  #send(socket: WebSocket, delta: DeskDelta, text: string, now: number): boolean {
    const bytes = byteLength(text);
    if (!this.#hasRoom(socket, bytes) || !this.#readers.sendText(socket, text)) return false;
    const flow = this.#flow(socket);
    if (flow.bytes === 0) flow.since = now;
    flow.bytes += bytes;
    // Below zero: still being told the whole.
    const whole = delta.since === 0 || this.#readers.deskAt(socket) < 0;
    this.#readers.deskMoved(socket, delta.more && whole ? -delta.version : delta.version);
    return true;
  }

  #hasRoom(socket: WebSocket, bytes: number): boolean {
    const flow = this.#flow(socket);
    if (this.#readers.pingedAt(socket) > flow.since) flow.bytes = 0;
    return flow.bytes === 0 || flow.bytes + bytes < WINDOW_BYTES;
  }

  #flow(socket: WebSocket): Flow {
    const known = this.#flows.get(socket);
    if (known) return known;
    const fresh: Flow = { bytes: 0, since: 0, asking: false };
    this.#flows.set(socket, fresh);
    return fresh;
  }
}

const encoder = new TextEncoder();

function frameOf(delta: DeskDelta): string {
  return JSON.stringify({ type: 'desk', desk: delta });
}

/** Size on the wire. */
export function byteLength(text: string): number {
  return encoder.encode(text).length;
}
