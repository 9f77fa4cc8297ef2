/** Sessions in SQL. */
import type { Mind } from '../brain/think.ts';
import type { HandoverView, SessionState, SessionView } from '../../shared/line.ts';
import { freshService, type Pending, type Service } from './serving.ts';

export { freshService, stepped, type Step } from './serving.ts';

export type Session = Pending & {
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
  /** What the encounter is named by (受理编号). */
  number: string;
  service: Service;
};

/** So long at most until a customer who wants a person is told where that stands, whatever the desk does. */
export const NOTICE_MS = 400;
/** An answer owed so long is apologised for and a person offered; so long, and a person takes over (5.2.2.6 e: at most 3 min). */
export const LATE_MS = 30_000;
export const TOO_LATE_MS = 180_000;
const DAY_MS = 24 * 3_600_000;

/** When time alone changes something in a session, beside its idling. */
export function dueAt({ notice, owed }: Pick<Session, 'notice' | 'owed'>): number | null {
  const times = [
    ...(notice ? [notice.since + NOTICE_MS] : []),
    ...(owed ? [owed.since + (owed.told ? TOO_LATE_MS : LATE_MS)] : []),
  ];
  return times.length === 0 ? null : Math.min(...times);
}

type Row = Record<string, SqlStorageValue>;

export class SessionStore {
  readonly #sql: SqlStorage;
  #nextDue: number | null | undefined;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  open(): Session | null {
    return this.#first(`select * from session where state <> 'closed' order by opened_at desc limit 1`);
  }

  /** All that are open, the oldest first: two where two lines became one just now. */
  opened(): Session[] {
    return this.#sql
      .exec<Row>(`select * from session where state <> 'closed' order by opened_at, id`)
      .toArray()
      .map(toSession);
  }

  /** Those that became one with another as lines did, whether they go on or ended by it. */
  together(): Session[] {
    return this.#sql
      .exec<Row>(
        `select * from session where service ->> '$.taken' is not null or service ->> '$.joined' is not null
         order by opened_at, id`,
      )
      .toArray()
      .map(toSession);
  }

  /** The open one, else the one closed last. */
  latest(): Session | null {
    return this.open() ?? this.#first('select * from session order by closed_at desc limit 1');
  }

  /** The newest encounters. */
  recent(limit: number): Session[] {
    return this.#sql.exec<Row>('select * from session order by opened_at desc limit ?', limit).toArray().map(toSession);
  }

  /** The encounters that ended beside one of them in which the customer spoke: the one before, and the one after. */
  beside({ id, openedAt }: Session): { before: Session | null; after: Session | null } {
    const spoken = `state = 'closed' and exists (select 1 from message where session = session.id and direction = 'in')`;
    return {
      before: this.#first(
        `select * from session where (opened_at, id) < (?, ?) and ${spoken} order by opened_at desc, id desc limit 1`,
        ...[openedAt, id],
      ),
      after: this.#first(
        `select * from session where (opened_at, id) > (?, ?) and ${spoken} order by opened_at, id limit 1`,
        ...[openedAt, id],
      ),
    };
  }

  /** Encounters that ended, in the order of their names, after one. */
  endedAfter(id: string, limit: number): Session[] {
    return this.#sql
      .exec<Row>(`select * from session where state = 'closed' and id > ? order by id limit ?`, id, limit)
      .toArray()
      .map(toSession);
  }

  byId(id: string): Session | null {
    return this.#first('select * from session where id = ?', id);
  }

  /** The newest encounter the customer is asked to rate, within its term. */
  asked(now: number): Session | null {
    return this.#first(
      `select * from session where rating_asked = 1 and coalesce(service ->> '$.invite.until', ?1 + 1) > ?1
       order by opened_at desc limit 1`,
      now,
    );
  }

  nextDue(): number | null {
    if (this.#nextDue === undefined) this.#nextDue = this.#lookDue();
    return this.#nextDue;
  }

  /** The transaction was undone: what is remembered may be false. */
  forgetMemory(): void {
    this.#nextDue = undefined;
  }

  #lookDue(): number | null {
    const row = this.#sql
      .exec<{ at: number | null }>(
        `select min(min(coalesce(idle_at, due_at), coalesce(due_at, idle_at))) as at from session where state <> 'closed'`,
      )
      .toArray()[0];
    return row?.at ?? null;
  }

  /** Encounters begun within a day, whether one of them left the person dissatisfied, and hand-overs nobody ever took. */
  visits(now: number): { count: number; dissatisfied: boolean; unserved: number } {
    const row = this.#sql
      .exec<Row>(
        `select count(*) filter (where opened_at > ?1) as visits,
         max(opened_at > ?1 and (rating ->> '$.score' <= 2 or rating ->> '$.solved' = 0 or mind ->> '$.upset' = 1
         or handover ->> '$.emotion.level' <> 'calm' or (state = 'closed' and handover is not null and agent_id is null)
         or exists (select 1 from message where message.session = session.id and helpful = 0))) as unhappy,
         count(*) filter (where state = 'closed' and handover is not null and agent_id is null) as unserved from session`,
        now - DAY_MS,
      )
      .toArray()[0];
    return {
      count: Number(row?.visits ?? 0),
      dissatisfied: row?.unhappy === 1,
      unserved: Number(row?.unserved ?? 0),
    };
  }

  /** Who served the person last, in an encounter that ended after `since`. */
  servedBy(since: number): string | null {
    const row = this.#sql
      .exec<{ agent: string | null }>(
        `select agent_id as agent from session where state = 'closed' and agent_id is not null and closed_at > ?
         order by closed_at desc limit 1`,
        since,
      )
      .toArray()[0];
    return row?.agent ?? null;
  }

  save(one: Session): void {
    this.#nextDue = undefined;
    this.#sql.exec(
      `insert into session (id, state, opened_at, closed_at, endpoint, fence, turn, version, agent_id, agent_name, mind,
       handover, waiting_since, rating, rating_asked, idle_at, number, notice, owed, robot_offer, due_at, service)
       values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
       on conflict (id) do update set state = excluded.state, closed_at = excluded.closed_at,
       endpoint = excluded.endpoint, fence = excluded.fence, turn = excluded.turn, version = excluded.version,
       agent_id = excluded.agent_id, agent_name = excluded.agent_name, mind = excluded.mind,
       handover = excluded.handover, waiting_since = excluded.waiting_since, rating = excluded.rating,
       rating_asked = excluded.rating_asked, idle_at = excluded.idle_at, notice = excluded.notice,
       owed = excluded.owed, robot_offer = excluded.robot_offer, due_at = excluded.due_at, service = excluded.service`,
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
      one.number,
      one.notice ? JSON.stringify(one.notice) : null,
      one.owed ? JSON.stringify(one.owed) : null,
      one.robotOffer,
      dueAt(one),
      JSON.stringify(one.service),
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
  if (one.number) view.number = one.number;
  if (one.robotOffer === 'asked') view.robotOffered = true;
  if (one.closedAt !== null) view.closedAt = one.closedAt;
  if (one.agent) view.agent = one.agent;
  if (one.rating) view.rating = one.rating;
  if (one.ratingAsked) view.ratingAsked = true;
  const { transfer } = one.service;
  if (transfer) view.transfer = { to: transfer.to, ...(transfer.asked === null ? {} : { asking: true }) };
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
    number: String(row.number),
    notice: row.notice === null ? null : (JSON.parse(String(row.notice)) as Session['notice']),
    owed: row.owed === null ? null : (JSON.parse(String(row.owed)) as Session['owed']),
    robotOffer: row.robot_offer === null ? null : (String(row.robot_offer) as Session['robotOffer']),
    service: {
      ...freshService,
      ...(row.service === null ? {} : (JSON.parse(String(row.service)) as Partial<Service>)),
    },
  };
}
