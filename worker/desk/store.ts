/** The desk's SQL, and rows turned into values. Decides nothing. */
import type { SessionFact } from '../../shared/actors.ts';
import type { ChannelName } from '../../shared/message.ts';
import type { SessionState } from '../../shared/line.ts';
import type { DeskSession, Duty } from '../../shared/seat.ts';
import type { AgentFacts, Case, Holds } from './rules.ts';

/** Decisions kept with their why. */
const KEPT_DECISIONS = 1_000;
/** Sessions a view shows. */
const VIEW_LIMIT = 200;

export type Session = {
  session: string;
  customer: string;
  name: string;
  channel: ChannelName;
  state: SessionState;
  version: number;
  turn: number;
  agent: string | null;
  skill: string;
  urgency: 'normal' | 'urgent';
  reason: string;
  place: number | null;
  since: number;
  declinedBy: string | null;
  declinedUntil: number | null;
};

export type Agent = AgentFacts & { name: string; version: number };

type SessionRow = {
  session: string;
  customer: string;
  name: string;
  channel: ChannelName;
  state: SessionState;
  version: number;
  turn: number;
  agent: string | null;
  skill: string;
  urgency: 'normal' | 'urgent';
  reason: string;
  place: number | null;
  since: number;
  declined_by: string | null;
  declined_until: number | null;
};

type AgentRow = {
  id: string;
  name: string;
  duty: Duty;
  connected: number;
  version: number;
  capacity: number;
  lost_at: number | null;
  given_at: number;
};

const LINE_ORDER = `(urgency = 'normal'), place, session`;

export class DeskStore {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  session(session: string): Session | null {
    const row = this.#sql.exec<SessionRow>('select * from session where session = ?', session).toArray()[0];
    return row ? toSession(row) : null;
  }

  /** A session as first heard of. */
  openSession(fact: SessionFact): Session {
    this.#sql.exec(
      `insert into session (session, customer, name, channel, state, version, turn, skill, urgency, reason, since)
       values (?, ?, ?, ?, 'robot', 0, ?, '', 'normal', '', ?)`,
      fact.session,
      fact.customer,
      fact.name,
      fact.channel,
      fact.turn,
      fact.at,
    );
    return {
      ...{ session: fact.session, customer: fact.customer, name: fact.name, channel: fact.channel },
      ...{ state: 'robot', version: 0, turn: fact.turn, agent: null, skill: '', urgency: 'normal', reason: '' },
      ...{ place: null, since: fact.at, declinedBy: null, declinedUntil: null },
    };
  }

  saveSession(given: Session): void {
    this.#sql.exec(
      `update session set customer = ?, name = ?, channel = ?, state = ?, version = ?, turn = ?, agent = ?, skill = ?,
       urgency = ?, reason = ?, place = ?, since = ?, declined_by = ?, declined_until = ? where session = ?`,
      ...[given.customer, given.name, given.channel, given.state, given.version, given.turn, given.agent, given.skill],
      ...[given.urgency, given.reason, given.place, given.since, given.declinedBy],
      ...[given.declinedUntil, given.session],
    );
  }

  /** Everything that is with a human or waits for one. */
  cases(): Case[] {
    return this.#sql
      .exec<SessionRow>(`select * from session where state in ('queued', 'agent', 'left-message')`)
      .toArray()
      .flatMap((row) =>
        row.state === 'robot' || row.state === 'closed'
          ? []
          : [
              {
                session: row.session,
                state: row.state,
                agent: row.agent,
                urgency: row.urgency,
                place: row.place ?? row.since,
                declined:
                  row.declined_by === null ? null : { by: row.declined_by, until: row.declined_until ?? Infinity },
              },
            ],
      );
  }

  /** The first of the line, in its order: whom to tell their place. */
  line(limit: number): { session: string; customer: string }[] {
    return this.#sql
      .exec<{ session: string; customer: string }>(
        `select session, customer from session where state = 'queued' order by ${LINE_ORDER} limit ?`,
        limit,
      )
      .toArray();
  }

  /** How many wait before a session that waits itself, in the line's order. */
  before(session: string): number {
    const row = this.#sql
      .exec<{ n: number }>(
        `select count(*) as n from session as other, session as own where own.session = ? and other.state = 'queued'
         and (other.urgency = 'normal', other.place, other.session) < (own.urgency = 'normal', own.place, own.session)`,
        session,
      )
      .toArray()[0];
    return row?.n ?? 0;
  }

  /** Closed sessions are kept a while, so that a late fact can't open them again. */
  forgetClosed(before: number): void {
    this.#sql.exec(`delete from session where state = 'closed' and since < ?`, before);
  }

  agents(): Agent[] {
    return this.#sql.exec<AgentRow>('select * from agent order by id').toArray().map(toAgent);
  }

  agent(id: string): Agent | null {
    const row = this.#sql.exec<AgentRow>('select * from agent where id = ?', id).toArray()[0];
    return row ? toAgent(row) : null;
  }

  saveAgent(given: Agent): void {
    this.#sql.exec(
      `insert into agent (id, name, duty, connected, version, capacity, lost_at, given_at) values (?, ?, ?, ?, ?, ?, ?, ?)
       on conflict (id) do update set name = excluded.name, duty = excluded.duty, connected = excluded.connected,
       version = excluded.version, capacity = excluded.capacity, lost_at = excluded.lost_at, given_at = excluded.given_at`,
      ...[given.id, given.name, given.duty, given.connected ? 1 : 0, given.version, given.capacity, given.lostAt],
      given.givenAt,
    );
  }

  /** Always counted from the sessions, never kept beside them. */
  loads(): Map<string, number> {
    const rows = this.#sql.exec<{ agent: string; load: number }>(
      'select agent, count(*) as load from session where agent is not null group by agent',
    );
    return new Map([...rows].map((row) => [row.agent, row.load]));
  }

  addDecision(given: Pick<Session, 'session' | 'turn' | 'state' | 'agent'> & { at: number; why: string }): void {
    this.#sql.exec(
      'insert into decision (at, session, turn, state, agent, why) values (?, ?, ?, ?, ?, ?)',
      ...[given.at, given.session, given.turn, given.state, given.agent, given.why],
    );
    this.#sql.exec('delete from decision where id <= (select max(id) from decision) - ?', KEPT_DECISIONS);
  }

  /** The decisions about a session, oldest first. */
  decisions(session: string): { at: number; turn: number; state: string; agent: string | null; why: string }[] {
    return this.#sql
      .exec<{ at: number; turn: number; state: string; agent: string | null; why: string }>(
        'select at, turn, state, agent, why from decision where session = ? order by id',
        session,
      )
      .toArray();
  }

  holds(): Holds {
    return { samples: this.#number('hold_samples'), meanMs: this.#number('hold_mean_ms') };
  }

  saveHolds(holds: Holds): void {
    this.#setNumber('hold_samples', holds.samples);
    this.#setNumber('hold_mean_ms', holds.meanMs);
  }

  /** The version of the floor as seats see it. */
  version(): number {
    return this.#number('version');
  }

  raiseVersion(): void {
    this.#setNumber('version', this.version() + 1);
  }

  /** The waiting in line order, then messages left, then who is with an agent, then the robot's, newest first. */
  shown(names: ReadonlyMap<string, string>): DeskSession[] {
    return this.#sql
      .exec<SessionRow>(
        `select * from session where state <> 'closed'
         order by case state when 'queued' then 0 when 'left-message' then 1 when 'agent' then 2 else 3 end,
         case when state in ('queued', 'left-message') then (urgency = 'normal') end,
         case when state in ('queued', 'left-message') then place else -since end, session limit ?`,
        VIEW_LIMIT,
      )
      .toArray()
      .map((row) => ({
        ...{ session: row.session, customer: row.customer, name: row.name, channel: row.channel, state: row.state },
        ...(row.agent === null ? {} : { agent: { id: row.agent, name: names.get(row.agent) ?? row.agent } }),
        ...{ skill: row.skill, urgency: row.urgency, reason: row.reason },
        since: row.state === 'queued' || row.state === 'left-message' ? (row.place ?? row.since) : row.since,
      }));
  }

  #number(name: string): number {
    return this.#sql.exec<{ value: number }>('select value from meta where name = ?', name).toArray()[0]?.value ?? 0;
  }

  #setNumber(name: string, value: number): void {
    this.#sql.exec(
      'insert into meta (name, value) values (?, ?) on conflict (name) do update set value = excluded.value',
      name,
      value,
    );
  }
}

function toSession(row: SessionRow): Session {
  const { declined_by: declinedBy, declined_until: declinedUntil, ...rest } = row;
  return { ...rest, declinedBy, declinedUntil };
}

function toAgent(row: AgentRow): Agent {
  const { connected, lost_at: lostAt, given_at: givenAt, ...rest } = row;
  return { ...rest, connected: connected === 1, lostAt, givenAt };
}
