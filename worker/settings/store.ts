/** The documents in SQL: every revision, who wrote it, when. */
import { documents, followsBadly, isSettingsName, type Kept } from '../../shared/settings.ts';
import { marketingFaults } from '../../shared/reminders/marketing-words.ts';
import { refuse, type Refusal, type Result } from '../../shared/refusal.ts';
import * as v from 'valibot';

/** Revisions kept of one document. */
const KEPT_REVISIONS = 200;
const SHOWN_REVISIONS = 50;
/** Revisions are shown up to so many characters together, the newest in any case. */
const SHOWN_LENGTH = 8_000_000;

type Row = {
  version: number;
  name: string;
  revision: number;
  at: number;
  by_id: string;
  by_name: string;
  value: string;
};

const toKept = (row: Row): Kept => ({
  revision: row.revision,
  at: row.at,
  by: { id: row.by_id, name: row.by_name },
  value: JSON.parse(row.value) as unknown,
});

/** What is refused from now on, though a document kept before may say it: advertising in service templates. */
function barredIn(name: string, value: unknown): Refusal | null {
  if (name !== 'reminders') return null;
  const { events } = v.parse(documents.reminders.shape, value);
  for (const [at, one] of events.entries()) {
    const [fault] = marketingFaults(one);
    if (fault) return refuse('marketing_words', `events.${at}.${fault.path} (${one.id}): ${fault.rule.en}.`);
  }
  return null;
}

export class SettingsStore {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  read(name: string): Kept | null {
    const row = this.#newest(name);
    return row ? toKept(row) : null;
  }

  history(name: string): Kept[] {
    const shown: Kept[] = [];
    let length = 0;
    const rows = this.#sql.exec<Row>(
      'select * from document where name = ? order by revision desc limit ?',
      ...[name, SHOWN_REVISIONS],
    );
    for (const row of rows) {
      length += row.value.length;
      if (shown.length > 0 && length > SHOWN_LENGTH) break;
      shown.push(toKept(row));
    }
    return shown;
  }

  /** The newest revision of every document written after `version`. */
  since(version: number): { version: number; documents: { name: string; revision: number; value: unknown }[] } | null {
    const rows = this.#sql
      .exec<Row>(
        `select * from document where version > ?1 and revision = (select max(revision) from document as newer
         where newer.name = document.name) order by version`,
        version,
      )
      .toArray();
    const last = rows.at(-1);
    if (!last) return null;
    const written = rows.map(({ name, revision, value }) => ({ name, revision, value: JSON.parse(value) as unknown }));
    return { version: last.version, documents: written };
  }

  write(
    { name, revision, value, by }: { name: string; revision: number; value: unknown; by: { id: string; name: string } },
    now: number,
  ): Result<{ revision: number }> {
    if (!isSettingsName(name)) return refuse('not_found');
    const checked = v.safeParse(documents[name].shape, value);
    if (!checked.success) {
      const issue = checked.issues[0];
      return refuse('bad_request', `${v.getDotPath(issue) ?? name}: ${issue.message.slice(0, 200)}`);
    }
    const barred = barredIn(name, checked.output);
    if (barred) return barred;
    const newest = this.#newest(name);
    const text = JSON.stringify(checked.output);
    if (newest?.value === text) return { ok: true, revision: newest.revision };
    if ((newest?.revision ?? 0) !== revision) return refuse('stale');
    const badly = newest ? followsBadly(name, JSON.parse(newest.value), checked.output, now) : '';
    if (badly !== '') return refuse('bad_request', badly);
    this.#sql.exec(
      'insert into document (name, revision, at, by_id, by_name, value) values (?, ?, ?, ?, ?, ?)',
      ...[name, revision + 1, now, by.id, by.name, text],
    );
    this.#sql.exec('delete from document where name = ? and revision <= ?', name, revision + 1 - KEPT_REVISIONS);
    return { ok: true, revision: revision + 1 };
  }

  #newest(name: string): Row | null {
    return (
      this.#sql.exec<Row>('select * from document where name = ? order by revision desc limit 1', name).toArray()[0] ??
      null
    );
  }
}
