/** The desk's SQL, and rows turned into values. Decides nothing. */
import type { DeskDecision } from '../../shared/actors.ts';
import type { SessionState } from '../../shared/line.ts';
import { Forgotten } from '../lib/forgotten.ts';
import type { Holds } from './rules.ts';
import type { Agent, Session, Words } from './session.ts';

/** Decisions kept with their why. */
export const KEPT_DECISIONS = 20_000;

type Row = Record<string, SqlStorageValue>;

export class DeskStore {
  readonly forgotten: Forgotten;
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
    this.forgotten = new Forgotten(sql);
  }

  /** All that is open. */
  openSessions(): Session[] {
    return this.#sql.exec<Row>(`select * from session where state <> 'closed'`).toArray().map(toSession);
  }

  session(id: string): Session | null {
    const row = this.#sql.exec<Row>('select * from session where session = ?', id).toArray()[0];
    return row ? toSession(row) : null;
  }

  /** Every piece of work of a person, closed ones too. */
  sessionsOf(customer: string): string[] {
    const query = 'select session from session where customer = ?';
    return this.#sql
      .exec<{ session: string }>(query, customer)
      .toArray()
      .map((row) => row.session);
  }

  /** Of a piece of work that ended: whose it was, and why it went where it went. Answers whom of the staff it named. */
  forget(session: string): string[] {
    const named = this.#sql
      .exec<{ agent: string }>('select distinct agent from decision where session = ? and agent is not null', session)
      .toArray();
    this.#sql.exec('delete from decision where session = ?', session);
    this.#sql.exec(
      `update session set customer = '', name = '', reason = '', level = '', vip = 0, why = null, declined = '[]',
       preferred = '[]', collaborators = '[]' where session = ?`,
      session,
    );
    return named.map((row) => row.agent);
  }

  saveSession(one: Session): void {
    const offer = one.offer === null ? null : JSON.stringify(one.offer);
    const giver = one.giver === null ? null : JSON.stringify(one.giver);
    const preferred = JSON.stringify(one.preferred);
    const why = one.why === null ? null : JSON.stringify(one.why);
    this.#sql.exec(
      `insert or replace into session (session, customer, name, kind, channel, state, version, turn, agent, units, skill,
       urgency, reason, level, language, group_id, pinned, place, since, offer, declined, held_turn, answer_by, giver,
       preferred, collaborators, why, changed, entered_at, taken_at, vip)
       values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      ...[one.session, one.customer, one.name, one.kind, one.channel, one.state, one.version, one.turn, one.agent],
      ...[one.units, one.skill, one.urgency, one.reason, one.level, one.language, one.group, one.pinned ? 1 : 0],
      ...[one.place, one.since, offer, JSON.stringify(one.declined), one.heldTurn, one.answerBy, giver, preferred],
      ...[JSON.stringify(one.collaborators), why, one.changed, one.enteredAt, one.takenAt, one.vip ? 1 : 0],
    );
  }

  /** Sessions that ended after a version, oldest first. */
  closedAfter(version: number, limit: number): { session: string; changed: number }[] {
    return this.#sql
      .exec<{ session: string; changed: number }>(
        `select session, changed from session where state = 'closed' and changed > ?
         order by changed limit ?`,
        version,
        limit,
      )
      .toArray();
  }

  /** Closed sessions are kept a while, so that a late fact can't open them again. Answers the newest version forgotten. */
  forgetClosed(before: number): number {
    const row = this.#sql
      .exec<{ newest: number | null }>(
        `select max(changed) as newest from session where state = 'closed' and since < ?`,
        before,
      )
      .one();
    if (row.newest !== null) this.#sql.exec(`delete from session where state = 'closed' and since < ?`, before);
    return row.newest ?? 0;
  }

  agents(): Agent[] {
    return this.#sql.exec<Row>('select * from agent order by id').toArray().map(toAgent);
  }

  saveAgent(one: Agent): void {
    this.#sql.exec(
      `insert or replace into agent (id, login, name, duty, reason, connected, version, lost_at, given_at, since,
       wrap_until, missed, counted_as, counted_at, changed, engaged) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      ...[one.id, one.login, one.name, one.duty, one.reason, one.connected ? 1 : 0, one.version, one.lostAt],
      ...[one.givenAt, one.since, one.wrapUntil, one.missed, one.countedAs, one.countedAt, one.changed],
      one.engaged ? 1 : 0,
    );
  }

  addDecision(given: Pick<Session, 'session' | 'turn' | 'state' | 'agent'> & { at: number; why: Words }): void {
    this.#sql.exec(
      'insert into decision (at, session, turn, state, agent, why) values (?, ?, ?, ?, ?, ?)',
      ...[given.at, given.session, given.turn, given.state, given.agent, JSON.stringify(given.why)],
    );
    this.#sql.exec('delete from decision where id <= (select max(id) from decision) - ?', KEPT_DECISIONS);
  }

  /** The decisions about a session, oldest first; agents by id. */
  decisions(session: string): (Omit<DeskDecision, 'agent'> & { agent: string | null })[] {
    return this.#sql
      .exec<{ at: number; turn: number; state: SessionState; agent: string | null; why: string }>(
        'select at, turn, state, agent, why from decision where session = ? order by id',
        session,
      )
      .toArray()
      .map((row) => ({ ...row, why: wordsOf(row.why) }));
  }

  learned(): string | null {
    return this.#sql.exec<{ body: string }>('select body from learned').toArray()[0]?.body ?? null;
  }

  saveLearned(body: string): void {
    this.#sql.exec('insert or replace into learned (only_row, body) values (1, ?)', body);
  }

  holds(): Holds {
    return { samples: this.number('hold_samples'), meanMs: this.number('hold_mean_ms') };
  }

  saveHolds(holds: Holds): void {
    this.setNumber('hold_samples', holds.samples);
    this.setNumber('hold_mean_ms', holds.meanMs);
  }

  number(name: string): number {
    return this.#sql.exec<{ value: number }>('select value from meta where name = ?', name).toArray()[0]?.value ?? 0;
  }

  setNumber(name: string, value: number): void {
    this.#sql.exec(
      'insert into meta (name, value) values (?, ?) on conflict (name) do update set value = excluded.value',
      name,
      value,
    );
  }
}

/** Decisions from before they were kept in both languages are one English sentence. */
function wordsOf(text: string): Words {
  return text.startsWith('{') ? (JSON.parse(text) as Words) : { zh: text, en: text };
}

const json = (value: SqlStorageValue | undefined): unknown =>
  value === null || value === undefined ? null : JSON.parse(String(value));
const number = (value: SqlStorageValue | undefined): number | null =>
  value === null || value === undefined ? null : Number(value);

/** Rows from before somebody could know several hold one, or nobody. */
function knownIn(kept: unknown): Session['preferred'] {
  return (kept === null ? [] : Array.isArray(kept) ? kept : [kept]) as Session['preferred'];
}

function toSession(row: Row): Session {
  return {
    session: String(row['session']),
    customer: String(row['customer']),
    name: String(row['name']),
    kind: String(row['kind']) as Session['kind'],
    channel: String(row['channel']) as Session['channel'],
    state: String(row['state']) as SessionState,
    version: Number(row['version']),
    turn: Number(row['turn']),
    agent: row['agent'] === null ? null : String(row['agent']),
    units: Number(row['units']),
    skill: String(row['skill']),
    urgency: String(row['urgency']) as Session['urgency'],
    reason: String(row['reason']),
    level: String(row['level']),
    vip: row['vip'] === 1,
    language: String(row['language']),
    group: String(row['group_id']),
    pinned: row['pinned'] === 1,
    place: number(row['place']),
    since: Number(row['since']),
    offer: json(row['offer']) as Session['offer'],
    declined: json(row['declined']) as Session['declined'],
    heldTurn: Number(row['held_turn']),
    answerBy: number(row['answer_by']),
    giver: json(row['giver']) as Session['giver'],
    preferred: knownIn(json(row['preferred'])),
    collaborators: json(row['collaborators']) as Session['collaborators'],
    why: json(row['why']) as Session['why'],
    changed: Number(row['changed']),
    enteredAt: number(row['entered_at']),
    takenAt: number(row['taken_at']),
  };
}

function toAgent(row: Row): Agent {
  return {
    id: String(row['id']),
    login: String(row['login']),
    name: String(row['name']),
    duty: String(row['duty']) as Agent['duty'],
    reason: row['reason'] === null ? null : String(row['reason']),
    connected: row['connected'] === 1,
    version: Number(row['version']),
    lostAt: number(row['lost_at']),
    givenAt: Number(row['given_at']),
    since: Number(row['since']),
    wrapUntil: number(row['wrap_until']),
    missed: Number(row['missed']),
    countedAs: String(row['counted_as']) as Agent['countedAs'],
    engaged: row['engaged'] === 1,
    countedAt: Number(row['counted_at']),
    changed: Number(row['changed']),
  };
}
