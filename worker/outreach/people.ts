/** The people a campaign means, a row each, in SQL: their arm, what became of them, when their line is to be asked. */
import type { CampaignPeopleFilter, CampaignPerson, FellWhy, PersonState } from '../../shared/campaign/api.ts';
import type { OfferTold } from '../../shared/campaign/calls.ts';
import type { OfferChannel } from '../../shared/campaign/campaign.ts';
import type { Meant } from '../../shared/campaign/standing.ts';
import { Forgotten } from '../lib/forgotten.ts';

type Row = Record<string, SqlStorageValue>;

/** People of one arm, channel, state and reason; `parts` of SMS are theirs together. */
export type Counted = {
  arm: string | null;
  channel: OfferChannel | null;
  state: PersonState;
  why: string | null;
  count: number;
  parts: number;
  replied: number;
  optedOut: number;
  complained: number;
};

export type Due = { id: string; arm: string; channel: OfferChannel };

const PAGE = 40;
/** The same, again and again while it runs: counted once in so long. */
const COUNTED_MS = 1_000;
/** Whose line answers nothing now is asked again after so long. */
export const AGAIN_MS = 5 * 60_000;

export class PeopleStore {
  readonly #sql: SqlStorage;
  readonly #forgotten: Forgotten;
  #counted: { at: number; rows: Counted[] } | null = null;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
    this.#forgotten = new Forgotten(sql);
  }

  /** Planned twice, somebody is planned once. */
  plan(people: readonly Meant[], now: number): void {
    for (const { id, arm, way, why } of people) {
      if (this.#forgotten.has(id)) continue;
      const state: PersonState = arm === null ? 'held-out' : way === null ? 'fell' : 'waiting';
      this.#sql.exec(
        `insert or ignore into person (id, arm, channel, state, why, at, due_at) values (?, ?, ?, ?, ?, ?, ?)`,
        ...[id, arm, way, state, why, now, state === 'waiting' ? 0 : null],
      );
    }
    this.#counted = null;
  }

  /** Whose lines are to be asked now by this way, those who wait longest first. */
  due(channel: OfferChannel, now: number, limit: number): Due[] {
    return this.#sql
      .exec<Row>(
        `select id, arm, channel from person where channel = ? and due_at <= ? order by due_at, id limit ?`,
        ...[channel, now, limit],
      )
      .toArray()
      .map((row) => ({ id: String(row.id), arm: String(row.arm), channel: String(row.channel) as OfferChannel }));
  }

  nextDue(): number | null {
    return this.#sql.exec<{ at: number | null }>('select min(due_at) as at from person where due_at is not null').one()
      .at;
  }

  /** Whether an offer is about to leave somewhere. */
  anyTaken(): boolean {
    return this.#sql.exec(`select 1 from person where state = 'taken' limit 1`).toArray().length > 0;
  }

  /** What a line says of somebody; older news than is known changes nothing but what only grows. */
  apply(id: string, told: OfferTold): void {
    const row = this.#sql.exec<Row>('select state, version from person where id = ?', id).toArray()[0];
    if (!row) return;
    this.#counted = null;
    this.#sql.exec(
      `update person set replied = max(replied, ?), opted_out = max(opted_out, ?), complained = max(complained, ?)
       where id = ?`,
      ...[Number(told.replied), Number(told.optedOut), Number(told.complained), id],
    );
    const open = row.state === 'waiting' || row.state === 'later';
    const newer = told.version === null ? open : told.version > Number(row.version);
    if (!newer && !(open && told.version === Number(row.version))) return;
    this.#sql.exec(
      `update person set state = ?, channel = coalesce(?, channel), why = ?, at = ?, version = ?, parts = ?, due_at = ?
       where id = ?`,
      ...[told.state, told.channel, told.why, told.at, told.version ?? Number(row.version), told.parts],
      ...[told.state === 'later' ? told.at : null, id],
    );
  }

  /** Their line answers nothing now: asked again later. */
  postpone(id: string, now: number): void {
    this.#sql.exec('update person set due_at = ? where id = ? and due_at is not null', now + AGAIN_MS, id);
  }

  /** Nobody who waits is asked any more. */
  close(why: FellWhy, now: number): void {
    this.#counted = null;
    this.#sql.exec(
      `update person set state = 'fell', why = ?, at = ?, due_at = null where state in ('waiting', 'later')`,
      ...[why, now],
    );
  }

  counted(now: number): Counted[] {
    if (this.#counted && now - this.#counted.at < COUNTED_MS && now >= this.#counted.at) return this.#counted.rows;
    const rows = this.#sql
      .exec<Row>(
        `select arm, channel, state, why, count(*) as count, sum(parts) as parts, sum(replied) as replied,
         sum(opted_out) as opted_out, sum(complained) as complained from person group by arm, channel, state, why`,
      )
      .toArray()
      .map((row) => ({
        arm: row.arm === null ? null : String(row.arm),
        channel: row.channel === null ? null : (String(row.channel) as OfferChannel),
        state: String(row.state) as PersonState,
        why: row.why === null ? null : String(row.why),
        ...{ count: Number(row.count), parts: Number(row.parts), replied: Number(row.replied) },
        ...{ optedOut: Number(row.opted_out), complained: Number(row.complained) },
      }));
    this.#counted = { at: now, rows };
    return rows;
  }

  /** A page in the order of the ids, after one. */
  page(
    filter: CampaignPeopleFilter,
    after: string | null,
  ): { people: Omit<CampaignPerson, 'name'>[]; next: string | null } {
    const rows = this.#sql
      .exec<Row>(
        `select * from person where id > ?1 and (?2 is null or state = ?2) and (?3 is null or arm = ?3)
         and (?4 is null or why = ?4) order by id limit ?5`,
        ...[after ?? '', filter.state ?? null, filter.arm ?? null, filter.why ?? null, PAGE + 1],
      )
      .toArray();
    const people = rows.slice(0, PAGE).map(toPerson);
    return { people, next: rows.length > PAGE ? (people.at(-1)?.customer ?? null) : null };
  }

  /** They erased everything: counted still, named no more. */
  forget(customer: string, now: number): void {
    this.#forgotten.add(customer, now);
    this.#sql.exec(
      `update person set id = 'erased-' || lower(hex(randomblob(8))), due_at = null,
       state = case when due_at is null and state <> 'taken' then state else 'fell' end,
       why = case when due_at is null and state <> 'taken' then why else 'gone' end where id = ?`,
      customer,
    );
    this.#counted = null;
  }
}

const toPerson = (row: Row): Omit<CampaignPerson, 'name'> => ({
  customer: String(row.id),
  arm: row.arm === null ? null : String(row.arm),
  state: String(row.state) as PersonState,
  channel: row.channel === null ? null : (String(row.channel) as OfferChannel),
  why: row.why === null ? null : String(row.why),
  at: Number(row.at),
  ...{ replied: row.replied === 1, optedOut: row.opted_out === 1, complained: row.complained === 1 },
});
