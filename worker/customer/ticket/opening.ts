/** A ticket begins: by a colleague, the customer, the robot, a hand-over or a left message. Runs inside one transaction. */
import { refuse, type Refusal } from '../../../shared/refusal.ts';
import type { Ticket, TicketActor, TicketFields, TicketSource } from '../../../shared/ticket.ts';
import type { Turn } from '../turn.ts';
import { hoursFor, keep, keepNew } from './book.ts';
import { freshClock, started } from './clock.ts';
import { isDone, limitMs, promisedAt, stateOf } from './flow.ts';
import { routed } from './desk-item.ts';
import type { TicketNews } from './rules.ts';

/** What somebody wants opened. `fields` are checked by whoever asks. */
export type Wish = {
  /** Names the wish: asked twice, there is one ticket. */
  key: string | null;
  kind: string;
  title: string;
  fields: TicketFields;
  source: TicketSource;
  by: TicketActor;
  endpoint: string;
  session?: string | undefined;
  priority?: Ticket['priority'] | undefined;
  parent?: string | undefined;
  assignee?: Ticket['assignee'] | undefined;
  group?: string | null | undefined;
  note?: string | undefined;
  /** The customer is told at once, in a message of its own. */
  told: boolean;
  /** What the customer chose themselves, unix ms; absent: what the kind promises. */
  promisedAt?: number | undefined;
};

export function openTicket(turn: Turn, wish: Wish): Ticket | Refusal {
  const before = wish.key === null ? null : turn.tickets.byKey(wish.key);
  if (before) return before;
  const form = turn.around.settings.tickets.kinds.find((one) => one.id === wish.kind);
  if (!form) return refuse('not_found', 'There is no such kind of ticket.');
  const parent = wish.parent === undefined ? null : turn.tickets.byId(wish.parent);
  if (wish.parent !== undefined && !parent) return refuse('not_found');
  if (parent && (parent.parent !== null || parent.mergedInto !== null || isDone(parent.phase)))
    return refuse('wrong_state', 'A child, a merged or a finished ticket takes no children.');
  const hours = hoursFor(turn, form.limits.calendar);
  const { warnPercent } = form.limits;
  const priority = wish.priority ?? form.priority;
  const clock = (which: 'first' | 'solve') =>
    started(freshClock(limitMs(form, priority, which)), hours, warnPercent, turn.now);
  const opened: Ticket = {
    id: turn.around.freshId('t'),
    number: freshNumber(turn),
    customer: turn.person.id,
    revision: 1,
    form,
    title: wish.title,
    fields: wish.fields,
    priority,
    state: form.begins,
    phase: stateOf(form, form.begins).phase,
    stateSince: turn.now,
    assignee: wish.assignee ?? null,
    group: wish.group === undefined ? (form.group ?? null) : wish.group,
    copied: [],
    urged: { times: 0, at: null },
    clocks: { first: clock('first'), solve: clock('solve') },
    promise: { at: wish.promisedAt ?? promisedAt(form, hours, turn.now), warnedAt: null, missedAt: null },
    source: wish.source,
    openedAt: turn.now,
    updatedAt: turn.now,
    solvedAt: null,
    closedAt: null,
    reopened: 0,
    sessions: wish.session === undefined ? [] : [wish.session],
    endpoint: wish.endpoint,
    parent: parent?.id ?? null,
    children: [],
    mergedInto: null,
    merged: [],
    version: 1,
    turn: 0,
    round: 0,
    routed: false,
  };
  const ticket = routed(null, opened, wish.by);
  const news: TicketNews[] = [{ by: wish.by, internal: false, event: { what: 'opened', source: wish.source } }];
  if (ticket.assignee || ticket.group !== null)
    news.push({
      by: wish.by,
      internal: true,
      event: { what: 'assigned', assignee: ticket.assignee, group: ticket.group },
    });
  if (wish.note) news.push({ by: wish.by, internal: true, event: { what: 'comment', text: wish.note, media: [] } });
  // A child is the company's own matter: the customer follows the parent.
  keepNew(turn, ticket, news, wish.key, wish.told && parent === null);
  if (parent) {
    const event = { what: 'child' as const, ticket: ticket.id, number: ticket.number, done: false };
    const step = {
      ticket: { ...parent, children: [...parent.children, ticket.id] },
      news: [{ by: wish.by, internal: true, event }],
    };
    keep(turn, parent, step);
  }
  return ticket;
}

/** T, the year, then month, day and eight digits: T261125-48392017. */
function freshNumber(turn: Turn): string {
  for (;;) {
    const [first, second] = [turn.around.freshNumber(turn.now), turn.around.freshNumber(turn.now)];
    const year = new Date(turn.now + 8 * 3_600_000).toISOString().slice(2, 4);
    const number = `T${year}${first}${second.slice(-2)}`;
    if (!turn.tickets.byNumber(number)) return number;
  }
}
