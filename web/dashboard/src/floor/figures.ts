import type { DeskAgent, DeskFigures, DeskSession } from '../../../../shared/seat.ts';

/** The floor in numbers. Shares are 0–1, or null while nothing can be said. */
export type Floor = {
  waiting: number;
  oldestMs: number | null;
  /** 接起率 */
  answered: number | null;
  entered: number;
  taken: number;
  abandoned: number;
  /** Taken within their class's promise. */
  inTime: number | null;
  inTimeCount: number;
  firstAnswerMs: number | null;
  online: number;
  agents: number;
  load: number;
  capacity: number;
};

const share = (part: number, whole: number) => (whole > 0 ? part / whole : null);

/** What the tiles show of the desk's figures and people. */
export function floorOf(figures: DeskFigures | null, agents: readonly DeskAgent[], now: number): Floor {
  const present = agents.filter((one) => one.connected && one.duty !== 'offline');
  const answering = agents.filter((one) => one.firstAnswerMs !== null && one.handled > 0);
  const oldest = figures?.oldest ?? null;
  const weight = answering.reduce((sum, one) => sum + one.handled, 0);
  const answers = answering.reduce((sum, one) => sum + (one.firstAnswerMs ?? 0) * one.handled, 0);
  return {
    waiting: figures?.waiting ?? 0,
    oldestMs: oldest === null ? null : Math.max(0, now - oldest),
    answered: share(figures?.taken ?? 0, (figures?.taken ?? 0) + (figures?.abandoned ?? 0)),
    entered: figures?.entered ?? 0,
    taken: figures?.taken ?? 0,
    abandoned: figures?.abandoned ?? 0,
    inTime: share(figures?.inTime ?? 0, figures?.taken ?? 0),
    inTimeCount: figures?.inTime ?? 0,
    firstAnswerMs: weight > 0 ? Math.round(answers / weight) : null,
    online: present.filter((one) => one.duty === 'online').length,
    agents: agents.length,
    load: present.reduce((sum, one) => sum + one.load, 0),
    capacity: present.reduce((sum, one) => sum + one.capacity, 0),
  };
}

/** Who is with whom: the sessions of each agent, the longest first. */
export function heldBy(sessions: readonly DeskSession[]): Map<string, DeskSession[]> {
  const held = new Map<string, DeskSession[]>();
  for (const one of sessions) {
    if (one.state !== 'agent' || !one.agent) continue;
    const own = held.get(one.agent.id);
    if (own) own.push(one);
    else held.set(one.agent.id, [one]);
  }
  for (const own of held.values()) own.sort((left, right) => left.since - right.since);
  return held;
}

const rank: Record<DeskAgent['duty'], number> = { online: 0, busy: 1, 'wrap-up': 2, break: 3, offline: 4 };

/** Agents as the floor lists them: those at work first, the fullest before the others. */
export function agentsInOrder(agents: readonly DeskAgent[]): DeskAgent[] {
  return [...agents].sort(
    (left, right) =>
      rank[left.duty] - rank[right.duty] || right.load - left.load || left.name.localeCompare(right.name, 'zh'),
  );
}

/** A line of values as the points of a picture of that size; the newest at the right. */
export function sparkPath(values: readonly number[], width: number, height: number): string {
  if (values.length === 0) return '';
  const most = Math.max(1, ...values);
  const step = values.length > 1 ? width / (values.length - 1) : width;
  return values
    .map((value, at) => {
      const y = height - 1 - (value / most) * (height - 2);
      return `${at === 0 ? 'M' : 'L'}${(at * step).toFixed(1)} ${y.toFixed(1)}`;
    })
    .join('');
}

/** A length of time as a clock shows it, short enough for a tile: 0:42, 1:17, 1:03:09. */
export function clockLength(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const two = (value: number) => String(value).padStart(2, '0');
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor((seconds % 3600) / 60)];
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
}
