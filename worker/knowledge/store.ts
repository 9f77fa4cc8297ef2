/** The knowledge base's SQL for entries, flows and their history, and rows turned into values. Decides nothing. */
import * as v from 'valibot';
import type { Flow } from '../../shared/flow.ts';
import type { Clash, Editor, Item, ItemName, RevisionView, RowsAsked } from '../../shared/knowledge-calls.ts';
import { language, type Entry, type EntryState, type Language } from '../../shared/knowledge.ts';
import type { KnowledgeRow } from '../../shared/knowledge-api.ts';
import { normalise } from '../brain/words.ts';
import { languages, phraseOf, questionsOf, titleOf, writtenIn } from './words.ts';

/** Rows a page of the list. */
export const PAGE = 50;
/** Items read at once when everything is read. */
const CUT = 500;
/** Conflicts told at once. */
const CLASHES = 500;

export type Head = { state: EntryState; newest: number; live: number | null; content: number; author: string };

type HeadRow = { state: EntryState; newest: number; live: number | null; content: number; author: string };
type ItemRow = {
  kind: Item['kind'];
  id: string;
  category: string;
  question: string;
  languages: string;
  similar: number;
  state: EntryState;
  newest: number;
  live: number | null;
  updated_at: number;
  updated_by_id: string;
  updated_by_name: string;
  valid_until: number | null;
};
type RevisionRow = {
  revision: number;
  state: EntryState;
  at: number;
  by_id: string;
  by_name: string;
  note: string;
  changed: string;
  version: string | null;
};

/** A revision to be written; `item` null: the words stay, only the state moves. */
export type Step = {
  state: EntryState;
  by: Pick<Editor, 'id' | 'name'>;
  at: number;
  note: string;
  item: Item | null;
  changed: readonly string[];
  version: string | null;
};

export class ItemStore {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  head({ kind, id }: ItemName): Head | null {
    return (
      this.#sql
        .exec<HeadRow>(
          `select item.state, newest, live, now.content, written.by_id as author from item
           join revision as now on now.kind = item.kind and now.id = item.id and now.revision = newest
           join revision as written on written.kind = item.kind and written.id = item.id and written.revision = now.content
           where item.kind = ? and item.id = ?`,
          ...[kind, id],
        )
        .toArray()[0] ?? null
    );
  }

  /** The words of a revision. */
  body({ kind, id }: ItemName, revision: number): Item | null {
    const row = this.#sql
      .exec<{ body: string }>(
        `select held.body from revision as asked join revision as held
         on held.kind = asked.kind and held.id = asked.id and held.revision = asked.content
         where asked.kind = ? and asked.id = ? and asked.revision = ?`,
        ...[kind, id, revision],
      )
      .toArray()[0];
    return row ? itemOf(kind, id, row.body) : null;
  }

  /** Adds the next revision. Answers its number. */
  add(name: ItemName, before: Head | null, step: Step): number {
    const revision = (before?.newest ?? 0) + 1;
    const content = step.item ? revision : (before?.content ?? revision);
    if (step.item) this.#describe(step.item, revision, step);
    else
      this.#sql.exec(
        `update item set state = ?, newest = ?, updated_at = ?, updated_by_id = ?, updated_by_name = ? where kind = ? and id = ?`,
        ...[step.state, revision, step.at, step.by.id, step.by.name, name.kind, name.id],
      );
    this.#sql.exec(
      `insert into revision (kind, id, revision, content, body, state, at, by_id, by_name, note, changed, version)
       values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      ...[name.kind, name.id, revision, content, step.item ? JSON.stringify(step.item.body) : null, step.state],
      ...[step.at, step.by.id, step.by.name, step.note, JSON.stringify(step.changed), step.version],
    );
    return revision;
  }

  #describe(item: Item, revision: number, { state, at, by }: Step): void {
    const written = writtenIn(item);
    const questions = languages.flatMap((one) => questionsOf(item, one));
    const category = item.kind === 'entry' ? item.body.category : '';
    const until = item.kind === 'entry' ? (item.body.validUntil ?? null) : null;
    this.#sql.exec(
      `insert into item (kind, id, category, question, words, languages, similar, state, newest, updated_at, updated_by_id,
       updated_by_name, valid_until) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
       on conflict (kind, id) do update set category = excluded.category, question = excluded.question, words = excluded.words,
       languages = excluded.languages, similar = excluded.similar, state = excluded.state, newest = excluded.newest,
       updated_at = excluded.updated_at, updated_by_id = excluded.updated_by_id, updated_by_name = excluded.updated_by_name,
       valid_until = excluded.valid_until`,
      ...[item.kind, item.id, category, titleOf(item), normalise([item.id, ...questions].join('\n'))],
      ...[written.join(' '), questions.length - written.length, state, revision, at, by.id, by.name, until],
    );
  }

  /** Names the revision customers get; null: none any more. Keeps its wordings for conflicts. */
  setLive({ kind, id }: ItemName, revision: number | null, item: Item | null): void {
    this.#sql.exec('delete from phrase where kind = ? and id = ?', kind, id);
    let questions = 0;
    for (const one of item ? languages : []) {
      for (const text of item ? questionsOf(item, one) : []) {
        questions += 1;
        const phrase = phraseOf(text);
        if (phrase === '') continue;
        this.#sql.exec('insert or ignore into phrase values (?, ?, ?, ?, ?)', one, phrase, kind, id, text);
      }
    }
    this.#sql.exec(
      'update item set live = ?, live_questions = ? where kind = ? and id = ?',
      ...[revision, questions, kind, id],
    );
  }

  history({ kind, id }: ItemName): RevisionView[] {
    return this.#sql
      .exec<RevisionRow>('select * from revision where kind = ? and id = ? order by revision desc', kind, id)
      .toArray()
      .map((row) => ({
        ...{ revision: row.revision, state: row.state, at: row.at, note: row.note, version: row.version },
        by: { id: row.by_id, name: row.by_name },
        changed: v.parse(v.array(v.string()), JSON.parse(row.changed)),
      }));
  }

  rows(asked: RowsAsked): { rows: KnowledgeRow[]; next: string | null; total: number } {
    const search = normalise(asked.search).trim();
    const where = `(?1 is null or kind = ?1) and (?2 is null or state = ?2)
      and (?3 is null or category = ?3 or substr(category, 1, length(?3) + 1) = ?3 || '/')
      and (?4 = '' or instr(words, ?4) > 0)`;
    const given = [asked.kind, asked.state, asked.category, search];
    const { total } = this.#sql
      .exec<{ total: number }>(`select count(*) as total from item where ${where}`, ...given)
      .one();
    const [at = '', kind = '', id = ''] = asked.after?.split('~') ?? [];
    const after = asked.after === null ? null : Number(at);
    const found = this.#sql
      .exec<ItemRow>(
        `select * from item where ${where} and (?5 is null or (updated_at, kind, id) < (?5, ?6, ?7))
         order by updated_at desc, kind desc, id desc limit ${PAGE + 1}`,
        ...[...given, after, kind, id],
      )
      .toArray();
    const rows = found.slice(0, PAGE);
    const last = found.length > PAGE ? rows[PAGE - 1] : undefined;
    const next = last ? `${last.updated_at}~${last.kind}~${last.id}` : null;
    return { rows: rows.map(rowView), next, total };
  }

  /** Items whose newest words are not live: what publishing everything would touch. */
  unpublished(): ItemName[] {
    return this.#sql
      .exec<ItemName>(
        `select kind, id from item where state in ('draft', 'in-review') order by updated_at desc, kind, id`,
      )
      .toArray();
  }

  /** Everything customers get, page by page. */
  *live(): Generator<Item> {
    let after: ItemName | undefined = { kind: 'entry', id: '' };
    while (after) {
      const page: Item[] = this.#bodies('live', '(item.kind, item.id) > (?, ?)', [after.kind, after.id], CUT);
      yield* page;
      after = page.length < CUT ? undefined : page[CUT - 1];
    }
  }

  /** Entries after this one, live or as they are written now, without retired ones. */
  entriesAfter(id: string, live: boolean, limit: number): Item[] {
    const where = `item.kind = 'entry' and item.id > ? and item.state <> 'retired'`;
    return this.#bodies(live ? 'live' : 'newest', where, [id], limit);
  }

  /** Live items that may name this one; the caller looks closer. */
  mayName(id: string): Item[] {
    return this.#bodies('live', 'instr(held.body, ?) > 0', [JSON.stringify(id)], -1);
  }

  #bodies(which: 'live' | 'newest', where: string, given: readonly string[], limit: number): Item[] {
    return this.#sql
      .exec<{ kind: Item['kind']; id: string; body: string }>(
        `select item.kind, item.id, held.body from item
         join revision as now on now.kind = item.kind and now.id = item.id and now.revision = item.${which}
         join revision as held on held.kind = item.kind and held.id = item.id and held.revision = now.content
         where ${where} order by item.kind, item.id limit ?`,
        ...given,
        limit,
      )
      .toArray()
      .map((row) => itemOf(row.kind, row.id, row.body));
  }

  /** Who is found by this very phrase. */
  holders(language: Language, phrase: string): ItemName[] {
    return this.#sql
      .exec<ItemName>('select kind, id from phrase where language = ? and phrase = ?', language, phrase)
      .toArray();
  }

  /** Phrases that stand in two live items. */
  clashes(): Clash[] {
    return this.#sql
      .exec<{
        language: Language;
        text: string;
        kind: Item['kind'];
        id: string;
        other: Item['kind'];
        other_id: string;
      }>(
        `select one.language, one.text, one.kind, one.id, other.kind as other, other.id as other_id from phrase as one
         join phrase as other on other.language = one.language and other.phrase = one.phrase
         and (other.kind, other.id) > (one.kind, one.id) order by one.language, one.phrase limit ?`,
        CLASHES,
      )
      .toArray()
      .map((row) => ({
        ...{ language: row.language, text: row.text },
        one: { kind: row.kind, id: row.id },
        other: { kind: row.other, id: row.other_id },
      }));
  }

  liveCount(): number {
    return this.#number('select count(*) as number from item where live is not null');
  }

  liveQuestions(): number {
    return this.#number('select coalesce(sum(live_questions), 0) as number from item');
  }

  #number(query: string): number {
    return this.#sql.exec<{ number: number }>(query).one().number;
  }

  /** How many stand in which state, by kind; and entries by category. */
  counts(): { states: { kind: Item['kind']; state: EntryState; count: number }[]; categories: Map<string, number> } {
    const states = this.#sql
      .exec<{ kind: Item['kind']; state: EntryState; count: number }>(
        'select kind, state, count(*) as count from item group by kind, state',
      )
      .toArray();
    const categories = this.#sql.exec<{ category: string; count: number }>(
      `select category, count(*) as count from item where kind = 'entry' and state <> 'retired' group by category`,
    );
    return { states, categories: new Map([...categories].map(({ category, count }) => [category, count])) };
  }
}

/** What stands in our own rows was checked at the door. */
function itemOf(kind: Item['kind'], id: string, text: string): Item {
  if (kind === 'entry') {
    const body: Entry = JSON.parse(text);
    return { kind, id, body };
  }
  const body: Flow = JSON.parse(text);
  return { kind, id, body };
}

function rowView(row: ItemRow): KnowledgeRow {
  return {
    ...{ id: row.id, kind: row.kind, question: row.question, category: row.category, state: row.state },
    ...{ published: row.live !== null, revision: row.newest, similar: row.similar, updatedAt: row.updated_at },
    languages: v.parse(v.array(language), row.languages.split(' ').filter(Boolean)),
    updatedBy: { id: row.updated_by_id, name: row.updated_by_name },
    ...(row.valid_until === null ? {} : { validUntil: row.valid_until }),
  };
}
