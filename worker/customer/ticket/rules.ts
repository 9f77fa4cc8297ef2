/** What each act does to a ticket: the next ticket and what the history keeps, or a refusal. Pure: the same arguments, the same outcome. */
import type { Hours } from '../../../shared/calendar.ts';
import { refuse, type Refusal } from '../../../shared/refusal.ts';
import { priorities, type TicketCause, type Tickets } from '../../../shared/settings/tickets.ts';
import type { Ticket, TicketActor, TicketEvent, TicketFields } from '../../../shared/ticket.ts';
import type { TicketAct } from '../../../shared/ticket-api.ts';
import { met, retargeted } from './clock.ts';
import { fieldsIn, missing } from './fields.ts';
import { entered, isDone, isLeads, leadsTo, limitMs, reopensUntil, staffMoves, stateOf, urgesFrom } from './flow.ts';

export type TicketNews = { by: TicketActor; internal: boolean; event: TicketEvent };
export type TicketStep = { ticket: Ticket; news: TicketNews[] };
/** What an act is judged by beside the ticket. */
export type TicketWorld = { now: number; hours: Hours; urging: Tickets['urging']; other(id: string): Ticket | null };

/** Acts on one ticket alone; merging joins two and stands in merging.ts. */
export type OwnAct = Exclude<TicketAct, { act: 'merge' | 'unmerge' }>;

/** A colleague's act. `leads`: they may move a parent before its children are done. */
export function staffActs(
  ticket: Ticket,
  act: OwnAct,
  by: TicketActor,
  world: TicketWorld,
  leads: boolean,
): TicketStep | Refusal {
  if (ticket.mergedInto !== null) return refuse('wrong_state', 'It was merged into another ticket.');
  switch (act.act) {
    case 'edit':
      return edit(ticket, act, by, world);
    case 'move':
      return move(ticket, act, by, world, leads);
    case 'assign':
      return assigned(
        ticket,
        { assignee: act.assignee, group: act.group === undefined ? ticket.group : act.group },
        by,
      );
    case 'comment': {
      const { text, internal, media = [] } = act;
      const step = { ticket, news: [{ by, internal, event: { what: 'comment' as const, text, media } }] };
      return internal ? step : { ...step, ticket: answered(ticket, world) };
    }
    case 'copy': {
      const held = new Set(ticket.copied.map((one) => one.id));
      const added = act.add.filter((one) => !held.has(one.id));
      const removed = act.remove.filter((one) => held.has(one.id));
      if (added.length === 0 && removed.length === 0) return { ticket, news: [] };
      const gone = new Set(removed.map((one) => one.id));
      const copied = [...ticket.copied, ...added].filter((one) => !gone.has(one.id));
      return {
        ticket: { ...ticket, copied },
        news: [{ by, internal: true, event: { what: 'copied', added, removed } }],
      };
    }
    case 'reopen':
      return caused(ticket, 'reopened', by, world, act.text);
    case 'link': {
      if (ticket.sessions.includes(act.session)) return { ticket, news: [] };
      const event = { what: 'linked' as const, session: act.session };
      return {
        ticket: { ...ticket, sessions: [...ticket.sessions, act.session] },
        news: [{ by, internal: true, event }],
      };
    }
  }
}

/** The desk, or a colleague, gives it to somebody or to a group. */
export function assigned(
  ticket: Ticket,
  to: Pick<Ticket, 'assignee' | 'group'> & { why?: string },
  by: TicketActor,
): TicketStep | Refusal {
  if (isDone(ticket.phase)) return refuse('wrong_state', 'It is solved or closed.');
  const { assignee, group, why } = to;
  if (ticket.assignee?.id === assignee?.id && ticket.group === group) return { ticket, news: [] };
  const event: TicketEvent = { what: 'assigned', assignee, group, ...(why === undefined ? {} : { why }) };
  return { ticket: { ...ticket, assignee, group }, news: [{ by, internal: true, event }] };
}

function edit(
  ticket: Ticket,
  act: Extract<OwnAct, { act: 'edit' }>,
  by: TicketActor,
  world: TicketWorld,
): TicketStep | Refusal {
  const given = fieldsIn(ticket.form, act.fields ?? {});
  if (!given.ok) return given;
  const title = act.title ?? ticket.title;
  const priority = act.priority ?? ticket.priority;
  const changes = [
    ...(title === ticket.title ? [] : [{ field: 'title', from: ticket.title, to: title }]),
    ...(priority === ticket.priority ? [] : [{ field: 'priority', from: ticket.priority, to: priority }]),
    ...changed(ticket.fields, given.fields),
  ];
  if (changes.length === 0) return { ticket, news: [] };
  const next = prioritised({ ...ticket, title, fields: withFields(ticket.fields, given.fields) }, priority, world);
  return { ticket: next, news: [{ by, internal: true, event: { what: 'edited', changes } }] };
}

function move(
  ticket: Ticket,
  act: Extract<OwnAct, { act: 'move' }>,
  by: TicketActor,
  world: TicketWorld,
  leads: boolean,
): TicketStep | Refusal {
  if (!staffMoves(ticket).includes(act.to))
    return refuse('wrong_state', `${ticket.state} → ${act.to} is no move of this kind.`);
  if (!leads && isLeads(ticket, act.to)) return refuse('not_allowed', 'Only a lead may make this move.');
  const edited = edit(ticket, { act: 'edit', ...(act.fields ? { fields: act.fields } : {}) }, by, world);
  if ('ok' in edited) return edited;
  const { phase } = stateOf(ticket.form, act.to);
  const ends = isDone(phase) || phase === 'confirming';
  const forced = act.force !== undefined;
  if (forced && !leads) return refuse('not_allowed');
  if (ends && !forced && unfinished(ticket, world)) return refuse('children_open');
  const lacks =
    phase === 'solved' || phase === 'confirming' ? missing(ticket.form, edited.ticket.fields, 'solving') : null;
  if (lacks) return lacks;
  const next = entered(answered(edited.ticket, world), act.to, world.hours, world.now);
  const news: TicketNews[] = [
    ...edited.news,
    ...(act.force === undefined
      ? []
      : [{ by, internal: true, event: { what: 'comment' as const, text: act.force, media: [] } }]),
    {
      by,
      internal: false,
      event: {
        what: 'moved',
        from: ticket.state,
        to: act.to,
        cause: 'staff',
        ...(act.text === undefined ? {} : { text: act.text }),
        ...(forced ? { forced } : {}),
      },
    },
  ];
  return { ticket: next, news };
}

/** A move that follows something other than a colleague's hand. */
export function caused(
  ticket: Ticket,
  cause: Exclude<TicketCause, 'staff'>,
  by: TicketActor,
  world: TicketWorld,
  text?: string,
): TicketStep | Refusal {
  const to = ticket.mergedInto === null ? leadsTo(ticket, cause) : null;
  if (to === null) return refuse('wrong_state');
  const event: TicketEvent = { what: 'moved', from: ticket.state, to, cause, ...(text ? { text } : {}) };
  return { ticket: entered(ticket, to, world.hours, world.now), news: [{ by, internal: false, event }] };
}

/** What the customer adds; where it was waited for them, work goes on. */
export function customerComments(
  ticket: Ticket,
  given: { text: string; media: string[] },
  by: TicketActor,
  world: TicketWorld,
): TicketStep | Refusal {
  if (ticket.phase === 'closed') return refuse('wrong_state');
  const comment: TicketNews = { by, internal: false, event: { what: 'comment', ...given } };
  const on = leadsTo(ticket, 'replied') === null ? null : caused(ticket, 'replied', by, world);
  return on && !('ok' in on) ? { ticket: on.ticket, news: [comment, ...on.news] } : { ticket, news: [comment] };
}

export function customerConfirms(ticket: Ticket, by: TicketActor, world: TicketWorld): TicketStep | Refusal {
  return caused(ticket, 'confirmed', by, world);
}

export function customerReopens(
  ticket: Ticket,
  text: string | undefined,
  by: TicketActor,
  world: TicketWorld,
): TicketStep | Refusal {
  const until = reopensUntil(ticket);
  if (until === null || until < world.now) return refuse('wrong_state');
  return caused(ticket, 'reopened', by, world, text);
}

/** 催单: counted, not too often; repeated, it makes the ticket more urgent. */
export function customerUrges(ticket: Ticket, by: TicketActor, world: TicketWorld): TicketStep | Refusal {
  const { everyMinutes, raiseFrom, upTo } = world.urging;
  const from = urgesFrom(ticket, everyMinutes);
  if (from === null) return refuse('wrong_state');
  if (from > world.now) return refuse('rate_limited');
  const times = ticket.urged.times + 1;
  const next = priorities[Math.min(priorities.indexOf(ticket.priority) + 1, priorities.indexOf(upTo))];
  const rises = times >= raiseFrom && priorities.indexOf(ticket.priority) < priorities.indexOf(upTo);
  const raised = rises && next ? next : null;
  const urged = { ...ticket, urged: { times, at: world.now } };
  return {
    ticket: raised ? prioritised(urged, raised, world) : urged,
    news: [{ by, internal: false, event: { what: 'urged', times, raised } }],
  };
}

/** The company has answered: the first limit is met. */
function answered(ticket: Ticket, world: TicketWorld): Ticket {
  return { ...ticket, clocks: { ...ticket.clocks, first: met(ticket.clocks.first, world.hours, world.now) } };
}

function prioritised(ticket: Ticket, priority: Ticket['priority'], { hours, now }: TicketWorld): Ticket {
  if (priority === ticket.priority) return ticket;
  const limit = (which: 'first' | 'solve') => ({
    targetMs: limitMs(ticket.form, priority, which),
    warnPercent: ticket.form.limits.warnPercent,
    now,
  });
  const { first, solve } = ticket.clocks;
  return {
    ...ticket,
    priority,
    clocks: { first: retargeted(first, hours, limit('first')), solve: retargeted(solve, hours, limit('solve')) },
  };
}

/** Whether a child of it is still at work. */
export function unfinished(ticket: Ticket, world: TicketWorld): boolean {
  return ticket.children.some((id) => {
    const child = world.other(id);
    return child !== null && !isDone(child.phase);
  });
}

const plain = (value: string | string[] | undefined): string =>
  value === undefined ? '' : Array.isArray(value) ? value.join(' ') : value;

function changed(before: TicketFields, given: TicketFields) {
  return Object.keys(given)
    .map((field) => ({ field, from: plain(before[field]), to: plain(given[field]) }))
    .filter(({ from, to }) => from !== to);
}

function withFields(before: TicketFields, given: TicketFields): TicketFields {
  return Object.fromEntries(Object.entries({ ...before, ...given }).filter(([, value]) => value.length > 0));
}
