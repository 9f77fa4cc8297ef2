import type { Ticket, TicketEntry } from '../../../../../shared/ticket.ts';
import { groups } from '../facts.ts';
import type { useTicketWords } from '../words.ts';

type Words = ReturnType<typeof useTicketWords>;

/** Who did it, by name where there is one. */
export function byWords({ by }: Pick<TicketEntry, 'by'>, words: Words): string {
  if (by.name) return by.name;
  return by.kind === 'agent' ? (by.id ?? '') : words.k(`by.${by.kind}`);
}

/** What happened, in a colleague's words. */
export function eventWords(ticket: Ticket, { event, by, internal }: TicketEntry, words: Words): string {
  const { k, both } = words;
  const state = (id: string) => {
    const found = ticket.form.states.find((one) => one.id === id);
    return found ? both(found.label) : id;
  };
  switch (event.what) {
    case 'opened':
      return k('ev.opened', { source: k(`source.${event.source}`) });
    case 'comment':
      return k(by.kind === 'customer' ? 'ev.own' : internal ? 'ev.note' : 'ev.comment');
    case 'moved':
      return k('ev.moved', { from: state(event.from), to: state(event.to) }) + (event.forced ? k('ev.forced') : '');
    case 'assigned': {
      const group = groups.value.find((one) => one.id === event.group);
      const parts = [
        ...(event.assignee ? [k('ev.assigned', { who: event.assignee.name })] : []),
        ...(event.group ? [k('ev.group', { group: group ? both(group) : event.group })] : []),
        ...(event.why ? [event.why] : []),
      ];
      return parts.length > 0 ? parts.join(' · ') : k('ev.unassigned');
    }
    case 'edited':
      return event.changes.map((one) => k('ev.edited', changeWords(ticket, one, words))).join('；');
    case 'urged':
      return (
        k('ev.urged', { n: event.times }) +
        (event.raised ? k('ev.raised', { priority: k(`prio.${event.raised}`) }) : '')
      );
    case 'copied':
      return [
        ...event.added.map((one) => k('ev.copied', { who: one.name })),
        ...event.removed.map((one) => k('ev.uncopied', { who: one.name })),
      ].join('；');
    case 'rated':
      return k(event.changed ? 'ev.rerated' : 'ev.rated', { n: event.score });
    case 'merged':
      return k('ev.merged', { number: event.number });
    case 'absorbed':
      return k('ev.absorbed', { number: event.number });
    case 'unmerged':
      return k('ev.unmerged', { number: event.number });
    case 'linked':
      return k('ev.linked');
    case 'child':
      return k(event.done ? 'ev.childDone' : 'ev.child', { number: event.number });
    case 'warned':
      return k('ev.warned', { clock: k(`clock.${event.clock}`) });
    case 'missed':
      return k('ev.missed', { clock: k(`clock.${event.clock}`) });
  }
}

function changeWords(ticket: Ticket, given: { field: string; from: string; to: string }, words: Words) {
  const field = ticket.form.fields.find((one) => one.id === given.field);
  const shown = (value: string) => {
    if (value === '') return words.k('empty');
    if (given.field === 'priority') return words.k(`prio.${value as Ticket['priority']}`);
    const option = field?.options?.find((one) => one.id === value);
    return option ? words.both(option.label) : value;
  };
  const name =
    given.field === 'title'
      ? words.k('new.name')
      : given.field === 'priority'
        ? words.k('file.priority')
        : field
          ? words.both(field.label)
          : given.field;
  return { field: name, from: shown(given.from), to: shown(given.to) };
}
