import type { Element } from './twiml.ts';

/** What a call waits for; `pick-up`: one that was asked for, whose telephone rings. */
export type Waits = 'words' | 'tone' | 'agent' | 'pick-up' | 'nothing';

/** A telephone call as the provider keeps it. */
export interface PhoneCall {
  sid: string;
  account: string;
  person: string;
  from: string;
  /** Of a call that was asked for: whose telephone it rings, and where its end is told. */
  out?: { to: string; told: string };
  state: 'ringing' | 'in-progress' | 'completed' | 'no-answer' | 'busy' | 'failed' | 'canceled';
  at: number;
  endedAt: number | null;
  /** Grows with whatever happens: a time-out of before changes nothing. */
  turn: number;
  waits: Waits;
  /** Until then the machine speaks, and whoever speaks now interrupts it. */
  speaksUntil?: number;
  /** The verb that waits, and those after it. */
  rest: Element[];
  /** The last webhook, to be told again. */
  last: { url: string; fields: Record<string, string>; answer: string } | null;
}

/** One thing that happened on the line, as the caller's phone shows it. */
export interface Heard {
  id: number;
  at: number;
  kind: 'spoken' | 'said' | 'keys' | 'note' | 'fault';
  text: string;
}

type Row = { sid: string; body: string };

/** Calls and what was heard on them, as rows. */
export class CallBook {
  readonly #sql: SqlStorage;
  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  save(call: PhoneCall): void {
    this.#sql.exec(
      `insert into phone_call (sid, person, at, body) values (?, ?, ?, ?)
       on conflict (sid) do update set body = excluded.body`,
      call.sid,
      call.person,
      call.at,
      JSON.stringify(call),
    );
  }

  one(sid: string): PhoneCall | undefined {
    const row = this.#sql.exec<Row>('select sid, body from phone_call where sid = ?', sid).toArray()[0];
    return row && (JSON.parse(row.body) as PhoneCall);
  }

  /** A person's newest call. */
  latest(person: string): PhoneCall | undefined {
    const row = this.#sql
      .exec<Row>('select sid, body from phone_call where person = ? order by at desc, rowid desc limit 1', person)
      .toArray()[0];
    return row && (JSON.parse(row.body) as PhoneCall);
  }

  hear(sid: string, kind: Heard['kind'], text: string, at: number): void {
    this.#sql.exec('insert into phone_heard (sid, at, kind, text) values (?, ?, ?, ?)', sid, at, kind, text);
  }

  heard(sid: string): Heard[] {
    return this.#sql
      .exec<{ id: number; at: number; kind: string; text: string }>(
        'select id, at, kind, text from phone_heard where sid = ? order by id limit 1000',
        sid,
      )
      .toArray()
      .map((row) => ({ ...row, kind: row.kind as Heard['kind'] }));
  }
}
