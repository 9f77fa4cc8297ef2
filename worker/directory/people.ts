/** People by their cards: the lists behind 客户分组 and 黑名单. Reads only. */
import { DIRECTORY_PAGE, type CustomerRow, type PeopleFilter } from '../../shared/directory.ts';
import { maskedNumber } from './finding.ts';

type Value = SqlStorageValue;

/** Those heard last first; `after` is where the last page ended. */
export function peopleOf(sql: SqlStorage, filter: PeopleFilter, after: string | null, now: number) {
  const parts: [string, Value[]][] = [['away = 0', []]];
  if (filter.tag) parts.push(['id in (select customer from customer_tag where tag = ?)', [filter.tag]]);
  if (filter.level) parts.push(['level = ?', [filter.level]]);
  if (filter.owner === 'none') parts.push(['owner is null', []]);
  else if (filter.owner) parts.push(['owner = ?', [filter.owner]]);
  if (filter.blocked) parts.push(['blocked_until > ?', [now]]);
  for (const word of (filter.q ?? '').toLowerCase().split(/\s+/u).filter(Boolean).slice(0, 4)) {
    parts.push(['(instr(words, ?) > 0 or instr(words, ?) > 0)', [word, maskedNumber(word)]]);
  }
  const where = (given: [string, Value[]][]) => `where ${given.map(([text]) => text).join(' and ')}`;
  const values = (given: [string, Value[]][]) => given.flatMap(([, value]) => value);
  const count = sql.exec<{ n: number }>(`select count(*) as n from customer ${where(parts)}`, ...values(parts)).one().n;
  const [, at, id] = /^(\d{1,15})\.([\w-]{1,64})$/u.exec(after ?? '') ?? [];
  const here: [string, Value[]][] = at && id ? [...parts, ['(seen_at, id) < (?, ?)', [Number(at), id]]] : parts;
  const rows = sql
    .exec<{ id: string; seen_at: number; body: string }>(
      `select id, seen_at, body from customer ${where(here)} order by seen_at desc, id desc limit ?`,
      ...values(here),
      DIRECTORY_PAGE + 1,
    )
    .toArray();
  const shown = rows.slice(0, DIRECTORY_PAGE);
  const last = shown.at(-1);
  return {
    ok: true as const,
    people: shown.map(({ body }) => JSON.parse(body) as CustomerRow),
    count,
    next: rows.length > shown.length && last ? `${last.seen_at}.${last.id}` : null,
  };
}

/** In the order of their ids, after one. */
export function peopleById(sql: SqlStorage, after: string, limit: number) {
  const rows = sql
    .exec<{ body: string }>('select body from customer where away = 0 and id > ? order by id limit ?', after, limit + 1)
    .toArray();
  const customers = rows.slice(0, limit).map(({ body }) => JSON.parse(body) as CustomerRow);
  return { customers, more: rows.length > customers.length };
}

/** One person; null for one who stands in no list. */
export function personAt(sql: SqlStorage, id: string): CustomerRow | null {
  const row = sql.exec<{ body: string }>('select body from customer where id = ? and away = 0', id).toArray()[0];
  return row ? (JSON.parse(row.body) as CustomerRow) : null;
}
