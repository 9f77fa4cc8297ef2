/** Letters owed: orders to customers, words and duties to seats. In SQL, and how they leave. */
import type { Arrangement, CustomerCalls, SeatCalls } from '../../shared/actors.ts';
import type { RefusalCode } from '../../shared/refusal.ts';
import { Drain, type Owed } from '../lib/drain.ts';
import type { Session } from './session.ts';

/** After so many failures a letter is set aside and reported; the customer's next fact takes it up again. */
const MOST_TRIES = 12;
const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 60_000;

type Rest<Name extends 'assigned' | 'waiting'> = Omit<Parameters<CustomerCalls[Name]>[0], 'session' | 'turn' | 'state'>;

/** What stands in an order. A later `stands` or `ended` makes all earlier ones void; of the others only one of the same kind. */
export type Order =
  | ({ kind: 'stands'; state: 'agent' } & Rest<'assigned'>)
  | ({ kind: 'stands'; state: 'queued' | 'left-message' } & Rest<'waiting'>)
  | Arrangement;

/** What a seat is told. */
export type Word =
  | { kind: 'notice'; notice: Parameters<SeatCalls['tell']>[0] }
  | { kind: 'duty'; duty: Parameters<SeatCalls['setDuty']>[0] };

/** `lane`: the session of an order, the seat of a word; `to`: the person's or the seat's name. */
export type Letter = Owed & { to: string; turn: number; tries: number; told: Order | Word };

type Row = { id: number; lane: string; to_whom: string; turn: number; body: string; kind: string; tries: number };

/** What became of a letter: `gone` says that the customer knows no such open session any more. */
export type Outcome = 'told' | 'gone' | 'failed';

export class LetterStore {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  /** Owes the customer an order of the session's present turn. */
  owe(session: Pick<Session, 'session' | 'customer' | 'turn'>, told: Order, now: number): void {
    if (told.kind === 'stands' || told.kind === 'ended') this.drop(session.session);
    else this.#sql.exec('delete from letter where lane = ? and kind = ?', session.session, told.kind);
    this.#add(session.session, session.customer, session.turn, told, now);
  }

  /** Owes a seat a word. */
  tell(seat: string, told: Word, now: number): void {
    this.#add(`seat:${seat}`, seat, 0, told, now);
  }

  /** Nothing about a person leaves any more. */
  forget(customer: string): void {
    this.#sql.exec(`delete from letter where to_whom = ?1 or json_extract(body, '$.notice.customer') = ?1`, customer);
  }

  drop(session: string): void {
    this.#sql.exec('delete from letter where lane = ?', session);
  }

  /** A letter set aside is tried again. */
  revive(session: string, now: number): void {
    this.#sql.exec(
      'update letter set quarantined = 0, tries = 0, next_at = ? where lane = ? and quarantined = 1',
      now,
      session,
    );
  }

  /** The first letter of each lane, if it is due. */
  due(now: number, busy: ReadonlySet<string>, limit: number): Letter[] {
    return this.#sql
      .exec<Row>(
        `select id, lane, to_whom, turn, body, kind, tries from letter
         where id in (select min(id) from letter where quarantined = 0 group by lane) and next_at <= ? order by id limit ?`,
        now,
        limit + busy.size,
      )
      .toArray()
      .filter((row) => !busy.has(row.lane))
      .slice(0, limit)
      .map(toLetter);
  }

  nextAt(): number | null {
    const row = this.#sql
      .exec<{ at: number | null }>(
        `select min(next_at) as at from letter
         where id in (select min(id) from letter where quarantined = 0 group by lane)`,
      )
      .toArray()[0];
    return row?.at ?? null;
  }

  settle(letter: Letter): void {
    this.#sql.exec('delete from letter where id = ?', letter.id);
  }

  /** Counts the failure; answers whether the letter was set aside now. */
  putOff(letter: Letter, now: number): boolean {
    const tries = letter.tries + 1;
    const aside = tries >= MOST_TRIES;
    const next = now + Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** letter.tries);
    this.#sql.exec(
      'update letter set tries = ?, next_at = ?, quarantined = ? where id = ?',
      ...[tries, next, aside ? 1 : 0, letter.id],
    );
    return aside;
  }

  #add(lane: string, to: string, turn: number, told: Order | Word, now: number): void {
    this.#sql.exec(
      'insert into letter (lane, kind, to_whom, turn, body, next_at) values (?, ?, ?, ?, ?, ?)',
      ...[lane, told.kind, to, turn, JSON.stringify(told), now],
    );
  }
}

function toLetter(row: Row): Letter {
  const { id, lane, to_whom: to, turn, tries } = row;
  // Rows from before letters had kinds carry none in their body.
  const told = { kind: row.kind, ...(JSON.parse(row.body) as object) } as Order | Word;
  return { id, lane, to, turn, tries, told };
}

/** With these the customer knows no such open session any more. */
const ended: readonly RefusalCode[] = ['session_closed', 'no_session', 'erased'];

export type Recipients = {
  customer(id: string): Pick<CustomerCalls, 'assigned' | 'waiting' | 'arranged'>;
  seat(id: string): Pick<SeatCalls, 'tell' | 'setDuty'>;
};

/** What takes the letters out, each lane in its order. */
export function postOf(
  letters: LetterStore,
  recipients: Recipients,
  settle: (letter: Letter, outcome: Outcome) => void,
): Drain<Letter> {
  return new Drain({
    due: (now, busy, limit) => letters.due(now, busy, limit),
    deliver: async (letter) => {
      const outcome = await deliver(letter, recipients);
      return () => settle(letter, outcome);
    },
    now: () => Date.now(),
  });
}

/** Gives the letter to whom it goes; a lost answer is a failure, and the call is made again: older turns are ignored there. */
export async function deliver(letter: Letter, recipients: Recipients): Promise<Outcome> {
  try {
    const answer = await call(letter, recipients);
    if (answer.ok) return 'told';
    return ended.includes(answer.code) ? 'gone' : 'failed';
  } catch {
    return 'failed';
  }
}

function call({ lane: session, to, turn, told }: Letter, recipients: Recipients) {
  switch (told.kind) {
    case 'stands': {
      if (told.state === 'agent') return recipients.customer(to).assigned({ ...plain(told), session, turn });
      return recipients.customer(to).waiting({ ...plain(told), session, turn });
    }
    case 'transferring':
    case 'joined':
    case 'ended':
      return recipients.customer(to).arranged({ ...told, session, turn });
    case 'notice':
      return recipients.seat(to).tell(told.notice);
    case 'duty':
      return recipients.seat(to).setDuty(told.duty);
  }
}

function plain<Told extends { kind: string }>({ kind: _kind, ...rest }: Told): Omit<Told, 'kind'> {
  return rest;
}
