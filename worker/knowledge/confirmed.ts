/** Questions people asked and proved to mean an entry: what the ranking learns beside the editors' own wordings. SQL only. */
import type { Confirmed } from '../../shared/knowledge-calls.ts';
import type { Language } from '../../shared/knowledge.ts';
import { phraseOf } from './words.ts';

/** Proven questions an entry keeps in a language, newest first. */
const KEPT = 50;

export type Confirmation = { entry: string; language: Language; text: string; asker: string; at: number };

export class ConfirmedStore {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  /** Notes that somebody proved it. A second person proves it for good; so does one of the staff. Answers whether that is new. */
  note(given: Confirmation): boolean {
    const phrase = phraseOf(given.text);
    if (phrase === '') return false;
    const key = [given.entry, given.language, phrase];
    const before = this.#sql
      .exec<{ asker: string; proven: number }>(
        'select asker, proven from confirmed where entry = ? and language = ? and phrase = ?',
        ...key,
      )
      .toArray()[0];
    if (before?.proven === 1) return false;
    const proven = given.asker === 'staff' || (before !== undefined && before.asker !== given.asker);
    this.#sql.exec(
      `insert into confirmed (entry, language, phrase, text, asker, proven, told, at) values (?, ?, ?, ?, ?, ?, 0, ?)
       on conflict (entry, language, phrase) do update set proven = excluded.proven, at = excluded.at`,
      ...[...key, given.text, given.asker, proven ? 1 : 0, given.at],
    );
    return proven;
  }

  /** Whoever asked is not known any more; what nobody else proved goes. */
  forget(asker: string): void {
    this.#sql.exec('delete from confirmed where asker = ? and proven = 0', asker);
    this.#sql.exec(`update confirmed set asker = '' where asker = ?`, asker);
  }

  /** Proven questions of an entry. */
  of(entry: string): Confirmed {
    const confirmed: Confirmed = {};
    const rows = this.#sql.exec<{ language: Language; text: string }>(
      'select language, text from confirmed where entry = ? and proven = 1 order by at desc limit ?',
      ...[entry, 2 * KEPT],
    );
    for (const { language, text } of rows) {
      const list = (confirmed[language] ??= []);
      if (list.length < KEPT) list.push(text);
    }
    return confirmed;
  }

  /** Entries of which something proven is in no version yet; from now on it is. */
  takeUntold(): string[] {
    const entries = this.#sql
      .exec<{ entry: string }>('select distinct entry from confirmed where proven = 1 and told = 0 order by entry')
      .toArray()
      .map(({ entry }) => entry);
    if (entries.length > 0) this.#sql.exec('update confirmed set told = 1 where proven = 1');
    return entries;
  }

  untold(): boolean {
    return this.#sql.exec('select 1 from confirmed where proven = 1 and told = 0 limit 1').toArray().length > 0;
  }
}
