/** One of two who may be the same person, for staff who are asked. Reads only. */
import type { PersonSide } from '../../../shared/alike-desk.ts';
import type { ConsentView } from '../../../shared/person.ts';
import { masked, shownName } from '../name.ts';
import { ownOf } from '../own/choices.ts';
import { profileView } from '../profile/view.ts';
import { isDone, stateOf } from '../ticket/flow.ts';
import type { Turn } from '../turn.ts';
import { viewOfCard } from './shown.ts';

/** Tickets, and notices, shown of one side. */
const MOST = 20;
const FEW = 3;

export function sideOf(turn: Turn): PersonSide {
  const { person } = turn;
  const session = turn.sessions.open();
  const own = ownOf(turn);
  const { off, tags } = profileView(turn);
  const tickets = turn.tickets.all().filter(({ phase }) => !isDone(phase));
  return {
    ...{ customer: person.id, name: shownName(person), userId: person.userId, since: turn.line.since() },
    addresses: turn.line.endpoints().map((one) => {
      const { channel, label, window, counts, blocked } = turn.viewEndpoint(one);
      return {
        ...{ channel, label, window, at: one.lastInboundAt },
        ...(counts && { counts }),
        ...(blocked && { blocked }),
      };
    }),
    session: session && { number: session.number, state: session.state, agent: session.agent?.name ?? null },
    tickets: tickets
      .slice(0, MOST)
      .map(({ number, title, form, state }) => ({ number, title, state: stateOf(form, state).label })),
    card: viewOfCard(turn),
    consents: standing(consentsOf(turn)),
    own: { ...own, subscriptions: own.subscriptions.filter(({ left, refusedAt }) => left > 0 || refusedAt !== null) },
    notices: {
      ...{ unread: turn.own.unread(), kept: turn.own.kept() },
      newest: turn.own
        .notices(null, FEW)
        .map(({ id, title, at, readAt }) => ({ id, title, at, read: readAt !== null })),
    },
    appointments: turn.appointments
      .ahead(turn.now)
      .flatMap(({ id, what, time }) => (time === null ? [] : [{ id, what, time }])),
    profile: { off, tags },
  };
}

/** What was agreed to or refused, newest first, each with its address. */
export function consentsOf(turn: Turn): ConsentView[] {
  const endpoints = new Map(turn.line.endpoints().map((one) => [one.id, one]));
  return turn.card.consents().map(({ endpoint, ...one }) => {
    const at = endpoints.get(endpoint);
    return { ...one, channel: at?.channel ?? null, label: at ? masked(at) : '' };
  });
}

/** The newest of each purpose on each address. */
function standing(consents: readonly ConsentView[]): ConsentView[] {
  const seen = new Set<string>();
  return consents.filter(({ purpose, channel, label }) => {
    const key = JSON.stringify([purpose, channel, label]);
    return !seen.has(key) && seen.add(key);
  });
}
