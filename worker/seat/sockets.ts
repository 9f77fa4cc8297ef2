/** The dashboards' sockets: what each is told, in order, within its window; what it knows survives sleep in its attachment. */
import { closeCodes, WINDOW_BYTES, WINDOW_EVENTS, type Position } from '../../shared/frame.ts';
import type { SeatServerFrame, SeatSnapshot } from '../../shared/seat.ts';
import type { SeatDraft } from '../../shared/seat-news.ts';
import { Window, type Flight } from '../lib/window.ts';
import { byteLength } from './feed.ts';
import type { KeptChange } from './store.ts';

/** A socket that didn't say hello by then is closed. */
const HELLO_MS = 10_000;
/** A dashboard pings every 25–30 s; silent for so long it is gone. */
export const SILENT_MS = 75_000;
/** Of one who is on duty: silent for so long it is asked, and for so long it is gone. Its lease has run out soon after. */
export const PROBE_MS = 4_000;
export const GONE_MS = 9_000;
/** Dashboards of one agent. */
const MOST_SOCKETS = 20;

export type Viewer = { id: string; name: string; role: string; login?: string };

/** Less than 2 KB, so that it may stand in an attachment everywhere. */
type Attachment = {
  acceptedAt: number;
  heardAt: number;
  /** The version of the desk it was sent up to. */
  desk: number;
  /** Null until hello. */
  guest: { viewer: Viewer; instance: string; flight: Flight } | null;
};

/** What is only remembered while awake: when it was asked whether it is there, and the window in detail. */
type Awake = { window: Window | null; probedAt: number };

/** The part of the platform the sockets stand on. */
export type SocketPort = {
  all(): WebSocket[];
  accept(socket: WebSocket): void;
  /** When the runtime last answered this socket's ping by itself. */
  pingedAt(socket: WebSocket): number | null;
  changesAfter(revision: number, limit: number): KeptChange[];
  /** The agent is on duty: a lost connection is noticed soon. */
  onDuty(): boolean;
};

/** Who is there after a sweep; of nobody, when somebody was heard last. */
export type Seen = { following: boolean; heardAt: number };

export class Sockets {
  readonly #port: SocketPort;
  readonly #awake = new WeakMap<WebSocket, Awake>();

  constructor(port: SocketPort) {
    this.#port = port;
  }

  /** Takes a new socket, or answers null when this agent has too many. */
  open(now: number): WebSocket | null {
    if (this.#port.all().length >= MOST_SOCKETS) return null;
    const [client, server] = Object.values(new WebSocketPair());
    if (!client || !server) return null;
    this.#port.accept(server);
    save(server, { acceptedAt: now, heardAt: now, desk: 0, guest: null });
    return client;
  }

  /** Who speaks on this socket; null before hello. */
  guest(socket: WebSocket): { viewer: Viewer; instance: string } | null {
    return read(socket)?.guest ?? null;
  }

  /** A frame came in: it is alive. */
  heard(socket: WebSocket, now: number): void {
    const kept = read(socket);
    if (kept && now - kept.heardAt > 2_000) save(socket, { ...kept, heardAt: now });
  }

  /** Those who follow. */
  followers(): WebSocket[] {
    return this.#port.all().filter((socket) => this.guest(socket));
  }

  deskAt(socket: WebSocket): number {
    return read(socket)?.desk ?? 0;
  }

  deskMoved(socket: WebSocket, version: number): void {
    const kept = read(socket);
    if (kept) save(socket, { ...kept, desk: version });
  }

  /** After a good hello: from its position on, or everything anew. */
  welcome(
    socket: WebSocket,
    guest: { viewer: Viewer; instance: string },
    welcome: Extract<SeatServerFrame, { type: 'welcome' }>,
    start: { resume: Position } | { snapshot: SeatSnapshot },
    deskAt: number,
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
    save(socket, { acceptedAt: now, heardAt: now, desk: deskAt, guest: { ...guest, flight: window.flight() } });
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

  /** Everybody comes back and begins anew. */
  again(): void {
    for (const socket of this.#port.all()) close(socket, closeCodes.resume, 'begun anew');
  }

  /** A draft that changed, to every dashboard that follows. */
  showDraft(draft: SeatDraft | null): void {
    if (!draft) return;
    const text = JSON.stringify({ type: 'drafts', drafts: [draft] } satisfies SeatServerFrame);
    for (const socket of this.#port.all()) if (this.guest(socket)) sendText(socket, text);
  }

  /** Closes who never said hello or fell silent, asks who is silent; answers who is there, leaving out one that just closed. */
  sweep(now: number, closed?: WebSocket): Seen {
    let following = false;
    let heardAt = closed ? this.#endHeard(closed, now) : 0;
    for (const socket of this.#port.all()) {
      const kept = read(socket);
      if (!kept || socket === closed) continue;
      if (kept.guest) heardAt = Math.max(heardAt, this.#lastWord(socket, kept));
      if (now < this.#endsAt(socket, kept)) {
        following ||= kept.guest !== null;
        if (kept.guest && this.#port.onDuty()) this.#probe(socket, this.#lastWord(socket, kept), now);
      } else close(socket, kept.guest ? closeCodes.resume : closeCodes.newTicket, kept.guest ? 'silent' : 'no hello');
    }
    return { following, heardAt: heardAt === 0 ? now : heardAt };
  }

  /** Who closes is heard by it; the late end of a socket that was silent too long is no word of anybody. */
  #endHeard(closed: WebSocket, now: number): number {
    const kept = read(closed);
    return kept && now >= this.#endsAt(closed, kept) ? this.#lastWord(closed, kept) : now;
  }

  /** When the next socket is to be looked at; null: there is none. */
  nextSweep(closed?: WebSocket): number | null {
    const ends = this.#port.all().flatMap((socket) => {
      const kept = socket === closed ? null : read(socket);
      if (!kept) return [];
      const heard = this.#lastWord(socket, kept);
      const asks = kept.guest !== null && this.#port.onDuty() && this.#awakeOf(socket).probedAt < heard;
      return [asks ? heard + PROBE_MS : this.#endsAt(socket, kept)];
    });
    return ends.length === 0 ? null : Math.min(...ends);
  }

  /** A hidden tab's own timers may sleep, but it hears: its answer is a ping, and wakes nobody. */
  #probe(socket: WebSocket, heard: number, now: number): void {
    const awake = this.#awakeOf(socket);
    if (now < heard + PROBE_MS || awake.probedAt >= heard) return;
    awake.probedAt = now;
    sendText(socket, '{"type":"probe"}');
  }

  /** When its ping was answered last; 0: never. */
  pingedAt(socket: WebSocket): number {
    return this.#port.pingedAt(socket) ?? 0;
  }

  /** False when the socket is closed: what it lacks it will ask for when it comes back. */
  sendText(socket: WebSocket, text: string): boolean {
    return sendText(socket, text);
  }

  #lastWord(socket: WebSocket, kept: Attachment): number {
    return Math.max(kept.heardAt, this.pingedAt(socket));
  }

  #endsAt(socket: WebSocket, kept: Attachment): number {
    if (!kept.guest) return kept.acceptedAt + HELLO_MS;
    return this.#lastWord(socket, kept) + (this.#port.onDuty() ? GONE_MS : SILENT_MS);
  }

  #awakeOf(socket: WebSocket): Awake {
    const known = this.#awake.get(socket);
    if (known) return known;
    const fresh: Awake = { window: null, probedAt: 0 };
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

const LIMIT = { events: WINDOW_EVENTS, bytes: WINDOW_BYTES };

/** Sends a frame; answers its size in bytes. */
export function send(socket: WebSocket, frame: SeatServerFrame): number {
  const text = JSON.stringify(frame);
  sendText(socket, text);
  return byteLength(text);
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
