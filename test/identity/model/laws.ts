/** What must hold in every state, and what must hold once everything has come to rest. Each answers the law broken, or null. */
import type { Guard } from '../../../worker/identity/merge/guards.ts';
import { standing } from '../../../worker/identity/merge/standing.ts';
import { isOlder, marksOf, type Away } from '../../../worker/identity/merge/state.ts';
import { homeOf, type Person, type Row } from './person.ts';
import { LINES, type Scenario } from './scenario.ts';
import type { Ghost } from './world.ts';

/** The line whose rows of a home count: where it went last. */
function holderOf(persons: readonly Person[], home: string): Person | null {
  let newest: Person | null = null;
  let hop = -1;
  for (const person of persons) {
    const held = person.merge.held.find((one) => one.home === home);
    if (held && held.hop > hop) [newest, hop] = [person, held.hop];
  }
  return newest;
}

/** Acknowledged, and not yet in the holder's rows: what a sealed giver keeps and the taker hasn't applied. */
function pendingOf(persons: readonly Person[], home: string): Row[] {
  return persons.flatMap((giver) => {
    const { outgoing, self } = giver.merge;
    if (!outgoing?.scope.some((one) => one.home === home)) return [];
    const taker = persons.find(({ merge }) => merge.self.id === outgoing.wish.other.id)?.merge;
    const incoming = taker?.incoming;
    const ours = incoming?.from.id === self.id && incoming.number === outgoing.number;
    const ended = taker?.settled.some((one) => one.giver === self.id && one.number === outgoing.number);
    const done = ours ? incoming.relayed : ended && outgoing.step === 'closing' ? giver.waiting.length : 0;
    return giver.waiting.slice(done).filter((row) => homeOf(row) === home);
  });
}

/** Every state. */
export function brokenLaw(persons: readonly Person[], ghost: Ghost, on: ReadonlySet<Guard>): string | null {
  for (const home of LINES) {
    const holder = holderOf(persons, home);
    if (!holder) return `nobody holds ${home}`;
    const rows = [...holder.rows.filter((row) => homeOf(row) === home), ...pendingOf(persons, home)];
    const said = Array.from({ length: ghost.said[home] ?? 0 }, (_, at) => `${home}${at + 1}`);
    if (rows.filter((row) => row === `${home}f`).length !== 1) return `a fact about ${home} is lost or doubled`;
    const words = rows.filter((row) => row !== `${home}f`).join(' ');
    if (words !== said.join(' ')) return `acknowledged ${said.join(' ')}, kept ${words}: lost, doubled or out of order`;
    const writers = persons.filter(
      ({ merge }) =>
        merge.held.some((one) => one.home === home) && !merge.outgoing?.scope.some((one) => one.home === home),
    );
    if (writers.length > 1) return `${home} has two writers`;
    const doors = persons.filter(({ merge }) => ['here', 'relay'].includes(standing(merge, home, on).kind));
    if (doors.length > 1) return `${home} has two doors`;
    if (loops(persons, home, on)) return `who looks for ${home} is sent round in a circle`;
  }
  for (const { merge } of persons) {
    if (merge.held.some(({ home }) => isOlder({ created: home.charCodeAt(0), id: home }, merge.self))) {
      return `${merge.self.id} holds an older line`;
    }
    const users = marksOf(merge.held).filter(({ kind }) => kind === 'user');
    if (new Set(users.map(({ hash }) => hash)).size > 1) return `two users are one in ${merge.self.id}`;
  }
  return ghost.refused ? 'an honest copy was refused' : null;
}

/** From wherever somebody asks, being sent on ends. */
function loops(persons: readonly Person[], home: string, on: ReadonlySet<Guard>): boolean {
  return persons.some((start) => {
    const seen = new Set<string>();
    let at: Person | undefined = start;
    while (at) {
      if (seen.has(at.merge.self.id)) return true;
      seen.add(at.merge.self.id);
      const where = standing(at.merge, home, on);
      at = where.kind === 'moved' ? persons.find(({ merge }) => merge.self.id === where.to.id) : undefined;
    }
    return false;
  });
}

/** Nothing is owed, sealed, bound, set apart or wished. */
export function isQuiet(persons: readonly Person[]): boolean {
  return persons.every(
    ({ merge, owed, apart, waiting }) =>
      owed.length + apart.length + waiting.length + merge.wishes.length === 0 && !merge.outgoing && !merge.incoming,
  );
}

/** At rest, with everything from outside done. */
export function brokenAtRest(
  persons: readonly Person[],
  directory: readonly Away[],
  { ends }: Scenario,
  calm: boolean,
): string | null {
  for (const home of LINES) {
    const holder = holderOf(persons, home)?.merge.self.id;
    const listed = directory.find((one) => one.home === home)?.to.id;
    if (listed !== holder) return `the directory says ${home} is at ${listed}; it is at ${holder}`;
    const own = persons.find(({ merge }) => merge.self.id === home)?.merge;
    const where = own ? standing(own, home) : null;
    const leads = where?.kind === 'moved' ? where.to.id : where?.kind === 'here' ? home : where?.kind;
    if (leads !== holder) return `${home}’s own line leads to ${leads}; it is at ${holder}`;
  }
  if (!ends || !calm) return null;
  const parts = persons
    .filter(({ merge }) => merge.held.length > 0)
    .map(({ merge }) => `${merge.self.id}:${merge.held.map(({ home }) => home).join('')}`);
  return parts.join() === ends.join() ? null : `ended as ${parts.join(' ')} instead of ${ends.join(' ')}`;
}
