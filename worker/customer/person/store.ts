/** The card in SQL, its history beside it, and what the person agreed to. */
import type { CardEvent, ConsentView } from '../../../shared/person.ts';
import { VisitStore } from './visits.ts';
import { freshCard, type Card, type CardNews } from './card.ts';

const SHOWN = 100;

type Row = Record<string, SqlStorageValue>;

export class CardStore {
  readonly visits: VisitStore;
  readonly #sql: SqlStorage;
  #card: Card | null = null;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
    this.visits = new VisitStore(sql);
  }

  /** The transaction was undone: what is remembered may be false. */
  forgetMemory(): void {
    this.#card = null;
  }

  read(): Card {
    this.#card ??= this.#look();
    return this.#card;
  }

  #look(): Card {
    const row = this.#all('select revision, body from card')[0];
    if (!row) return freshCard;
    return { ...freshCard, ...(JSON.parse(String(row.body)) as Card), revision: Number(row.revision) };
  }

  save(card: Card): void {
    this.#sql.exec(
      `insert into card (only_row, revision, body) values (1, ?, ?)
       on conflict (only_row) do update set revision = excluded.revision, body = excluded.body`,
      card.revision,
      JSON.stringify(card),
    );
    this.#card = card;
  }

  note(news: CardNews, by: { id: string; name: string }, at: number): void {
    this.#sql.exec(
      'insert into card_event (at, by_id, by_name, body) values (?, ?, ?, ?)',
      ...[at, by.id, by.name, JSON.stringify(news)],
    );
  }

  /** Whether a field was shown whole to somebody since then. */
  revealedTo(by: string, field: string, since: number): boolean {
    const query = `select 1 from card_event where by_id = ? and at > ? and body ->> '$.what' = 'reveal'
      and body ->> '$.field' = ? limit 1`;
    return this.#all(query, by, since, field).length > 0;
  }

  /** Newest first. */
  history(): CardEvent[] {
    return this.#all('select * from card_event order by id desc limit ?', SHOWN).map((row) => ({
      ...(JSON.parse(String(row.body)) as CardNews),
      ...{ id: Number(row.id), at: Number(row.at), by: { id: String(row.by_id), name: String(row.by_name) } },
    }));
  }

  /** Newest first. */
  consents(): (Omit<ConsentView, 'channel' | 'label'> & { endpoint: string })[] {
    return this.#all('select * from consent order by at desc, id desc limit ?', SHOWN).map((row) => ({
      endpoint: String(row.endpoint),
      purpose: String(row.purpose) as ConsentView['purpose'],
      given: row.given === 1,
      evidence: String(row.evidence),
      at: Number(row.at),
      ...(row.version !== '' && { version: String(row.version) }),
    }));
  }

  /** What was said last of a purpose on an address; null: nothing. */
  consentTo(purpose: ConsentView['purpose'], endpoint: string): boolean | null {
    const query = 'select given from consent where purpose = ? and endpoint = ? order by at desc, id desc limit 1';
    const row = this.#all(query, purpose, endpoint)[0];
    return row ? row.given === 1 : null;
  }

  consent(one: Pick<ConsentView, 'purpose' | 'given' | 'evidence'> & { endpoint: string }, at: number): void {
    this.#sql.exec(
      'insert into consent (endpoint, purpose, given, evidence, at) values (?, ?, ?, ?, ?)',
      ...[one.endpoint, one.purpose, one.given ? 1 : 0, one.evidence, at],
    );
  }

  #all(query: string, ...values: SqlStorageValue[]): Row[] {
    return this.#sql.exec(query, ...values).toArray();
  }
}
