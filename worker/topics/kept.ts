/** Topics and the sight of a language as they stand in SQL. */
import type { Language } from '../../shared/knowledge.ts';
import { dateOf } from '../../shared/calendar.ts';
import type { Topic } from './gathering.ts';
import type { Known } from './insight.ts';
import { Sight, type SightKept } from './sight.ts';

type Row = {
  id: string;
  language: Language;
  name: string;
  typical: string;
  born_at: number;
  last_at: number;
  vector: string;
};
type VectorKept = { terms: [number, number][]; meaning: number[] };
export type Called = { name: string; typical: string };

export class KeptTopics {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  #rows(language: Language): Row[] {
    return this.#sql.exec<Row>('select * from topic where language = ? order by born_at, id', language).toArray();
  }

  topics(language: Language): Topic[] {
    return this.#rows(language).map(({ id, born_at: bornAt, last_at: lastAt, vector }) => {
      const { terms, meaning } = JSON.parse(vector) as VectorKept;
      return { id, bornAt, lastAt, vector: { terms: new Map(terms), meaning: Float32Array.from(meaning) } };
    });
  }

  known(): Known[] {
    return this.#sql
      .exec<Row>('select * from topic order by born_at, id')
      .toArray()
      .map(({ id, language, name, typical, born_at: bornAt }) => {
        return { id, language, name, typical, bornAt, bornOn: dateOf(bornAt) };
      });
  }

  called(id: string): (Called & { language: Language }) | null {
    const [row] = this.#sql.exec<Row>('select * from topic where id = ?', id).toArray();
    return row ? { name: row.name, typical: row.typical, language: row.language } : null;
  }

  /** Writes the topics of a language as they are now. */
  put(language: Language, topics: readonly Topic[], called: ReadonlyMap<string, Called>): void {
    const before = new Map(this.#rows(language).map(({ id, name, typical }) => [id, { name, typical }]));
    this.#sql.exec('delete from topic where language = ?', language);
    for (const { id, vector, bornAt, lastAt } of topics) {
      const { name, typical } = called.get(id) ?? before.get(id) ?? { name: id, typical: '' };
      const kept: VectorKept = {
        terms: [...vector.terms].map(([hash, weight]) => [hash, rounded(weight)]),
        meaning: [...vector.meaning].map(rounded),
      };
      this.#sql.exec(
        'insert into topic (id, language, name, typical, born_at, last_at, vector) values (?, ?, ?, ?, ?, ?, ?)',
        ...[id, language, name, typical, bornAt, lastAt, JSON.stringify(kept)],
      );
    }
  }

  /** Topics whose words somebody took along: named anew by what is left, or gone where nothing is. Answers those that are gone. */
  unsay(texts: ReadonlySet<string>, topics: ReadonlySet<string>): Set<string> {
    const gone = new Set<string>();
    for (const id of topics) {
      const left = this.#sql.exec('select 1 from question where topic = ? limit 1', id).toArray().length > 0;
      if (left) this.#sql.exec(`update topic set name = '' where id = ?`, id);
      else this.#sql.exec('delete from topic where id = ?', id);
      if (!left) gone.add(id);
    }
    for (const text of texts) this.#sql.exec(`update topic set typical = '' where typical = ?`, text);
    return gone;
  }

  sight(language: Language): { sight: Sight; upto: number } {
    const [row] = this.#sql
      .exec<{ upto: number; body: string }>('select upto, body from sight where language = ?', language)
      .toArray();
    const kept = row ? (JSON.parse(row.body) as SightKept) : undefined;
    return { sight: new Sight(language, kept), upto: row?.upto ?? 0 };
  }

  putSight(language: Language, sight: Sight, upto: number): void {
    this.#sql.exec(
      'insert or replace into sight (language, upto, body) values (?, ?, ?)',
      ...[language, upto, JSON.stringify(sight.kept())],
    );
  }
}

const rounded = (value: number) => Number(value.toFixed(4));
