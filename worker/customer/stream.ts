/** What a screen gets: a resume from its position, or a reset; events in order; pages of history. Pure over the store. */
import type { Position, ServerFrame } from '../../shared/frame.ts';
import type { Snapshot as LineSnapshot } from '../../shared/line.ts';
import type { Message } from '../../shared/message.ts';
import { personView } from './converse.ts';
import { recordOf } from './ending.ts';
import { inviteOf } from './rating.ts';
import { viewOf } from './sessions.ts';
import { ownRecent } from './ticket/own.ts';
import type { ChangeRow, Sight } from './store.ts';
import type { Turn } from './turn.ts';

/** Who looks, as a socket remembers it (no address, no fact about the person). */
export type Seen =
  | { kind: 'customer'; endpoint: string; whole: boolean }
  | { kind: 'agent'; agent: { id: string; name: string; role: string } };

const SNAPSHOT_MESSAGES = 50;
/** A snapshot or a page stays below this, so that a stalled reader can't make it costly. */
const PAGE_BYTES = 160 * 1024;

export function sightOf(seen: Seen): Sight {
  if (seen.kind === 'agent') return { staff: true, endpoint: null };
  return { staff: false, endpoint: seen.whole ? null : seen.endpoint };
}

/** The name under which a viewer's numbers are counted. */
export function counterOf(seen: Seen): string {
  return seen.kind === 'agent' ? `a:${seen.agent.id}` : `c:${seen.endpoint}`;
}

/** Whether every change after the position is still kept. */
export function canResume(turn: Turn, position: Position | null): position is Position {
  if (!position || position.epoch !== turn.person.epoch || position.revision > turn.head) return false;
  return position.revision + 1 >= turn.line.oldest() || position.revision === turn.head;
}

export function welcome(turn: Turn, seen: Seen, accepted: number, version: number): ServerFrame {
  return {
    type: 'welcome',
    version,
    epoch: turn.person.epoch,
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
  const session = turn.sessions.latest();
  const snapshot: LineSnapshot = {
    person: sight.staff
      ? personView(turn)
      : { id: turn.person.id, name: sight.endpoint === null ? turn.person.name : '' },
    endpoints: endpoints.map((one) => turn.viewEndpoint(one)),
    session: session ? viewOf(session) : null,
    handover: sight.staff ? (session?.handover ?? null) : null,
    invite: inviteOf(turn),
    ...(sight.staff ? { record: session ? recordOf(session) : null } : {}),
    tickets: ownRecent(turn, seen),
    marks: turn.line.marks.all(turn.person.companyRead),
    messages,
    more,
  };
  return { type: 'reset', epoch: turn.person.epoch, revision: turn.head, snapshot };
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
