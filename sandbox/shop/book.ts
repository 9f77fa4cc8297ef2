/** Something the shop has taken on: a refund, an exchange, an invoice, a complaint, an appointment. */
export interface Case {
  id: number;
  kind: string;
  subject: string;
}

/** What the shop remembers: what it has taken on, and what it answered to which request. */
export class ShopBook {
  readonly #sql: SqlStorage;
  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  /** The answer given to this request before; the same request is never done twice. */
  answered(request: string): string | null {
    const row = this.#sql
      .exec<{ answer: string }>('select answer from shop_request where request = ?', request)
      .toArray()[0];
    return row?.answer ?? null;
  }

  keep(request: string, answer: string, at: number): void {
    this.#sql.exec('insert into shop_request (request, answer, at) values (?, ?, ?)', request, answer, at);
  }

  open(kind: string, subject: string, slots: unknown, at: number): Case {
    const { id } = this.#sql
      .exec<{ id: number }>(
        'insert into shop_case (kind, subject, slots, at) values (?, ?, ?, ?) returning id',
        kind,
        subject,
        JSON.stringify(slots),
        at,
      )
      .one();
    return { id, kind, subject };
  }

  /** Everything taken on of one kind about one thing, oldest first. */
  cases(kind: string, subject: string): Case[] {
    return this.#sql
      .exec<{ id: number }>('select id from shop_case where kind = ? and subject = ? order by id', kind, subject)
      .toArray()
      .map(({ id }) => ({ id, kind, subject }));
  }

  /** Everything taken on, newest first, for people who look. */
  all(): { id: number; kind: string; subject: string; slots: string }[] {
    return this.#sql
      .exec<{ id: number; kind: string; subject: string; slots: string }>(
        'select id, kind, subject, slots from shop_case order by id desc limit 200',
      )
      .toArray();
  }
}
