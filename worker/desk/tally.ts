/** What is counted by the day: served, answered, missed, time in each state; came, taken, gave up. Written through; today's stays in memory. */
import type { DeskDay } from '../../shared/actors.ts';
import type { Duty } from '../../shared/seat.ts';
import { dateOf } from '../../shared/calendar.ts';
import type { Agent } from './session.ts';
import { Stretches } from './stretches.ts';

export type AgentDay = {
  handled: number;
  answered: number;
  answerMs: number;
  missed: number;
  states: Partial<Record<Duty, number>>;
  /** Online or busy with a conversation in hand (ms); null: from before this was counted. */
  engagedMs: number | null;
};
export type GroupDay = { entered: number; taken: number; inTime: number; abandoned: number };

/** Everybody's row among the groups. */
export const ALL = '*';

const freshAgent = (): AgentDay => ({ handled: 0, answered: 0, answerMs: 0, missed: 0, states: {}, engagedMs: 0 });
const freshGroup = (): GroupDay => ({ entered: 0, taken: 0, inTime: 0, abandoned: 0 });

export class Tally {
  readonly #sql: SqlStorage;
  readonly #stretches: Stretches;
  #day = '';
  #agents = new Map<string, AgentDay>();
  #groups = new Map<string, GroupDay>();

  constructor(sql: SqlStorage) {
    this.#sql = sql;
    this.#stretches = new Stretches(sql);
  }

  /** What is remembered may be false: it is read again. */
  reload(): void {
    this.#day = '';
  }

  /** An agent's counts of the day of `now`. */
  agent(id: string, now: number): Readonly<AgentDay> {
    this.#turnTo(dateOf(now));
    return this.#agents.get(id) ?? freshAgent();
  }

  group(id: string, now: number): Readonly<GroupDay> {
    this.#turnTo(dateOf(now));
    return this.#groups.get(id) ?? freshGroup();
  }

  countAgent(id: string, now: number, add: Partial<Omit<AgentDay, 'states' | 'engagedMs'>>): void {
    const row: AgentDay = { ...this.agent(id, now) };
    for (const key of ['handled', 'answered', 'answerMs', 'missed'] as const) row[key] += add[key] ?? 0;
    this.#saveAgent(id, this.#day, row);
  }

  /** Counts for the group and for everybody. */
  countGroup(id: string, now: number, add: Partial<GroupDay>): void {
    for (const one of id === '' ? [ALL] : [ALL, id]) {
      const row = { ...this.group(one, now) };
      for (const key of ['entered', 'taken', 'inTime', 'abandoned'] as const) row[key] += add[key] ?? 0;
      this.#groups.set(one, row);
      this.#sql.exec(
        'insert or replace into group_day (group_id, day, entered, taken, in_time, abandoned) values (?, ?, ?, ?, ?, ?)',
        ...[one, this.#day, row.entered, row.taken, row.inTime, row.abandoned],
      );
    }
  }

  /** Counts the time since it was counted last under the state it was in then, to each day its own. */
  clock(agent: Agent, now: number): void {
    for (const { day, ms } of daysBetween(agent.countedAt, now)) {
      const row = this.#rowOf(agent.id, day);
      addTime(row, agent, ms);
      this.#saveAgent(agent.id, day, row);
    }
    this.#stretches.keep(agent, now);
    agent.countedAt = now;
  }

  /** A whole day; time that still runs is counted up to now. */
  day(day: string, agents: Iterable<Readonly<Agent>>, now: number): DeskDay {
    const begins = Date.parse(`${day}T00:00:00+08:00`);
    const ends = Math.min(begins + DAY_MS, now);
    const stretchesOf = begins < ends ? this.#stretches.between(begins, ends) : null;
    const known = day === this.#day ? this.#agents : this.#readAgents(day, null);
    const rows = [...agents].flatMap((agent) => {
      const stretches = stretchesOf?.(agent) ?? [];
      const row = structuredClone(known.get(agent.id) ?? freshAgent());
      for (const piece of daysBetween(agent.countedAt, now)) {
        if (piece.day === day) addTime(row, agent, piece.ms);
      }
      const idle = row.handled === 0 && row.answered === 0 && row.missed === 0 && Object.keys(row.states).length === 0;
      return idle && stretches.length === 0 ? [] : [{ id: agent.id, name: agent.name, ...row, stretches }];
    });
    const groups = this.#sql
      .exec<{ id: string; entered: number; taken: number; inTime: number; abandoned: number }>(
        `select group_id as id, entered, taken, in_time as inTime, abandoned from group_day where day = ? order by id`,
        day,
      )
      .toArray();
    return { agents: rows, groups };
  }

  #rowOf(id: string, day: string): AgentDay {
    if (day === this.#day) return structuredClone(this.#agents.get(id) ?? freshAgent());
    return this.#readAgents(day, id).get(id) ?? freshAgent();
  }

  #saveAgent(id: string, day: string, row: AgentDay): void {
    if (day === this.#day) this.#agents.set(id, row);
    this.#sql.exec(
      `insert or replace into agent_day (agent, day, handled, answered, answer_ms, missed, states, engaged_ms)
       values (?, ?, ?, ?, ?, ?, ?, ?)`,
      ...[id, day, row.handled, row.answered, row.answerMs, row.missed, JSON.stringify(row.states), row.engagedMs],
    );
  }

  #turnTo(day: string): void {
    if (day === this.#day) return;
    this.#day = day;
    this.#agents = this.#readAgents(day, null);
    this.#groups = new Map(
      this.#sql
        .exec<GroupDay & { id: string }>(
          `select group_id as id, entered, taken, in_time as inTime, abandoned from group_day where day = ?`,
          day,
        )
        .toArray()
        .map(({ id, ...row }) => [id, row]),
    );
  }

  #readAgents(day: string, agent: string | null): Map<string, AgentDay> {
    type Row = Omit<AgentDay, 'states'> & { agent: string; states: string };
    const rows = this.#sql.exec<Row>(
      `select agent, handled, answered, answer_ms as answerMs, missed, states, engaged_ms as engagedMs from agent_day
       where day = ?1 and (?2 is null or agent = ?2)`,
      day,
      agent,
    );
    return new Map(
      rows
        .toArray()
        .map(({ agent: id, states, ...row }) => [id, { ...row, states: JSON.parse(states) as AgentDay['states'] }]),
    );
  }
}

/** A day begun before occupancy was counted has none. */
function addTime(row: AgentDay, { countedAs, engaged }: Pick<Agent, 'countedAs' | 'engaged'>, ms: number): void {
  row.states[countedAs] = (row.states[countedAs] ?? 0) + ms;
  const counts = engaged && (countedAs === 'online' || countedAs === 'busy');
  if (counts && row.engagedMs !== null) row.engagedMs += ms;
}

/** The stretch from one moment to another, cut at the days' ends. */
function daysBetween(from: number, to: number): { day: string; ms: number }[] {
  const pieces: { day: string; ms: number }[] = [];
  let at = from;
  // Who has been away for a month is counted for its last days only.
  if (to - at > MONTH_MS) at = to - MONTH_MS;
  while (at < to) {
    const day = dateOf(at);
    const end = Math.min(to, Date.parse(`${day}T00:00:00+08:00`) + DAY_MS);
    pieces.push({ day, ms: end - at });
    at = end;
  }
  return pieces;
}

const DAY_MS = 24 * 3_600_000;
const MONTH_MS = 31 * DAY_MS;
