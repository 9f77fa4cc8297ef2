/** The socket's door: frames are checked here and trusted behind it. */
import * as v from 'valibot';
import { closeCodes, FRAME_LIMIT, STREAM_VERSION } from '../../shared/frame.ts';
import { refusals, refuse, type Refusal } from '../../shared/refusal.ts';
import type { DraftGiven } from '../../shared/seat-news.ts';
import { seatClientFrame, type SeatClientFrame, type SeatSnapshot } from '../../shared/seat.ts';
import type { Tickets } from '../lib/tickets.ts';
import type { Acts } from './acts.ts';
import { close, send, type Sockets, type Viewer } from './sockets.ts';
import type { SeatStore } from './store.ts';

/** A refusal that names the number of the frame it refuses, if that could be read. */
type Malformed = Refusal & { number?: number };

/** Parses one frame; `too_large` and `bad_request` are answered, the socket lives on. */
export function readFrame(data: string | ArrayBuffer): { ok: true; frame: SeatClientFrame } | Malformed {
  if (typeof data !== 'string') return refuse('bad_request', 'Frames are text.');
  if (data.length > FRAME_LIMIT) return refuse('too_large');
  let parsed: unknown;
  try {
    parsed = JSON.parse(data);
  } catch {
    return refuse('bad_json');
  }
  const checked = v.safeParse(seatClientFrame, parsed);
  if (checked.success) return { ok: true, frame: checked.output };
  const issue = checked.issues[0];
  const path = v.getDotPath(issue);
  const detail = `${path ?? 'frame'}: ${issue.message.slice(0, 200)}`;
  return { ...refuse(path === 'type' ? 'unknown_frame' : 'bad_request', detail), ...numberIn(parsed) };
}

function numberIn(data: unknown): { number?: number } {
  const number = typeof data === 'object' && data !== null && 'number' in data ? data.number : null;
  return typeof number === 'number' && Number.isSafeInteger(number) && number > 0 ? { number } : {};
}

export type DoorPort = {
  /** Somebody came: who sits here and that they are connected, in one transaction. */
  arrived(viewer: Viewer): void;
  /** What is being written in a conversation, from one screen of this agent. */
  draft(draft: DraftGiven, instance: string): void;
  /** Brings a dashboard to the desk's newest version. */
  followDesk(socket: WebSocket): Promise<void>;
  /** A dashboard lives: it may be sent more of the desk. */
  heard(socket: WebSocket): void;
};

export class Door {
  readonly #store: SeatStore;
  readonly #sockets: Sockets;
  readonly #tickets: Tickets<Viewer>;
  readonly #acts: Acts;
  readonly #port: DoorPort;

  constructor(store: SeatStore, sockets: Sockets, tickets: Tickets<Viewer>, acts: Acts, port: DoorPort) {
    this.#store = store;
    this.#sockets = sockets;
    this.#tickets = tickets;
    this.#acts = acts;
    this.#port = port;
  }

  async message(socket: WebSocket, data: string | ArrayBuffer, now: number): Promise<void> {
    const read = readFrame(data);
    const guest = this.#sockets.guest(socket);
    if (!guest) {
      if (!read.ok || read.frame.type !== 'hello')
        return this.#turnAway(socket, refuse('hello_first'), closeCodes.stop);
      return this.#hello(socket, read.frame, now);
    }
    this.#sockets.heard(socket, now);
    this.#port.heard(socket);
    if (!read.ok) return this.#refuse(socket, read);
    switch (read.frame.type) {
      case 'hello':
        return this.#refuse(socket, refuse('wrong_state', 'This socket has said hello already.'));
      case 'got':
        this.#sockets.got(socket, read.frame.revision);
        return;
      case 'draft':
        this.#port.draft(read.frame.draft, guest.instance);
        return;
      case 'act': {
        const { number, act } = read.frame;
        send(socket, await this.#acts.perform({ ...guest, number, act }));
        return;
      }
    }
  }

  async #hello(socket: WebSocket, hello: Extract<SeatClientFrame, { type: 'hello' }>, now: number): Promise<void> {
    if (hello.version !== STREAM_VERSION) return this.#turnAway(socket, refuse('stale_client'), closeCodes.stop);
    const viewer = this.#tickets.redeem(hello.ticket, now);
    if (!viewer) return this.#turnAway(socket, refuse('bad_ticket'), closeCodes.newTicket);
    const { instance, position } = hello;
    const { epoch } = this.#store.self();
    const revision = this.#store.head();
    const resume = position !== null && position.epoch === epoch && this.#store.canResume(position.revision);
    this.#sockets.welcome(
      socket,
      { viewer, instance },
      {
        ...{ type: 'welcome', version: STREAM_VERSION, epoch, revision, accepted: this.#store.lastNumber(instance) },
        ...{ serverTime: now, viewer: { kind: 'seat', endpoint: '', name: viewer.name } },
      },
      resume ? { resume: position } : { snapshot: this.#snapshot(viewer) },
      hello.desk ?? 0,
      now,
    );
    send(socket, { type: 'drafts', drafts: this.#store.news.drafts(), all: true });
    this.#port.arrived(viewer);
    await this.#port.followDesk(socket);
  }

  #snapshot(viewer: Viewer): SeatSnapshot {
    const { news } = this.#store;
    const { duty, reason, since, by } = this.#store.self();
    const { id, name, role } = viewer;
    return {
      ...{ agent: { id, name, role }, duty, dutySince: since, ...(reason === null ? {} : { dutyReason: reason }) },
      ...(by === null ? {} : { dutyBy: by }),
      ...{ conversations: this.#store.conversations(), notices: this.#store.notices() },
      ...{ owed: news.owed(), mentions: news.mentions() },
    };
  }

  #refuse(socket: WebSocket, { code, detail, number }: Malformed): void {
    send(socket, { type: 'refused', code, detail, ...(number === undefined ? {} : { number }) });
  }

  #turnAway(socket: WebSocket, refusal: Refusal, code: number): void {
    this.#refuse(socket, refusal);
    close(socket, code, refusal.code);
  }
}

/** Whether the request opens a socket. */
export function asksForSocket(request: Request): boolean {
  return request.headers.get('upgrade')?.toLowerCase() === 'websocket';
}

/** A refusal as the answer to a request that opens no socket. */
export function refusalResponse(code: 'bad_request' | 'rate_limited', detail: string): Response {
  return Response.json(refuse(code, detail), { status: refusals[code].status });
}
