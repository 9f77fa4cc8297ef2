/**
 * Topics from day to day. A new question joins the topic it is clearly like, else it waits. From time to time a window of questions is
 * grouped afresh, with a bond between those that were of one topic before: so topics are found, come apart and become one as the
 * questions say, and yet keep their names and most of their questions. Pure; the same calls give the same topics.
 */
import { grouped } from './linkage.ts';
import { likeness, meanOf, type Vector } from './sight.ts';

/** Mean likeness from which questions are of one topic (decision 0023). */
const ALIKE = 0.15;
/** Added to the likeness of two questions that were of one topic before. */
const BOND = 0.1;
/** A question joins between two groupings only what it is clearly like. */
const CLEARLY = 0.2;
/** Questions that make a topic. */
export const BIRTH = 3;
/** Topics of one language; beyond, those silent longest are let go. */
export const TOPICS = 400;
/** A topic nobody asked about for so long is let go. */
export const FADE_MS = 60 * 86_400_000;
/** Terms kept of a topic, the heaviest. */
const TERMS = 300;

export type Topic = { id: string; vector: Vector; bornAt: number; lastAt: number };
export type Placed = { key: string; vector: Vector; at: number; topic: string | null };
/** What a grouping changed: questions of the window by their topic, whole topics that went into others, topics let go. */
export type Regrouped = {
  moved: { key: string; topic: string | null }[];
  born: string[];
  merged: { from: string; into: string }[];
  gone: string[];
};

export class Gathering {
  readonly #topics: Map<string, Topic>;
  readonly #name: (key: string) => string;

  /** `name` makes the id of a new topic from the key of its first question. */
  constructor(topics: Iterable<Topic>, name: (key: string) => string) {
    this.#topics = new Map([...topics].map((one) => [one.id, one]));
    this.#name = name;
  }

  topics(): readonly Topic[] {
    return [...this.#topics.values()];
  }

  /** The topic a question joins, or null: it waits for the next grouping. */
  join(vector: Vector, at: number): string | null {
    let [best, found]: [number, Topic | null] = [CLEARLY, null];
    for (const topic of this.#topics.values()) {
      const value = likeness(vector, topic.vector);
      if (value >= best) [best, found] = [value, topic];
    }
    if (found) found.lastAt = Math.max(found.lastAt, at);
    return found?.id ?? null;
  }

  /** Groups a window of questions (at most `AT_ONCE`): give some of every topic, and what waits. */
  regroup(window: readonly Placed[], now: number): Regrouped {
    const vectors = window.map(({ vector }) => vector);
    const groups = grouped(vectors, ALIKE, { kin: window.map(({ topic }) => topic), bond: BOND });
    const heirs = heirsOf(groups, window);
    const change: Regrouped = { moved: [], born: [], merged: [], gone: [] };
    for (const [at, group] of groups.entries()) {
      const members = group.flatMap((one) => window[one] ?? []);
      const heir = heirs.get(at);
      const id = heir ?? (members.length >= BIRTH ? this.#name(members[0]?.key ?? '') : null);
      if (id !== null) this.#grow(id, members);
      if (id !== null && heir === undefined) change.born.push(id);
      for (const { key, topic } of members) if (topic !== id) change.moved.push({ key, topic: id });
    }
    this.#merge(window, new Set(heirs.values()), change);
    this.#fade(now, change);
    return change;
  }

  #grow(id: string, members: readonly Placed[]): void {
    const ats = members.map(({ at }) => at);
    const before = this.#topics.get(id);
    const vector = heaviest(meanOf(members.map((one) => one.vector)));
    const bornAt = Math.min(before?.bornAt ?? Infinity, ...ats);
    this.#topics.set(id, { id, vector, bornAt, lastAt: Math.max(before?.lastAt ?? 0, ...ats) });
  }

  /** A topic that was asked for and has no heir went where most of its questions went. */
  #merge(window: readonly Placed[], heirs: ReadonlySet<string>, change: Regrouped): void {
    const moved = new Map(change.moved.map(({ key, topic }) => [key, topic]));
    const ways = new Map<string, Map<string | null, number>>();
    for (const { key, topic } of window) {
      if (topic === null || heirs.has(topic) || !this.#topics.has(topic)) continue;
      const into = moved.get(key) ?? null;
      const way = ways.get(topic) ?? new Map<string | null, number>();
      ways.set(topic, way.set(into, (way.get(into) ?? 0) + 1));
    }
    for (const [from, way] of ways) {
      const [[into] = [null]] = [...way].sort(([, one], [, other]) => other - one);
      this.#topics.delete(from);
      if (into === null) change.gone.push(from);
      else change.merged.push({ from, into });
    }
  }

  #fade(now: number, change: Regrouped): void {
    const oldest = this.topics().toSorted((one, other) => one.lastAt - other.lastAt || (one.id < other.id ? -1 : 1));
    for (const [at, topic] of oldest.entries()) {
      if (topic.lastAt > now - FADE_MS && oldest.length - at <= TOPICS) continue;
      this.#topics.delete(topic.id);
      change.gone.push(topic.id);
    }
  }
}

/** Which group goes on under which topic's name: the greatest common parts first, each name once. */
function heirsOf(groups: readonly number[][], window: readonly Placed[]): Map<number, string> {
  const common: { group: number; topic: string; count: number }[] = [];
  for (const [group, members] of groups.entries()) {
    const counts = new Map<string, number>();
    for (const at of members) {
      const topic = window[at]?.topic ?? null;
      if (topic !== null) counts.set(topic, (counts.get(topic) ?? 0) + 1);
    }
    for (const [topic, count] of counts) common.push({ group, topic, count });
  }
  common.sort((one, other) => other.count - one.count || one.group - other.group || (one.topic < other.topic ? -1 : 1));
  const heirs = new Map<number, string>();
  const taken = new Set<string>();
  for (const { group, topic } of common) {
    if (heirs.has(group) || taken.has(topic)) continue;
    heirs.set(group, topic);
    taken.add(topic);
  }
  return heirs;
}

/** What few said is no matter of the topic. */
function heaviest({ terms, meaning }: Vector): Vector {
  const kept = [...terms].sort(([one, a], [other, b]) => b - a || one - other).slice(0, TERMS);
  return { terms: new Map(kept), meaning };
}
