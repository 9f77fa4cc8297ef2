/** A short message as the carrier keeps it. */
export interface Sms {
  id: number;
  account: string;
  phone: string;
  number: string;
  direction: 'to person' | 'from person';
  text: string;
  at: number;
  /** The provider's own id: BizId, SerialNo, MessageSid. */
  batch: string;
  /** The sender's id that comes back in reports: OutId, SessionContext. */
  ownId: string;
  template: string;
  status: string;
  reportedAt: number;
}

type Row = {
  id: number;
  account: string;
  phone: string;
  number: string;
  direction: string;
  text: string;
  at: number;
  batch: string;
  own_id: string;
  template: string;
  status: string;
  reported_at: number;
};

const fromRow = ({ own_id: ownId, reported_at: reportedAt, direction, ...row }: Row): Sms => ({
  ...row,
  direction: direction === 'to person' ? 'to person' : 'from person',
  ownId,
  reportedAt,
});

/** What the carriers remember, as rows. */
export class SmsBook {
  readonly #sql: SqlStorage;
  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  add(sms: Omit<Sms, 'id' | 'reportedAt'>): number {
    return this.#sql
      .exec<{ id: number }>(
        `insert into sms (account, phone, number, direction, text, at, batch, own_id, template, status, reported_at)
         values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0) returning id`,
        sms.account,
        sms.phone,
        sms.number,
        sms.direction,
        sms.text,
        sms.at,
        sms.batch,
        sms.ownId,
        sms.template,
        sms.status,
      )
      .one().id;
  }

  mark(id: number, status: string, at: number): void {
    this.#sql.exec('update sms set status = ?, reported_at = ? where id = ?', status, at, id);
  }

  one(id: number): Sms | undefined {
    const row = this.#sql.exec<Row>('select * from sms where id = ?', id).toArray()[0];
    return row && fromRow(row);
  }

  inbox(phone: string): Sms[] {
    return this.#sql
      .exec<Row>(
        "select * from (select * from sms where phone = ? and status in ('sent', 'delivered', 'received') order by id desc limit 300) order by id",
        phone,
      )
      .toArray()
      .map(fromRow);
  }

  /** What an account sent to a phone in a span of time, newest first. */
  sent(account: string, phone: string, from: number, to: number): Sms[] {
    return this.#sql
      .exec<Row>(
        "select * from sms where account = ? and phone = ? and direction = 'to person' and at >= ? and at < ? order by id desc",
        account,
        phone,
        from,
        to,
      )
      .toArray()
      .map(fromRow);
  }

  stop(account: string, phone: string, stopped: boolean): void {
    if (stopped) this.#sql.exec('insert or ignore into stopped (account, phone) values (?, ?)', account, phone);
    else this.#sql.exec('delete from stopped where account = ? and phone = ?', account, phone);
  }

  isStopped(account: string, phone: string): boolean {
    return this.#sql.exec('select 1 from stopped where account = ? and phone = ?', account, phone).toArray().length > 0;
  }
}
