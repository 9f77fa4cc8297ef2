/** Orders owed to customers: who has their session now, or that they wait. In SQL, and how they leave. */
import type { CustomerCalls } from '../../shared/actors.ts';
import type { Owed } from '../lib/drain.ts';
import type { Session } from './store.ts';

/** After so many failures a letter is set aside and reported; the customer's next fact takes it up again. */
const MOST_TRIES = 12;
const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 60_000;

type Told = { state: 'agent'; agent: { id: string; name: string } } | { state: 'queued' | 'left-message' };

export type Letter = Owed & { session: string; customer: string; turn: number; tries: number; told: Told };

type LetterRow = {
  id: number;
  session: string;
  customer: string;
  turn: number;
  state: 'agent' | 'queued' | 'left-message';
  agent_id: string | null;
  agent_name: string | null;
  tries: number;
};

/** What became of a letter: `gone` says that the customer knows no such open session any more. */
export type Outcome = 'told' | 'gone' | 'failed';

export class LetterStore {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  /** Owes the customer the session's present turn; an older turn not yet told is void. */
  owe(session: Session, agentName: string | null, now: number): void {
    this.drop(session.session);
    this.#sql.exec(
      `insert into letter (session, customer, turn, state, agent_id, agent_name, next_at) values (?, ?, ?, ?, ?, ?, ?)`,
      ...[session.session, session.customer, session.turn, session.state, session.agent, agentName, now],
    );
  }

  drop(session: string): void {
    this.#sql.exec('delete from letter where session = ?', session);
  }

  /** A letter set aside is tried again. */
  revive(session: string, now: number): void {
    this.#sql.exec(
      'update letter set quarantined = 0, tries = 0, next_at = ? where session = ? and quarantined = 1',
      now,
      session,
    );
  }

  due(now: number, busy: ReadonlySet<string>, limit: number): Letter[] {
    return this.#sql
      .exec<LetterRow>(
        `select id, session, customer, turn, state, agent_id, agent_name, tries from letter
         where quarantined = 0 and next_at <= ? order by id limit ?`,
        now,
        limit + busy.size,
      )
      .toArray()
      .filter((row) => !busy.has(row.session))
      .slice(0, limit)
      .map(toLetter);
  }

  nextAt(): number | null {
    const row = this.#sql
      .exec<{ at: number | null }>('select min(next_at) as at from letter where quarantined = 0')
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
}

function toLetter(row: LetterRow): Letter {
  const told: Told =
    row.state === 'agent'
      ? { state: 'agent', agent: { id: row.agent_id ?? '', name: row.agent_name ?? '' } }
      : { state: row.state };
  const { id, session, customer, turn, tries } = row;
  return { id, lane: session, session, customer, turn, tries, told };
}

/** Gives the order to the customer; a lost answer is a failure, and the call is made again: older turns are ignored there. */
export async function deliver(letter: Letter, customer: CustomerCalls): Promise<Outcome> {
  const { session, turn, told } = letter;
  try {
    const answer =
      told.state === 'agent'
        ? await customer.assigned({ session, turn, agent: told.agent })
        : await customer.waiting({ session, turn, state: told.state });
    if (answer.ok) return 'told';
    return answer.code === 'session_closed' || answer.code === 'no_session' ? 'gone' : 'failed';
  } catch {
    return 'failed';
  }
}
