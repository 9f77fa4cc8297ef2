/** What the directory is asked by words: people, encounters and messages, newest first, in pages of each kind. Reads only. */
import {
  type CustomerRow,
  type DirectoryFound,
  type MessageRow,
  type SearchFilter,
  type SearchKind,
  type SearchOrder,
  type SessionRow,
} from '../../shared/directory.ts';
import { asked, marksIn } from '../lib/search-words.ts';

/** Of each kind at first sight, and on a page of one kind. */
const FEW = { customers: 8, sessions: 8, messages: 20 };
const PAGE = 20;

type Value = SqlStorageValue;
type Part = [text: string, ...values: Value[]];
type Row = { seq: number; body: string };
type Page<Hit> = { hits: Hit[]; more: string | null };

export class Finding {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  search({ q, filter, after }: SearchOrder): DirectoryFound {
    const query = asked(q);
    const none = { hits: [], more: null };
    const wanted = (kind: SearchKind) => query !== '' && (filter.kind ?? kind) === kind;
    // A cursor belongs to the one kind it was given for.
    const from = filter.kind === undefined ? null : after;
    const limit = (few: number) => (filter.kind === undefined ? few : PAGE);
    const customers = wanted('customers') ? this.#customers(q, filter, from, limit(FEW.customers)) : none;
    const sessions = wanted('sessions') ? this.#sessions(query, q, filter, from, limit(FEW.sessions)) : none;
    const messages = wanted('messages') ? this.#messages(query, q, filter, from, limit(FEW.messages)) : none;
    return {
      ok: true,
      ...{ customers: customers.hits, sessions: sessions.hits, messages: messages.hits },
      more: { customers: customers.more, sessions: sessions.more, tickets: null, messages: messages.more },
    };
  }

  #customers(
    q: string,
    filter: SearchFilter,
    after: string | null,
    limit: number,
  ): Page<DirectoryFound['customers'][0]> {
    const words = q
      .toLowerCase()
      .split(/\s+/u)
      .filter((word) => word !== '')
      .slice(0, 4);
    const parts: Part[] = words.map((word) => [
      '(instr(words, ?) > 0 or instr(words, ?) > 0)',
      word,
      maskedNumber(word),
    ]);
    parts.push(['away = 0']);
    if (filter.from !== undefined) parts.push(['seen_at >= ?', filter.from]);
    if (filter.to !== undefined) parts.push(['seen_at < ?', filter.to]);
    if (filter.channel) {
      const of = `select 1 from json_each(customer.body, '$.addresses') where json_extract(value, '$.channel') = ?`;
      parts.push([`exists (${of})`, filter.channel]);
    }
    if (filter.agent) {
      const by = 'select 1 from session where session.customer = customer.id and session.agent = ?';
      parts.push([`exists (${by})`, filter.agent]);
    }
    const [, at, id] = /^(\d{1,15})\.([\w-]{1,64})$/u.exec(after ?? '') ?? [];
    if (at && id) parts.push(['(seen_at, id) < (?, ?)', Number(at), id]);
    const rows = this.#sql
      .exec<{ id: string; seen_at: number; body: string }>(
        `select id, seen_at, body from customer where ${joined(parts)} order by seen_at desc, id desc limit ?`,
        ...valuesOf(parts),
        limit + 1,
      )
      .toArray();
    const shown = rows.slice(0, limit);
    const last = shown.at(-1);
    return {
      hits: shown.map(({ body }) => {
        const row = JSON.parse(body) as CustomerRow;
        return { row, marks: marksIn(row.name, q) };
      }),
      more: rows.length > shown.length && last ? `${last.seen_at}.${last.id}` : null,
    };
  }

  #sessions(
    ...[query, q, filter, after, limit]: [string, string, SearchFilter, string | null, number]
  ): Page<DirectoryFound['sessions'][0]> {
    const parts: Part[] = [['session_words match ?', query], ...behind('session_words.rowid', after)];
    if (filter.from !== undefined) parts.push(['opened_at >= ?', filter.from]);
    if (filter.to !== undefined) parts.push(['opened_at < ?', filter.to]);
    if (filter.channel) parts.push(['instr(channels, ?) > 0', ` ${filter.channel} `]);
    if (filter.agent) parts.push(['agent = ?', filter.agent]);
    const rows = this.#sql
      .exec<Row>(
        `select seq, body from session_words join session on session.seq = session_words.rowid
         where ${joined(parts)} order by session_words.rowid desc limit ?`,
        ...valuesOf(parts),
        limit + 1,
      )
      .toArray();
    return paged(rows, limit, (body) => {
      const row = JSON.parse(body) as SessionRow;
      const texts = [row.question, row.summary, row.last, row.number];
      const text = texts.find((one) => marksIn(one, q).length > 0) ?? row.question;
      return { row, text, marks: marksIn(text, q) };
    });
  }

  /** The index is read backwards from where the last page ended. */
  #messages(
    ...[query, q, filter, after, limit]: [string, string, SearchFilter, string | null, number]
  ): Page<DirectoryFound['messages'][0]> {
    const parts: Part[] = [['message_words match ?', query], ...behind('message_words.rowid', after)];
    if (filter.from !== undefined) parts.push([`json_extract(message.body, '$.at') >= ?`, filter.from]);
    if (filter.to !== undefined) parts.push([`json_extract(message.body, '$.at') < ?`, filter.to]);
    if (filter.channel) parts.push([`json_extract(message.body, '$.channel') = ?`, filter.channel]);
    if (filter.agent) {
      const by = 'select 1 from session where session.id = message.session and session.agent = ?';
      parts.push([`exists (${by})`, filter.agent]);
    }
    const rows = this.#sql
      .exec<Row>(
        `select message.seq, message.body from message_words join message on message.seq = message_words.rowid
         where ${joined(parts)} order by message_words.rowid desc limit ?`,
        ...valuesOf(parts),
        limit + 1,
      )
      .toArray();
    return paged(rows, limit, (body) => {
      const row = JSON.parse(body) as MessageRow;
      return { row, marks: marksIn(row.text, q) };
    });
  }
}

const joined = (parts: readonly Part[]) => parts.map(([text]) => text).join(' and ');
const valuesOf = (parts: readonly Part[]) => parts.flatMap(([, ...values]) => values);

function behind(column: string, after: string | null): Part[] {
  return after !== null && /^\d{1,15}$/u.test(after) ? [[`${column} < ?`, Number(after)]] : [];
}

function paged<Hit>(rows: readonly Row[], limit: number, read: (body: string) => Hit): Page<Hit> {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return {
    hits: shown.map(({ body }) => read(body)),
    more: rows.length > shown.length && last ? String(last.seq) : null,
  };
}

/** A whole phone number as addresses show it: no number stands here in clear, so several people may be found. */
export function maskedNumber(word: string): string {
  const digits = word.replace(/[-()]/gu, '');
  return /^\+?\d{10,15}$/u.test(digits) ? `${digits.slice(0, -8)}****${digits.slice(-4)}` : word;
}
