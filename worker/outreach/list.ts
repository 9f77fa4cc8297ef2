/** The list of campaigns, as each told it last, and what leaves a minute of all of them, in SQL. */
import type { CampaignRow } from '../../shared/campaign/api.ts';
import type { OfferChannel } from '../../shared/campaign/campaign.ts';
import type { Budgets } from '../../shared/settings/campaigns.ts';

const SHOWN = 200;
const MINUTE_MS = 60_000;

export class CampaignList {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  all(): CampaignRow[] {
    return this.#sql
      .exec<{ body: string }>('select body from row order by made_at desc, id limit ?', SHOWN)
      .toArray()
      .map(({ body }) => JSON.parse(body) as CampaignRow);
  }

  /** Everyone there ever was. */
  ids(): string[] {
    return this.#sql
      .exec<{ id: string }>('select id from row order by id')
      .toArray()
      .map(({ id }) => id);
  }

  /** Those that have planned people and may still ask some. */
  open(): string[] {
    return this.#sql
      .exec<{ id: string }>(`select id from row where body ->> '$.stage' in ('running', 'paused') order by id`)
      .toArray()
      .map(({ id }) => id);
  }

  put(row: CampaignRow): void {
    this.#sql.exec(
      'insert into row (id, made_at, body) values (?, ?, ?) on conflict (id) do update set body = excluded.body',
      ...[row.id, row.madeAt, JSON.stringify(row)],
    );
  }

  /** Counts and answers how many of those wanted may leave in the minute that runs, by each way. */
  grantAll(wanted: Partial<Record<OfferChannel, number>>, budgets: Budgets, now: number) {
    const ways = Object.entries(wanted) as [OfferChannel, number][];
    return Object.fromEntries(ways.map(([way, many]) => [way, this.#grant(way, many, budgets, now)]));
  }

  #grant(channel: OfferChannel, wanted: number, budgets: Budgets, now: number): number {
    const row = this.#sql
      .exec<{ began: number; granted: number }>('select began, granted from budget where channel = ?', channel)
      .toArray()[0];
    const runs = row && now >= row.began && now - row.began < MINUTE_MS ? row : { began: now, granted: 0 };
    const many = Math.max(0, Math.min(wanted, budgets[channel] - runs.granted));
    this.#sql.exec(
      'insert or replace into budget (channel, began, granted) values (?, ?, ?)',
      ...[channel, runs.began, runs.granted + many],
    );
    return many;
  }
}
