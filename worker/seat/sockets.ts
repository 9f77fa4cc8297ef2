/** The dashboards' sockets: what each is told, in order, within its window; what it knows survives sleep in its attachment. */
import { closeCodes, WINDOW_BYTES, WINDOW_EVENTS, type Position } from '../../shared/frame.ts';
import type { DeskView, SeatServerFrame, SeatSnapshot } from '../../shared/seat.ts';
import { Window, type Flight } from '../lib/window.ts';
import type { KeptChange } from './store.ts';

/** A socket that didn't say hello by then is closed. */
const HELLO_MS = 10_000;
/** A dashboard pings every 25–30 s; silent for so long it is gone. */
export const SILENT_MS = 75_000;
/** Dashboards of one agent. */
const MOST_SOCKETS = 20;

export type Viewer = { id: string; name: string; role: string };

/** Less than 2 KB, so that it may stand in an attachment everywhere. */
type Attachment = {
  acceptedAt: number;
  heardAt: number;
  /** Null until hello. */
  guest: { viewer: Viewer; instance: string; flight: Flight } | null;
};

/** What is only remembered while awake: the desk's signals and the window in detail. */
type Awake = { window: Window | null; deskVersion: number; deskBytes: number; deskSince: number };

/** The part of the platform the sockets stand on. */
export type SocketPort = {
  all(): WebSocket[];
  accept(socket: WebSocket): void;
  /** When the runtime last answered this socket's ping by itself. */
  pingedAt(socket: WebSocket): number | null;
  changesAfter(revision: number, limit: number): KeptChange[];
};

export class Sockets {
  readonly #port: SocketPort;
  readonly #awake = new WeakMap<WebSocket, Awake>();
  #desk: DeskView | null = null;

  constructor(port: SocketPort) {
    this.#port = port;
  }

  /** Takes a new socket, or answers null when this agent has too many. */
  open(now: number): WebSocket | null {
    if (this.#port.all().length >= MOST_SOCKETS) return null;
    const [client, server] = Object.values(new WebSocketPair());
    if (!client || !server) return null;
    this.#port.accept(server);
    save(server, { acceptedAt: now, heardAt: now, guest: null });
    return client;
  }

  /** Who speaks on this socket; null before hello. */
  guest(socket: WebSocket): { viewer: Viewer; instance: string } | null {
    return read(socket)?.guest ?? null;
  }

  /** A frame came in: it is alive, and it has read what it was sent of the desk. */
  heard(socket: WebSocket, now: number): void {
    const kept = read(socket);
    if (!kept) return;
    if (now - kept.heardAt > 5_000) save(socket, { ...kept, heardAt: now });
    this.#awakeOf(socket).deskBytes = 0;
  }

  /** After a good hello: from its position on, or everything anew. */
  welcome(
    socket: WebSocket,
    guest: { viewer: Viewer; instance: string },
    welcome: Extract<SeatServerFrame, { type: 'welcome' }>,
    start: { resume: Position } | { snapshot: SeatSnapshot },
    now: number,
  ): void {
    const { epoch, revision } = welcome;
    send(socket, welcome);
    const last = 'resume' in start ? start.resume.revision : revision;
    const window = new Window(LIMIT, { last, events: 0, bytes: 0 });
    if ('snapshot' in start) {
      window.send(revision, send(socket, { type: 'reset', epoch, revision, snapshot: start.snapshot }));
    }
    this.#awakeOf(socket).window = window;
    save(socket, { acceptedAt: now, heardAt: now, guest: { ...guest, flight: window.flight() } });
    this.pump(socket);
  }

  /** The reader has everything up to `revision`. */
  got(socket: WebSocket, revision: number): void {
    const window = this.#windowOf(socket);
    if (!window) return;
    window.answer(revision);
    this.#keep(socket, window);
    this.pump(socket);
  }

  /** Sends what this socket lacks, as far as its window goes. */
  pump(socket: WebSocket): void {
    const window = this.#windowOf(socket);
    if (!window) return;
    let sent = 0;
    for (const change of this.#port.changesAfter(window.last, WINDOW_EVENTS)) {
      const { revision, at, body } = change;
      const text = `{"type":"event","revision":${revision},"previous":${window.last},"at":${at},"change":${body}}`;
      const bytes = byteLength(text);
      if (!window.hasRoom(bytes)) break;
      if (!sendText(socket, text)) return;
      window.send(revision, bytes);
      sent += 1;
    }
    if (sent > 0) this.#keep(socket, window);
  }

  pumpAll(): void {
    for (const socket of this.#port.all()) this.pump(socket);
  }

  /** A signal to every dashboard that follows. */
  signal(frame: SeatServerFrame): void {
    const text = JSON.stringify(frame);
    for (const socket of this.#port.all()) if (this.guest(socket)) sendText(socket, text);
  }

  /** The newest desk, to every dashboard that follows; an older one than already told is dropped. */
  showDesk(view: DeskView): void {
    if (this.#desk === null || view.version > this.#desk.version) this.#desk = view;
    for (const socket of this.#port.all()) this.catchUpDesk(socket);
  }

  /** A reader that doesn't answer is not sent more than a window of desks; it gets the newest when it is heard again. */
  catchUpDesk(socket: WebSocket): void {
    const desk = this.#desk;
    const awake = this.#awakeOf(socket);
    if (!desk || desk.version <= awake.deskVersion || !this.guest(socket)) return;
    const text = JSON.stringify({ type: 'desk', desk } satisfies SeatServerFrame);
    const pingedAt = this.#port.pingedAt(socket) ?? 0;
    if (pingedAt > awake.deskSince) awake.deskBytes = 0;
    const bytes = byteLength(text);
    if (awake.deskBytes > 0 && awake.deskBytes + bytes > WINDOW_BYTES) return;
    if (!sendText(socket, text)) return;
    if (awake.deskBytes === 0) awake.deskSince = Date.now();
    awake.deskBytes += bytes;
    awake.deskVersion = desk.version;
  }

  /** Closes who never said hello or fell silent; answers whether anybody follows, leaving out one that just closed. */
  sweep(now: number, closed?: WebSocket): boolean {
    let following = false;
    for (const socket of this.#port.all()) {
      const kept = read(socket);
      if (!kept || socket === closed) continue;
      if (now < this.#endsAt(socket, kept)) following ||= kept.guest !== null;
      else close(socket, kept.guest ? closeCodes.resume : closeCodes.newTicket, kept.guest ? 'silent' : 'no hello');
    }
    return following;
  }

  /** When the next socket is to be looked at; null: there is none. */
  nextSweep(closed?: WebSocket): number | null {
    const ends = this.#port.all().flatMap((socket) => {
      const kept = socket === closed ? null : read(socket);
      return kept ? [this.#endsAt(socket, kept)] : [];
    });
    return ends.length === 0 ? null : Math.min(...ends);
  }

  #endsAt(socket: WebSocket, kept: Attachment): number {
    if (!kept.guest) return kept.acceptedAt + HELLO_MS;
    return Math.max(kept.heardAt, this.#port.pingedAt(socket) ?? 0) + SILENT_MS;
  }

  #awakeOf(socket: WebSocket): Awake {
    const known = this.#awake.get(socket);
    if (known) return known;
    const fresh: Awake = { window: null, deskVersion: -1, deskBytes: 0, deskSince: 0 };
    this.#awake.set(socket, fresh);
    return fresh;
  }

  #windowOf(socket: WebSocket): Window | null {
    const guest = read(socket)?.guest;
    if (!guest) return null;
    const awake = this.#awakeOf(socket);
    awake.window ??= new Window(LIMIT, guest.flight);
    return awake.window;
  }

  #keep(socket: WebSocket, window: Window): void {
    const kept = read(socket);
    if (kept?.guest) save(socket, { ...kept, guest: { ...kept.guest, flight: window.flight() } });
  }
}

const encoder = new TextEncoder();
const LIMIT = { events: WINDOW_EVENTS, bytes: WINDOW_BYTES };

/** Sends a frame; answers its size in bytes. */
export function send(socket: WebSocket, frame: SeatServerFrame): number {
  const text = JSON.stringify(frame);
  sendText(socket, text);
  return byteLength(text);
}

function byteLength(text: string): number {
  return encoder.encode(text).length;
}

/** Closes with a code that tells the client what to do; one that is closed already is left so. */
export function close(socket: WebSocket, code: number, reason: string): void {
  try {
    socket.close(code, reason);
  } catch {
    // It was closed while we spoke.
  }
}

/** False when the socket is closed: what it lacks it will ask for when it comes back. */
function sendText(socket: WebSocket, text: string): boolean {
  try {
    socket.send(text);
    return true;
  } catch {
    return false;
  }
}

function read(socket: WebSocket): Attachment | null {
  return socket.readyState === WebSocket.OPEN ? (socket.deserializeAttachment() as Attachment | null) : null;
}

function save(socket: WebSocket, attachment: Attachment): void {
  socket.serializeAttachment(attachment);
}
