/** Telephone calls in SQL. */
import type { CallAnswer } from '../../../shared/call.ts';
import type { Option } from '../../../shared/message.ts';

/** Longest call a provider keeps. */
export const CALL_MOST_MS = 4 * 3_600_000;

/** What a call remembers between two questions. */
export type CallMind = {
  /** What the next words answer: anything, a number and a time for a callback, or whether the talk may be recorded. */
  asks: 'anything' | 'number' | 'callback' | 'recording';
  /** The number to call back, where theirs is withheld. */
  number: string | null;
  /** Position up to which the address's words were spoken. */
  spoken: number;
  /** What is left of words too long for one stretch. */
  rest: string[];
  /** The choices the keys stand for. */
  keys: Option[];
  /** Times in a row nothing was said. */
  silent: number;
  /** Times the caller said something. */
  heard: number;
  /** The place in line as it was told last, and when. */
  place: { position: number; at: number } | null;
  /** The caller's word on recording; null: not asked yet. */
  record: boolean | null;
  /** The floor whose agent's telephone was rung already. */
  dialled: number | null;
  /** Since when the caller talks with an agent by telephone. */
  dialling: boolean;
  /** Somebody of ours ended it. */
  endedByUs: boolean;
  /** A time for a callback was not understood once. */
  again: boolean;
  /** Something is being looked up, and the caller was told so. */
  toldMoment: boolean;
};

export const freshCallMind: CallMind = {
  asks: 'anything', number: null, spoken: 0, rest: [], keys: [], silent: 0, heard: 0, place: null, record: null, dialled: null, dialling: false,
  endedByUs: false, again: false, toldMoment: false,
}; // prettier-ignore

export type Call = {
  id: string;
  account: string;
  endpoint: string;
  state: 'live' | 'ended';
  beganAt: number;
  endedAt: number | null;
  textedAt: number | null;
  step: number;
  answer: CallAnswer | null;
  mind: CallMind;
};

type Row = Record<string, SqlStorageValue>;

export class CallStore {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  /** Nothing is remembered beside the table. */
  forgetMemory(): void {}

  byId(id: string): Call | null {
    return this.#first('select * from call where id = ?', id);
  }

  /** The call that is on, of an address or of any. */
  live(endpoint?: string): Call | null {
    return endpoint === undefined
      ? this.#first(`select * from call where state = 'live' order by began_at desc limit 1`)
      : this.#first(`select * from call where state = 'live' and endpoint = ?`, endpoint);
  }

  /** When the oldest live call has lasted as long as any may: its end was never told. */
  nextDue(): number | null {
    const row = this.#sql
      .exec<{ at: number | null }>(`select min(began_at) as at from call where state = 'live'`)
      .toArray()[0];
    return row?.at === null || row === undefined ? null : row.at + CALL_MOST_MS;
  }

  overdue(now: number): Call[] {
    return this.#sql
      .exec<Row>(`select * from call where state = 'live' and began_at <= ?`, now - CALL_MOST_MS)
      .toArray()
      .map(toCall);
  }

  /** Calls nobody can repeat any more. */
  forget(olderThan: number): void {
    this.#sql.exec(`delete from call where state = 'ended' and ended_at < ?`, olderThan);
  }

  textedSince(at: number): boolean {
    return this.#first('select * from call where texted_at > ? limit 1', at) !== null;
  }

  save(call: Call): void {
    const { id, account, endpoint, state, beganAt, endedAt, textedAt, step, answer, mind } = call;
    this.#sql.exec(
      `insert into call (id, account, endpoint, state, began_at, ended_at, texted_at, step, answer, body)
       values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
       on conflict (id) do update set state = excluded.state, ended_at = excluded.ended_at, texted_at = excluded.texted_at,
       step = excluded.step, answer = excluded.answer, body = excluded.body`,
      ...[id, account, endpoint, state, beganAt, endedAt, textedAt, step],
      ...[answer === null ? null : JSON.stringify(answer), JSON.stringify(mind)],
    );
  }

  /** What waits to be spoken on an address: said there, and not yet asked for by its call. */
  unspoken(endpoint: string, after: number): string[] {
    return this.#sql
      .exec<{ id: string }>(
        `select id from message where endpoint = ? and position > ? and direction = 'out' and status = 'queued'
         order by position limit 50`,
        endpoint,
        after,
      )
      .toArray()
      .map((row) => row.id);
  }

  #first(query: string, ...values: SqlStorageValue[]): Call | null {
    const row = this.#sql.exec<Row>(query, ...values).toArray()[0];
    return row ? toCall(row) : null;
  }
}

const numberOrNull = (value: SqlStorageValue | undefined): number | null =>
  value === null || value === undefined ? null : Number(value);

function toCall(row: Row): Call {
  return {
    id: String(row.id),
    account: String(row.account),
    endpoint: String(row.endpoint),
    state: row.state === 'live' ? 'live' : 'ended',
    beganAt: Number(row.began_at),
    endedAt: numberOrNull(row.ended_at),
    textedAt: numberOrNull(row.texted_at),
    step: Number(row.step),
    answer: typeof row.answer === 'string' ? (JSON.parse(row.answer) as CallAnswer) : null,
    mind: { ...freshCallMind, ...(JSON.parse(String(row.body)) as Partial<CallMind>) },
  };
}
