/** What a screen gets: a resume from its position, or a reset; events in order; pages of history. Pure over the store. */
import type { Position, ServerFrame } from '../../shared/frame.ts';
import type { Snapshot as LineSnapshot } from '../../shared/line.ts';
import type { Flight } from '../lib/window.ts';
import type { Message } from '../../shared/message.ts';
import { personView } from './converse.ts';
import { recordOf } from './ending.ts';
import { viewOfCard } from './person/shown.ts';
import { trailOf } from './person/trail.ts';
import { ownOf } from './own/choices.ts';
import { noticesFor } from './own/notices.ts';
import { inviteOf } from './rating.ts';
import { viewOf, type Session } from './sessions.ts';
import { ownRecent } from './ticket/own.ts';
import type { ChangeRow, Sight } from './store.ts';
import type { Turn } from './turn.ts';

/** Who looks, as a socket remembers it (no address, no fact about the person). */
export type Seen =
  /** `until`: of a guest, who sees the whole line until then and while it is no user's. */
  | { kind: 'customer'; endpoint: string; whole: boolean; home?: string; until?: number }
  | { kind: 'agent'; agent: { id: string; name: string; role: string } };

/** What a socket remembers over sleep (below 2 KB). Before its hello it has no viewer. */
export type Attachment = {
  site: string;
  seen: Seen | null;
  instance: string;
  flight: Flight;
  ready: boolean;
  /** Whose revisions it counts in, where it goes on from a position. */
  epoch?: string;
};

const SNAPSHOT_MESSAGES = 50;
/** A snapshot or a page stays below this, so that a stalled reader can't make it costly. */
const PAGE_BYTES = 160 * 1024;

export function sightOf(seen: Seen): Sight {
  if (seen.kind === 'agent') return { staff: true, endpoint: null, home: '' };
  return { staff: false, endpoint: seen.whole ? null : seen.endpoint, home: seen.home ?? '' };
}

/** How a guest names the line's life while they see the whole of it: whoever sees less afterwards holds no place in it, and begins anew. */
const GUEST = '.guest';
const isGuest = (seen: Seen) => seen.kind === 'customer' && seen.until !== undefined;
const epochFor = (turn: Turn, seen: Seen) => turn.person.epoch + (isGuest(seen) ? GUEST : '');

/** The place a screen holds, as this line counts it. */
export function placeHeld(position: Position | null, seen: Seen): Position | null {
  if (!position || !isGuest(seen)) return position;
  const { epoch, revision } = position;
  return epoch.endsWith(GUEST) ? { epoch: epoch.slice(0, -GUEST.length), revision } : null;
}

/** The name under which a viewer's numbers are counted. */
export function counterOf(seen: Seen): string {
  return seen.kind === 'agent' ? `a:${seen.agent.id}` : `c:${seen.endpoint}`;
}

/**
 * Where the screen stands on this line, if every change after its position is still kept; null: it begins anew. Who sees the whole person and followed
 * another line's life lacks what was said here before, so they begin anew; who sees one address lacks nothing.
 */
export function resumesAt(turn: Turn, held: Position | null, seen: Seen): number | null {
  const position = placeHeld(held, seen);
  const at = position ? turn.line.places.now(position, turn.person.epoch) : null;
  if (at === null || at > turn.head) return null;
  if (sightOf(seen).endpoint === null && position?.epoch !== turn.person.epoch) return null;
  return at + 1 >= turn.line.oldest() || at === turn.head ? at : null;
}

export function welcome(turn: Turn, seen: Seen, accepted: number, version: number): ServerFrame {
  return {
    type: 'welcome',
    version,
    epoch: epochFor(turn, seen),
    revision: turn.head,
    accepted,
    serverTime: turn.now,
    viewer:
      seen.kind === 'agent'
        ? { kind: 'agent', endpoint: '', name: seen.agent.name }
        : {
            kind: 'customer',
            endpoint: seen.endpoint,
            ...(turn.person.name && seen.whole ? { name: turn.person.name } : {}),
          },
  };
}

/** The whole state for a screen that can't resume. */
export function reset(turn: Turn, seen: Seen): ServerFrame {
  const sight = sightOf(seen);
  const { messages, more } = page(turn, turn.head + 1, SNAPSHOT_MESSAGES, sight);
  const endpoints = turn.line.endpoints().filter((one) => sight.endpoint === null || one.id === sight.endpoint);
  const latest = turn.sessions.latest();
  const session = latest && isShown(turn, latest, sight) ? latest : null;
  const notices = noticesFor(turn, seen);
  const snapshot: LineSnapshot = {
    person: sight.staff
      ? personView(turn)
      : { id: turn.person.id, name: sight.endpoint === null ? turn.person.name : '' },
    endpoints: endpoints.map((one) => turn.viewEndpoint(one)),
    session: session ? viewOf(session) : null,
    ...(sight.staff ? { card: viewOfCard(turn) } : trailFor(turn, seen)),
    handover: sight.staff ? (session?.handover ?? null) : null,
    invite: sight.endpoint === null || session ? inviteOf(turn) : null,
    ...(sight.staff ? { record: session ? recordOf(session) : null } : {}),
    tickets: ownRecent(turn, seen),
    ...(notices ? { notices, own: ownOf(turn) } : {}),
    marks: marksFor(turn, sight),
    messages,
    more,
  };
  return { type: 'reset', epoch: epochFor(turn, seen), revision: turn.head, snapshot };
}

/** Whether the encounter is at an address of the viewer's home. */
function isShown(turn: Turn, session: Session, { staff, endpoint, home }: Sight): boolean {
  return staff || endpoint === null || (turn.line.endpoint(session.endpoint)?.home ?? '') === home;
}

/** How far each side has read, of the addresses the viewer may know of. */
function marksFor(turn: Turn, { endpoint }: Sight): LineSnapshot['marks'] {
  const marks = turn.line.marks.all(turn.person.companyRead);
  if (endpoint === null) return marks;
  const own = Object.entries(marks.customer).filter(([key]) => key === endpoint || key === '*');
  return { ...marks, customer: Object.fromEntries(own) };
}

/** Whether this visitor may be asked for the pages they look at, and what they said. */
function trailFor(turn: Turn, seen: Seen): Pick<LineSnapshot, 'trail'> {
  const endpoint = seen.kind === 'customer' ? turn.line.endpoint(seen.endpoint) : null;
  const trail = endpoint ? trailOf(turn, endpoint) : undefined;
  return trail === undefined ? {} : { trail };
}

/** Older messages, oldest first, bounded in number and bytes. */
export function page(turn: Turn, before: number, limit: number, sight: Sight): { messages: Message[]; more: boolean } {
  const found = turn.line.messagesBefore(before, limit + 1, sight);
  const messages: Message[] = [];
  let bytes = 0;
  for (const message of found.slice(0, limit)) {
    bytes += JSON.stringify(message).length * 2;
    if (bytes > PAGE_BYTES && messages.length > 0) break;
    messages.push(message);
  }
  return { messages: messages.reverse(), more: found.length > messages.length };
}

/** One change as the viewer's next event. */
export function eventOf(row: ChangeRow, previous: number): ServerFrame {
  return { type: 'event', revision: row.revision, previous, at: row.at, change: row.change };
}
