/** Who asked in vain and is told once the answer is published. Ids of lines alone, apart from the questions, until they are told or a while has passed. */
import { atLine, type Lines } from '../line.ts';
import type { Language, QuestionHeard } from '../../shared/knowledge.ts';
import type { Shelves } from './editing.ts';
import { liveOf } from './publishing.ts';

const KEPT_MS = 180 * 86_400_000;
const KEPT = 20_000;
/** Publications come in rows: one letter is for all of them. */
const AFTER_MS = 5_000;
const AGAIN_MS = 60_000;
/** Told in one ring of the alarm. */
const AT_ONCE = 25;
const TRIES = 20;

type Row = {
  key: string;
  asker: string;
  customer: string;
  text: string;
  language: Language;
  entry: string | null;
  tries: number;
};

export class WaitingStore {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  /** An answer they called unhelpful is of its entry; what was not understood is of the entry it is resolved by. */
  hear({ key, fate, text, language, entry, asker, customer, at }: QuestionHeard): void {
    if (customer === undefined || fate === 'confirmed') return;
    this.#sql.exec(
      'insert or ignore into waiting (key, asker, customer, text, language, entry, at) values (?, ?, ?, ?, ?, ?, ?)',
      ...[key, asker, customer, text, language, fate === 'unhelpful' ? entry : null, at],
    );
    this.#sql.exec('delete from waiting where at < ?', at - KEPT_MS);
    this.#sql.exec('delete from waiting where rowid <= (select max(rowid) from waiting) - ?', KEPT);
  }

  /** `entry` null: put aside, nobody is told. */
  resolved(keys: readonly string[], entry: string | null): void {
    for (const key of keys)
      if (entry === null) this.#sql.exec('delete from waiting where key = ?', key);
      else this.#sql.exec('update waiting set entry = ? where key = ?', entry, key);
  }

  /** These entries say something new: who waits for them is owed a letter each, for their newest question. */
  published(entries: readonly string[], now: number): void {
    for (const entry of entries) {
      this.#sql.exec(
        `delete from waiting where entry = ?1 and exists (select 1 from waiting as later where later.entry = ?1
         and later.customer = waiting.customer and (later.at, later.key) > (waiting.at, waiting.key))`,
        entry,
      );
      this.#sql.exec('update waiting set due_at = ?, tries = 0 where entry = ?', now + AFTER_MS, entry);
    }
  }

  due(now: number): Row[] {
    return this.#sql
      .exec<Row>('select * from waiting where due_at <= ? order by due_at limit ?', now, AT_ONCE)
      .toArray();
  }

  nextDue(): number | null {
    return this.#sql.exec<{ at: number | null }>('select min(due_at) as at from waiting').one().at;
  }

  told(key: string): void {
    this.#sql.exec('delete from waiting where key = ?', key);
  }

  later({ key, tries }: Row, now: number): void {
    if (tries + 1 >= TRIES) this.told(key);
    else this.#sql.exec('update waiting set due_at = ?, tries = tries + 1 where key = ?', now + AGAIN_MS, key);
  }

  forget(asker: string): void {
    this.#sql.exec('delete from waiting where asker = ?', asker);
  }
}

/** Tells who is due, wherever their line went; who can't be reached now is told later, who is gone is not. */
export async function tellWaiting({ waiting, items }: Pick<Shelves, 'waiting' | 'items'>, lines: Lines): Promise<void> {
  for (const row of waiting.due(Date.now())) {
    const { key, customer, text: question, language } = row;
    const live = row.entry === null ? null : liveOf(items, { kind: 'entry', id: row.entry });
    if (live?.kind !== 'entry') {
      waiting.told(key);
      continue;
    }
    const order = { order: 'answered' as const, key, entry: live.body, question, language };
    const told = await atLine(lines, customer, (line) => line.own(order)).catch(() => null);
    const isOver = told !== null && (told.ok || told.code === 'erased' || told.code === 'not_found');
    if (isOver) waiting.told(key);
    else waiting.later(row, Date.now());
  }
}
