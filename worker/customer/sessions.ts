/** Sessions in SQL. */
import type { Mind } from '../brain/think.ts';
import type { HandoverView, SessionState, SessionView } from '../../shared/line.ts';

export type Session = {
  id: string;
  state: SessionState;
  openedAt: number;
  closedAt: number | null;
  /** Where the customer last wrote from: the default address of an answer. */
  endpoint: string;
  /** Fencing number of the floor: grows whenever who may speak changes. */
  fence: number;
  /** The desk's turn this session last obeyed. */
  turn: number;
  /** Grows with every fact told to the desk. */
  version: number;
  agent: { id: string; name: string } | null;
  mind: Mind;
  handover: HandoverView | null;
  /** Since when the customer waits for a human word. */
  waitingSince: number | null;
  rating: SessionView['rating'] | null;
  ratingAsked: boolean;
  /** When a session that nobody owns closes by itself. */
  idleAt: number | null;
};

type Row = Record<string, SqlStorageValue>;

export class SessionStore {
  readonly #sql: SqlStorage;
  #nextIdle: number | null | undefined;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  open(): Session | null {
    return this.#first(`select * from session where state <> 'closed' order by opened_at desc limit 1`);
  }

  /** The open one, else the one closed last. */
  latest(): Session | null {
    return this.open() ?? this.#first('select * from session order by closed_at desc limit 1');
  }

  byId(id: string): Session | null {
    return this.#first('select * from session where id = ?', id);
  }

  nextIdle(): number | null {
    if (this.#nextIdle === undefined) this.#nextIdle = this.#lookIdle();
    return this.#nextIdle;
  }

  /** The transaction was undone: what is remembered may be false. */
  forgetMemory(): void {
    this.#nextIdle = undefined;
  }

  #lookIdle(): number | null {
    const row = this.#sql
      .exec<{ at: number | null }>(`select min(idle_at) as at from session where state <> 'closed'`)
      .toArray()[0];
    return row?.at ?? null;
  }

  save(one: Session): void {
    this.#nextIdle = undefined;
    this.#sql.exec(
      `insert into session (id, state, opened_at, closed_at, endpoint, fence, turn, version, agent_id, agent_name, mind,
       handover, waiting_since, rating, rating_asked, idle_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
       on conflict (id) do update set state = excluded.state, closed_at = excluded.closed_at,
       endpoint = excluded.endpoint, fence = excluded.fence, turn = excluded.turn, version = excluded.version,
       agent_id = excluded.agent_id, agent_name = excluded.agent_name, mind = excluded.mind,
       handover = excluded.handover, waiting_since = excluded.waiting_since, rating = excluded.rating,
       rating_asked = excluded.rating_asked, idle_at = excluded.idle_at`,
      one.id,
      one.state,
      one.openedAt,
      one.closedAt,
      one.endpoint,
      one.fence,
      one.turn,
      one.version,
      one.agent?.id ?? null,
      one.agent?.name ?? null,
      JSON.stringify(one.mind),
      one.handover ? JSON.stringify(one.handover) : null,
      one.waitingSince,
      one.rating ? JSON.stringify(one.rating) : null,
      one.ratingAsked ? 1 : 0,
      one.idleAt,
    );
  }

  #first(query: string, ...values: SqlStorageValue[]): Session | null {
    const row = this.#sql.exec<Row>(query, ...values).toArray()[0];
    return row ? toSession(row) : null;
  }
}

/** The view all screens share; what only staff may know travels as `handover`. */
export function viewOf(one: Session): SessionView {
  const view: SessionView = { id: one.id, state: one.state, openedAt: one.openedAt, fence: one.fence };
  if (one.closedAt !== null) view.closedAt = one.closedAt;
  if (one.agent) view.agent = one.agent;
  if (one.rating) view.rating = one.rating;
  if (one.ratingAsked) view.ratingAsked = true;
  return view;
}

function toSession(row: Row): Session {
  return {
    id: String(row.id),
    state: String(row.state) as SessionState,
    openedAt: Number(row.opened_at),
    closedAt: row.closed_at === null ? null : Number(row.closed_at),
    endpoint: String(row.endpoint),
    fence: Number(row.fence),
    turn: Number(row.turn),
    version: Number(row.version),
    agent: row.agent_id === null ? null : { id: String(row.agent_id), name: String(row.agent_name) },
    mind: JSON.parse(String(row.mind)) as Mind,
    handover: row.handover === null ? null : (JSON.parse(String(row.handover)) as HandoverView),
    waitingSince: row.waiting_since === null ? null : Number(row.waiting_since),
    rating: row.rating === null ? null : (JSON.parse(String(row.rating)) as SessionView['rating']),
    ratingAsked: row.rating_asked === 1,
    idleAt: row.idle_at === null ? null : Number(row.idle_at),
  };
}
