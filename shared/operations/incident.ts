/**
 * 故障: one incident as a machine. open → acknowledged → mitigated → resolved; an alarm that comes back opens it again. Until somebody
 * acknowledges it, it goes up a step after 5, 10 and 20 minutes. Pure: an incident and one input give the next one.
 */
import { checks, ofKey, type Level } from './check.ts';

/** Minutes after it opened at which the next people are called. */
export const ESCALATION_MINUTES = [5, 10, 20] as const;
/** Over by itself and quiet for so long, it is resolved by itself. */
export const QUIET_MS = 60 * 60_000;
/** An alarm of another thing still belongs to an incident nobody took yet that began so lately. */
export const TOGETHER_MS = 10 * 60_000;
const KEPT_ENTRIES = 500;
export const NOTE_LENGTH = 2_000;
export const REVIEW_LENGTH = 20_000;

export const incidentStates = ['open', 'acknowledged', 'mitigated', 'resolved'] as const;
export type IncidentState = (typeof incidentStates)[number];

export const entryKinds = [
  ...(['opened', 'alarm', 'cleared', 'called', 'delivered', 'undelivered', 'acknowledged', 'mitigated'] as const),
  ...(['resolved', 'reopened', 'note', 'switch', 'notice', 'review'] as const),
] as const;
export type EntryKind = (typeof entryKinds)[number];
export type By = { id: string; name: string };
/** One line of the timeline. `word`: an alarm's key, a step, a way, or what somebody noted. */
export type Entry = { at: number; kind: EntryKind; word: string; by?: By };

export type Review = { text: string; by: By; at: number };

export type Incident = {
  id: string;
  state: IncidentState;
  level: Level;
  openedAt: number;
  /** When people were first called for what goes on now; a reopening calls anew. */
  calledAt: number;
  /** Which opening it is, from 1, and how many calls went out for it. */
  round: number;
  called: number;
  acknowledgedBy: By | null;
  /** Since when no alarm stands; null: one does. */
  quietSince: number | null;
  alarms: { key: string; stands: boolean }[];
  /** 复盘: what was learned, as it was written last. */
  review?: Review;
  timeline: Entry[];
};

/** People are to be called: `step` 0 at once, then 1 to 3. The id is said once, whatever is repeated. */
export type Calling = { id: string; incident: string; step: number; level: Level };
export type Stepped = { incident: Incident; callings: Calling[] };

export type Act =
  | { act: 'acknowledge' | 'mitigate' | 'resolve' | 'reopen'; by: By; note?: string }
  | { act: 'note' | 'switch' | 'notice' | 'review'; by: By; note: string };
export const actNames = ['acknowledge', 'mitigate', 'resolve', 'reopen', 'note', 'switch', 'notice', 'review'] as const;

/** What may follow what; an act outside it is refused. */
export const follows: Record<'acknowledge' | 'mitigate' | 'resolve' | 'reopen', readonly IncidentState[]> = {
  acknowledge: ['open'],
  mitigate: ['open', 'acknowledged'],
  resolve: ['acknowledged', 'mitigated'],
  reopen: ['mitigated', 'resolved'],
};

const entered = (incident: Incident, ...entries: Entry[]): Incident => ({
  ...incident,
  timeline: [...incident.timeline, ...entries].slice(-KEPT_ENTRIES),
});

/** Calls out whatever is due at `now` and did not leave yet; nothing once somebody took it. */
function due(incident: Incident, now: number): Stepped {
  if (incident.state !== 'open') return { incident, callings: [] };
  const steps = incident.level === 'notice' ? [0] : [0, ...ESCALATION_MINUTES];
  const reached = steps.filter((minutes) => now - incident.calledAt >= minutes * 60_000).length;
  const callings = Array.from({ length: Math.max(0, reached - incident.called) }, (_, at) => {
    const step = incident.called + at;
    return { id: `${incident.id}.${incident.round}.${step}`, incident: incident.id, step, level: incident.level };
  });
  const said = callings.map(({ step }): Entry => ({ at: now, kind: 'called', word: String(step) }));
  return { incident: entered({ ...incident, called: incident.called + callings.length }, ...said), callings };
}

/** An alarm began where no incident takes it in. */
export function opened(id: string, key: string, now: number): Stepped {
  const fresh: Incident = {
    ...{ id, state: 'open', level: checks[ofKey(key).check].level, openedAt: now, calledAt: now, round: 1, called: 0 },
    ...{ acknowledgedBy: null, quietSince: null, alarms: [{ key, stands: true }], timeline: [] },
  };
  return due(entered(fresh, { at: now, kind: 'opened', word: key }), now);
}

const isRise = (key: string) => ofKey(key).check === 'topic';

/** Whether it is a topic's rise, and nothing else. */
export const isOfTopics = ({ alarms }: Pick<Incident, 'alarms'>): boolean => alarms.every(({ key }) => isRise(key));

/** Whether an alarm that begins now is a part of this incident: of the same thing, or in the same breath. */
export function takesIn({ state, alarms, openedAt }: Incident, key: string, now: number): boolean {
  if (state === 'resolved') return false;
  if (alarms.some((one) => one.key === key)) return true;
  // What customers ask about is nobody's fault, and each rise is told: it stands alone.
  if (isRise(key) || alarms.some((one) => isRise(one.key))) return false;
  const { subject } = ofKey(key);
  if (subject !== '' && alarms.some((one) => ofKey(one.key).subject === subject)) return true;
  return state === 'open' && now - openedAt <= TOGETHER_MS;
}

/** Opens it again: people are called anew, each step once more. */
function again(incident: Incident, now: number): Incident {
  return {
    ...incident,
    ...{ state: 'open', calledAt: now, round: incident.round + 1, called: 0, acknowledgedBy: null, quietSince: null },
  };
}

/** An alarm of it began. Where it was over, or where only a notice stood and this one calls people, it is open anew. */
export function alarmBegan(incident: Incident, key: string, now: number): Stepped {
  const others = incident.alarms.filter((one) => one.key !== key);
  const { level } = checks[ofKey(key).check];
  const rises = level === 'page' && incident.level === 'notice';
  const next: Incident = entered(
    {
      ...incident,
      level: rises ? level : incident.level,
      alarms: [...others, { key, stands: true }],
      quietSince: null,
    },
    { at: now, kind: 'alarm', word: key },
  );
  if (incident.state !== 'mitigated' && !rises) return due(next, now);
  return due(entered(again(next, now), { at: now, kind: 'reopened', word: key }), now);
}

/** An alarm of it is over; with the last one it is mitigated, whoever took it. */
export function alarmEnded(incident: Incident, key: string, now: number): Stepped {
  if (!incident.alarms.some((one) => one.key === key && one.stands)) return { incident, callings: [] };
  const alarms = incident.alarms.map((one) => (one.key === key ? { ...one, stands: false } : one));
  const isQuiet = alarms.every((one) => !one.stands);
  const next = entered(
    { ...incident, alarms, quietSince: isQuiet ? now : null },
    { at: now, kind: 'cleared', word: key },
  );
  if (!isQuiet || incident.state === 'mitigated' || incident.state === 'resolved')
    return { incident: next, callings: [] };
  return { incident: entered({ ...next, state: 'mitigated' }, { at: now, kind: 'mitigated', word: '' }), callings: [] };
}

/** Time passed. */
export function timePassed(incident: Incident, now: number): Stepped {
  const isOver = incident.state === 'mitigated' && incident.quietSince !== null;
  if (!isOver || now - (incident.quietSince ?? now) < QUIET_MS) return due(incident, now);
  return {
    incident: entered({ ...incident, state: 'resolved' }, { at: now, kind: 'resolved', word: '' }),
    callings: [],
  };
}

/** What came of a call to somebody, by which way. */
export function noted(incident: Incident, kind: 'delivered' | 'undelivered', word: string, now: number): Incident {
  return entered(incident, { at: now, kind, word });
}

/** Somebody did something; null: not in this state. Nobody resolves what still goes on. */
export function acted(incident: Incident, { act, by, note = '' }: Act, now: number): Stepped | null {
  const word = note.slice(0, NOTE_LENGTH);
  const kept = (next: Incident, kind: EntryKind): Stepped => ({
    incident: entered(next, { at: now, kind, word, by }),
    callings: [],
  });
  switch (act) {
    case 'note':
    case 'switch':
    case 'notice':
      return kept(incident, act);
    case 'review': {
      const review = { text: note.slice(0, REVIEW_LENGTH), by, at: now };
      return { incident: entered({ ...incident, review }, { at: now, kind: act, word: '', by }), callings: [] };
    }
    case 'acknowledge':
      if (!follows[act].includes(incident.state)) return null;
      return kept({ ...incident, state: 'acknowledged', acknowledgedBy: by }, 'acknowledged');
    case 'mitigate':
      if (!follows[act].includes(incident.state)) return null;
      return kept({ ...incident, state: 'mitigated', acknowledgedBy: incident.acknowledgedBy ?? by }, 'mitigated');
    case 'resolve':
      if (!follows[act].includes(incident.state) || incident.alarms.some((one) => one.stands)) return null;
      return kept({ ...incident, state: 'resolved' }, 'resolved');
    case 'reopen': {
      if (!follows[act].includes(incident.state)) return null;
      return due(kept(again(incident, now), 'reopened').incident, now);
    }
  }
}
