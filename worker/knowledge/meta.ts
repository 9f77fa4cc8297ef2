/** What the editors set beside the entries: settings, synonyms, recorded questions. SQL only. */
import type { EvaluationQuestion, Language, Synonyms } from '../../shared/knowledge.ts';

export type Category = { path: string; zh: string; en: string };

export class MetaStore {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  twoPersonReview(): boolean {
    return this.#get('two_person_review') === 'yes';
  }

  setTwoPersonReview(wanted: boolean): void {
    this.#set('two_person_review', wanted ? 'yes' : 'no');
  }

  /** Entries a greeting offers. */
  top(): string[] {
    return this.#list<string>('top');
  }

  setTop(ids: readonly string[]): void {
    this.#set('top', JSON.stringify(ids));
  }

  categories(): Category[] {
    return this.#list<Category>('categories');
  }

  setCategories(categories: readonly Category[]): void {
    this.#set('categories', JSON.stringify(categories));
  }

  /** When the newest version should be packed whole again; null: it needs not. */
  packAt(): number | null {
    return this.#moment('pack_at');
  }

  setPackAt(at: number | null): void {
    this.#setMoment('pack_at', at);
  }

  /** When what people confirmed goes out by itself. */
  learnAt(): number | null {
    return this.#moment('learn_at');
  }

  setLearnAt(at: number | null): void {
    this.#setMoment('learn_at', at);
  }

  synonyms(): Synonyms[] {
    return this.#sql
      .exec<{ language: Language; words: string }>('select language, words from synonyms order by id')
      .toArray()
      .map(({ language, words }) => {
        const list: string[] = JSON.parse(words);
        return { language, words: list };
      });
  }

  setSynonyms(groups: readonly Synonyms[]): void {
    this.#sql.exec('delete from synonyms');
    for (const { language, words } of groups)
      this.#sql.exec('insert into synonyms (language, words) values (?, ?)', language, JSON.stringify(words));
  }

  evaluation(): EvaluationQuestion[] {
    return this.#sql
      .exec<EvaluationQuestion>('select text, language, entry from evaluation order by id')
      .toArray()
      .map(({ text, language, entry }) => ({ text, language, entry }));
  }

  setEvaluation(questions: readonly EvaluationQuestion[]): void {
    this.#sql.exec('delete from evaluation');
    for (const { text, language, entry } of questions)
      this.#sql.exec('insert into evaluation (text, language, entry) values (?, ?, ?)', text, language, entry);
  }

  #moment(name: string): number | null {
    const kept = this.#get(name);
    return kept === null ? null : Number(kept);
  }

  #setMoment(name: string, at: number | null): void {
    if (at === null) this.#sql.exec('delete from meta where name = ?', name);
    else this.#set(name, String(at));
  }

  #list<Value>(name: string): Value[] {
    const values: Value[] = JSON.parse(this.#get(name) ?? '[]');
    return values;
  }

  #get(name: string): string | null {
    return this.#sql.exec<{ value: string }>('select value from meta where name = ?', name).toArray()[0]?.value ?? null;
  }

  #set(name: string, value: string): void {
    this.#sql.exec(
      'insert into meta (name, value) values (?, ?) on conflict (name) do update set value = excluded.value',
      name,
      value,
    );
  }
}
