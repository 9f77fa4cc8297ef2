/** What the directory is asked: search, history, likeness, kept filters. Reads only, but for filters. */
import {
  DIRECTORY_PAGE,
  type CustomerRow,
  type MessageRow,
  type SavedFilter,
  type SearchAnswer,
  type SessionFilter,
  type SessionRow,
} from '../../shared/directory.ts';
import { asked, askedAny, marksIn } from './words.ts';

/** People and encounters one search shows; messages come in pages. */
const FEW = 8;
const MESSAGES = 20;
const MOST_FILTERS = 50;

type Body = { body: string };
type Value = SqlStorageValue;

export class Finding {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  search(q: string, after: string | null): SearchAnswer {
    const query = asked(q);
    if (query === '') return { ok: true, customers: [], sessions: [], messages: [], next: null };
    const { messages, next } = this.#messages(query, q, after);
    const first = after === null;
    return {
      ok: true,
      customers: first ? this.#customers(q) : [],
      sessions: first ? this.#found(query, q) : [],
      messages,
      next,
    };
  }

  #customers(q: string): SearchAnswer['customers'] {
    const words = q
      .toLowerCase()
      .split(/\s+/u)
      .filter((word) => word !== '')
      .slice(0, 4);
    const where = words.map(() => '(instr(words, ?) > 0 or instr(words, ?) > 0)').join(' and ');
    const either = words.flatMap((word) => [word, maskedNumber(word)]);
    return this.#sql
      .exec<Body>(`select body from customer where ${where} order by seen_at desc limit ?`, ...either, FEW)
      .toArray()
      .map(({ body }) => {
        const row = JSON.parse(body) as CustomerRow;
        return { row, marks: marksIn(row.name, q) };
      });
  }

  #found(query: string, q: string): SearchAnswer['sessions'] {
    return this.#sql
      .exec<Body>(
        `select body from session_words join session on session.seq = session_words.rowid
         where session_words match ? order by session_words.rowid desc limit ?`,
        query,
        FEW,
      )
      .toArray()
      .map(({ body }) => {
        const row = JSON.parse(body) as SessionRow;
        const texts = [row.question, row.summary, row.last, row.number];
        const text = texts.find((one) => marksIn(one, q).length > 0) ?? row.question;
        return { row, text, marks: marksIn(text, q) };
      });
  }

  /** Newest first: the index is read backwards from where the last page ended. */
  #messages(query: string, q: string, after: string | null): Pick<SearchAnswer, 'messages' | 'next'> {
    const rows = this.#sql
      .exec<Body & { seq: number }>(
        `select message.seq, message.body from message_words join message on message.seq = message_words.rowid
         where message_words match ? and message_words.rowid < ? order by message_words.rowid desc limit ?`,
        ...[query, after === null ? Number.MAX_SAFE_INTEGER : Number(after), MESSAGES + 1],
      )
      .toArray();
    const shown = rows.slice(0, MESSAGES);
    const last = shown.at(-1);
    return {
      messages: shown.map(({ body }) => {
        const row = JSON.parse(body) as MessageRow;
        return { row, marks: marksIn(row.text, q) };
      }),
      next: rows.length > shown.length && last ? String(last.seq) : null,
    };
  }

  sessions(filter: SessionFilter, after: string | null) {
    const query = filter.q ? asked(filter.q) : '';
    const parts: [string, Value][] = [];
    if (filter.from !== undefined) parts.push(['opened_at >= ?', filter.from]);
    if (filter.to !== undefined) parts.push(['opened_at < ?', filter.to]);
    if (filter.channel) parts.push(['instr(channels, ?) > 0', ` ${filter.channel} `]);
    if (filter.agent) parts.push(['agent = ?', filter.agent]);
    if (filter.state) parts.push(['state = ?', filter.state]);
    if (filter.category) parts.push(['category = ?', filter.category]);
    if (filter.rating !== undefined) parts.push(['rating <= ?', filter.rating]);
    if (filter.tag) parts.push([`exists (select 1 from json_each(body, '$.tags') where value = ?)`, filter.tag]);
    if (query !== '') parts.push(['seq in (select rowid from session_words where session_words match ?)', query]);
    return this.#page(parts, after);
  }

  of(customer: string, after: string | null) {
    return this.#page([['customer = ?', customer]], after);
  }

  #page(parts: [string, Value][], after: string | null) {
    const [, at, id] = /^(\d{1,15})\.([\w-]{1,64})$/u.exec(after ?? '') ?? [];
    const where = parts.map(([text]) => text);
    const values = parts.map(([, value]) => value);
    if (at && id) {
      where.push('(opened_at, id) < (?, ?)');
      values.push(Number(at), id);
    }
    const rows = this.#sql
      .exec<Body & { id: string; opened_at: number }>(
        `select id, opened_at, body from session ${where.length > 0 ? `where ${where.join(' and ')}` : ''}
         order by opened_at desc, id desc limit ?`,
        ...values,
        DIRECTORY_PAGE + 1,
      )
      .toArray();
    const shown = rows.slice(0, DIRECTORY_PAGE);
    const last = shown.at(-1);
    return {
      ok: true as const,
      sessions: shown.map(({ body }) => JSON.parse(body) as SessionRow),
      next: rows.length > shown.length && last ? `${last.opened_at}.${last.id}` : null,
    };
  }

  similar(words: string, not: string): SessionRow[] {
    const query = askedAny(words);
    if (query === '') return [];
    return this.#sql
      .exec<Body>(
        `select body from session_words join session on session.seq = session_words.rowid
         where session_words match ? and state = 'closed' and solved = 1 and id <> ? order by rank limit 3`,
        ...[`question : (${query})`, not],
      )
      .toArray()
      .map(({ body }) => JSON.parse(body) as SessionRow);
  }

  filters(member: string): SavedFilter[] {
    return this.#sql
      .exec<{ id: string; member: string; name: string; shared: number; body: string }>(
        'select * from filter where member = ? or shared = 1 order by name',
        member,
      )
      .toArray()
      .map((row) => ({
        ...{ id: row.id, name: row.name, filter: JSON.parse(row.body) as SavedFilter['filter'] },
        ...{ shared: row.shared === 1, own: row.member === member },
      }));
  }

  /** A member's own filters are theirs to change; shared ones are kept and taken off by leads. */
  save(
    member: string,
    leads: boolean,
    given: { id?: string | undefined; name: string; filter: SavedFilter['filter']; shared: boolean; gone: boolean },
    fresh: string,
  ): void {
    const known = given.id
      ? this.#sql.exec<{ member: string; shared: number }>('select * from filter where id = ?', given.id).toArray()[0]
      : undefined;
    if (given.id && (!known || (known.member !== member && !(leads && known.shared === 1)))) return;
    if (given.gone) {
      this.#sql.exec('delete from filter where id = ?', given.id ?? '');
      return;
    }
    if (!known && this.filters(member).filter((one) => one.own).length >= MOST_FILTERS) return;
    this.#sql.exec(
      `insert into filter (id, member, name, shared, body) values (?, ?, ?, ?, ?) on conflict (id) do update set
       name = excluded.name, shared = excluded.shared, body = excluded.body`,
      ...[
        given.id ?? fresh,
        known?.member ?? member,
        given.name,
        given.shared && leads ? 1 : 0,
        JSON.stringify(given.filter),
      ],
    );
  }
}

/** A whole phone number as addresses show it: no number stands here in clear, so several people may be found. */
function maskedNumber(word: string): string {
  const digits = word.replace(/[-()]/gu, '');
  return /^\+?\d{10,15}$/u.test(digits) ? `${digits.slice(0, -8)}****${digits.slice(-4)}` : word;
}
