/** Tickets that came with another line are this person's from now on. Runs inside one transaction. */
import type { Turn } from '../turn.ts';
import { oweDocket, viewFor } from './book.ts';
import { oweDesk } from './desk-item.ts';

/** Each gets a newer revision, so that whatever was told of it before is older; screens, the desk and the staff's list are told. */
export function ticketsBecomeOwn(turn: Turn): void {
  for (const before of turn.tickets.ofOthers(turn.person.id)) {
    const after = {
      ...{ ...before, customer: turn.person.id },
      ...{ revision: before.revision + 1, version: before.version + 1 },
    };
    turn.tickets.save(after);
    turn.change('all', after.endpoint, { kind: 'ticket', ticket: viewFor(turn, after) });
    oweDesk(turn, null, after);
    oweDocket(turn, after.id);
  }
}
