/** What the merge machine keeps in the line's tables. */
import type { Address } from '../../../shared/actors.ts';
import { freshMerge, isTombstone, type MergeState, type Rank } from '../../identity/merge/state.ts';
import { InStore } from './in.ts';
import { OutStore } from './out.ts';

/** Something heard while the line was sealed, as it came. */
export type Relayed = { kind: 'hear' | 'report'; body: unknown };

type Kept = { state: MergeState; version: number; wakeAt: number | null };

export class MergeStore {
  readonly out: OutStore;
  readonly in: InStore;
  readonly #sql: SqlStorage;
  #kept: Kept | null | undefined;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
    this.out = new OutStore(sql);
    this.in = new InStore(sql);
  }

  /** The transaction was undone. */
  forgetMemory(): void {
    this.#kept = undefined;
  }

  /** Null: this line never had to do with a merge. */
  get state(): MergeState | null {
    return this.#read()?.state ?? null;
  }

  /** When the machine wants the clock to ring. */
  get wakeAt(): number | null {
    return this.#read()?.wakeAt ?? null;
  }

  /** The line's rows are all another line's, or sealed to become so: nothing is written here. */
  get shut(): boolean {
    const { state } = this;
    if (state === null) return false;
    return isTombstone(state) || isSealed(state);
  }

  /** The state, or that of a line that never merged. */
  stateOf(rank: Rank): MergeState {
    return this.state ?? freshMerge(rank);
  }

  rank(): Rank | null {
    const row = this.#sql.exec<Rank>('select id, created_at as created from person').toArray()[0];
    return row ? { created: row.created, id: row.id } : null;
  }

  save(state: MergeState, wakeAt: number | null, head: number): void {
    const version = (this.#read()?.version ?? 0) + 1;
    this.#sql.exec(
      `insert into merge_state (only_row, version, head, wake_at, body) values (1, ?, ?, ?, ?)
       on conflict (only_row) do update set version = excluded.version, head = max(head, excluded.head),
       wake_at = excluded.wake_at, body = excluded.body`,
      ...[version, head, wakeAt, JSON.stringify(state)],
    );
    this.#kept = { state, version, wakeAt };
  }

  keepHead(head: number): void {
    this.#sql.exec('update merge_state set head = max(head, ?)', head);
  }

  relay(number: number): string | null {
    return (
      this.#sql.exec<{ body: string }>('select body from merge_relay where relay = ?', number).toArray()[0]?.body ??
      null
    );
  }

  keepRelay(number: number, body: string): void {
    this.#sql.exec('insert or replace into merge_relay (relay, body) values (?, ?)', number, body);
  }

  /** What waited, in its order; it waits no longer. */
  takeRelays(): Relayed[] {
    const rows = this.#sql.exec<{ body: string }>('select body from merge_relay order by relay').toArray();
    this.dropRelays();
    return rows.map(({ body }) => JSON.parse(body) as Relayed);
  }

  dropRelays(): void {
    this.#sql.exec('delete from merge_relay');
  }

  /** The person an address went on with, if it was here once and isn't any more. */
  leftWith({ channel, account, peer }: Address): string | null {
    const sql = 'select home from merge_left where channel = ? and account = ? and peer = ?';
    return this.#sql.exec<{ home: string }>(sql, channel, account, peer).toArray()[0]?.home ?? null;
  }

  #read(): Kept | null {
    if (this.#kept === undefined) {
      const row = this.#sql
        .exec<{ version: number; wake_at: number | null; body: string }>(
          'select version, wake_at, body from merge_state',
        )
        .toArray()[0];
      this.#kept = row
        ? { state: JSON.parse(row.body) as MergeState, version: row.version, wakeAt: row.wake_at }
        : null;
    }
    return this.#kept;
  }
}

/** Rows are written down and not yet another line's: from the seal to the other side's commit. */
export function isSealed({ outgoing }: MergeState): boolean {
  const step = outgoing?.step;
  return (step === 'copying' || step === 'committing' || step === 'cancelling') && outgoing?.manifest !== null;
}
