/** Past encounters as lists: the history with its filters, one customer's, and those alike that were solved. Reads only. */
import { DIRECTORY_PAGE, type SessionFilter, type SessionRow } from '../../shared/directory.ts';
import { asked, askedAny } from '../lib/search-words.ts';

type Body = { body: string };
type Value = SqlStorageValue;

export class Past {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  sessions(filter: SessionFilter, after: string | null, limit = DIRECTORY_PAGE, of?: string) {
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
    if (of !== undefined) parts.push(['customer = ?', of]);
    return this.#page(parts, after, limit);
  }

  one(session: string): SessionRow | null {
    const row = this.#sql.exec<Body>('select body from session where id = ?', session).toArray()[0];
    return row ? (JSON.parse(row.body) as SessionRow) : null;
  }

  of(customer: string, after: string | null) {
    return this.#page([['customer = ?', customer]], after);
  }

  #page(parts: [string, Value][], after: string | null, limit = DIRECTORY_PAGE) {
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
        limit + 1,
      )
      .toArray();
    const shown = rows.slice(0, limit);
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
}
