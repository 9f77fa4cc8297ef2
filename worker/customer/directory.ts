/** What the directory is told of this person: who they are, their newest encounters, what was said. Owed, and told again at any time. */
import type { DirectoryNews, MessageRow, SessionRow } from '../../shared/directory.ts';
import { SEARCHED_CHARACTERS } from '../../shared/directory.ts';
import { fallbackText, type Message } from '../../shared/message.ts';
import { withoutSecrets } from '../brain/signals.ts';
import { timed } from './inspection.ts';
import { masked, shownName } from './name.ts';
import { standingOf } from './offers/candidate.ts';
import type { Commit, Outside } from './deliver.ts';
import { oweFactsAnew, tellBeside } from './reckoning.ts';
import { oweDirectory, ROOM } from './owing-directory.ts';
import { isBlocked, levelOf } from './person/card.ts';
import { oweProfile, PROFILE_NEWS } from './profile/telling.ts';
import type { Session } from './sessions.ts';
import { oweDocket } from './ticket/book.ts';
import { ticketsBecomeOwn } from './ticket/whose.ts';
import type { Turn } from './turn.ts';

const MESSAGES_AT_ONCE = 200;
/** Encounters told with each letter: a rating or a summary may come to one that is over. */
const SESSIONS_AT_ONCE = 3;
const CUT = 160;

/** Owes it that words were taken back. */
export function oweForgetting(turn: Turn, message: string): void {
  const key = `${ROOM}:gone:${message}`;
  turn.letters.owe({ lane: ROOM, kind: 'directory', key, body: message, dueAt: turn.now });
}

/** Everything is told anew, tickets and facts too: for a directory, docket or ledger that was lost. */
function tellAnew(turn: Turn): true {
  turn.line.said.setToldTo(ROOM, 0);
  oweDirectory(turn);
  oweProfile(turn);
  ticketsBecomeOwn(turn);
  for (const { id } of turn.tickets.all()) oweDocket(turn, id);
  oweFactsAnew(turn);
  return true;
}

/** The same for the person's actor; with a run's name only the facts of their encounters, at once, to the ledgers of that run. */
export async function retold(run: string | undefined, commit: Commit, outside: Pick<Outside, 'ledger'>): Promise<true> {
  return run === undefined ? commit(tellAnew) : tellBeside(run, commit, outside);
}

/** The letter's contents, made when it leaves; `reached` is handed to `directoryTold` once it arrived. */
export function directoryNews(
  turn: Turn,
  gone: string,
): { news: DirectoryNews; from: number; reached: number; head: number } {
  const told = turn.line.said.toldTo(ROOM);
  const fresh = gone === '' ? turn.line.said.after(told, MESSAGES_AT_ONCE) : [];
  const sessions = new Map(turn.sessions.recent(SESSIONS_AT_ONCE).map((one) => [one.id, one]));
  for (const { session } of fresh) {
    const known = session === null || sessions.has(session) ? null : turn.sessions.byId(session);
    if (known) sessions.set(known.id, known);
  }
  const news: DirectoryNews = {
    revision: turn.head,
    customer: customerRow(turn),
    sessions: [...sessions.values()].map((one) => sessionRow(turn, one)),
    messages: fresh.filter((one) => one.speaker.kind !== 'system').map((one) => messageRow(turn, one)),
    gone: gone === '' || gone === PROFILE_NEWS ? [] : [gone],
    ...(gone === PROFILE_NEWS ? { profile: turn.profile.read() } : {}),
    homes: turn.line.homes.others(),
    standing: standingOf(turn),
  };
  return { news, from: told, reached: Math.max(told, fresh.at(-1)?.revision ?? 0), head: turn.head };
}

/** It arrived: what came meanwhile, or didn't fit, is owed anew. */
export function directoryTold(turn: Turn, from: number, reached: number, head: number): void {
  // Asked meanwhile to tell everything anew: what this letter reached counts for nothing.
  if (turn.line.said.toldTo(ROOM) < from) return oweDirectory(turn);
  turn.line.said.setToldTo(ROOM, reached);
  const more = turn.line.said.after(reached, 1).length > 0;
  if (more || turn.head > head) oweDirectory(turn);
}

function customerRow(turn: Turn): DirectoryNews['customer'] {
  const { person } = turn;
  const endpoints = turn.line.endpoints();
  const card = turn.card.read();
  return {
    ...{ customer: person.id, name: shownName(person), userId: person.userId, level: levelOf(turn), care: person.care },
    addresses: endpoints.map((one) => ({ channel: one.channel, label: masked(one) })),
    seenAt: Math.max(0, ...endpoints.map((one) => one.lastInboundAt)),
    tags: card.tags,
    owner: card.owner && { id: card.owner.id, name: card.owner.name },
    ...(isBlocked(card, turn.now) && card.block ? { blocked: { until: card.block.until } } : {}),
  };
}

function sessionRow(turn: Turn, session: Session): SessionRow {
  const said = turn.line.said.in(session.id);
  const { service, handover, rating } = session;
  const words = (one: Message | undefined) => (one ? cut(wordsOf(one)) : '');
  const summary = service.summary;
  return {
    ...{ session: session.id, number: session.number, customer: turn.person.id, name: shownName(turn.person) },
    ...{ state: session.state, agent: session.agent ?? service.answeredBy ?? null, skill: handover?.skill ?? '' },
    channels: [...new Set(said.flatMap((one) => (one.channel ? [one.channel] : [])))],
    openedAt: session.openedAt,
    closedAt: session.closedAt,
    firstAnswerMs: handover ? timed(said, handover.at).first : null,
    rating: rating?.score ?? null,
    solved: rating?.solved ?? summary?.resolved ?? null,
    category: summary && summary.category !== '' ? { id: summary.category, ...summary.path } : null,
    reason: handover?.reason ?? '',
    question: words(said.find((one) => one.speaker.kind === 'customer')),
    summary: summary ? cut(withoutSecrets(summary.text)) : '',
    last: words(said.findLast((one) => one.speaker.kind !== 'system')),
    tags: service.tags,
  };
}

function messageRow(turn: Turn, message: Message): MessageRow {
  const { id, revision, session, channel, speaker, direction, at } = message;
  return {
    ...{ message: id, revision, customer: turn.person.id, name: shownName(turn.person), session, channel },
    ...{ speaker: speaker.kind, note: direction === 'note', at, text: wordsOf(message) },
  };
}

function wordsOf(message: Message): string {
  return withoutSecrets(fallbackText(message.body)).slice(0, SEARCHED_CHARACTERS);
}

function cut(text: string): string {
  const short = text.replace(/\s+/gu, ' ').trim();
  return short.length > CUT ? `${short.slice(0, CUT - 1)}…` : short;
}
