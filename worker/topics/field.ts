/** The topics of one language at work: new questions join or wait; from time to time a window of them is grouped afresh and the topics are named. */
import type { Language } from '../../shared/knowledge.ts';
import { digestText } from '../lib/digest.ts';
import { Gathering, type Regrouped } from './gathering.ts';
import type { Called, KeptTopics } from './kept.ts';
import { AT_ONCE } from './linkage.ts';
import { named, typicalOf } from './names.ts';
import type { Sight } from './sight.ts';
import type { QuestionRow, TopicStore } from './store.ts';

/** Questions of every topic in the window: few where there are many topics. */
const OF_TOPIC = 8;
const OF_TOPICS = 900;
/** Questions a topic is named by. */
const NAMED_BY = 20;

export class Field {
  readonly #language: Language;
  readonly #store: TopicStore;
  readonly #kept: KeptTopics;
  readonly #sight: Sight;
  #upto: number;
  readonly #gathering: Gathering;

  constructor(language: Language, store: TopicStore, kept: KeptTopics) {
    const { sight, upto } = kept.sight(language);
    this.#language = language;
    this.#store = store;
    this.#kept = kept;
    this.#sight = sight;
    this.#upto = upto;
    this.#gathering = new Gathering(
      kept.topics(language),
      (key) => `t_${digestText(`${language}:${key}`).slice(0, 16)}`,
    );
    this.#learn();
  }

  /** What came since the sight was kept. */
  #learn(): void {
    for (const { number, text } of this.#store.after(this.#language, this.#upto)) {
      this.#sight.learn(text);
      this.#upto = number;
    }
  }

  hear(number: number, text: string, at: number): void {
    this.#learn();
    const topic = this.#gathering.join(this.#sight.see(text), at);
    if (topic !== null) this.#store.setTopic(number, topic);
  }

  /** Groups a window afresh and writes what came of it. */
  regroup(now: number): Regrouped {
    this.#learn();
    const window = this.#window();
    const placed = window.map((one) => ({
      ...{ key: String(one.number), vector: this.#sight.see(one.text), at: one.at, topic: one.topic },
    }));
    const change = this.#gathering.regroup(placed, now);
    for (const { from, into } of change.merged) this.#store.moveAll(from, into);
    for (const gone of change.gone) this.#store.moveAll(gone, null);
    for (const { key, topic } of change.moved) this.#store.setTopic(Number(key), topic);
    this.#kept.put(this.#language, this.#gathering.topics(), this.#called());
    this.#kept.putSight(this.#language, this.#sight, this.#upto);
    return change;
  }

  /** Some of every topic, then what waits, oldest first: a row that is the same whatever came in between. */
  #window(): QuestionRow[] {
    const topics = this.#gathering.topics();
    const each = Math.max(2, Math.min(OF_TOPIC, Math.floor(OF_TOPICS / Math.max(1, topics.length))));
    const ofTopics = topics.flatMap(({ id }) => this.#store.newestOf(id, each)).slice(0, OF_TOPICS);
    const waiting = this.#store.waiting(this.#language, AT_ONCE - ofTopics.length);
    return [...ofTopics, ...waiting].toSorted((one, other) => one.number - other.number);
  }

  #called(): Map<string, Called> {
    const topics = this.#gathering.topics().map(({ id }) => {
      const texts = this.#store.newestOf(id, NAMED_BY).map(({ text }) => text);
      return { id, texts, name: this.#kept.called(id)?.name ?? '' };
    });
    const names = named(topics, this.#language);
    return new Map(
      topics.map(({ id, texts }) => {
        const typical = texts[typicalOf(texts.map((text) => this.#sight.see(text)))] ?? '';
        return [id, { name: names.get(id) ?? id, typical }];
      }),
    );
  }
}
