/** What a day's encounters add up to, by topic, channel, group, product and level. Pure; whole numbers, so no order changes one. */
import type { TopicSums } from '../../shared/topics/api.ts';
import type { AskedFate, AskedIn } from '../../shared/topics/asked.ts';

/** One question as it is counted. `topic` null: none yet. */
export type Counting = { session: string; topic: string | null; fate: AskedFate; entry: string | null; fault: boolean };
export type Encounter = Omit<AskedIn, 'questions'>;

type Key = { channel: string; group: string; product: string; level: string };
/** `topic` empty: sessions with no question in any topic. `entries`: how often each answered. */
export type Cell = Key & { topic: string; sums: TopicSums; entries: Record<string, number> };
/** A day: its cells, and how many sessions they come from. */
export type Day = { day: string; cells: Cell[] };

export const nothing: TopicSums = {
  ...{ sessions: 0, missed: 0, unhelpful: 0, inVain: 0, people: 0, fault: 0, upset: 0, agentMs: 0 },
};

/** The cells of some encounters, in the order of their keys. */
export function cellsOf(encounters: readonly Encounter[], questions: readonly Counting[]): Cell[] {
  const bySession = new Map<string, Counting[]>();
  for (const one of questions) bySession.set(one.session, [...(bySession.get(one.session) ?? []), one]);
  const cells = new Map<string, Cell>();
  for (const encounter of encounters) {
    const own = bySession.get(encounter.session) ?? [];
    if (own.length === 0) continue;
    const topics = new Set(own.flatMap(({ topic }) => topic ?? []));
    for (const topic of topics.size === 0 ? [''] : topics) {
      const about = own.filter((one) => (one.topic ?? '') === topic);
      const { channel, group, product, level } = encounter;
      const key = [topic, channel, group, product, level].join('\u0000');
      let cell = cells.get(key);
      if (!cell) {
        cell = { topic, channel, group, product, level, sums: { ...nothing }, entries: {} };
        cells.set(key, cell);
      }
      addTo(cell.sums, sumsOf(encounter, about, Math.max(1, topics.size)));
      for (const { entry } of about) if (entry !== null) cell.entries[entry] = (cell.entries[entry] ?? 0) + 1;
    }
  }
  return [...cells].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, cell]) => cell);
}

/** One session in one topic: the worst that became of its questions counts. */
function sumsOf(encounter: Encounter, about: readonly Counting[], topics: number): TopicSums {
  const has = (fate: AskedFate) => about.some((one) => one.fate === fate);
  const [unhelpful, missed] = [has('unhelpful'), has('missed')];
  const answered = has('answered') && !unhelpful && !missed;
  return {
    sessions: 1,
    missed: Number(missed && !unhelpful),
    unhelpful: Number(unhelpful),
    inVain: Number(answered && (encounter.people || encounter.unsolved)),
    people: Number(encounter.people),
    fault: Number(about.some((one) => one.fault)),
    upset: Number(encounter.upset),
    agentMs: Math.round(encounter.agentMs / topics),
  };
}

export function addTo(to: TopicSums, given: TopicSums): void {
  for (const name of Object.keys(to) as (keyof TopicSums)[]) to[name] += given[name];
}
