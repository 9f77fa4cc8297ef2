/** The line in SQL: person, endpoints, messages, changes. Rows become values here and nowhere else. */
import type { Address } from '../../shared/actors.ts';
import type { Care } from '../../shared/line.ts';
import type { Message, MessageStatus, Reason } from '../../shared/message.ts';
import { noCounts } from '../../shared/reach/counts.ts';
import { isNumber } from '../../shared/reach/lease.ts';
import { MarkStore } from './marks.ts';
import { Homes } from './merge/homes.ts';
import { Places } from './merge/places.ts';
import { SaidStore } from './said.ts';
import {
  insertMessage,
  maybe,
  sightOfChanges,
  sightOfMessages,
  sightValues,
  text,
  toChange,
  toEndpoint,
  toMessage,
  type ChangeRow,
  type Endpoint,
  type Row,
  type Sight,
} from './rows.ts';

export type { ChangeRow, Endpoint, Sight };

export type Person = {
  id: string;
  epoch: string;
  name: string;
  userId: string | null;
  companyRead: number;
  /** A person comes first for them, by the company's word or their own. */
  care: Care | null;
  /** Their level in the company's membership, by the signed login. */
  level: string | null;
  /** What staff call them; it goes before their own name on staff's screens alone. */
  alias: string;
  /** 直接人工: who writes gets a person, no robot. */
  humanFirst: boolean;
};

const NUMBERS = `channel in ('sms', 'phone')`;

export class LineStore {
  readonly marks: MarkStore;
  readonly said: SaidStore;
  readonly homes: Homes;
  readonly places: Places;
  readonly #sql: SqlStorage;
  #person: Person | null = null;
  #head: number | null = null;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
    this.marks = new MarkStore(sql);
    this.said = new SaidStore(sql);
    this.homes = new Homes(sql);
    this.places = new Places(sql);
  }

  person(): Person | null {
    this.#person ??= this.#lookPerson();
    return this.#person;
  }

  /** The transaction was undone: what is remembered may be false. */
  forgetMemory(): void {
    this.#person = null;
    this.#head = null;
    this.homes.forgetMemory();
  }

  #lookPerson(): Person | null {
    const row = this.#first('select * from person');
    if (!row) return null;
    return {
      id: text(row.id),
      epoch: text(row.epoch),
      name: text(row.name),
      userId: maybe(row.user_id),
      companyRead: Number(row.company_read),
      care: maybe(row.care) as Care | null,
      level: maybe(row.level),
      alias: text(row.alias),
      humanFirst: row.human_first === 1,
    };
  }

  /** A person nobody had met; the epoch tells screens whether their position is of this line's life. */
  createPerson(id: string, epoch: string, now: number): Person {
    this.#sql.exec(
      `insert into person (only_row, id, epoch, name, created_at) values (1, ?, ?, '', ?)`,
      id,
      epoch,
      now,
    );
    this.#person = {
      ...{ id, epoch, name: '', userId: null, companyRead: 0, care: null, level: null },
      ...{ alias: '', humanFirst: false },
    };
    return this.#person;
  }

  /** When they were first met. */
  since(): number {
    return Number(this.#first('select created_at as at from person')?.at ?? 0);
  }

  updatePerson({ name, userId, care, level, alias, humanFirst }: Person): void {
    this.#sql.exec(
      'update person set name = ?, user_id = ?, care = ?, level = ?, alias = ?, human_first = ?',
      ...[name, userId, care, level, alias, humanFirst ? 1 : 0],
    );
  }

  setCompanyRead(revision: number): void {
    this.#sql.exec('update person set company_read = ?', revision);
  }

  head(): number {
    // Rows that left with somebody take no revision along.
    const sql = `select max(coalesce((select max(revision) from change), 0), coalesce((select head from merge_state), 0)) as head`;
    this.#head ??= Number(this.#first(sql)?.head ?? 0);
    return this.#head;
  }

  /** The oldest change still kept, or head + 1 when none is. */
  oldest(): number {
    return Number(this.#first('select coalesce(min(revision), 1) as oldest from change')?.oldest ?? 1);
  }

  endpoints(): Endpoint[] {
    return this.#all('select * from endpoint order by created_at, id').map(toEndpoint);
  }

  endpoint(id: string): Endpoint | null {
    const row = this.#first('select * from endpoint where id = ?', id);
    return row ? toEndpoint(row) : null;
  }

  endpointAt(address: Address): Endpoint | null {
    const row = this.#first(
      // Two lines that became one may both have known an address: where somebody was heard is the one that counts.
      `select * from endpoint where channel = ? and account = ? and peer = ?
       order by last_inbound_at desc, position desc, home desc limit 1`,
      address.channel,
      address.account,
      address.peer,
    );
    return row ? toEndpoint(row) : null;
  }

  addEndpoint(id: string, address: Address, now: number): Endpoint {
    // A number has one lease, whichever way it is reached; one that is new begins now.
    const known = this.#first(`select max(heard_at) as at from endpoint where peer = ? and ${NUMBERS}`, address.peer);
    const heardAt = isNumber(address) ? Number(known?.at ?? now) : 0;
    this.#sql.exec(
      'insert into endpoint (id, channel, account, peer, created_at, heard_at) values (?, ?, ?, ?, ?, ?)',
      ...[id, address.channel, address.account, address.peer, now, heardAt],
    );
    const fresh = { position: 0, lastInboundAt: 0, heardAt, window: null, counts: noCounts };
    return { ...address, ...fresh, id, home: '', blocked: null, marketingRefused: false };
  }

  /** They wrote or called from this number, or proved it: its lease begins anew. */
  heardFrom(peer: string, now: number): void {
    this.#sql.exec(`update endpoint set heard_at = ? where peer = ? and ${NUMBERS}`, now, peer);
  }

  saveEndpoint(one: Endpoint): void {
    this.#sql.exec(
      `update endpoint set position = ?, last_inbound_at = ?, window_left = ?, window_ends_at = ?, counts = ?, blocked_code = ?,
       blocked_detail = ?, marketing_refused = ? where id = ?`,
      ...[one.position, one.lastInboundAt, one.window?.left ?? null, one.window?.endsAt ?? null],
      one.counts === noCounts ? null : JSON.stringify(one.counts),
      ...[one.blocked?.code ?? null, one.blocked?.detail ?? null, one.marketingRefused ? 1 : 0, one.id],
    );
  }

  addMessage(message: Message, home = ''): void {
    insertMessage(this.#sql, message, home);
  }

  message(id: string): Message | null {
    return this.#message('select * from message where id = ?', id);
  }

  messageByProvider(providerId: string): Message | null {
    return this.#message('select * from message where provider_id = ?', providerId);
  }

  /** Its name at the provider, where it has one already only `anew`; answers whether it has this one now. */
  setProviderId(id: string, providerId: string, anew = true): boolean {
    const sql = 'update message set provider_id = ? where id = ? and (? = 1 or provider_id is null)';
    return this.#sql.exec(sql, providerId, id, Number(anew)).rowsWritten > 0;
  }

  setStatus(id: string, status: MessageStatus, reason: Reason | null): void {
    const why = reason ? JSON.stringify(reason) : null;
    this.#sql.exec('update message set status = ?, reason = ? where id = ?', status, why, id);
  }

  setBody(id: string, body: Message['body']): void {
    this.#sql.exec('update message set body = ? where id = ?', JSON.stringify(body), id);
  }

  setHelpful(id: string, helpful: boolean): void {
    this.#sql.exec('update message set helpful = ? where id = ?', helpful ? 1 : 0, id);
  }

  setTicked(id: string, ticked: readonly number[]): void {
    this.#sql.exec('update message set ticked = ? where id = ?', JSON.stringify(ticked), id);
  }

  /** Messages visible to `sight` before a revision, newest first. */
  messagesBefore(before: number, limit: number, sight: Sight): Message[] {
    return this.#all(
      `select * from message where revision < ? ${sightOfMessages(sight)} order by revision desc limit ?`,
      before,
      ...sightValues(sight),
      limit,
    ).map(toMessage);
  }

  lastMessage(): Message | null {
    return this.#message(`select * from message where direction <> 'note' order by revision desc limit 1`);
  }

  /** The newest message of a direction after one revision and up to another; 0 when there is none. */
  lastRevision(direction: 'in' | 'out', after: number, upTo: number, sight: Sight): number {
    // The direction stands in the text so that the index over what went out is used.
    const row = this.#first(
      `select revision from message where direction = '${direction}' and revision > ? and revision <= ?
       ${sightOfMessages(sight)} order by revision desc limit 1`,
      after,
      upTo,
      ...sightValues(sight),
    );
    return Number(row?.revision ?? 0);
  }

  /** Whether anything was ever said here. */
  hasWords(): boolean {
    return this.#first('select 1 from message limit 1') !== undefined;
  }

  unread(afterRevision: number): number {
    return Number(
      this.#first(`select count(*) as n from message where direction = 'in' and revision > ?`, afterRevision)?.n ?? 0,
    );
  }

  addChange(row: ChangeRow): void {
    this.#head = row.revision;
    this.#sql.exec(
      'insert into change (revision, audience, endpoint, home, at, body) values (?, ?, ?, ?, ?, ?)',
      ...[row.revision, row.audience, row.endpoint, row.home, row.at],
      row.change.kind === 'message' ? null : JSON.stringify(row.change),
    );
  }

  /** Changes visible to `sight` after a revision, in order. */
  changesAfter(revision: number, limit: number, sight: Sight): ChangeRow[] {
    const rows = this.#all(
      `select change.revision as change_revision, change.audience as audience, change.endpoint as change_endpoint,
       change.home as change_home, change.at as change_at, change.body as change_body, message.* from change
       left join message on message.revision = change.revision and change.body is null
       where change.revision > ? ${sightOfChanges(sight)} order by change.revision limit ?`,
      revision,
      ...sightValues(sight),
      limit,
    );
    return rows.map(toChange);
  }

  /** Forgets changes that are both beyond the count and older than the time kept, and never one before one that stays. */
  prune(keepFrom: number, olderThan: number): void {
    this.#sql.exec(
      `delete from change where revision < min(?1, coalesce(
       (select revision from change where at >= ?2 order by revision limit 1), ?1))`,
      ...[keepFrom, olderThan],
    );
  }

  #all(query: string, ...values: SqlStorageValue[]): Row[] {
    return this.#sql.exec<Row>(query, ...values).toArray();
  }

  #message(sql: string, ...values: SqlStorageValue[]): Message | null {
    const row = this.#first(sql, ...values);
    return row ? toMessage(row) : null;
  }

  #first(query: string, ...values: SqlStorageValue[]): Row | undefined {
    return this.#all(query, ...values)[0];
  }
}
