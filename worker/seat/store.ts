/** The seat's SQL, and rows turned into values. Decides nothing. */
import { KEPT_CHANGES, KEPT_MS } from '../../shared/frame.ts';
import { CLOSED_KEPT, NOTICES } from '../../shared/reduce-seat.ts';
import type { Conversation, Duty, Notice, SeatChange } from '../../shared/seat.ts';
import type { News } from '../../shared/seat-news.ts';
import { Forgotten } from '../lib/forgotten.ts';
import { forgetPerson } from './forgetting.ts';
import { NewsStore } from './news.ts';

/** Answers kept per installation, for repeats. */
const KEPT_ACTS = 200;

export type Self = {
  epoch: string;
  agent: string;
  login: string;
  name: string;
  duty: Duty;
  reason: string | null;
  since: number;
  /** Who set it, if somebody else did. */
  by: { id: string; name: string } | null;
  connected: boolean;
  heardAt: number;
  presenceVersion: number;
  toldVersion: number;
  tries: number;
  nextAt: number;
};

type SelfRow = {
  epoch: string;
  agent: string;
  login: string;
  name: string;
  duty: Duty;
  reason: string | null;
  since: number;
  duty_by: string | null;
  connected: number;
  heard_at: number;
  presence_version: number;
  told_version: number;
  tries: number;
  next_at: number;
};

export type KeptChange = { revision: number; at: number; body: string };

export class SeatStore {
  readonly news: NewsStore;
  readonly #sql: SqlStorage;
  readonly #forgotten: Forgotten;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
    this.#forgotten = new Forgotten(sql);
    this.news = new NewsStore(sql);
    sql.exec('insert or ignore into self (only_row, epoch) values (1, ?)', crypto.randomUUID());
  }

  self(): Self {
    const row = this.#sql.exec<SelfRow>('select * from self').one();
    return {
      ...{ epoch: row.epoch, agent: row.agent, login: row.login, name: row.name, duty: row.duty, reason: row.reason },
      by: row.duty_by === null ? null : (JSON.parse(row.duty_by) as Self['by']),
      ...{ since: row.since, connected: row.connected === 1, heardAt: row.heard_at },
      ...{ presenceVersion: row.presence_version, toldVersion: row.told_version },
      ...{ tries: row.tries, nextAt: row.next_at },
    };
  }

  saveSelf(given: Self): void {
    this.#sql.exec(
      `update self set agent = ?, login = ?, name = ?, duty = ?, reason = ?, since = ?, connected = ?, heard_at = ?,
       presence_version = ?, told_version = ?, tries = ?, next_at = ?, duty_by = ?`,
      ...[given.agent, given.login, given.name, given.duty, given.reason, given.since, given.connected ? 1 : 0],
      ...[given.heardAt, given.presenceVersion, given.toldVersion, given.tries, given.nextAt],
      given.by === null ? null : JSON.stringify(given.by),
    );
  }

  /** The newest revision; 0 when nothing ever happened. Survives the forgetting of old changes. */
  head(): number {
    const row = this.#sql.exec<{ seq: number }>(`select seq from sqlite_sequence where name = 'change'`).toArray()[0];
    return row?.seq ?? 0;
  }

  /** Somebody was erased. Where anything of them stood the seat's life begins anew, so that every screen drops it. */
  forget({ customer, sessions }: { customer: string; sessions: string[] }, now: number): boolean {
    this.#forgotten.add(customer, now);
    const held = forgetPerson(this.#sql, customer, sessions);
    if (held) this.saveEpoch(crypto.randomUUID());
    return held;
  }

  saveEpoch(epoch: string): void {
    this.#sql.exec('update self set epoch = ?', epoch);
  }

  /** Takes a piece of news once and shows what it changed; answers whether it was news. */
  hearNews(news: News, at: number): boolean {
    if (news.kind === 'told') return this.hearNotice(news.notice, at);
    if (news.kind !== 'summary-given' && this.#forgotten.has(customerOf(news))) return false;
    const changes = this.news.take(news, at);
    for (const change of changes) this.addChange(change, at);
    return changes.length > 0;
  }

  /** Words for the agent; once. Answers whether they were new. */
  hearNotice(notice: Notice, at: number): boolean {
    if (notice.customer !== undefined && this.#forgotten.has(notice.customer)) return false;
    if (!this.addTold(notice.id, notice, at)) return false;
    this.addChange({ kind: 'notice', notice }, at);
    return true;
  }

  addChange(change: SeatChange, at: number): void {
    this.#sql.exec('insert into change (at, body) values (?, ?)', at, JSON.stringify(change));
    this.#sql.exec('delete from change where revision <= ? and at < ?', this.head() - KEPT_CHANGES, at - KEPT_MS);
  }

  /** Whether every change after `revision` is still kept. */
  canResume(revision: number): boolean {
    const head = this.head();
    if (revision >= head) return revision === head;
    const oldest = this.#sql.exec<{ oldest: number | null }>('select min(revision) as oldest from change').one().oldest;
    return oldest !== null && oldest <= revision + 1;
  }

  changesAfter(revision: number, limit: number): KeptChange[] {
    return this.#sql
      .exec<KeptChange>(
        'select revision, at, body from change where revision > ? order by revision limit ?',
        revision,
        limit,
      )
      .toArray();
  }

  /** Takes the customer's summary if it is newer, and those of the lines that went into theirs off; answers whether it was. */
  hearConversation(row: Conversation, homes: readonly string[], now: number): boolean {
    const applied = this.#putConversation(row);
    if (!applied) return false;
    for (const customer of homes) this.hearGone({ customer, revision: row.revision }, now);
    this.addChange({ kind: 'conversation', conversation: row }, now);
    return true;
  }

  /** The conversation left this list; answers whether that is news. */
  hearGone({ customer, revision }: { customer: string; revision: number }, now: number): boolean {
    const applied = this.#dropConversation(customer, revision);
    if (applied) this.addChange({ kind: 'gone', customer }, now);
    return applied;
  }

  #putConversation(given: Conversation): boolean {
    if (this.#forgotten.has(given.customer)) return false;
    const known = this.#known(given.customer);
    if (known && known.revision >= given.revision) return false;
    this.#put(given.customer, given.revision, { row: given, at: given.last.at });
    if (given.state === 'closed') this.#forgetClosed();
    return true;
  }

  /** As every screen does by itself (`applySeatChange`): who closed before the newest leaves; their revision is kept. */
  #forgetClosed(): void {
    this.#sql.exec(
      `update conversation set gone = 1, closed = 0, at = 0, body = null where customer in
         (select customer from conversation where gone = 0 and closed = 1 order by at desc, customer limit -1 offset ?)`,
      CLOSED_KEPT,
    );
  }

  /** The conversation left this list, unless a newer word came in between; answers whether it was there. */
  #dropConversation(customer: string, revision: number): boolean {
    if (this.#forgotten.has(customer)) return false;
    const known = this.#known(customer);
    if (known && known.revision > revision) return false;
    // Gone again is no news, yet an older row that comes late stays out.
    this.#put(customer, revision, null);
    return known !== null && !known.gone;
  }

  /** All that are open, and the newest closed ones. */
  conversations(): Conversation[] {
    const rows = this.#sql
      .exec<{ body: string }>(
        `select body from (
           select body, at from conversation where gone = 0 and closed = 0
           union all
           select body, at from
             (select body, at from conversation where gone = 0 and closed = 1 order by at desc, customer limit ?)
         ) order by at`,
        CLOSED_KEPT,
      )
      .toArray();
    return rows.map((row) => JSON.parse(row.body) as Conversation);
  }

  /** Keeps what others said or set, once by its key; answers whether it was new. */
  addTold(key: string, notice: Notice | null, at: number): boolean {
    const text = notice ? JSON.stringify(notice) : null;
    const put = this.#sql.exec(
      `insert or ignore into told (key, at, notice, place) values (?, ?, ?, (select coalesce(max(place), 0) + 1 from told))`,
      ...[key, at, text],
    );
    if (put.rowsWritten === 0) return false;
    // What a screen shows is never too old.
    this.#sql.exec(
      `delete from told where at < ? and place not in
         (select place from told where notice is not null order by place desc limit ?)`,
      ...[at - KEPT_MS, NOTICES],
    );
    return true;
  }

  /** The newest notices, oldest first. */
  notices(): Notice[] {
    return this.#sql
      .exec<{ notice: string }>('select notice from told where notice is not null order by place desc limit ?', NOTICES)
      .toArray()
      .reverse()
      .map((row) => JSON.parse(row.notice) as Notice);
  }

  lastNumber(instance: string): number {
    return (
      this.#sql.exec<{ last: number | null }>('select max(number) as last from act where instance = ?', instance).one()
        .last ?? 0
    );
  }

  act(instance: string, number: number): { content: string; answer: string } | null {
    const rows = this.#sql.exec<{ content: string; answer: string }>(
      'select content, answer from act where instance = ? and number = ?',
      instance,
      number,
    );
    return rows.toArray()[0] ?? null;
  }

  /** Keeps the answer; old numbers are forgotten but never an installation's last, while it is in use. */
  addAct(act: { instance: string; number: number; content: string; answer: string; at: number }): void {
    this.#sql.exec(
      'insert into act (instance, number, content, answer, at) values (?, ?, ?, ?, ?)',
      ...[act.instance, act.number, act.content, act.answer, act.at],
    );
    this.#sql.exec('delete from act where instance = ? and number <= ?', act.instance, act.number - KEPT_ACTS);
  }

  #known(customer: string): { revision: number; gone: boolean } | null {
    const row = this.#sql
      .exec<{ revision: number; gone: number }>('select revision, gone from conversation where customer = ?', customer)
      .toArray()[0];
    return row ? { revision: row.revision, gone: row.gone === 1 } : null;
  }

  #put(customer: string, revision: number, shown: { row: Conversation; at: number } | null): void {
    this.#sql.exec(
      `insert into conversation (customer, revision, gone, closed, at, body) values (?, ?, ?, ?, ?, ?)
       on conflict (customer) do update set revision = excluded.revision, gone = excluded.gone,
       closed = excluded.closed, at = excluded.at, body = excluded.body`,
      ...[customer, revision, shown ? 0 : 1, shown?.row.state === 'closed' ? 1 : 0, shown?.at ?? 0],
      shown ? JSON.stringify(shown.row) : null,
    );
  }
}

const customerOf = (news: Extract<News, { kind: 'summary-owed' | 'mentioned' }>): string =>
  news.kind === 'mentioned' ? news.mention.customer : news.owed.customer;
