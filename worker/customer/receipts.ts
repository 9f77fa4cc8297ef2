/** Receipts that name nothing known yet: they wait for the answer to the send, or for it to be known that none will come. */
import type { MessageStatus, Reason } from '../../shared/message.ts';

/** What a provider says of something sent, by its own id of it; `ownId`: our name of the send, where the receipt bears it. */
export type Report = {
  providerId: string;
  ownId?: string;
  status: MessageStatus;
  reason?: Reason | null;
  optedOut?: boolean;
};

type Row = Record<string, SqlStorageValue>;

export class Receipts {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  keep({ providerId, ownId, status, reason, optedOut }: Report, now: number): void {
    const why = reason ? JSON.stringify(reason) : null;
    this.#sql.exec(
      'insert or ignore into report (provider_id, own_id, status, reason, opted_out, at) values (?, ?, ?, ?, ?, ?)',
      ...[providerId, ownId ?? null, status, why, optedOut ? 1 : 0, now],
    );
  }

  /** Those of a send that was answered. */
  take(providerId: string): Report[] {
    return this.#take('provider_id = ?', providerId);
  }

  /** Those of a send whose answer never came, by our own name of it. */
  takeOf(ownId: string): Report[] {
    return this.#take('own_id = ?', ownId);
  }

  prune(before: number): void {
    this.#sql.exec('delete from report where at < ?', before);
  }

  #take(where: string, id: string): Report[] {
    const rows = this.#sql.exec<Row>(`select * from report where ${where}`, id).toArray();
    if (rows.length > 0) this.#sql.exec(`delete from report where ${where}`, id);
    return rows.map((row) => ({
      providerId: String(row.provider_id),
      ...(row.own_id === null ? {} : { ownId: String(row.own_id) }),
      optedOut: row.opted_out === 1,
      status: String(row.status) as MessageStatus,
      reason: row.reason === null ? null : (JSON.parse(String(row.reason)) as Reason),
    }));
  }
}
