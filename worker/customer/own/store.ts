/** The person's own affairs in SQL: notices, what may be pushed, WeChat's one-time subscriptions. */
import type { ChoiceView, NoticeKind, NoticeView, Purpose } from '../../../shared/notice.ts';
import type { OwnConsent } from '../../../shared/own-data.ts';
import type { PrivacyWord } from '../../../shared/privacy.ts';
import type { NoticeEvent } from '../reminders/telling.ts';
import { ErasingStore } from './erasing.ts';

type Row = Record<string, SqlStorageValue>;

/** A notice as it is kept; `key` names it for ever. `event`: of which reminder it is. */
export type Notice = Omit<NoticeView, 'read'> & {
  key: string;
  readAt: number | null;
  pushedAt: number | null;
  event?: NoticeEvent;
};

/** How one template stands with somebody of the line: `left` accepted messages not yet sent. */
export type Subscription = { template: string; left: number; refusedAt: number | null; home: string };

export class OwnStore {
  readonly erasing: ErasingStore;
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
    this.erasing = new ErasingStore(sql);
  }

  /** The transaction was undone. */
  forgetMemory(): void {
    this.erasing.forgetMemory();
  }

  notice(id: string): Notice | null {
    const row = this.#all('select * from notice where id = ?', id)[0];
    return row ? toNotice(row) : null;
  }

  noticeBy(key: string): Notice | null {
    const row = this.#all('select * from notice where key = ?', key)[0];
    return row ? toNotice(row) : null;
  }

  addNotice({ id, key, kind, at, title, text, facts, opens, event }: Notice, home: string): void {
    const body = JSON.stringify({ title, text, facts, opens, event });
    const sql = 'insert into notice (id, key, kind, at, body, home) values (?, ?, ?, ?, ?, ?)';
    this.#sql.exec(sql, id, key, kind, at, body, home);
  }

  /** Newest first, before a notice, or the newest of all. */
  notices(before: string | null, limit: number): Notice[] {
    const rows =
      before === null
        ? this.#all('select * from notice order by number desc limit ?', limit)
        : this.#all(
            'select * from notice where number < (select number from notice where id = ?) order by number desc limit ?',
            before,
            limit,
          );
    return rows.map(toNotice);
  }

  unread(): number {
    return Number(this.#all('select count(*) as n from notice where read_at is null')[0]?.n ?? 0);
  }

  kept(): number {
    return Number(this.#all('select count(*) as n from notice')[0]?.n ?? 0);
  }

  /** Answers how many were unread. */
  readNotices(ids: readonly string[] | 'all', now: number): number {
    const before = this.unread();
    if (ids === 'all') this.#sql.exec('update notice set read_at = ? where read_at is null', now);
    else
      for (const id of ids) this.#sql.exec('update notice set read_at = ? where id = ? and read_at is null', now, id);
    return before - this.unread();
  }

  pushed(id: string, now: number): void {
    this.#sql.exec('update notice set pushed_at = ? where id = ?', now, id);
  }

  /** It did not leave after all. */
  unpushed(id: string): void {
    this.#sql.exec('update notice set pushed_at = null where id = ?', id);
  }

  /** Notices beyond the newest so many are forgotten. */
  pruneNotices(kept: number): void {
    this.#sql.exec(
      'delete from notice where number <= (select number from notice order by number desc limit 1 offset ?)',
      kept,
    );
  }

  /** What was last said of each purpose and channel. */
  choices(): ChoiceView[] {
    return this.#all(
      `select * from choice as one where not exists (select 1 from choice as later where later.purpose = one.purpose
       and later.channel = one.channel and (later.at, later.id) > (one.at, one.id)) order by purpose, channel`,
    ).map((row) => ({
      purpose: String(row.purpose) as Purpose,
      channel: row.channel === '' ? null : (String(row.channel) as ChoiceView['channel']),
      given: row.given === 1,
      at: Number(row.at),
      evidence: String(row.evidence),
    }));
  }

  /** Everything ever said, oldest first: the ledger. What stands for two persons of the line was said once. */
  ledger(): ChoiceView[] {
    const sql = `select purpose, channel, given, evidence, at from choice
      group by purpose, channel, given, evidence, at order by at, min(id)`;
    return this.#all(sql).map((row) => ({
      purpose: String(row.purpose) as Purpose,
      channel: row.channel === '' ? null : (String(row.channel) as ChoiceView['channel']),
      given: row.given === 1,
      at: Number(row.at),
      evidence: String(row.evidence),
    }));
  }

  /** `home`: whose it is, of those who stand in this line. */
  addChoice({ purpose, channel, given, evidence, at }: ChoiceView, home: string): void {
    this.#sql.exec(
      'insert into choice (purpose, channel, given, evidence, at, home) values (?, ?, ?, ?, ?, ?)',
      purpose,
      channel ?? '',
      given ? 1 : 0,
      evidence,
      at,
      home,
    );
  }

  /** What was said to versions of the privacy notice, oldest first. */
  privacyWords(): PrivacyWord[] {
    return this.#all(`select * from consent where purpose = 'privacy' order by at, id`).map((row) => ({
      version: String(row.version),
      given: row.given === 1,
      at: Number(row.at),
    }));
  }

  addPrivacyWord({ version, given, at }: PrivacyWord, endpoint: string, evidence: string): void {
    this.#sql.exec(
      `insert into consent (endpoint, purpose, given, evidence, at, version) values (?, 'privacy', ?, ?, ?, ?)`,
      ...[endpoint, given ? 1 : 0, evidence, at, version],
    );
  }

  /** An act of consent or refusal at one address, with what proves it. */
  addConsent(endpoint: string, given: boolean, evidence: string, now: number): void {
    this.#sql.exec(
      `insert into consent (endpoint, purpose, given, evidence, at) values (?, 'marketing', ?, ?, ?)`,
      endpoint,
      given ? 1 : 0,
      evidence,
      now,
    );
  }

  /** Every act of consent or refusal by an address, oldest first. */
  consents(): (Pick<OwnConsent, 'purpose' | 'given' | 'version' | 'evidence'> & { endpoint: string; at: number })[] {
    return this.#all('select * from consent order by at, id').map((row) => ({
      endpoint: String(row.endpoint),
      purpose: String(row.purpose),
      given: row.given === 1,
      version: String(row.version),
      evidence: String(row.evidence),
      at: Number(row.at),
    }));
  }

  /** The person's addresses in full: for the person alone. */
  addressBook(): { channel: string; account: string; address: string; since: number }[] {
    return this.#all('select channel, account, peer, created_at from endpoint order by created_at, id').map((row) => ({
      channel: String(row.channel),
      account: String(row.account),
      address: String(row.peer),
      since: Number(row.created_at),
    }));
  }

  subscriptions(): Subscription[] {
    return this.#all('select * from subscription order by template, home').map((row) => ({
      template: String(row.template),
      left: Number(row.left_over),
      refusedAt: row.refused_at === null ? null : Number(row.refused_at),
      home: String(row.home),
    }));
  }

  /** How a template stands with one of those who stand in the line. */
  subscription(template: string, home: string): Subscription {
    const found = this.subscriptions().find((one) => one.template === template && one.home === home);
    return found ?? { template, left: 0, refusedAt: null, home };
  }

  saveSubscription({ template, left, refusedAt, home }: Subscription): void {
    this.#sql.exec(
      `insert into subscription (template, left_over, refused_at, home) values (?, ?, ?, ?)
       on conflict (template, home) do update set left_over = excluded.left_over, refused_at = excluded.refused_at`,
      template,
      left,
      refusedAt,
      home,
    );
  }

  #all(query: string, ...values: SqlStorageValue[]): Row[] {
    return this.#sql.exec<Row>(query, ...values).toArray();
  }
}

function toNotice(row: Row): Notice {
  const body = JSON.parse(String(row.body)) as Pick<Notice, 'title' | 'text' | 'facts' | 'opens' | 'event'>;
  return {
    id: String(row.id),
    key: String(row.key),
    kind: String(row.kind) as NoticeKind,
    at: Number(row.at),
    readAt: row.read_at === null ? null : Number(row.read_at),
    pushedAt: row.pushed_at === null ? null : Number(row.pushed_at),
    ...body,
  };
}
