/** 服务状态: how the house stands as customers may know it: by channel, in plain words, for 90 days. Pure; no check, account or cause goes out. */
import type { ChannelName } from '../message.ts';
import type { CustomerNotice } from '../settings/notices.ts';
import type { SwitchedOff } from '../settings/switches.ts';
import { ofKey, type CheckName } from './check.ts';
import type { Incident, IncidentState } from './incident.ts';

export const DAY_MS = 24 * 3_600_000;
export const STATUS_DAYS = 90;
/** A watch that looked no more for so long knows nothing. */
const STALE_MS = 5 * 60_000;
const CHINA_MS = 8 * 3_600_000;
const SHOWN_INCIDENTS = 50;

/** In rising order of trouble. */
export const conditions = ['good', 'limited', 'down'] as const;
export type Condition = (typeof conditions)[number] | 'unknown';
/** What customers know the house by: its channels, its robot and its people. */
export type Component = ChannelName | 'robot' | 'people';
/** What was felt of an incident. */
export const troubles = ['unreachable', 'delayed', 'robot', 'waiting', 'unsteady'] as const;
export type Trouble = (typeof troubles)[number];

/** One alarm as far as customers feel it; nothing of it is said of an allowance that is nearly used. */
const felt: Record<CheckName, { trouble: Trouble; condition: 'limited' | 'down' } | null> = {
  channel: { trouble: 'unreachable', condition: 'down' },
  token: { trouble: 'delayed', condition: 'limited' },
  outbox: { trouble: 'delayed', condition: 'limited' },
  unknown: { trouble: 'delayed', condition: 'limited' },
  hook: { trouble: 'delayed', condition: 'limited' },
  quarantine: { trouble: 'delayed', condition: 'limited' },
  robot: { trouble: 'robot', condition: 'limited' },
  queue: { trouble: 'waiting', condition: 'limited' },
  part: { trouble: 'unsteady', condition: 'limited' },
  fault: { trouble: 'unsteady', condition: 'limited' },
  fast: { trouble: 'unsteady', condition: 'limited' },
  slow: { trouble: 'unsteady', condition: 'limited' },
  // Told to people on call; whose lines stand apart for a while is nobody else's matter.
  frozen: null,
  quota: null,
  topic: null,
};

type Account = { id: string; channel: ChannelName };
type Span = { key: string; from: number; to: number | null };

/** What the watch tells: alarms that stand, and its incidents. `since`: when it looked first. */
export type Published = {
  lookedAt: number | null;
  since: number | null;
  standing: string[];
  incidents: { from: number; to: number | null; state: IncidentState; spans: Span[] }[];
};

/** An incident without its people, notes and causes. */
export function publishedOf({
  openedAt,
  state,
  timeline,
  alarms,
  level,
}: Incident): Published['incidents'][number] | null {
  if (level !== 'page') return null;
  const spans: Span[] = [];
  for (const { kind, word, at } of timeline) {
    const open = spans.find((one) => one.key === word && one.to === null);
    if ((kind === 'opened' || kind === 'alarm') && !open) spans.push({ key: word, from: at, to: null });
    if (kind === 'cleared' && open) open.to = at;
  }
  for (const one of spans)
    if (one.to === null && !alarms.some(({ key, stands }) => key === one.key && stands)) one.to = one.from;
  const ends = spans.map(({ to }) => to);
  const to = ends.some((end) => end === null) ? null : Math.max(openedAt, ...ends.map((end) => end ?? 0));
  // Eased by hand while an alarm stands, it is still worked on.
  return { from: openedAt, to, state: to === null && state === 'mitigated' ? 'acknowledged' : state, spans };
}

export type Status = {
  condition: Condition;
  at: number;
  components: { component: Component; condition: Condition; days: Condition[]; troubledDays: number }[];
  notices: { component: Component | null; zh: string; en: string; since: number; until: number }[];
  incidents: { from: number; to: number | null; state: IncidentState; components: Component[]; troubles: Trouble[] }[];
};

type Known = {
  accounts: readonly Account[];
  published: Published;
  off: readonly SwitchedOff[];
  notices: readonly CustomerNotice[];
};

const worst = (given: readonly Condition[]): Condition =>
  given.reduce((one, other) => (rank(other) > rank(one) ? other : one), 'good' as Condition);
const rank = (one: Condition) => (one === 'unknown' ? -1 : conditions.indexOf(one));

/** Midnight in China of the day a moment lies in. */
export const midnight = (at: number): number => Math.floor((at + CHINA_MS) / DAY_MS) * DAY_MS - CHINA_MS;

export function statusOf({ accounts, published, off, notices }: Known, now: number): Status {
  const channels = [...new Set(accounts.map(({ channel }) => channel))];
  const all: Component[] = [...channels, 'robot', 'people'];
  const channelOf = new Map(accounts.map(({ id, channel }) => [id, channel]));
  const isBlind = published.lookedAt === null || now - published.lookedAt > STALE_MS;
  /** Whom an alarm touches; one of the whole house touches everything. */
  const touched = (key: string): Component[] => {
    const { check, subject } = ofKey(key);
    if (felt[check] === null) return [];
    if (check === 'robot') return ['robot'];
    if (check === 'queue') return ['people'];
    const channel = channelOf.get(subject);
    if (channel !== undefined) return [channel];
    // What waits for the desk, a seat or the staff keeps people from agents; other letters of ours and accounts that left, from nothing.
    if (['desk', 'seat', 'staff'].includes(subject)) return ['people'];
    return check === 'part' || subject === '' ? all : [];
  };
  /** The whole house's budget burns by what an account's own alarm says better. */
  const telling = <One>(some: readonly One[], keyIn: (one: One) => string): readonly One[] =>
    some.some((one) => channelOf.has(ofKey(keyIn(one)).subject))
      ? some.filter((one) => !['fast', 'slow'].includes(ofKey(keyIn(one)).check))
      : some;
  const conditionOf = (key: string): Condition => felt[ofKey(key).check]?.condition ?? 'good';
  const switched = (component: Component): Condition =>
    off.some(({ what, account }) =>
      what === 'robot' ? component === 'robot' : what === 'channel' && channelOf.get(account) === component,
    )
      ? 'limited'
      : 'good';
  const incidents = published.incidents.map(({ spans: some, ...one }) => ({
    ...one,
    spans: telling(some, ({ key }) => key),
  }));
  const spans = incidents.flatMap((one) => one.spans);
  const standing = telling(published.standing, (key) => key);
  const first = midnight(now) - (STATUS_DAYS - 1) * DAY_MS;
  const components = all.map((component) => {
    const here = standing.filter((key) => touched(key).includes(component));
    const condition: Condition = isBlind ? 'unknown' : worst([switched(component), ...here.map(conditionOf)]);
    const mine = spans.filter(({ key }) => touched(key).includes(component));
    const days = Array.from({ length: STATUS_DAYS }, (_, at): Condition => {
      const [from, to] = [first + at * DAY_MS, first + (at + 1) * DAY_MS];
      if (published.since === null || published.since >= to) return 'unknown';
      return worst(mine.filter((one) => one.from < to && (one.to ?? now) >= from).map(({ key }) => conditionOf(key)));
    });
    return {
      component,
      condition,
      days,
      troubledDays: days.filter((one) => one === 'limited' || one === 'down').length,
    };
  });
  return {
    condition: isBlind ? 'unknown' : worst(components.map(({ condition }) => condition)),
    at: published.lookedAt ?? now,
    components,
    notices: notices.map(({ account, zh, en, since, until }) => ({
      ...{ zh, en, since, until },
      component: channelOf.get(account) ?? null,
    })),
    incidents: incidents
      .filter(({ from, to }) => (to ?? now) >= first && from <= now)
      .flatMap(({ spans: some, ...one }) => {
        const touching = all.filter((component) => some.some(({ key }) => touched(key).includes(component)));
        const words = troubles.filter((trouble) => some.some(({ key }) => felt[ofKey(key).check]?.trouble === trouble));
        return words.length === 0 ? [] : [{ ...one, components: touching, troubles: words }];
      })
      .slice(0, SHOWN_INCIDENTS),
  };
}
