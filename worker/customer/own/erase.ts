/** Everything of the person goes in one act (删除, PIPL 47). Runs inside one transaction. */
import { dateOf } from '../../../shared/calendar.ts';
import { CONFIRM_MS, stays, type ErasurePlan } from '../../../shared/erasure.ts';
import type { Encounter } from '../../../shared/ledger.ts';
import { refuse, type Result } from '../../../shared/refusal.ts';
import { digestText } from '../../lib/digest.ts';
import { closeSession } from '../ending.ts';
import { factOfEncounter } from '../reckoning.ts';
import type { Seen } from '../stream.ts';
import type { Stores, Turn } from '../turn.ts';
import type { Tombstone } from './erasing.ts';
import type { Forgetting } from './forgetting.ts';

/** Who knows somebody by their id. */
const ROOMS = ['directory', 'docket', 'webhook', 'knowledge', 'outreach'] as const;
/** Rows named in one letter. */
const AT_ONCE = 200;

/** What would go, what stays, and the word that confirms it. */
export function planErasure(turn: Turn): ErasurePlan {
  const confirmation = turn.around.freshId('x');
  const expiresAt = turn.now + CONFIRM_MS;
  turn.own.erasing.ask(confirmation, expiresAt);
  const open = turn.tickets.all().filter((ticket) => ticket.closedAt === null).length;
  const encounter = turn.sessions.open() !== null;
  return { confirmation, expiresAt, goes: turn.own.erasing.counts(), open: { encounter, tickets: open }, stays };
}

/** Done by the whole person alone; ends what is open, empties every table, and owes each room a letter that asks it to forget. */
export function erase(turn: Turn, seen: Seen, confirmation: string): Result<{ stone: Tombstone }> {
  if (seen.kind !== 'customer' || !seen.whole) return refuse('not_allowed');
  const { erasing } = turn.own;
  if (!erasing.confirms(confirmation, turn.now))
    return refuse('expired', 'The confirmation is unknown or has expired.');
  const went = erasing.counts();
  const { id, epoch } = turn.person;
  const facts = endOpen(turn);
  const owed = roomsOf(turn, facts);
  const digest = digestText(JSON.stringify([id, epoch, turn.head, went]));
  const stone = { id, at: turn.now, went, digest, word: confirmation };
  erasing.erase(stone);
  forgetMemory(turn);
  for (const one of owed) oweForgetting(turn, one);
  return { ok: true, stone };
}

/** An open encounter ends by its customer, so that its figures are whole; answers what no ledger was told yet. */
function endOpen(turn: Turn): Encounter[] {
  const open = turn.sessions.open();
  if (open) closeSession(turn, open, 'erased');
  return turn.own.erasing.untold().flatMap((session) => factOfEncounter(turn, session));
}

/** Who has to forget them, and what exactly. */
function roomsOf(turn: Turn, facts: Encounter[]): Forgetting[] {
  const { erasing } = turn.own;
  const sessions = erasing.sessions();
  const ids = sessions.map((one) => one.id);
  const months = new Map<string, string[]>();
  for (const { id, openedAt } of sessions) {
    const month = monthOf(openedAt);
    months.set(month, [...(months.get(month) ?? []), id]);
  }
  const recent = ids.slice(-AT_ONCE);
  const before = turn.line.homes.others();
  return [
    { room: 'identity' },
    { room: 'desk', sessions: recent },
    ...ROOMS.map((room) => ({ room })),
    ...before.flatMap((of): Forgetting[] => [
      ...(['identity', ...ROOMS] as const).map((room) => ({ room, of })),
      { room: 'line', of },
    ]),
    ...erasing.staff().map((seat): Forgetting => ({ room: 'seat', seat, sessions: recent })),
    ...parts(ids).flatMap((sessions): Forgetting[] => [
      { room: 'quality', sessions },
      { room: 'topics', sessions },
    ]),
    ...[...months].map(([month, some]): Forgetting => ({
      ...{ room: 'ledger', month, sessions: some },
      facts: facts.filter((one) => monthOf(one.openedAt) === month),
    })),
    ...parts(erasing.files()).map((files): Forgetting => ({ room: 'media', files })),
  ];
}

const monthOf = (at: number) => dateOf(at).slice(0, 7);

function parts(of: readonly string[]): string[][] {
  return Array.from({ length: Math.ceil(of.length / AT_ONCE) }, (_, at) => of.slice(at * AT_ONCE, (at + 1) * AT_ONCE));
}

/** Owed once under its own name and lane: one that is away holds back only itself. */
export function oweForgetting(turn: Pick<Turn, 'letters' | 'now'>, one: Forgetting): void {
  const body = JSON.stringify(one);
  const key = `forget:${one.room}:${'seat' in one ? one.seat : digestText(body)}`;
  turn.letters.owe({ lane: key, kind: 'forget', key, body, dueAt: turn.now });
}

/** What is left under this id of somebody who was erased where their line went: keys of what was heard, and where it went. */
export function bury({ own, ...stores }: Stores, id: string, now: number): void {
  const went = own.erasing.counts();
  const digest = digestText(JSON.stringify([id, went]));
  own.erasing.erase({ id, at: now, went, digest, word: digest });
  forgetMemory(stores);
}

type Remembering = Pick<Stores, 'line' | 'sessions' | 'letters' | 'tickets' | 'media' | 'profile' | 'appointments'>;
function forgetMemory({ line, sessions, letters, tickets, media, profile, appointments }: Remembering): void {
  for (const store of [line, sessions, letters, tickets, media, profile, appointments]) store.forgetMemory();
}
