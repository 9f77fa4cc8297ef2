/** Where a screen's frames arrive, by socket or over HTTPS: hello, then operations; answers and signals. */
import * as v from 'valibot';
import type { Viewer } from '../../shared/actors.ts';
import {
  position as positionOf,
  STREAM_VERSION,
  TICKET_MS,
  WINDOW_EVENTS,
  type ServerFrame,
} from '../../shared/frame.ts';
import { refuse, type Result } from '../../shared/refusal.ts';
import type { Tickets } from '../lib/tickets.ts';
import { meet } from './converse.ts';
import type { Outside } from './deliver.ts';
import { obey, refused, type Frame, type World } from './frames.ts';
import { untilOf } from './guests.ts';
import { checkFrame, parseFrame, type Screens } from './screens.ts';
import { attachmentOf, post, shut } from './sockets.ts';
import { counterOf, eventOf, placeHeld, reset, resumesAt, sightOf, welcome, type Seen } from './stream.ts';
import type { Turn } from './turn.ts';

/** What the reception works with; the actor lends it. */
export type Desktop = {
  screens: Screens;
  tickets: Tickets<{ seen: Seen; site: string }>;
  /** The last known place in line, told again to a screen that comes back. */
  place: ServerFrame | null;
  world: World;
  /** Whether this person was ever met. */
  met(): boolean;
  commit<Value>(change: (turn: Turn) => Value): Value;
};

/** What the reception works with, from the parts of the actor. */
export function desktopOf(
  screens: Screens,
  tickets: Desktop['tickets'],
  place: Desktop['place'],
  { knowledge, refuses }: World,
  commit: Desktop['commit'],
): Desktop {
  return { screens, tickets, place, world: { knowledge, refuses }, met: () => screens.met(), commit };
}

/** The viewer as sockets remember it; a customer not met before gets their endpoint. Meeting somebody known writes nothing. */
export function seenBy(turn: Turn, viewer: Viewer): Seen {
  if (viewer.kind === 'agent') return { kind: 'agent', agent: viewer.agent };
  const until = viewer.until === undefined ? {} : { until: viewer.until };
  const { id: endpoint, home } = meet(turn, viewer.address, viewer.facts);
  return { kind: 'customer', endpoint, whole: viewer.scope === 'line', ...until, ...(home === '' ? {} : { home }) };
}

/** A single-use ticket for a socket of this viewer. */
export function issueTicket(desktop: Desktop, viewer: Viewer): Result<{ ticket: string; expiresInMs: number }> {
  if (viewer.kind === 'agent' && !desktop.met()) return refuse('not_found');
  const seen = desktop.commit((turn) => {
    if (viewer.kind === 'agent') turn.own.erasing.looked(viewer.agent.id);
    return seenBy(turn, viewer);
  });
  const ticket = desktop.tickets.issue({ seen, site: viewer.site }, Date.now());
  return { ok: true, ticket, expiresInMs: TICKET_MS };
}

/** One frame from a socket. */
export function onFrame(desktop: Desktop, socket: WebSocket, data: string | ArrayBuffer): void {
  const attachment = attachmentOf(socket);
  if (!attachment) return shut(socket, 'newTicket', 'unknown socket');
  const { seen } = attachment;
  if (seen && desktop.screens.guests.over(seen)) return desktop.screens.guests.leave();
  const parsed = parseFrame(data, seen?.kind ?? 'customer');
  if (parsed.refused) return post(socket, parsed.refused);
  const { frame } = parsed;
  if (frame.type === 'hello') {
    if (seen) return post(socket, refused(refuse('bad_request', 'hello was said before')));
    return onHello(desktop, socket, frame);
  }
  if (!seen) {
    post(socket, refused(refuse('hello_first')));
    return shut(socket, 'stop', 'hello first');
  }
  if (frame.type === 'typing') return typing(desktop, seen, frame.on, socket);
  if (frame.type === 'viewing') return viewing(desktop, seen, frame, socket);
  const answers = desktop.commit((turn) =>
    obey(turn, seen, attachment.instance, inOwnRevisions(turn, frame, attachment.epoch), desktop.world),
  );
  for (const answer of answers) post(socket, answer);
  if (frame.type === 'got') desktop.screens.answered(socket, frame.revision);
}

/** A page of history is asked for by a revision the screen holds, whichever line gave it. */
function inOwnRevisions<One extends Frame>(turn: Turn, frame: One, epoch: string | undefined): One {
  if (frame.type !== 'history' || epoch === undefined) return frame;
  return { ...frame, before: turn.line.places.shown(epoch, frame.before) };
}

function onHello(
  desktop: Desktop,
  socket: WebSocket,
  frame: { version: number; ticket: string; instance: string; position: v.InferOutput<typeof positionOf> | null },
): void {
  const attachment = attachmentOf(socket);
  if (!attachment) return;
  if (frame.version !== STREAM_VERSION) {
    post(socket, refused(refuse('stale_client', `this server speaks version ${STREAM_VERSION}`)));
    return shut(socket, 'stop', 'version');
  }
  const ticket = desktop.tickets.redeem(frame.ticket, Date.now());
  if (!ticket || ticket.site !== attachment.site || desktop.screens.guests.over(ticket.seen)) {
    post(socket, refused(refuse('bad_ticket')));
    return shut(socket, 'newTicket', 'ticket');
  }
  const { seen } = ticket;
  const opening = desktop.commit((turn) => {
    const accepted = turn.letters.lastNumber(counterOf(seen), frame.instance);
    const frames: ServerFrame[] = [welcome(turn, seen, accepted, STREAM_VERSION)];
    const from = resumesAt(turn, frame.position, seen);
    if (from !== null) return { frames, from };
    frames.push(reset(turn, seen));
    return { frames, from: turn.head };
  });
  for (const one of opening.frames) post(socket, one);
  if (seen.kind === 'customer' && desktop.place) post(socket, desktop.place);
  if (seen.kind === 'agent') post(socket, desktop.screens.viewers.frame(Date.now()));
  const position = placeHeld(frame.position, seen);
  // A screen of another line's life counts in its own revisions until it begins anew.
  const followed = position && opening.frames.length === 1 ? position : null;
  const origin = followed ? { epoch: followed.epoch } : {};
  const ready = { ...attachment, seen, instance: frame.instance, ...origin };
  desktop.screens.ready(socket, ready, opening.from, followed?.revision);
  // A guest's end stands in the clock from here.
  if (untilOf(seen) !== null) desktop.commit(() => undefined);
  if (seen.kind === 'agent') desktop.screens.assist?.came();
}

/** A colleague's screen shows the line, or no longer. */
function viewing(desktop: Desktop, seen: Seen, frame: { on: boolean; typing?: boolean }, socket: WebSocket): void {
  if (seen.kind === 'agent') {
    desktop.screens.viewers.look(socket, seen.agent, frame.on, frame.typing === true, Date.now());
  }
}

function typing(desktop: Desktop, seen: Seen, on: boolean, except?: WebSocket): void {
  if (seen.kind === 'agent')
    desktop.screens.signal({ type: 'typing', from: 'agent', on, name: seen.agent.name }, 'customer', except);
  else desktop.screens.signal({ type: 'typing', from: 'customer', on }, 'agent', except);
}

/** One operation over HTTPS: the frames a socket would have got in answer. */
export function overHttps(
  desktop: Desktop,
  viewer: Viewer,
  instance: string,
  data: unknown,
): Result<{ frames: ServerFrame[] }> {
  const seen = desktop.commit((turn) => seenBy(turn, viewer));
  const parsed = checkFrame(data, seen.kind);
  if (parsed.refused) return { ok: true, frames: [parsed.refused] };
  const { frame } = parsed;
  if (frame.type === 'hello') return refuse('bad_request', 'over HTTPS the session token takes the place of hello');
  if (frame.type === 'typing') {
    typing(desktop, seen, frame.on);
    return { ok: true, frames: [] };
  }
  // Who looks is known by sockets alone.
  if (frame.type === 'viewing') return { ok: true, frames: [] };
  return { ok: true, frames: desktop.commit((turn) => obey(turn, seen, instance, frame, desktop.world)) };
}

const POLL_LIMIT_MS = 25_000;

/** Long poll: welcome, then what follows the position; waits while nothing does. */
export async function pollOnce(
  desktop: Desktop,
  viewer: Viewer,
  instance: string,
  given: unknown,
  waitMs: number,
): Promise<Result<{ frames: ServerFrame[] }>> {
  const parsed = v.safeParse(v.nullable(positionOf), given);
  if (!parsed.success) return refuse('bad_request', 'position: {epoch, revision} or null');
  const seen = desktop.commit((turn) => seenBy(turn, viewer));
  const until = Date.now() + Math.min(Math.max(waitMs, 0), POLL_LIMIT_MS);
  for (;;) {
    // A guest who sees less meanwhile asks anew.
    if (desktop.screens.guests.over(seen)) return refuse('bad_ticket');
    const frames = desktop.commit((turn) => catchUp(turn, seen, instance, parsed.output));
    const left = Math.min(until, untilOf(seen) ?? until) - Date.now();
    if (frames.length > 1 || left <= 0) return { ok: true, frames };
    await desktop.screens.nextChange(left);
  }
}

function catchUp(
  turn: Turn,
  seen: Seen,
  instance: string,
  from: v.InferOutput<typeof positionOf> | null,
): ServerFrame[] {
  const frames: ServerFrame[] = [
    welcome(turn, seen, turn.letters.lastNumber(counterOf(seen), instance), STREAM_VERSION),
  ];
  const at = resumesAt(turn, from, seen);
  if (from === null || at === null) return [...frames, reset(turn, seen)];
  let previous = from.revision;
  for (const row of turn.line.changesAfter(at, WINDOW_EVENTS, sightOf(seen))) {
    frames.push(eventOf(row, previous));
    previous = row.revision;
  }
  return frames;
}

/** Takes one frame once the world is ready; what breaks is a fault of ours, and the socket begins anew. */
export async function guarded(
  outside: Pick<Outside, 'ready' | 'fault' | 'note'>,
  screens: Pick<Screens, 'drop'>,
  socket: WebSocket,
  take: () => void,
): Promise<void> {
  const readying = outside.ready();
  try {
    if (readying) await readying;
    take();
    outside.note('taken');
  } catch (error) {
    outside.note('lost');
    outside.fault('socket', error);
    screens.drop(socket);
  }
}
