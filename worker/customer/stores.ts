/** The actor's tables by what they hold, and one transaction over all of them. */
import { CallStore } from './call/store.ts';
import { LetterStore } from './letters.ts';
import { MediaStore } from './media/store.ts';
import { MergeStore } from './merge/store.ts';
import { CardStore } from './person/store.ts';
import { ProfileStore } from './profile/store.ts';
import { OfferStore } from './offers/store.ts';
import { OwnStore } from './own/store.ts';
import { AppointmentStore } from './reminders/store.ts';
import { ReachStore } from './reach/store.ts';
import { SessionStore } from './sessions.ts';
import { LineStore } from './store.ts';
import { TicketStore } from './ticket/store.ts';

/** The actor's tables, by what they hold. */
export type Stores = ReturnType<typeof storesOf>;

export function storesOf(sql: SqlStorage) {
  return {
    line: new LineStore(sql),
    sessions: new SessionStore(sql),
    letters: new LetterStore(sql),
    tickets: new TicketStore(sql),
    media: new MediaStore(sql),
    card: new CardStore(sql),
    own: new OwnStore(sql),
    profile: new ProfileStore(sql),
    calls: new CallStore(sql),
    merges: new MergeStore(sql),
    reach: new ReachStore(sql),
    appointments: new AppointmentStore(sql),
    offers: new OfferStore(sql),
  };
}

/** All of it or nothing; what the stores remember of their tables is forgotten when it is undone. */
export function atomically<Value>(storage: DurableObjectStorage, stores: Stores, work: () => Value): Value {
  try {
    return storage.transactionSync(work);
  } catch (error) {
    for (const store of Object.values(stores)) store.forgetMemory();
    throw error;
  }
}

/** Does it and undoes it: what was on its way when the person was erased gets an answer and leaves nothing. */
export function inVain<Value>(storage: DurableObjectStorage, stores: Stores, work: () => Value): Value {
  const given: Value[] = [];
  try {
    storage.transactionSync(() => {
      given.push(work());
      throw new Undone();
    });
  } catch (error) {
    if (!(error instanceof Undone)) throw error;
  } finally {
    for (const store of Object.values(stores)) store.forgetMemory();
  }
  return given[0] as Value;
}

class Undone extends Error {}
