/** Rows that were set apart become rows of this line: *the* commit of a move, seen from the tables. Runs inside one transaction. */
import { showCard } from '../person/shown.ts';
import { personView } from '../converse.ts';
import { oweDirectory } from '../owing-directory.ts';
import { oweProfile } from '../profile/telling.ts';
import { oweFactsAnew } from '../reckoning.ts';
import type { Stores, Turn } from '../turn.ts';
import { ticketsBecomeOwn } from '../ticket/whose.ts';
import { standAgain } from './again.ts';
import { movesOf, type Arrival } from './in.ts';
import { joinOpen } from './join.ts';
import { cardIn, cardOf, personOf } from './made.ts';
import { becomes, flat } from './self.ts';
import type { Giving, Section } from './out.ts';
import { forgetAll, takeBack } from './undo.ts';

type Adopting = { turn: Turn; stores: Stores; sql: SqlStorage };

/** Takes everything in. */
export function adopt({ turn, stores, sql }: Adopting, homes: readonly string[]): void {
  const { merges, line } = stores;
  const self = turn.person.id;
  const returned = homes.includes(self);
  const before = { read: turn.person.companyRead, unread: line.unread(turn.person.companyRead) };
  let arrival: Arrival = { self, shift: 0 };
  let giving: Giving | null = null;
  for (const chunk of merges.in.chunks()) {
    if (chunk.giving) {
      giving = chunk.giving;
      arrival = { self, shift: shiftOf(line.head(), giving) };
    }
    for (const section of chunk.sections) {
      const fate = movesOf(section.table);
      if (fate) merges.in.write(section, fate, arrival);
      else for (const row of section.rows) makeOne({ turn, stores, sql }, section, row, arrival, before);
    }
  }
  merges.in.drop();
  if (!giving) return;
  line.places.came(giving, arrival.shift, turn.person.epoch, returned);
  for (const home of homes) sql.exec('delete from merge_left where home = ?', home);
  forgetAll(stores);
  merges.keepHead(arrival.shift + giving.head);
  turn.reread();
  // What somebody else brought to the returned line meanwhile belongs to a life that ended elsewhere.
  if (returned) takeBack({ turn, stores, sql }, notIn(sql, homes));
  standAgain(turn);
  const open = stores.sessions.opened();
  joinOpen(turn);
  tell(
    turn,
    open.map(({ id }) => id),
    homes,
  );
}

/**
 * By how much the revisions of what comes are raised. The lowest of them follows all this line and the other one ever gave: a screen that goes on
 * here counts on in its own line's life, where a place up to the other's head already means something else. No more than that, or each move back
 * and forth would double them.
 */
export const shiftOf = (own: number, { head, lowest = 1 }: Pick<Giving, 'head' | 'lowest'>): number =>
  Math.max(own, head) + 1 - lowest;

/** Homes an undo stands for that didn't come along. */
function notIn(sql: SqlStorage, homes: readonly string[]): string[] {
  return sql
    .exec<{ home: string }>('select distinct home from merge_undo')
    .toArray()
    .flatMap(({ home }) => (homes.includes(home) ? [] : [home]));
}

/** The person, or their card: this line's own come back, or somebody's who is the same person. */
function makeOne(
  { turn, stores, sql }: Adopting,
  { table, columns }: Section,
  [home, ...values]: SqlStorageValue[],
  { self, shift }: Arrival,
  before: { read: number; unread: number },
): void {
  const row: Record<string, SqlStorageValue> = Object.fromEntries(
    columns.map((name, at) => [name, values[at] ?? null]),
  );
  if (table === 'person') row['company_read'] = raised(Number(row['company_read']), shift);
  if (home === self) {
    if (table === 'card') stores.card.save(cardIn(row['body']));
    else becomes(turn, row, Number(row['company_read']));
    return;
  }
  stores.merges.in.aside({ name: table, home: String(home), row });
  const undo = (was: object, is: object) =>
    sql.exec(
      'insert or replace into merge_undo (home, name, before, after) values (?, ?, ?, ?)',
      ...[home ?? '', table, JSON.stringify(was), JSON.stringify(is)],
    );
  if (table === 'card') {
    const own = stores.card.read();
    const made = cardOf(own, cardIn(row['body']));
    undo(own, made);
    stores.card.save(made);
    return;
  }
  const own = flat(turn);
  const made = personOf(own, row);
  undo(own, made);
  // What nobody had read there is all that isn't read here, unless something here was not.
  const read = Number(row['company_read']);
  becomes(turn, made, before.unread === 0 && read > 0 ? read : before.read);
}

const raised = (revision: number, shift: number) => (revision === 0 ? 0 : revision + shift);

/** Screens and the other rooms are told anew what is one now. */
function tell(turn: Turn, opened: readonly string[], homes: readonly string[]): void {
  turn.change('staff', '', { kind: 'person', person: personView(turn) });
  showCard(turn);
  const own = (home: string) => (home === '' ? turn.person.id : home);
  for (const endpoint of turn.line.endpoints()) {
    if (!homes.includes(own(endpoint.home))) continue;
    turn.change('staff', endpoint.id, { kind: 'endpoint', endpoint: turn.viewEndpoint(endpoint) });
  }
  const latest = turn.sessions.latest();
  for (const id of opened) {
    const session = turn.sessions.byId(id);
    if (session && session.state !== 'closed' && session.id !== latest?.id) turn.tellDesk(session);
  }
  if (latest) {
    turn.keepSession(latest, true);
    if (latest.handover) turn.change('staff', '', { kind: 'handover', handover: latest.handover });
    if (latest.agent) turn.oweSeat(latest.agent.id);
  }
  ticketsBecomeOwn(turn);
  oweDirectory(turn);
  oweProfile(turn);
  oweFactsAnew(turn);
}
