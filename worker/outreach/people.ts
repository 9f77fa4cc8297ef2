/** The people a campaign means, a row each, in SQL: their arm, what became of them, when their line is to be asked. */
import type { CampaignPeopleFilter, CampaignPerson, FellWhy, PersonState } from '../../shared/campaign/api.ts';
import type { OfferTold } from '../../shared/campaign/calls.ts';
import { offerChannel, type OfferChannel } from '../../shared/campaign/campaign.ts';
import type { Meant } from '../../shared/campaign/standing.ts';
import { Forgotten } from '../lib/forgotten.ts';
import { groups, type Group, type GroupDue } from './turn.ts';

type Row = Record<string, SqlStorageValue>;

/** People of one arm, channel, state, reason and part of the day they usually come in; `parts` of SMS are theirs together. */
export type Counted = {
  arm: string | null;
  channel: OfferChannel | null;
  state: PersonState;
  why: string | null;
  usual: Group;
  count: number;
  parts: number;
  replied: number;
  optedOut: number;
  complained: number;
  resolved: number;
  bought: number;
};

export type Due = { id: string; arm: string; channel: OfferChannel; usual: Group };

const PAGE = 40;
/** Whose line answers nothing now is asked again after so long. */
export const AGAIN_MS = 5 * 60_000;

const nothing = { parts: 0, replied: 0, optedOut: 0, complained: 0, resolved: 0, bought: 0 };
const sums = ['count', 'parts', 'replied', 'optedOut', 'complained', 'resolved', 'bought'] as const;

/** Sums by version, channel, state, reason and usual hours. */
class Tally {
  readonly #rows = new Map<string, Counted>();

  constructor(rows: readonly Counted[]) {
    for (const one of rows) this.add(one, 1);
  }

  add(one: Counted, times: 1 | -1): void {
    const key = JSON.stringify([one.arm, one.channel, one.state, one.why, one.usual]);
    const next: Counted = { ...(this.#rows.get(key) ?? { ...one, ...nothing, count: 0 }) };
    for (const sum of sums) next[sum] += times * one[sum];
    if (next.count > 0) this.#rows.set(key, next);
    else this.#rows.delete(key);
  }

  rows(): Counted[] {
    return [...this.#rows.values()];
  }
}

const toGroup = (usual: SqlStorageValue | undefined): Group => groups.find((one) => String(one) === usual) ?? null;
const written = (usual: Group): string => (usual === null ? '' : String(usual));

const toCounted = (row: Row): Counted => ({
  arm: row.arm === null ? null : String(row.arm),
  channel: row.channel === null ? null : (String(row.channel) as OfferChannel),
  state: String(row.state) as PersonState,
  why: row.why === null ? null : String(row.why),
  usual: toGroup(row.usual),
  ...{ count: Number(row.count), parts: Number(row.parts), replied: Number(row.replied) },
  ...{ optedOut: Number(row.opted_out), complained: Number(row.complained) },
  ...{ resolved: Number(row.resolved), bought: Number(row.bought) },
});

export class PeopleStore {
  readonly #sql: SqlStorage;
  readonly #forgotten: Forgotten;
  #tally: Tally | null = null;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
    this.#forgotten = new Forgotten(sql);
  }

  /** Planned twice, somebody is planned once. */
  plan(people: readonly Meant[], now: number): void {
    for (const { id, arm, way, why, usual } of people) {
      if (this.#forgotten.has(id)) continue;
      const state: PersonState = arm === null ? 'held-out' : way === null ? 'fell' : 'waiting';
      const { rowsWritten } = this.#sql.exec(
        `insert or ignore into person (id, arm, channel, state, why, usual, at, due_at) values (?, ?, ?, ?, ?, ?, ?, ?)`,
        ...[id, arm, way, state, why, written(usual), now, state === 'waiting' ? 0 : null],
      );
      if (rowsWritten > 0) this.#tally?.add({ arm, channel: way, state, why, usual, ...nothing, count: 1 }, 1);
    }
  }

  /** Whose lines are to be asked now by this way: one group after the other, in each those who wait longest first. */
  due(channel: OfferChannel, turns: readonly Group[], now: number, limit: number): Due[] {
    const found: Due[] = [];
    for (const usual of turns) {
      if (found.length >= limit) break;
      const rows = this.#sql.exec<Row>(
        `select id, arm from person where channel = ? and usual = ? and due_at <= ? order by due_at, id limit ?`,
        ...[channel, written(usual), now, limit - found.length],
      );
      for (const row of rows) found.push({ id: String(row.id), arm: String(row.arm), channel, usual });
    }
    return found;
  }

  /** When the first of each group is to be asked, whoever's turn it is. */
  dues(): GroupDue[] {
    const query = `select min(due_at) as at from person where channel = ? and usual = ? and due_at is not null`;
    return groups.flatMap((usual) =>
      offerChannel.options.flatMap((channel) => {
        const { at } = this.#sql.exec<{ at: number | null }>(query, channel, written(usual)).one();
        return at === null ? [] : [{ usual, at }];
      }),
    );
  }

  /** Their usual hours are not used any more: they are asked in turn. */
  anyHour(ids: readonly string[]): void {
    for (const id of ids)
      if (this.#sql.exec(`update person set usual = '' where id = ? and usual <> ''`, id).rowsWritten > 0)
        this.#tally = null;
  }

  /** Whether an offer is about to leave somewhere. */
  anyTaken(): boolean {
    return this.#sql.exec(`select 1 from person where state = 'taken' limit 1`).toArray().length > 0;
  }

  /** How many are about to leave. */
  taken(): number {
    return this.counted().reduce((sum, { state, count }) => (state === 'taken' ? sum + count : sum), 0);
  }

  /** What a line says of somebody; older news than is known changes nothing but what only grows. */
  apply(id: string, told: OfferTold): void {
    this.#moving(id, () => this.#apply(id, told));
  }

  #apply(id: string, told: OfferTold): void {
    const row = this.#sql.exec<Row>('select state, version from person where id = ?', id).toArray()[0];
    if (!row) return;
    this.#sql.exec(
      `update person set replied = max(replied, ?), opted_out = max(opted_out, ?), complained = max(complained, ?)
       where id = ?`,
      ...[Number(told.replied), Number(told.optedOut), Number(told.complained), id],
    );
    const open = row.state === 'waiting' || row.state === 'later';
    const newer = told.version === null ? open : told.version > Number(row.version);
    if (!newer && !(open && told.version === Number(row.version))) return;
    this.#sql.exec(
      `update person set state = ?, channel = coalesce(?, channel), why = ?, at = ?, version = ?, parts = ?, resolved = ?,
       due_at = ? where id = ?`,
      ...[told.state, told.channel, told.why, told.at, told.version ?? Number(row.version), told.parts],
      ...[Number(told.resolved), told.state === 'later' ? told.at : null, id],
    );
  }

  /** Their line answers nothing now: asked again later. */
  postpone(id: string, now: number): void {
    this.#sql.exec('update person set due_at = ? where id = ? and due_at is not null', now + AGAIN_MS, id);
  }

  /** Nobody who waits is asked any more. */
  close(why: FellWhy, now: number): void {
    this.#tally = null;
    this.#sql.exec(
      `update person set state = 'fell', why = ?, at = ?, due_at = null where state in ('waiting', 'later')`,
      ...[why, now],
    );
  }

  /** All of them by what they got. Counted whole once, then kept with each change: at 100,000 a count takes as long as ten conversations' words. */
  counted(): Counted[] {
    this.#tally ??= new Tally(
      this.#sql
        .exec<Row>(
          `select arm, channel, state, why, usual, count(*) as count, sum(parts) as parts, sum(replied) as replied,
           sum(opted_out) as opted_out, sum(complained) as complained, sum(resolved) as resolved,
           sum(coalesce(bought, 0)) as bought from person group by arm, channel, state, why, usual`,
        )
        .toArray()
        .map(toCounted),
    );
    return this.#tally.rows();
  }

  /** Does something to one person; what is counted moves with it. */
  #moving(id: string, work: () => void): void {
    const before = this.#tally && this.#one(id);
    work();
    if (!this.#tally || !before) return;
    this.#tally.add(before, -1);
    const after = this.#one(id);
    if (after) this.#tally.add(after, 1);
  }

  #one(id: string): Counted | null {
    const row = this.#sql
      .exec<Row>(
        `select arm, channel, state, why, usual, 1 as count, parts, replied, opted_out, complained, resolved,
         coalesce(bought, 0) as bought from person where id = ?`,
        id,
      )
      .toArray()[0];
    return row ? toCounted(row) : null;
  }

  /** The next ids in their order, whoever they are and whatever they got. */
  idsAfter(after: string, limit: number): string[] {
    return this.#sql
      .exec<{ id: string }>('select id from person where id > ? order by id limit ?', after, limit)
      .toArray()
      .map(({ id }) => id);
  }

  /** Whether these people bought. */
  measured(ids: readonly string[], bought: ReadonlySet<string>): void {
    this.#tally = null;
    for (const id of ids) this.#sql.exec('update person set bought = ? where id = ?', bought.has(id) ? 1 : 0, id);
  }

  /** A page in the order of the ids, after one. */
  page(
    filter: CampaignPeopleFilter,
    after: string | null,
    only?: readonly string[],
  ): { people: Omit<CampaignPerson, 'name'>[]; next: string | null } {
    const rows = this.#sql
      .exec<Row>(
        `select * from person where id > ?1 and (?2 is null or state = ?2) and (?3 is null or arm = ?3)
         and (?4 is null or why = ?4) and (?6 is null or id in (select value from json_each(?6))) order by id limit ?5`,
        ...[after ?? '', filter.state ?? null, filter.arm ?? null, filter.why ?? null, PAGE + 1],
        only === undefined ? null : JSON.stringify(only),
      )
      .toArray();
    const people = rows.slice(0, PAGE).map(toPerson);
    return { people, next: rows.length > PAGE ? (people.at(-1)?.customer ?? null) : null };
  }

  /** They erased everything: counted still, named no more. */
  forget(customer: string, now: number): void {
    this.#forgotten.add(customer, now);
    this.#sql.exec(
      `update person set id = 'erased-' || lower(hex(randomblob(8))), due_at = null, usual = '',
       state = case when due_at is null and state <> 'taken' then state else 'fell' end,
       why = case when due_at is null and state <> 'taken' then why else 'gone' end where id = ?`,
      customer,
    );
    this.#tally = null;
  }
}

const toPerson = (row: Row): Omit<CampaignPerson, 'name'> => ({
  customer: String(row.id),
  arm: row.arm === null ? null : String(row.arm),
  state: String(row.state) as PersonState,
  channel: row.channel === null ? null : (String(row.channel) as OfferChannel),
  why: row.why === null ? null : String(row.why),
  usual: toGroup(row.usual),
  at: Number(row.at),
  ...{ replied: row.replied === 1, optedOut: row.opted_out === 1, complained: row.complained === 1 },
});
