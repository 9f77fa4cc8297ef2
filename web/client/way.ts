/** The two ways to the gateway: a socket, and HTTPS with long poll. Each is used once; after `leave` it says nothing more. */
import type { Position } from '../../shared/frame.ts';
import { closeCodes, STREAM_VERSION } from '../../shared/protocol.ts';
import { Heartbeat } from './heartbeat.ts';
import { passing, stopping, type Clock, type Dial, type Door, type Socket } from './ports.ts';

/** An open way. `tell` sends one client frame. */
export type Way = { tell(frame: object): void; probe(): void; leave(): void };

/** What a way reports. `size` is the characters a frame took on the wire. */
export type WayEvents = {
  /** Frames may be told now. */
  open(): void;
  frame(frame: unknown, size: number): void;
  /** Try again later. */
  lost(): void;
  /** Don't try again; without a code the server said so by closing. */
  stop(refusal?: { code: string; detail: string }): void;
};

export type WayOptions = {
  door: Door;
  dial: Dial;
  clock: Clock;
  instance: string;
  position: () => Position | null;
  /** What the hello says beside the position. */
  hello?: () => object;
};

const WELCOME_WAIT_MS = 10_000;
const POLL_WAIT_MS = 25_000;
const PROBE = '{"type":"probe"}';

const nothing = () => undefined;

/** A WebSocket: ticket, hello, and a heartbeat. */
export function socketWay({ door, dial, clock, instance, position, hello: more }: WayOptions, events: WayEvents): Way {
  let left = false;
  let welcomed = false;
  let socket: Socket | null = null;
  let callOff: () => void = nothing;
  const lost = () => {
    if (!left) events.lost();
  };
  const beat = new Heartbeat(clock, { ping: () => socket?.send('ping'), dead: lost });
  const hello = (ticket: string) =>
    socket?.send(
      JSON.stringify({ type: 'hello', version: STREAM_VERSION, ticket, instance, position: position(), ...more?.() }),
    );
  const heard = (text: string) => {
    if (welcomed) beat.heard();
    if (text === 'pong') return;
    // Asked whether we are there: a hidden tab's own timers may sleep, but it hears.
    if (text === PROBE) return socket?.send('ping');
    const frame: unknown = JSON.parse(text);
    if (!welcomed && typeof frame === 'object' && frame && 'type' in frame && frame.type === 'welcome') {
      welcomed = true;
      callOff();
      beat.start();
      events.open();
    }
    events.frame(frame, text.length);
  };
  const connect = async () => {
    const given = await door.ticket();
    if (left) return;
    if (!given.ok) return passing(given.code) ? events.lost() : events.stop(given);
    callOff = clock.after(WELCOME_WAIT_MS, lost);
    try {
      socket = dial(given.url, {
        opened: () => !left && hello(given.ticket),
        heard: (text) => !left && heard(text),
        closed: (code) => {
          socket = null;
          if (left) return;
          if (code === closeCodes.stop) events.stop();
          else events.lost();
        },
      });
    } catch {
      lost();
    }
  };
  void connect();
  return {
    tell: (frame) => socket?.send(JSON.stringify(frame)),
    probe: () => beat.probe(),
    leave() {
      left = true;
      callOff();
      beat.stop();
      socket?.close(1000);
      socket = null;
    },
  };
}

/** HTTPS: one long poll after the other, and one call per frame told. */
export function pollWay({ door, clock, instance, position }: WayOptions, events: WayEvents): Way {
  let left = false;
  let opened = false;
  let callOff: () => void = nothing;
  const refused = (refusal: { code: string; detail: string }) => {
    if (passing(refusal.code)) events.lost();
    else events.stop(refusal);
  };
  const take = (frames: unknown[]) => {
    for (const frame of frames) if (!left) events.frame(frame, 0);
  };
  const poll = async () => {
    const answer = await door.poll?.(instance, position(), opened ? POLL_WAIT_MS : 0);
    if (left || !answer) return;
    if (!answer.ok) return refused(answer);
    if (!opened) events.open();
    opened = true;
    take(answer.frames);
    if (!left) callOff = clock.after(answer.frames.length > 0 ? 0 : 250, () => void poll());
  };
  const operate = async (frame: object) => {
    const answer = await door.operate?.(instance, frame);
    if (left || !answer) return;
    if (answer.ok) take(answer.frames);
    else if (passing(answer.code) || stopping(answer.code)) refused(answer);
    else take([{ ...frame, type: 'refused', code: answer.code, detail: answer.detail }]);
  };
  void poll();
  return {
    tell: (frame) => void operate(frame),
    probe: nothing,
    leave() {
      left = true;
      callOff();
    },
  };
}
