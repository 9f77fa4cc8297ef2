/** 回电: a colleague's own telephone is rung first, then the customer's; what came of it stands in the line. Runs inside one transaction. */
import type { CallAnswer, CallMoment, RingOrder } from '../../../shared/call.ts';
import { isLapsed, isNumber } from '../../../shared/reach/lease.ts';
import { refuse, type RefusalCode, type Result } from '../../../shared/refusal.ts';
import type { Ticket, TicketActor } from '../../../shared/ticket.ts';
import { callerNumber } from '../../channels/phone/number.ts';
import { whyNotTheirs } from '../reach/lease.ts';
import type { Endpoint } from '../store.ts';
import { keep } from '../ticket/book.ts';
import type { Turn } from '../turn.ts';
import { telephoneOf } from './dialled.ts';
import { happened } from './ends.ts';
import { wordsOf } from './words.ts';

type Back = CallMoment & { kind: 'back' };
const ROBOT = { kind: 'robot' } as const;

/** Checks and notes the wish; whoever asked then asks the provider. Null: this very wish was taken before, nobody is rung again. */
export function ringBack(
  turn: Turn,
  { by, key, ticket }: { by: { id: string; name: string }; key: string; ticket: string | null },
): Result<{ order: RingOrder | null }> {
  if (turn.calls.live()) return refuse('wrong_state', 'They are on the telephone now.');
  const agent = telephoneOf(turn, by);
  if (agent === null) return refuse('no_endpoint', 'No telephone is set for you.');
  const about = ticket === null ? null : turn.tickets.byId(ticket);
  if (ticket !== null && !about) return refuse('not_found');
  const endpoint = phoneOf(turn);
  const written = about?.fields['phone'];
  const customer = callerNumber(typeof written === 'string' ? written : '', '86') ?? endpoint?.peer ?? null;
  if (customer === null) return refuse('no_endpoint', 'No number of theirs is known.');
  const gone = whyNotRung(turn, customer, about);
  if (gone) return refuse(gone);
  if (turn.letters.heardBefore(`ring:${key}`, customer, null, turn.now)) return { ok: true, order: null };
  const session = turn.sessions.latest();
  const words = wordsOf(session);
  noted(turn, words.rings(by.name));
  const { id, name } = by;
  if (ticket !== null) inTicket(turn, ticket, `ring.${key}`, { kind: 'agent', id, name }, words.ringsOwn);
  const language = session?.mind.language ?? 'zh';
  return { ok: true, order: { back: key, agent, customer, account: endpoint?.account ?? null, language } };
}

/** How a leg ended, each once. False: it was heard before. */
export function backEnded(turn: Turn, { back, leg, state, seconds, ticket }: Back): boolean {
  if (turn.letters.heardBefore(`back:${back}:${leg}`, state, null, turn.now)) return false;
  const talked = state === 'completed' || state === 'answered';
  // The last word: the customer's end, or that a colleague's telephone was put down before there was one.
  const isFirst = !turn.letters.heardBefore(`back:${back}:end`, leg, null, turn.now);
  const time = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
  const words = wordsOf(turn.sessions.latest());
  const why = words.why[state] ?? state;
  if (leg === 'customer') {
    const shown = talked ? words.talked(time) : words.notReached;
    const endpoint = phoneOf(turn) ?? turn.line.endpoints().at(0);
    if (endpoint) happened(turn, endpoint, turn.sessions.open(), talked ? 'called_back' : 'call_back_missed', shown);
    const told = talked ? words.talkedTicket(time) : words.notReachedTicket(why);
    inTicket(turn, ticket, `${back}.customer`, ROBOT, told);
    return true;
  }
  // Both talked, or the customer didn't answer: that was told by the other leg.
  if (!isFirst) return true;
  const ended = talked ? words.putDown : words.ownNotReached(why);
  noted(turn, words.note(ended));
  inTicket(turn, ticket, `${back}.agent`, ROBOT, ended);
  return true;
}

/** What the colleague's telephone hears when the customer's leg is over. */
export function backAnswer(turn: Turn, { leg, state }: Back): CallAnswer {
  const missed = leg === 'customer' && state !== 'completed' && state !== 'answered';
  const session = turn.sessions.latest();
  const body = { kind: 'text' as const, text: wordsOf(session).noAnswer };
  const say = missed ? [{ body, links: null }] : [];
  return { person: turn.person.id, say, language: session?.mind.language ?? 'zh', next: { kind: 'hang-up' } };
}

/** Why nobody is rung at this number: its lease is over, or it is somebody else's. One they wrote into a ticket themselves counts from then. */
function whyNotRung(turn: Turn, number: string, about: Ticket | null): RefusalCode | null {
  const asked = about?.source === 'customer' ? about.openedAt : 0;
  const held = turn.line.endpoints().filter((one) => isNumber(one) && one.peer === number);
  const [known] = held;
  if (!known) return about && isLapsed(about.openedAt, turn.now) ? 'number_lapsed' : null;
  return whyNotTheirs({ ...known, heardAt: Math.max(known.heardAt, asked) }, turn.now)?.code ?? null;
}

/** The number they rang from last. */
function phoneOf(turn: Turn): Endpoint | null {
  const phones = turn.line.endpoints().filter((one) => one.channel === 'phone' && one.peer.startsWith('+'));
  const [first, ...others] = phones;
  if (!first) return null;
  return others.reduce((best, one) => (one.lastInboundAt > best.lastInboundAt ? one : best), first);
}

/** For staff alone. */
function noted(turn: Turn, text: string): void {
  const endpoint = phoneOf(turn) ?? turn.line.endpoints().at(0);
  if (!endpoint) return;
  const body = { kind: 'event' as const, event: 'call_back', text };
  const session = turn.sessions.open();
  turn.append({ endpoint, direction: 'note', speaker: { kind: 'system' }, body, status: 'received' }, session);
}

/** In the ticket it was about, for staff; once. */
function inTicket(turn: Turn, ticket: string, key: string, by: TicketActor, text: string): void {
  const about = turn.tickets.byId(ticket);
  if (!about || turn.tickets.noted(ticket, key)) return;
  keep(
    turn,
    about,
    { ticket: about, news: [{ by, internal: true, event: { what: 'comment', text, media: [] } }] },
    key,
  );
}
