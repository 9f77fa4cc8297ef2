/** Questions, topics and what days add up to, in SQL. */
import type { Language } from '../../shared/knowledge.ts';
import { dateOf } from '../../shared/calendar.ts';
import { EXAMPLES, type MendWeek, type TopicExample } from '../../shared/topics/api.ts';
import type { AskedIn, AskedQuestion } from '../../shared/topics/asked.ts';
import { cellsOf, type Cell, type Counting, type Day, type Encounter } from './cells.ts';

/** Questions are kept so long, and so many. */
const KEPT_DAYS = 92;
const KEPT = 400_000;
/** Lists of what to mend are kept for a year. */
const WEEKS = 53;

type Body = { body: string };
export type QuestionRow = { number: number; at: number; text: string; topic: string | null };
type Listed = Omit<QuestionRow, 'topic'> & { language: Language };

export class TopicStore {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  /** Keeps an encounter unless a newer revision of it is known; answers its new questions by their place. */
  put({ questions, ...encounter }: AskedIn): { number: number; question: AskedQuestion }[] {
    const { session, openedAt, revision } = encounter;
    const day = dateOf(openedAt);
    const { rowsWritten } = this.#sql.exec(
      `insert into encounter (session, day, opened_at, revision, body) values (?, ?, ?, ?, ?)
       on conflict (session) do update set revision = excluded.revision, body = excluded.body
       where excluded.revision > encounter.revision`,
      ...[session, day, openedAt, revision, JSON.stringify(encounter)],
    );
    if (rowsWritten === 0) return [];
    this.#sql.exec('delete from counted where day = ?', day);
    const fresh = questions.flatMap((question, place) =>
      this.#putQuestion({ session, day, openedAt }, question, place),
    );
    this.#sql.exec('delete from question where session = ? and place >= ?', session, questions.length);
    return fresh;
  }

  #putQuestion(of: { session: string; day: string; openedAt: number }, question: AskedQuestion, place: number) {
    const { text, language, fate, entry, fault } = question;
    const known = this.#sql
      .exec<{ text: string }>('select text from question where session = ? and place = ?', of.session, place)
      .toArray()[0];
    if (known?.text === text) {
      this.#sql.exec(
        'update question set fate = ?, entry = ?, fault = ? where session = ? and place = ?',
        ...[fate, entry, Number(fault), of.session, place],
      );
      return [];
    }
    const { number } = this.#sql
      .exec<{ number: number }>(
        `insert or replace into question (session, place, day, at, language, text, fate, entry, fault)
         values (?, ?, ?, ?, ?, ?, ?, ?, ?) returning number`,
        ...[of.session, place, of.day, of.openedAt, language, text, fate, entry, Number(fault)],
      )
      .one();
    return [{ number, question }];
  }

  setTopic(number: number, topic: string | null): void {
    this.#sql.exec('delete from counted where day = (select day from question where number = ?)', number);
    this.#sql.exec('update question set topic = ? where number = ?', topic, number);
  }

  /** Every question of a topic goes to another, or waits again. */
  moveAll(from: string, into: string | null): void {
    this.#sql.exec('delete from counted where day in (select day from question where topic = ?)', from);
    this.#sql.exec('update question set topic = ? where topic = ?', into, from);
  }

  /** Takes out encounters; answers what was asked in them, and the topics it was in. */
  forget(sessions: readonly string[]): { texts: Set<string>; topics: Set<string> } {
    const gone = { texts: new Set<string>(), topics: new Set<string>() };
    for (const session of sessions) {
      const rows = this.#sql
        .exec<{ text: string; topic: string | null }>('select text, topic from question where session = ?', session)
        .toArray();
      for (const { text, topic } of rows) {
        gone.texts.add(text);
        if (topic !== null) gone.topics.add(topic);
      }
      this.#sql.exec('delete from counted where day = (select day from encounter where session = ?)', session);
      this.#sql.exec('delete from question where session = ?', session);
      this.#sql.exec('delete from encounter where session = ?', session);
    }
    return gone;
  }

  /** No list shows these words, nor the names of topics nobody else asked about. */
  unsay(texts: ReadonlySet<string>, topics: ReadonlySet<string>): void {
    for (const { week, rows } of this.weeks()) {
      const kept = rows.map((row) => ({
        ...row,
        typical: texts.has(row.typical) ? '' : row.typical,
        name: texts.has(row.name) || topics.has(row.topic) ? '' : row.name,
      }));
      this.putWeek({ week, rows: kept });
    }
  }

  /** What is too old, or too much, goes; the oldest first. */
  prune(now: number): void {
    const oldest = dateOf(now - KEPT_DAYS * 86_400_000);
    for (const table of ['question', 'encounter', 'counted'])
      this.#sql.exec(`delete from ${table} where day < ?`, oldest);
    this.#sql.exec('delete from question where number <= (select max(number) from question) - ?', KEPT);
    this.#sql.exec(
      'delete from week where monday not in (select monday from week order by monday desc limit ?)',
      WEEKS,
    );
  }

  /** Questions after one, in the order they came. */
  after(language: Language, number: number): { number: number; text: string }[] {
    return this.#sql
      .exec<{ number: number; text: string }>(
        'select number, text from question where language = ? and number > ? order by number',
        language,
        number,
      )
      .toArray();
  }

  newestOf(topic: string, limit: number): QuestionRow[] {
    return this.#sql
      .exec<QuestionRow>(
        'select number, at, text, topic from question where topic = ? order by at desc, number desc limit ?',
        topic,
        limit,
      )
      .toArray();
  }

  waiting(language: Language, limit: number): QuestionRow[] {
    return this.#sql
      .exec<QuestionRow>(
        'select number, at, text, topic from question where topic is null and language = ? order by at desc, number desc limit ?',
        language,
        limit,
      )
      .toArray();
  }

  /** Days of a range, counted once until one of their questions changes. */
  days(from: string, to: string): Day[] {
    return this.#sql
      .exec<{ day: string; body: string | null }>(
        `select found.day, counted.body from (select distinct day from encounter where day between ? and ?) as found
         left join counted on counted.day = found.day order by found.day`,
        from,
        to,
      )
      .toArray()
      .map(({ day, body }) => ({ day, cells: body === null ? this.#count(day) : (JSON.parse(body) as Cell[]) }));
  }

  /** Sessions with questions in a range. */
  sessions(from: string, to: string): number {
    return this.#sql
      .exec<{ n: number }>('select count(distinct session) as n from question where day between ? and ?', from, to)
      .one().n;
  }

  /** So many people asked about a topic on a day. */
  customers(topic: string, day: string): number {
    return this.#sql
      .exec<{ n: number }>(
        `select count(distinct json_extract(encounter.body, '$.customer')) as n
         from question join encounter using (session) where question.topic = ? and question.day = ?`,
        topic,
        day,
      )
      .one().n;
  }

  #count(day: string): Cell[] {
    const encounters = this.#sql
      .exec<Body>('select body from encounter where day = ?', day)
      .toArray()
      .map(({ body }) => JSON.parse(body) as Encounter);
    const questions = this.#sql
      .exec<Omit<Counting, 'fault'> & { fault: number }>(
        'select session, topic, fate, entry, fault from question where day = ? order by session, place',
        day,
      )
      .toArray()
      .map((one) => ({ ...one, fault: one.fault === 1 }));
    const cells = cellsOf(encounters, questions);
    this.#sql.exec('insert or replace into counted (day, body) values (?, ?)', day, JSON.stringify(cells));
    return cells;
  }

  examples(topic: string): TopicExample[] {
    return this.#sql
      .exec<Body & Listed & Pick<TopicExample, 'fate' | 'entry' | 'session'>>(
        `select question.*, encounter.body from question join encounter using (session)
         where topic = ? order by at desc, number desc limit ?`,
        topic,
        EXAMPLES,
      )
      .toArray()
      .map(({ body, session, at, text, fate, entry }) => {
        const { customer, number, channel } = JSON.parse(body) as Encounter;
        return { customer, session, number, at, channel, text, fate, entry };
      });
  }

  weeks(): MendWeek[] {
    return this.#sql
      .exec<Body>('select body from week order by monday desc limit ?', WEEKS)
      .toArray()
      .map(({ body }) => JSON.parse(body) as MendWeek);
  }

  putWeek(week: MendWeek): void {
    this.#sql.exec('insert or replace into week (monday, body) values (?, ?)', week.week, JSON.stringify(week));
  }

  /** Lists go on under the topics theirs became. */
  merged(pairs: readonly { from: string; into: string }[]): void {
    if (pairs.length === 0) return;
    const ways = new Map(pairs.map(({ from, into }) => [from, into]));
    for (const { week, rows } of this.weeks()) {
      if (!rows.some(({ topic }) => ways.has(topic))) continue;
      this.putWeek({ week, rows: rows.map((row) => ({ ...row, topic: ways.get(row.topic) ?? row.topic })) });
    }
  }
}
