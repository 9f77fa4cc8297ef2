/** How well topics are found in questions whose entry is known, beside plain k-means over the same vectors; and how steady they are from day to day. */
import { Gathering } from '../../worker/topics/gathering.ts';
import { AT_ONCE } from '../../worker/topics/linkage.ts';
import { Sight, type Vector } from '../../worker/topics/sight.ts';
import { adjustedInformation } from './agreement.ts';
import { kMeans, seeded } from './kmeans.ts';
import { round } from './measure.ts';
import type { Questions } from './sets.ts';

const SEEDS = [1, 2, 3, 4, 5] as const;
const DAYS = 10;

/** AMI against the entries. `once`: all questions grouped at once; `days`: as in service, a tenth a day; `stays`: how many of a day's assignments stand after the next, from the fourth on. */
export type TopicFigures = {
  questions: number;
  entries: number;
  topics: number;
  once: number;
  days: number;
  stays: number;
  kmeans: number;
  kmeans_best: number;
};

type Question = { id: string; text: string; entry: string };

/** The figures of one part of a set, or a sentence why it has none. */
export function topicFigures({ language, queries }: Questions): TopicFigures | string {
  const entries = new Set(queries.map(({ entry }) => entry)).size;
  if (entries * 3 > queries.length) return 'most entries have fewer than three questions: there are no topics to find';
  if (queries.length > AT_ONCE) return `more than ${AT_ONCE} questions`;
  const truth = queries.map(({ entry }) => entry);
  const sight = new Sight(language);
  for (const { text } of queries) sight.learn(text);
  const vectors = queries.map(({ text }) => sight.see(text));
  const { labels, topics } = atOnce(queries, vectors);
  const rivals = SEEDS.map((seed) => adjustedInformation(truth, kMeans(vectors, entries, seed).map(String)));
  const courses = SEEDS.map((seed) => dayByDay(queries, language, seed));
  return {
    ...{ questions: queries.length, entries, topics },
    once: round(adjustedInformation(truth, labels), 3),
    days: round(mean(courses.map((one) => one.agreement)), 3),
    stays: round(mean(courses.map((one) => one.stays)), 3),
    kmeans: round(mean(rivals), 3),
    kmeans_best: round(Math.max(...rivals), 3),
  };
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
const fresh = () => new Gathering([], (key) => `t-${key}`);

function atOnce(queries: readonly Question[], vectors: readonly Vector[]) {
  const gathering = fresh();
  const window = queries.flatMap(({ id }, at) => {
    const vector = vectors[at];
    return vector ? [{ key: id, vector, at: 0, topic: null }] : [];
  });
  const topics = new Map(gathering.regroup(window, 0).moved.map(({ key, topic }) => [key, topic]));
  // What is in no topic stands alone.
  return { labels: queries.map(({ id }) => topics.get(id) ?? id), topics: gathering.topics().length };
}

function dayByDay(queries: readonly Question[], language: Questions['language'], seed: number) {
  const random = seeded(seed);
  const order = queries
    .map((query) => ({ query, place: random() }))
    .sort((one, other) => one.place - other.place)
    .map(({ query }) => query);
  const [sight, gathering] = [new Sight(language), fresh()];
  const topics = new Map<string, string | null>();
  const stays: number[] = [];
  for (let day = 1; day <= DAYS; day += 1) {
    const [from, to] = [day - 1, day].map((one) => Math.floor((one * order.length) / DAYS));
    for (const { text } of order.slice(from, to)) sight.learn(text);
    const window = order
      .slice(0, to)
      .map(({ id, text }) => ({ key: id, vector: sight.see(text), at: day, topic: topics.get(id) ?? null }));
    const before = [...topics].filter(([, topic]) => topic !== null);
    for (const { key, topic } of gathering.regroup(window, day).moved) topics.set(key, topic);
    if (day > 4) stays.push(mean(before.map(([id, topic]) => Number(topics.get(id) === topic))));
  }
  const labels = order.map(({ id }) => topics.get(id) ?? id);
  const truth = order.map(({ entry }) => entry);
  return { agreement: adjustedInformation(truth, labels), stays: mean(stays) };
}
