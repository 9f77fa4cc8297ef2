/** Tickets by words: number, title, name and what the customer said, in one full-text index beside the list. */
import type { SearchOrder, TicketsFound } from '../../shared/directory.ts';
import type { TicketSaid } from '../../shared/docket.ts';
import type { TicketRow } from '../../shared/ticket.ts';
import { asked, indexed, marksIn } from '../lib/search-words.ts';

/** At first sight beside the other kinds, and on a page of their own. */
const FEW = 8;
const PAGE = 20;

type Part = [text: string, ...values: SqlStorageValue[]];

export class DocketFinding {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  put(row: TicketRow, said: TicketSaid): void {
    const { seq } = this.#sql
      .exec<{ seq: number }>(
        `insert into said (ticket, channel, body) values (?, ?, ?) on conflict (ticket) do update set
         channel = excluded.channel, body = excluded.body returning seq`,
        ...[row.ticket, said.channel, said.text],
      )
      .one();
    const words = [row.number, row.title, row.name, row.kindLabel.zh, row.kindLabel.en, said.text];
    this.#sql.exec('delete from said_words where rowid = ?', seq);
    this.#sql.exec('insert into said_words (rowid, words) values (?, ?)', seq, indexed(words.join('\n')));
  }

  /** What a person's tickets say, before the tickets go. The index is rewritten, or it would stand in its old pages. */
  forget(customer: string): void {
    const theirs = 'select id from ticket where customer = ?';
    this.#sql.exec(
      `delete from said_words where rowid in (select seq from said where ticket in (${theirs}))`,
      customer,
    );
    this.#sql.exec(`delete from said where ticket in (${theirs})`, customer);
    this.#sql.exec(`insert into said_words (said_words) values ('optimize')`);
  }

  find({ q, filter, after }: SearchOrder): TicketsFound {
    const query = asked(q);
    if (query === '' || (filter.kind !== undefined && filter.kind !== 'tickets')) return { tickets: [], more: null };
    const limit = filter.kind === undefined ? FEW : PAGE;
    const parts: Part[] = [['said_words match ?', query]];
    if (filter.kind !== undefined && after !== null && /^\d{1,15}$/u.test(after))
      parts.push(['said_words.rowid < ?', Number(after)]);
    if (filter.from !== undefined) parts.push([`json_extract(ticket.body, '$.openedAt') >= ?`, filter.from]);
    if (filter.to !== undefined) parts.push([`json_extract(ticket.body, '$.openedAt') < ?`, filter.to]);
    if (filter.channel) parts.push(['channel = ?', filter.channel]);
    if (filter.agent) parts.push(['assignee = ?', filter.agent]);
    const rows = this.#sql
      .exec<{ seq: number; said: string; body: string }>(
        `select said.seq, said.body as said, ticket.body from said_words join said on said.seq = said_words.rowid
         join ticket on ticket.id = said.ticket where ${parts.map(([text]) => text).join(' and ')}
         order by said_words.rowid desc limit ?`,
        ...parts.flatMap(([, ...values]) => values),
        limit + 1,
      )
      .toArray();
    const shown = rows.slice(0, limit);
    const last = shown.at(-1);
    return {
      tickets: shown.map(({ said, body }) => {
        const row = JSON.parse(body) as TicketRow;
        const text = [row.title, said, row.number].find((one) => marksIn(one, q).length > 0) ?? row.title;
        return { row, text, marks: marksIn(text, q) };
      }),
      more: rows.length > shown.length && last ? String(last.seq) : null,
    };
  }
}
