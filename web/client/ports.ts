/** What the stream client needs from the world around it; browsers, phones and tests each bring their own. */
import type { Position } from '../../shared/frame.ts';

/** Time and chance. `after` answers a function that calls the timer off. */
export type Clock = { now(): number; after(delayMs: number, run: () => void): () => void; random(): number };

/** Small storage that has written when it returns; both browsers and WeChat have one. */
export type Keep = { read(key: string): string | null; write(key: string, value: string): void };

/** One open (or opening) socket. */
export type Socket = { send(text: string): void; close(code: number): void };

/** What a socket tells. `closed` comes once, also when it never opened. */
export type SocketEvents = { opened(): void; heard(text: string): void; closed(code: number): void };

/** Opens a socket; may throw when the network forbids it. */
export type Dial = (url: string, events: SocketEvents) => Socket;

/** An answer of the gateway, or a refusal; a network fault is the refusal `unavailable`. */
export type Answer<Value> = ({ ok: true } & Value) | { ok: false; code: string; detail: string };

/** The authenticated HTTPS calls behind a stream. Without `poll` and `operate` there is no way but the socket. */
export type Door = {
  ticket(): Promise<Answer<{ ticket: string; url: string }>>;
  operate?(instance: string, frame: object): Promise<Answer<{ frames: unknown[] }>>;
  poll?(instance: string, position: Position | null, waitMs: number): Promise<Answer<{ frames: unknown[] }>>;
};

/** The clock of this machine. */
export const machineClock: Clock = {
  now: () => Date.now(),
  after(delayMs, run) {
    const timer = setTimeout(run, delayMs);
    return () => clearTimeout(timer);
  },
  random: () => Math.random(),
};

/** A refusal that may pass by itself: try again later. */
export function passing(code: string): boolean {
  return code === 'unavailable' || code === 'rate_limited' || code === 'internal';
}

const lasting = new Set(['not_signed_in', 'bad_token', 'bad_origin', 'not_allowed', 'no_account', 'stale_client']);

/** A refusal of the client itself, not of what it said. */
export function stopping(code: string): boolean {
  return lasting.has(code);
}
