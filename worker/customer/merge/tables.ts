/** Every table of a person's actor, and what a move does with it. A house test holds this list against the tables themselves. */

/** Whose a row is, in SQL: '' is this line's own person. */
const own = `home`;
export const ofEndpoint = (column: string) => `coalesce((select home from endpoint where endpoint.id = ${column}), '')`;
const ofTicket = (column: string) => `coalesce((select home from ticket where ticket.id = ${column}), '')`;
const ofSession = (column: string) => `coalesce((select home from session where session.id = ${column}), '')`;
/** Of a message, a notice, or the address that is woken. */
export const ofNews = (column: string) => `coalesce(
  (select coalesce((select endpoint.home from endpoint where endpoint.id = message.endpoint), message.home)
    from message where message.id = ${column}),
  (select home from notice where notice.id = ${column}), (select home from endpoint where endpoint.id = ${column}), '')`;
/** Along with the line itself: a merge takes them, an unmerge leaves them. */
const ofLine = `''`;
/** Of what it is about: only there can what becomes of it be written down. What only tells somebody outside is told by whoever has it. */
const ofLetter = `case kind
  when 'send' then ${ofEndpoint('letter.lane')}
  when 'remind' then ${ofNews('letter.body')}
  when 'media' then ${ofNews(`coalesce(letter.body ->> '$.message', letter.body ->> '$.transcribe')`)}
  when 'call' then ${ofSession(`letter.body ->> '$.session'`)}
  when 'word' then ${ofSession(`letter.body ->> '$.session'`)}
  when 'quality' then ${ofSession('letter.body')}
  when 'ticket' then ${ofTicket('letter.body')}
  else '' end`;

export type Moves = {
  fate: 'moves';
  /** Whose a row is: a column or an expression. */
  home: string;
  /** In which order rows are written down. */
  order: string;
  /** Rows that don't go. */
  but?: string;
  /** Gets a number of the new line instead. */
  numbered?: string;
  /** Columns that count in revisions of their line. */
  revisions?: readonly string[];
  /** The new line has one of this name already: the row is left out, or kept beside until its person goes again. */
  twice?: 'dropped' | 'aside';
  /** They stay here as well, and go whoever goes: what was heard is known on both sides. */
  both?: true;
};

export type Fate =
  | Moves
  /** One row of two, by rules of its own; taken back when they part. */
  | { fate: 'merged' }
  /** Made anew from what moved. */
  | { fate: 'rebuilt' }
  /** Of this actor alone. */
  | { fate: 'stays' };

export const tables: Readonly<Record<string, Fate>> = {
  person: { fate: 'merged' },
  card: { fate: 'merged' },
  // Before what they are read from: a look at news and a waking are of whoever the news is for.
  // Lists at seats and the directory are told anew, but not what was taken back; the machine's own letters are this line's.
  letter: {
    ...{
      fate: 'moves',
      order: 'id',
      numbered: 'id',
      but: `kind in ('merge', 'seat') or key = 'directory'`,
      twice: 'dropped',
    },
    home: ofLetter,
  },
  news: { fate: 'moves', home: ofNews('news.id'), order: 'id', twice: 'dropped' },
  summons: { fate: 'moves', home: ofEndpoint('summons.endpoint'), order: 'id', twice: 'dropped' },
  message: {
    ...{ fate: 'moves', order: 'revision', revisions: ['revision'] },
    home: `case endpoint when '' then home else ${ofEndpoint('message.endpoint')} end`,
  },
  change: {
    ...{ fate: 'moves', order: 'revision', revisions: ['revision'] },
    home: `case endpoint when '' then home else ${ofEndpoint('change.endpoint')} end`,
  },
  heard: { fate: 'moves', home: ofLine, order: 'key', twice: 'dropped', both: true },
  operation: {
    ...{ fate: 'moves', order: 'viewer, instance, number', twice: 'dropped' },
    home: `case when viewer like 'c:%' then ${ofEndpoint('substr(operation.viewer, 3)')} else '' end`,
  },
  mark: {
    ...{ fate: 'moves', order: 'endpoint', revisions: ['received', 'read'], twice: 'aside' },
    home: ofEndpoint('mark.endpoint'),
  },
  report: { fate: 'moves', home: ofLine, order: 'provider_id, status', twice: 'dropped' },
  consent: { fate: 'moves', home: ofEndpoint('consent.endpoint'), order: 'id', numbered: 'id' },
  quarantine: { fate: 'moves', home: ofLine, order: 'id', numbered: 'id' },
  ticket_event: { fate: 'moves', home: ofTicket('ticket_event.ticket'), order: 'id', numbered: 'id', twice: 'aside' },
  ticket_intake: { fate: 'moves', home: ofSession('ticket_intake.session'), order: 'session' },
  ticket: { fate: 'moves', home: own, order: 'id', twice: 'aside' },
  media: { fate: 'moves', home: own, order: 'id', twice: 'dropped' },
  card_event: { fate: 'moves', home: own, order: 'id', numbered: 'id' },
  visit: { fate: 'moves', home: ofEndpoint('visit.endpoint'), order: 'id', numbered: 'id' },
  notice: { fate: 'moves', home: own, order: 'number', numbered: 'number', twice: 'aside' },
  choice: { fate: 'moves', home: own, order: 'id', numbered: 'id' },
  subscription: { fate: 'moves', home: own, order: 'template, home', twice: 'aside' },
  // Known on both sides: nobody gets one twice because they were somebody else for a while.
  offer: { fate: 'moves', home: ofLine, order: 'id', twice: 'dropped', both: true },
  call: { fate: 'moves', home: ofEndpoint('call.endpoint'), order: 'id', twice: 'dropped' },
  appointment: { fate: 'moves', home: own, order: 'id', twice: 'aside' },
  profile_fact: { fate: 'moves', home: own, order: 'key', twice: 'aside' },
  looked: { fate: 'moves', home: ofLine, order: 'agent', twice: 'dropped', both: true },
  session: { fate: 'moves', home: own, order: 'id' },
  // Last: whose the others' rows are is read from here.
  endpoint: { fate: 'moves', home: own, order: 'id' },
  told: { fate: 'rebuilt' },
  tombstone: { fate: 'stays' },
  erasing: { fate: 'stays' },
  migration: { fate: 'stays' },
  merge_state: { fate: 'stays' },
  merge_epoch: { fate: 'stays' },
  merge_out: { fate: 'stays' },
  merge_in: { fate: 'stays' },
  merge_relay: { fate: 'stays' },
  // Goes with its person, as a row of the table it is kept from.
  merge_aside: { fate: 'rebuilt' },
  merge_undo: { fate: 'stays' },
  merge_left: { fate: 'stays' },
};

/** The tables whose rows go, in the order they are written down. */
export const moving: readonly (readonly [string, Moves])[] = Object.entries(tables).flatMap(([name, fate]) =>
  fate.fate === 'moves' ? [[name, fate] as const] : [],
);

/** The tables with one row that is made of two. */
export const merged: readonly string[] = Object.keys(tables).filter((name) => tables[name]?.fate === 'merged');
