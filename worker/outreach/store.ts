/** A campaign and what was done with it, in SQL. */
import type { CampaignEvent, CampaignRow, CampaignView, Funnel } from '../../shared/campaign/api.ts';
import type { Submitted } from '../../shared/campaign/calls.ts';
import type { Draft } from '../../shared/campaign/campaign.ts';
import type { Minute, Toll } from '../../shared/campaign/pace.ts';
import type { CampaignState, Halt } from '../../shared/campaign/state.ts';

/** `planning`: how far the directory was looked through; null: not begun. `beginsAt`: fixed as it was let go. */
export type Campaign = {
  id: string;
  draft: Draft;
  state: CampaignState;
  submitted: Submitted | null;
  /** What was let go last. */
  cleared: Draft | null;
  madeAt: number;
  /** How members of the staff were called who did something with it. */
  names: Record<string, string>;
  beginsAt: number | null;
  overAt: number | null;
  planning: { after: string; looked: number; of: number; done: boolean } | null;
  /** How far it was looked up who bought; absent: not begun. */
  measuring?: { after: string; done: boolean };
  minute: Minute;
  /** What had come of it when somebody let it go on over a limit: only what comes after counts against the limits. */
  forgiven?: Toll;
};

type Row = Record<string, SqlStorageValue>;

export class CampaignStore {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  read(): Campaign | null {
    const row = this.#sql.exec<Row>('select body from campaign').toArray()[0];
    return row ? (JSON.parse(String(row.body)) as Campaign) : null;
  }

  save(one: Campaign): void {
    this.#sql.exec(
      `insert into campaign (only_row, body, told) values (1, ?, 0)
       on conflict (only_row) do update set body = excluded.body, told = 0`,
      JSON.stringify(one),
    );
  }

  isTold(): boolean {
    return this.#sql.exec('select 1 from campaign where told = 0').toArray().length === 0;
  }

  /** The list has this; what was saved meanwhile is still to be told. */
  toldOf(one: Campaign): void {
    this.#sql.exec('update campaign set told = 1 where body = ?', JSON.stringify(one));
  }

  untold(): void {
    this.#sql.exec('update campaign set told = 0');
  }

  note({ at, what, by, why }: Omit<CampaignEvent, 'by'> & { by: string | null }): void {
    this.#sql.exec('insert into campaign_event (at, what, by, why) values (?, ?, ?, ?)', at, what, by, why);
  }

  history(names: Campaign['names']): CampaignEvent[] {
    return this.#sql
      .exec<Row>('select * from campaign_event order by seq')
      .toArray()
      .map((row) => ({
        at: Number(row.at),
        what: String(row.what) as CampaignEvent['what'],
        by: row.by === null ? null : { id: String(row.by), name: names[String(row.by)] ?? '' },
        why: row.why === null ? null : (String(row.why) as Halt),
      }));
  }
}

type Counts = Pick<Funnel, 'sent' | 'failed' | 'waiting'>;

/** As it stands in the list. */
export function rowOf(one: Campaign, { sent, failed, waiting }: Counts): CampaignRow {
  const { state, names } = one;
  const who = (id: string) => ({ id, name: names[id] ?? '' });
  return {
    ...{ id: one.id, name: one.draft.name, stage: state.stage, halt: state.halt, revision: state.revision },
    ...{ madeAt: one.madeAt, writers: state.writers.map(who), beginsAt: one.beginsAt },
    approved: state.approved && { ...state.approved, by: who(state.approved.by) },
    ...{ beganAt: state.beganAt, overAt: one.overAt, planned: sent + failed + waiting, sent },
  };
}

export const viewOf = (one: Campaign, counted: Counts, history: CampaignEvent[]): CampaignView => ({
  ...rowOf(one, counted),
  ...{ draft: one.draft, rule: one.submitted?.rule ?? null, cleared: one.cleared, history },
});
