/** Everything kept of the person, for the person: part by part, so that ten years of words cost no more memory than ten minutes. */
import type { OwnData, OwnHead, OwnPart } from '../../../shared/own-data.ts';
import { offersShown } from '../offers/orders.ts';
import { remindersSent } from '../reminders/history.ts';
import { viewFor } from '../ticket/book.ts';
import { profileView } from '../profile/view.ts';
import type { Turn } from '../turn.ts';
import { viewOfNotice } from './notices.ts';

const MESSAGES_AT_ONCE = 300;
const NOTICES_AT_ONCE = 100;
const MOST_SESSIONS = 5_000;
const MOST_SENT = 500;

/** The part that begins here, and where the next does; colleagues' notes among themselves are not the person's words and stay. */
export function dataOf(turn: Turn, part: OwnPart | null): { data: OwnData; next: OwnPart | null } {
  if (part === null) return { data: { head: headOf(turn) }, next: { of: 'messages', after: 0 } };
  if (part.of === 'messages') {
    const found = turn.line.said.after(part.after, MESSAGES_AT_ONCE);
    const last = found.at(-1);
    const messages = found.filter((one) => one.direction !== 'note');
    const next: OwnPart = last ? { of: 'messages', after: last.revision } : { of: 'notices', before: '' };
    return { data: { messages }, next };
  }
  const found = turn.own.notices(part.before === '' ? null : part.before, NOTICES_AT_ONCE);
  const last = found.length < NOTICES_AT_ONCE ? undefined : found.at(-1);
  return { data: { notices: found.map(viewOfNotice) }, next: last ? { of: 'notices', before: last.id } : null };
}

function headOf(turn: Turn): OwnHead {
  const { person, line } = turn;
  const time = (at: number) => new Date(at).toISOString();
  const { tags, traits } = profileView(turn);
  const channels = new Map(line.endpoints().map((one) => [one.id, one.channel]));
  return {
    person: {
      ...{ id: person.id, name: person.name, user: person.userId, level: person.level, care: person.care },
      humanFirst: person.humanFirst,
    },
    addresses: turn.own.addressBook().map((one) => ({ ...one, since: time(one.since) })),
    sessions: turn.sessions.recent(MOST_SESSIONS).map((one) => ({
      ...{ number: one.number, state: one.state, opened: time(one.openedAt) },
      closed: one.closedAt === null ? null : time(one.closedAt),
      agent: one.agent?.name ?? one.service.answeredBy?.name ?? null,
      rating: one.rating,
    })),
    consents: turn.own.consents().map(({ endpoint, at, ...one }) => ({
      ...{ channel: channels.get(endpoint) ?? '', ...one, at: time(at) },
    })),
    choices: turn.own.ledger(),
    tickets: turn.tickets.all().map((ticket) => viewFor(turn, ticket, true)),
    offers: offersShown(turn, 'own', MOST_SENT),
    reminders: remindersSent(turn, MOST_SENT),
    profile: { facts: turn.profile.facts(), tags, traits },
  };
}
