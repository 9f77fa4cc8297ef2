/** Rows leave: with their person, and what a merge made of this line's own rows is taken back. Runs inside one transaction. */
import { servesIt } from '../company.ts';
import { personView } from '../converse.ts';
import { oweDirectory } from '../owing-directory.ts';
import { showCard } from '../person/shown.ts';
import { oweProfile } from '../profile/telling.ts';
import { oweFactsAnew } from '../reckoning.ts';
import type { Card } from '../person/card.ts';
import type { Stores, Turn } from '../turn.ts';
import { cardTakenBack, takenBack, type Flat } from './made.ts';
import { standAgain } from './again.ts';
import { joinOpen } from './join.ts';
import { becomes, flat } from './self.ts';
import { moving } from './tables.ts';

type Parting = { turn: Turn; stores: Stores; sql: SqlStorage };

/** What the stores remember of their tables counts no more. */
export function forgetAll(stores: Stores): void {
  for (const store of Object.values(stores)) store.forgetMemory();
}

/** The homes' rows are another line's from now on. `whole`: nothing stays but what points there. */
export function part({ turn, stores, sql }: Parting, homes: readonly string[], whole: boolean): void {
  const { merges, line, sessions } = stores;
  const self = turn.person.id;
  const here = homes.map((home) => (home === self ? '' : home));
  const marks = here.map(() => '?').join(', ');
  merges.keepHead(line.head());
  const served = sessions
    .opened()
    .flatMap(({ id, agent, service }) =>
      [...(agent ? [agent] : []), ...service.collaborators].map((one) => ({ agent: one.id, session: id })),
    );
  if (!whole) {
    sql.exec(
      `insert or replace into merge_left (channel, account, peer, home)
       select channel, account, peer, home from endpoint where home in (${marks})`,
      ...here,
    );
  }
  for (const [name, { home, but, both }] of moving) {
    if (both) continue;
    if (whole) sql.exec(`delete from ${name}${name === 'letter' ? ` where kind <> 'merge'` : ''}`);
    else
      sql.exec(
        `delete from ${name} where ${home} in (${marks})${but === undefined ? '' : ` and not (${but})`}`,
        ...here,
      );
  }
  sql.exec(`delete from merge_aside where home in (${homes.map(() => '?').join(', ')})`, ...homes);
  merges.out.drop();
  sql.exec('delete from merge_epoch');
  forgetAll(stores);
  if (whole) {
    becomes(turn, {});
    for (const table of ['card', 'told', 'erasing']) sql.exec(`delete from ${table}`);
    for (const { agent, session } of served) turn.oweGone(agent, session);
    return;
  }
  takeBack({ turn, stores, sql }, homes);
  renewed({ turn, stores, sql });
  turn.change('staff', '', { kind: 'person', person: personView(turn) });
  showCard(turn);
  standAgain(turn);
  joinOpen(turn);
  const open = sessions.open();
  for (const { agent, session } of served) {
    if (!sessions.byId(session) && !(open && servesIt(open, agent))) turn.oweGone(agent, session);
  }
  oweDirectory(turn);
  oweProfile(turn);
  // Who came back in the meantime may be somebody else now.
  oweFactsAnew(turn);
  line.forgetMemory();
}

/** Screens begin anew: what they hold of the one who went is theirs no more. */
function renewed({ turn, sql }: Parting): void {
  turn.person.epoch = crypto.randomUUID();
  sql.exec('update person set epoch = ?', turn.person.epoch);
}

/** What these persons' coming made of this line's own person and card. */
export function takeBack({ turn, stores, sql }: Parting, homes: readonly string[]): void {
  for (const home of homes) {
    const undos = sql
      .exec<{ name: string; before: string; after: string }>('select * from merge_undo where home = ?', home)
      .toArray();
    for (const { name, before, after } of undos) {
      if (name === 'card') {
        const [was, is] = [JSON.parse(before) as Card, JSON.parse(after) as Card];
        stores.card.save(cardTakenBack(stores.card.read(), was, is));
      } else becomes(turn, takenBack(flat(turn), JSON.parse(before) as Flat, JSON.parse(after) as Flat));
    }
    sql.exec('delete from merge_undo where home = ?', home);
  }
}
