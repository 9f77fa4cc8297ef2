/** What customers ask about: their questions, grouped into topics, and what to mend. Opens transactions; decides nothing. */
import { DurableObject } from 'cloudflare:workers';
import { dateOf } from '../../shared/calendar.ts';
import type { Language } from '../../shared/knowledge.ts';
import { TOPIC_DAYS, type TopicsCalls } from '../../shared/topics/api.ts';
import { dayAfter, mondayOf } from '../../shared/zone.ts';
import type { Env } from '../env.ts';
import { Forgotten } from '../lib/forgotten.ts';
import { migrate } from '../lib/migrate.ts';
import { faultLine, freshNumber, log } from '../log.ts';
import { Field } from './field.ts';
import { checked, listOf, RISE_DAYS, risesOf, rowsOf } from './insight.ts';
import { KeptTopics } from './kept.ts';
import { steps } from './schema.ts';
import { TopicStore } from './store.ts';

/** Questions are grouped afresh so long after the first that came. */
const REST_MS = 10 * 60_000;
const AFTER_FAULT_MS = 60_000;
const languages = ['zh', 'en'] as const;

export class Topics extends DurableObject<Env> implements TopicsCalls {
  readonly #store: TopicStore;
  readonly #kept: KeptTopics;
  readonly #forgotten: Forgotten;
  #fields: Map<Language, Field> = new Map();

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env);
    migrate(ctx.storage, steps);
    this.#store = new TopicStore(ctx.storage.sql);
    this.#kept = new KeptTopics(ctx.storage.sql);
    this.#forgotten = new Forgotten(ctx.storage.sql);
  }

  async tell(asked: Parameters<TopicsCalls['tell']>[0]) {
    const alarm = await this.ctx.storage.getAlarm();
    this.#change(() => {
      for (const one of asked) {
        if (this.#forgotten.has(one.customer)) continue;
        for (const { number, question } of this.#store.put(one)) {
          this.#field(question.language).hear(number, question.text, one.openedAt);
        }
      }
      if (alarm === null) void this.ctx.storage.setAlarm(Date.now() + REST_MS);
    });
    return { ok: true as const };
  }

  async forget({ customer, sessions }: Parameters<TopicsCalls['forget']>[0]) {
    this.#change(() => {
      this.#forgotten.add(customer, Date.now());
      const { texts, topics } = this.#store.forget(sessions);
      this.#store.unsay(texts, this.#kept.unsay(texts, topics));
      this.#fields = new Map();
      if (topics.size > 0) void this.ctx.storage.setAlarm(Date.now());
    });
    return { ok: true as const };
  }

  async view({ days, ...filter }: Parameters<TopicsCalls['view']>[0]) {
    return this.#change(() => {
      const today = dateOf(Date.now());
      const past = this.#store.days(dayAfter(today, -2 * TOPIC_DAYS), today);
      const view = rowsOf(past, this.#kept.known(), { today, days }, filter);
      return { ...view, sessions: this.#store.sessions(view.from, view.to) };
    });
  }

  async topic(id: string) {
    const called = this.#kept.called(id);
    if (!called) return null;
    return { name: called.name, language: called.language, examples: this.#store.examples(id) };
  }

  async weeks() {
    return this.#store.weeks();
  }

  async rises() {
    return this.#change(() => {
      const today = dateOf(Date.now());
      const past = this.#store.days(dayAfter(today, -RISE_DAYS), today);
      const asking = (topic: string, day: string) => this.#store.customers(topic, day);
      return risesOf(past, this.#kept.known(), today, asking);
    });
  }

  /** Groups what waits, and makes the lists of weeks that are over. Never throws: the runtime would drop the alarm. */
  override async alarm(): Promise<void> {
    try {
      this.#change(() => {
        const now = Date.now();
        for (const language of languages) this.#store.merged(this.#field(language).regroup(now).merged);
        this.#mend(mondayOf(dateOf(now)));
        this.#store.prune(now);
      });
    } catch (fault) {
      log(faultLine('', freshNumber(), 'topics alarm', fault));
      await this.ctx.storage.setAlarm(Date.now() + AFTER_FAULT_MS);
    }
  }

  /** The list of the week before, once; and lists whose next week is over, checked against it. */
  #mend(monday: string): void {
    const week = dayAfter(monday, -7);
    const lists = this.#store.weeks();
    const daysOf = (from: string) => this.#store.days(from, dayAfter(from, 6));
    for (const list of lists) {
      const isOpen = list.rows.some(({ after }) => after === null) && dayAfter(list.week, 14) <= monday;
      if (isOpen) this.#store.putWeek(checked(list, daysOf(dayAfter(list.week, 7))));
    }
    if (lists.some((one) => one.week === week)) return;
    const rows = listOf(daysOf(week), this.#kept.known());
    if (rows.length > 0) this.#store.putWeek({ week, rows });
  }

  #field(language: Language): Field {
    const known = this.#fields.get(language) ?? new Field(language, this.#store, this.#kept);
    this.#fields.set(language, known);
    return known;
  }

  /** One transaction; what is remembered of one that was undone may be false. */
  #change<Answer>(act: () => Answer): Answer {
    try {
      return this.ctx.storage.transactionSync(act);
    } catch (fault) {
      this.#fields = new Map();
      throw fault;
    }
  }
}
