/** What customers asked and nobody answered (未知问题), by likeness; and what they confirmed. SQL, and the groups in memory. */
import type { AskedGroup } from '../../shared/knowledge-calls.ts';
import { QUESTION_LIMIT, type Language, type QuestionFate, type QuestionHeard } from '../../shared/knowledge.ts';
import type { ChannelName } from '../../shared/message.ts';
import type { ConfirmedStore } from './confirmed.ts';
import { Groups, isNoise, mostTypical } from './likeness.ts';

const KEPT_MS = 180 * 86_400_000;
const KEPT = 100_000;
/** Open questions that are grouped; older ones wait in the table until these are resolved. */
const GROUPED = 5_000;
/** Groups shown, and questions of each. */
const GROUPS_SHOWN = 100;
const QUESTIONS_SHOWN = 50;
const TYPICAL_OF = 20;

type Row = {
  key: string;
  fate: QuestionFate;
  text: string;
  language: Language;
  channel: ChannelName;
  asker: string;
  at: number;
  likeness: string;
};

export class Questions {
  readonly #sql: SqlStorage;
  readonly #confirmed: ConfirmedStore;
  #groups: Groups | null = null;

  constructor(sql: SqlStorage, confirmed: ConfirmedStore) {
    this.#sql = sql;
    this.#confirmed = confirmed;
  }

  /** Takes a question, once. Answers whether it proved something new of an entry. */
  hear(given: QuestionHeard): { duplicate: boolean; proven: boolean } {
    const heard = { ...given, text: [...given.text].slice(0, QUESTION_LIMIT).join('') };
    if (this.#sql.exec('select 1 from asked where key = ?', heard.key).toArray().length > 0)
      return { duplicate: true, proven: false };
    if (heard.fate !== 'confirmed' && isNoise(heard.text)) return { duplicate: false, proven: false };
    const likeness = heard.fate === 'confirmed' ? null : this.#grouped().place(heard.text, heard.language);
    this.#sql.exec(
      `insert into asked (key, fate, text, language, entry, version, channel, asker, at, likeness)
       values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      ...[heard.key, heard.fate, heard.text, heard.language, heard.entry, heard.version, heard.channel],
      ...[heard.asker, heard.at, likeness],
    );
    this.#sql.exec('delete from asked where at < ?', heard.at - KEPT_MS);
    this.#sql.exec('delete from asked where rowid <= (select max(rowid) from asked) - ?', KEPT);
    const { entry, language, text, asker, at } = heard;
    const proven =
      heard.fate === 'confirmed' && entry !== null && this.#confirmed.note({ entry, language, text, asker, at });
    return { duplicate: false, proven };
  }

  /** What stands open, the most asked first. */
  open(): { groups: AskedGroup[]; total: number } {
    const byGroup = new Map<string, Row[]>();
    for (const row of this.#openRows()) {
      const rows = byGroup.get(row.likeness);
      if (rows) rows.push(row);
      else byGroup.set(row.likeness, [row]);
    }
    const sorted = [...byGroup].sort(([, a], [, b]) => b.length - a.length || (b[0]?.at ?? 0) - (a[0]?.at ?? 0));
    return { groups: sorted.slice(0, GROUPS_SHOWN).map(([id, rows]) => view(id, rows)), total: sorted.length };
  }

  count(): number {
    return this.#sql
      .exec<{ number: number }>(
        'select count(distinct likeness) as number from asked where resolved = 0 and likeness is not null',
      )
      .one().number;
  }

  /** The open questions of these keys. */
  named(keys: readonly string[]): Pick<Row, 'key' | 'text' | 'language' | 'likeness'>[] {
    return keys.flatMap((key) =>
      this.#sql.exec<Row>('select * from asked where key = ? and resolved = 0 and likeness is not null', key).toArray(),
    );
  }

  resolve(keys: readonly string[]): void {
    for (const key of keys) this.#sql.exec('update asked set resolved = 1 where key = ?', key);
    this.forgetMemory();
  }

  /** What somebody asked, and what they alone proved; words two people proved are nobody's. */
  forget(asker: string): void {
    this.#sql.exec('delete from asked where asker = ?', asker);
    this.#confirmed.forget(asker);
    this.forgetMemory();
  }

  /** The groups in memory may hold what an undone transaction put there. */
  forgetMemory(): void {
    this.#groups = null;
  }

  #grouped(): Groups {
    if (this.#groups) return this.#groups;
    this.#groups = new Groups();
    for (const row of this.#openRows().reverse()) this.#groups.put(row.likeness, row.text, row.language);
    return this.#groups;
  }

  /** Newest first. */
  #openRows(): Row[] {
    return this.#sql
      .exec<Row>(
        'select * from asked where resolved = 0 and likeness is not null order by at desc, key limit ?',
        GROUPED,
      )
      .toArray();
  }
}

function view(id: string, rows: readonly Row[]): AskedGroup {
  const [newest] = rows;
  const language = newest?.language ?? 'zh';
  const fates: Record<QuestionFate, number> = { missed: 0, refused: 0, unhelpful: 0, confirmed: 0 };
  for (const { fate } of rows) fates[fate] += 1;
  return {
    ...{ id, language, count: rows.length, fates },
    title: mostTypical(
      rows.slice(0, TYPICAL_OF).map(({ text }) => text),
      language,
    ),
    customers: new Set(rows.map(({ asker }) => asker)).size,
    firstAt: Math.min(...rows.map(({ at }) => at)),
    lastAt: Math.max(...rows.map(({ at }) => at)),
    channels: [...new Set(rows.map(({ channel }) => channel))],
    questions: rows
      .slice(0, QUESTIONS_SHOWN)
      .map(({ key, text, fate, at, channel }) => ({ key, text, fate, at, channel })),
  };
}
