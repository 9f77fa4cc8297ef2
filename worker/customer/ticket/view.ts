/** A ticket as its customer sees it, and as a row of a list. Pure. */
import type { ClosingSettings } from '../../../shared/settings/closing.ts';
import type { TicketState } from '../../../shared/settings/tickets.ts';
import type {
  Ticket,
  TicketClock,
  TicketEntry,
  TicketProgress,
  TicketRow,
  TicketView,
} from '../../../shared/ticket.ts';
import { shownValue } from './fields.ts';
import { isDone, leadsTo, reopensUntil, stateOf, urgesFrom } from './flow.ts';
import { ratesUntil, ratingOf } from './rating.ts';
import { masked } from '../name.ts';
import { entryWords } from './words.ts';

/** News a view on the stream carries, and how much of their words. */
const LATEST = 3;
const EXCERPT = 200;

/** A number on a screen that others may look at. */
const hidden = (peer: string) => masked({ channel: 'phone', account: '', peer });

/** What the customer's screens show; `whole` with all progress and all words. */
export function ticketViewOf(
  ticket: Ticket,
  entries: readonly TicketEntry[],
  given: {
    now: number;
    everyMinutes: number;
    rating: Pick<ClosingSettings['rating'], 'untilMs' | 'tags'>;
    mergedInto: string | null;
    whole: boolean;
  },
): TicketView {
  const { label, told } = stateOf(ticket.form, ticket.state);
  const until = reopensUntil(ticket);
  const rateUntil = ratesUntil(ticket, given.rating.untilMs);
  const rates = rateUntil !== null && rateUntil > given.now;
  const rated = ratingOf(ticket);
  const progress = entries.flatMap((entry) => progressOf(ticket, entry));
  const latest = progress.slice(-LATEST).map((one) => (one.text ? { ...one, text: one.text.slice(0, EXCERPT) } : one));
  const fields = ticket.form.fields.flatMap((field) => {
    const value = ticket.fields[field.id];
    if (!field.shown || value === undefined) return [];
    const shown = field.type === 'phone' ? hidden(String(value)) : shownValue(field, value, 'zh');
    return [{ label: field.label, value: given.whole ? shown : shown.slice(0, EXCERPT) }];
  });
  return {
    id: ticket.id,
    number: ticket.number,
    revision: ticket.revision,
    kind: ticket.form.label,
    title: ticket.title,
    state: { label, told, phase: ticket.phase },
    steps: stepsOf(ticket, entries),
    openedAt: ticket.openedAt,
    updatedAt: ticket.updatedAt,
    dueAt: ticket.promise.at,
    urged: ticket.urged.times,
    may: {
      comment: ticket.phase !== 'closed',
      urgeFrom: urgesFrom(ticket, given.everyMinutes),
      reopen: until !== null && until >= given.now,
      confirm: ticket.mergedInto === null && leadsTo(ticket, 'confirmed') !== null,
      ...(rates ? { rateUntil } : {}),
    },
    ...(rated ? { rating: rated } : {}),
    ...(given.whole && rates && given.rating.tags.length > 0 ? { reasons: given.rating.tags } : {}),
    fields,
    progress: given.whole ? progress : latest,
    ...(given.mergedInto === null ? {} : { mergedInto: given.mergedInto }),
  };
}

function progressOf(ticket: Ticket, entry: TicketEntry): TicketProgress[] {
  const told = entryWords(ticket, entry);
  if (!told) return [];
  const { event } = entry;
  const text = 'text' in event ? event.text : undefined;
  const media = 'media' in event && event.media.length > 0 ? event.media : undefined;
  return [
    {
      at: entry.at,
      by: entry.by.kind === 'customer' ? 'customer' : 'company',
      told,
      ...(text ? { text } : {}),
      ...(media ? { media } : {}),
    },
  ];
}

/** The states of the usual way; of the others only the present one and those that were passed. */
function stepsOf(ticket: Ticket, entries: readonly TicketEntry[]): TicketView['steps'] {
  const passed = new Map<string, number>([[ticket.form.begins, ticket.openedAt]]);
  for (const { at, event } of entries) if (event.what === 'moved') passed.set(event.to, at);
  const usual = (state: TicketState) => ['open', 'doing', 'confirming', 'solved'].includes(state.phase);
  return ticket.form.states
    .filter((state) => state.id === ticket.state || passed.has(state.id) || (usual(state) && !isDone(ticket.phase)))
    .map((state) => ({
      label: state.label,
      at: passed.get(state.id) ?? null,
      now: state.id === ticket.state,
    }));
}

/** The ticket as a list shows it. */
export function ticketRowOf(ticket: Ticket, name: string): TicketRow {
  const { first, solve } = ticket.clocks;
  const { promise } = ticket;
  const done = isDone(ticket.phase);
  const running = [first.missedAt === null ? first.dueAt : null, solve.dueAt, done ? null : promise.at];
  const due = running.filter((at) => at !== null);
  return {
    customer: ticket.customer,
    name,
    ticket: ticket.id,
    number: ticket.number,
    revision: ticket.revision,
    kind: ticket.form.id,
    kindLabel: ticket.form.label,
    title: ticket.title,
    state: ticket.state,
    stateLabel: stateOf(ticket.form, ticket.state).label,
    phase: ticket.phase,
    priority: ticket.priority,
    assignee: ticket.assignee,
    group: ticket.group,
    copied: ticket.copied.map((one) => one.id),
    skill: ticket.form.skill,
    urged: ticket.urged.times,
    openedAt: ticket.openedAt,
    updatedAt: ticket.updatedAt,
    dueAt: due.length === 0 ? null : Math.min(...due),
    promiseAt: promise.at,
    warned: !done && [first.warnedAt, solve.warnedAt, promise.warnedAt].some((at) => at !== null),
    missed: [first.missedAt, solve.missedAt, promise.missedAt].some((at) => at !== null),
    closedAt: ticket.closedAt,
    ...(ticket.rating ? { rating: ticket.rating.score } : {}),
    limits: limitsOf(ticket),
  };
}

/** What became of its limits. Of a merged ticket the one it went into tells; of a withdrawn one that was in time nothing is known. */
function limitsOf(ticket: Ticket): Required<TicketRow>['limits'] {
  if (ticket.mergedInto !== null) return { first: null, solve: null, promise: null };
  const clock = ({ missedAt, metAt }: TicketClock) => (missedAt !== null ? false : metAt === null ? null : true);
  const { first, solve } = ticket.clocks;
  const late = ticket.promise.missedAt !== null;
  return { first: clock(first), solve: clock(solve), promise: late ? false : isDone(ticket.phase) ? true : null };
}
