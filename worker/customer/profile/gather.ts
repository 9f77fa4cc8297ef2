/** Facts of the profile, written in the transaction of what they tell of. Nothing is gathered where it is off, or sensitive without consent. */
import type { Ticket } from '../../../shared/ticket.ts';
import type { Message } from '../../../shared/message.ts';
import { KEPT_MS, type Fact, type Sensitive } from '../../../shared/profile/fact.ts';
import { agreedTo, isOff } from '../../../shared/profile/fold.ts';
import { classOf } from '../../../shared/profile/sensitive.ts';
import { markedIn } from '../../../shared/settings/profile.ts';
import type { Snapshot } from '../../brain/entry.ts';
import { isComplaint } from '../encounter.ts';
import { complainedAfter, solvedAfter } from '../offers/results.ts';
import type { Session } from '../sessions.ts';
import type { Turn } from '../turn.ts';
import { oweProfile } from './telling.ts';

const CHINA_MS = 8 * 3_600_000;
const SUBJECT = 64;

type Given = { key: string; at?: number; fact: Fact; home?: string };

/** Keeps a fact; answers whether it was kept, or was there already. */
export function gather(turn: Turn, { key, at = turn.now, fact, home = '' }: Given): boolean {
  if (!turn.around.settings.profile.on || at < turn.now - KEPT_MS) return false;
  const profile = turn.profile.read();
  if (isOff(profile, 'all')) return false;
  if ('class' in fact && fact.class && !agreedTo(profile, fact.class)) return false;
  if (turn.profile.keep({ key, at, fact }, home)) {
    turn.profile.prune(turn.now);
    oweProfile(turn);
  }
  return true;
}

/** The sensitive kind of what these words name, if any. */
export function classIn(turn: Turn, ...subjects: string[]): { class?: Sensitive } {
  const marked = markedIn(turn.around.settings.profile);
  const found = subjects.map((one) => classOf(one, marked)).find((one) => one !== null);
  return found ? { class: found } : {};
}

/** An encounter ended, or more is known of one that did: a rating, its summary. */
export function encounterEnded(turn: Turn, session: Session): void {
  const said = turn.line.said.in(session.id);
  if (session.state !== 'closed' || !said.some(({ speaker }) => speaker.kind === 'customer')) return;
  const { handover, rating, service, mind } = session;
  if (handover?.reason === 'complaint') complainedAfter(turn);
  const home = turn.homeOf('', session);
  const wroteAt = said.findLast(({ speaker }) => speaker.kind === 'customer')?.at ?? 0;
  const calm = handover?.emotion.level ?? 'calm';
  const solved = rating?.solved ?? service.summary?.resolved ?? null;
  if (solved !== null) solvedAfter(turn, wroteAt, solved);
  gather(turn, {
    key: `encounter:${session.id}`,
    at: session.closedAt ?? turn.now,
    home,
    fact: {
      kind: 'encounter',
      channel: turn.line.endpoint(session.endpoint)?.channel ?? 'web',
      hour: new Date(session.openedAt + CHINA_MS).getUTCHours(),
      upset: mind.upset === true || calm !== 'calm',
      complaint: isComplaint(session),
      solved,
      language: mind.language,
    },
  });
  const topic = service.summary?.category ?? '';
  if (topic !== '') question(turn, session, `question:${session.id}`, topic, productIn(said));
}

/** The robot answered: what was asked is what its entry is about. */
export function answered(turn: Turn, session: Session, replies: readonly Message[], knowledge: Snapshot | null): void {
  for (const { id, source } of replies) {
    const category = source ? knowledge?.entries.get(source.entry)?.category : undefined;
    if (category !== undefined) question(turn, session, `question:${id}`, category, '');
  }
}

/** A dialog took what they just asked, and says so once however much it asks back: its topic is the dialog's. */
export function takenUp(turn: Turn, session: Session, topic: string): void {
  const asked = turn.line.said.in(session.id).findLast(({ speaker }) => speaker.kind === 'customer');
  if (asked) question(turn, session, `question:${asked.id}`, topic, '');
}

function question(turn: Turn, session: Session, key: string, topic: string, product: string): void {
  const fact = { kind: 'question' as const, topic, product, ...classIn(turn, topic, product) };
  gather(turn, { key, home: turn.homeOf('', session), fact });
}

/** What they were looking at or had ordered, as they showed it last. */
function productIn(said: readonly Message[]): string {
  const titles = said.flatMap(({ body }) =>
    body.kind === 'product'
      ? [body.product.title]
      : body.kind === 'order'
        ? body.order.items.map(({ title }) => title)
        : [],
  );
  return (titles.at(-1) ?? '').trim().slice(0, SUBJECT);
}

/** They rated an encounter. */
export function rated(turn: Turn, session: Session): void {
  const { rating } = session;
  if (!rating) return;
  const fact = { kind: 'rating' as const, score: rating.score };
  gather(turn, { key: `rating:${session.id}`, at: rating.at ?? turn.now, home: turn.homeOf('', session), fact });
  encounterEnded(turn, session);
}

/** 有用 or 没用 of an answer; their newer word about it takes the place of the older. */
export function verdict(turn: Turn, message: Message, helpful: boolean): void {
  const home = turn.homeOf(message.endpoint);
  gather(turn, { key: `feedback:${message.id}`, at: turn.now, home, fact: { kind: 'feedback', helpful } });
}

/** A ticket was opened for them, or they rated how it ended. */
export function ticketGathered(turn: Turn, ticket: Ticket): void {
  if (ticket.parent !== null) return;
  const home = turn.homeOf(ticket.endpoint ?? '');
  const form = ticket.form.id;
  if (form === 'complaint') complainedAfter(turn);
  gather(turn, {
    ...{ key: `ticket:${ticket.id}`, at: ticket.openedAt, home },
    fact: { kind: 'ticket', form, complaint: form === 'complaint' },
  });
  if (ticket.rating) {
    const fact = { kind: 'rating' as const, score: ticket.rating.score };
    gather(turn, { key: `rating:${ticket.id}`, at: ticket.rating.at, home, fact });
  }
}

/** They chose how they want to be served. */
export function preferred(turn: Turn, name: string, value: string, endpoint: string): void {
  const home = turn.homeOf(endpoint);
  gather(turn, { key: `preference:${name}:${home}`, home, fact: { kind: 'preference', name, value } });
}
