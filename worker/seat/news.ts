/** What stands at the seat beside its conversations, in SQL: summaries owed, notes that name the agent, drafts, own phrases. */
import {
  MOST_DRAFTS,
  MOST_NEWS,
  type DraftGiven,
  type Mention,
  type News,
  type OwedSummary,
  type SeatDraft,
} from '../../shared/seat-news.ts';
import type { SeatChange } from '../../shared/seat.ts';
import type { Reply } from '../../shared/settings/replies.ts';
import { Forgotten } from '../lib/forgotten.ts';

/** Drafts' words told at once to a screen that comes; what is beyond stays on the machine it was written on. */
const DRAFT_BYTES = 96 * 1024;

type Row = Record<string, SqlStorageValue>;

export class NewsStore {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  /** Takes one piece of news once; answers what changed for the screens. A summary written never becomes owed again. */
  take(news: Exclude<News, { kind: 'told' }>, now: number): SeatChange[] {
    switch (news.kind) {
      case 'summary-owed':
        return this.#add('owed', news.owed.session, news.owed, now) ? [{ kind: 'summary-owed', owed: news.owed }] : [];
      case 'summary-given': {
        this.#add('owed', news.session, { session: news.session }, now);
        const done = this.#sql.exec(
          `update news set done = 1 where kind = 'owed' and id = ? and done = 0`,
          news.session,
        );
        if (done.rowsWritten === 0) return [];
        // The next one comes into sight where there are more than a screen is given.
        const next = this.owed()[MOST_NEWS - 1];
        return [
          { kind: 'summary-given', session: news.session },
          ...(next ? [{ kind: 'summary-owed' as const, owed: next }] : []),
        ];
      }
      case 'mentioned':
        return this.#add('mention', news.mention.id, news.mention, now)
          ? [{ kind: 'mentioned', mention: news.mention }]
          : [];
    }
  }

  /** The notes were seen; without an id all of them. */
  readMentions(id: string | undefined): boolean {
    const read = this.#sql.exec(
      `update news set done = 1 where kind = 'mention' and done = 0 and (?1 is null or id = ?1)`,
      id ?? null,
    );
    return read.rowsWritten > 0;
  }

  /** Summaries still owed, oldest first. */
  owed(): OwedSummary[] {
    return this.#sql
      .exec<Row>(`select body from news where kind = 'owed' and done = 0 order by place limit ?`, MOST_NEWS)
      .toArray()
      .map((row) => JSON.parse(String(row.body)) as OwedSummary);
  }

  /** The newest notes that name the agent, newest last. */
  mentions(): Mention[] {
    return this.#sql
      .exec<Row>(`select body, done from news where kind = 'mention' order by place desc limit ?`, MOST_NEWS)
      .toArray()
      .reverse()
      .map((row) => {
        const mention = JSON.parse(String(row.body)) as Mention;
        return row.done === 1 ? { ...mention, read: true } : mention;
      });
  }

  #add(kind: 'owed' | 'mention', id: string, body: unknown, now: number): boolean {
    return (
      this.#sql.exec(
        `insert or ignore into news (kind, id, at, body, place)
         values (?, ?, ?, ?, (select coalesce(max(place), 0) + 1 from news))`,
        ...[kind, id, now, JSON.stringify(body)],
      ).rowsWritten > 0
    );
  }

  /** Keeps what is being written; the same words again change nothing. The oldest make room. */
  keepDraft(draft: DraftGiven, instance: string, now: number): SeatDraft | null {
    if (new Forgotten(this.#sql).has(draft.customer)) return null;
    const kept = this.#sql.exec<Row>('select version, body from draft where customer = ?', draft.customer).toArray()[0];
    const body = JSON.stringify(draft);
    if (kept?.body === body) return null;
    const version = Number(kept?.version ?? 0) + 1;
    this.#sql.exec(
      `insert into draft (customer, version, instance, at, body) values (?, ?, ?, ?, ?)
       on conflict (customer) do update set version = excluded.version, instance = excluded.instance, at = excluded.at,
       body = excluded.body`,
      ...[draft.customer, version, instance, now, body],
    );
    this.#sql.exec(
      `delete from draft where customer in (select customer from draft order by at desc limit -1 offset ?)`,
      MOST_DRAFTS,
    );
    return { ...draft, version, instance, at: now };
  }

  /** What was begun, newest first, as far as one frame carries. Emptied ones are named too: another machine may still hold them. */
  drafts(): SeatDraft[] {
    let room = DRAFT_BYTES;
    return this.#sql
      .exec<Row>('select * from draft order by at desc')
      .toArray()
      .flatMap((row) => {
        room -= String(row.body).length * 3;
        if (room < 0) return [];
        const given = JSON.parse(String(row.body)) as DraftGiven;
        return [{ ...given, version: Number(row.version), instance: String(row.instance), at: Number(row.at) }];
      });
  }

  /** The agent's own phrases, and how often they used which. */
  replies(): { list: Reply[]; used: Record<string, number> } {
    const row = this.#sql.exec<Row>('select body from reply').toArray()[0];
    const used = this.#sql.exec<Row>('select id, times from reply_use').toArray();
    return {
      list: row ? (JSON.parse(String(row.body)) as Reply[]) : [],
      used: Object.fromEntries(used.map((one) => [String(one.id), Number(one.times)])),
    };
  }

  keepReplies(list: readonly Reply[]): void {
    this.#sql.exec('insert or replace into reply (only_row, body) values (1, ?)', JSON.stringify(list));
  }

  useReply(id: string): void {
    this.#sql.exec(
      'insert into reply_use (id, times) values (?, 1) on conflict (id) do update set times = times + 1',
      id,
    );
    this.#sql.exec(
      'delete from reply_use where id in (select id from reply_use order by times desc limit -1 offset 2000)',
    );
  }
}
