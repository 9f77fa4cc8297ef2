/** Where a position of another line's life stands on this one: a screen that followed a line goes on where its rows went. */
import type { Position } from '../../../shared/frame.ts';
import type { Giving } from './out.ts';

type Row = { epoch: string; upto: number; floor: number; shift: number };

export class Places {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  /** The revision here that a screen's position means; null: nobody knows, or changes after it are gone. */
  now({ epoch, revision }: Position, own: string | undefined): number | null {
    const found = this.#found(epoch, revision);
    if (found) return revision >= found.floor ? revision + found.shift : null;
    return epoch === own || this.#knows(epoch) ? revision : null;
  }

  /** The same for a page of history that ends before a revision: its words are kept when their changes are gone. */
  shown(epoch: string, before: number): number {
    return before + (this.#found(epoch, before - 1)?.shift ?? 0);
  }

  /** The same for whoever reads what was said onward: words are never forgotten. Null: nobody knows that life. */
  reached({ epoch, revision }: Position, own: string): number | null {
    const found = this.#found(epoch, revision);
    if (found) return revision + found.shift;
    return epoch === own || this.#knows(epoch) ? revision : null;
  }

  /** Everything known here, for the line the rows go to. */
  all(): Row[] {
    return this.#sql.exec<Row>('select * from merge_epoch order by epoch, upto').toArray();
  }

  /** Rows came: what was revision r there is r + shift here. `returned`: they are this line's own, which had gone. */
  came({ epoch, head, oldest, epochs }: Giving, shift: number, own: string, returned: boolean): void {
    const known = new Set([epoch, ...epochs.map((one) => one.epoch)]);
    const carried = epochs.map((one) => ({
      ...{ ...one, floor: Math.max(one.floor, oldest - 1 - one.shift), shift: one.shift + shift },
    }));
    const fresh = [...known].map((one) => ({ epoch: one, upto: head, floor: oldest - 1, shift }));
    for (const one of [...carried, ...fresh]) {
      if (one.epoch === own && !returned) continue;
      this.#sql.exec(
        'insert or replace into merge_epoch (epoch, upto, floor, shift) values (?, ?, ?, ?)',
        ...[one.epoch, one.upto, one.floor, one.shift],
      );
    }
  }

  #found(epoch: string, revision: number): Row | undefined {
    return this.#sql
      .exec<Row>('select * from merge_epoch where epoch = ? and upto >= ? order by upto limit 1', epoch, revision)
      .toArray()[0];
  }

  #knows(epoch: string): boolean {
    return this.#sql.exec('select 1 from merge_epoch where epoch = ? limit 1', epoch).toArray().length > 0;
  }
}
