/** What is watched: what each check measures, when it fires, when it is over. Pure data; docs/operations.md shows it as a table. */

export type Level = 'page' | 'notice';
export type CheckRule = {
  unit: 'count' | 'ms' | 'share' | 'times';
  /** A reading at or above it is bad. */
  fires: number;
  /** A reading at or below it is good; what lies between changes nothing. */
  clears: number;
  /** So many bad readings in a row, one a minute, make an alarm. */
  badMinutes: number;
  /** So many good readings in a row end it. */
  goodMinutes: number;
  /** `page` calls people until somebody takes it; `notice` is said once. */
  level: Level;
};

const rule = (
  unit: CheckRule['unit'],
  [fires, clears]: readonly [number, number],
  [badMinutes, goodMinutes]: readonly [number, number],
  level: Level = 'page',
): CheckRule => ({ unit, fires, clears, badMinutes, goodMinutes, level });

const MINUTE_MS = 60_000;

/** Every check by its name. Together with one minute between looks, none takes longer than three minutes to call somebody. */
export const checks = {
  /** A synthetic customer of the channel spoke and was not taken in. */
  channel: rule('count', [1, 0], [2, 2]),
  /** A part of the house (an actor) that doesn't answer. */
  part: rule('count', [1, 0], [2, 2]),
  /** How long the robot took to answer the slowest synthetic customer; a minute where it gave no answer. */
  robot: rule('ms', [10_000, 5_000], [2, 2]),
  /** Age of the oldest letter that was tried in vain. */
  outbox: rule('ms', [2 * MINUTE_MS, MINUTE_MS], [1, 2]),
  /** What was set aside as poison in the last ten minutes. */
  quarantine: rule('count', [1, 0], [1, 1]),
  /** Sends of unknown fate in the last ten minutes. */
  unknown: rule('count', [3, 0], [1, 1]),
  /** The provider's access token can't be had. */
  token: rule('count', [1, 0], [2, 1]),
  /** How much of the day's allowance is used. */
  quota: rule('share', [0.9, 0.8], [1, 1], 'notice'),
  /** How many times longer a hook is silent by day than ever in the week before. */
  hook: rule('times', [2, 1], [1, 1]),
  /** People who wait while no agent is on duty. */
  queue: rule('count', [1, 0], [2, 2]),
  /** Customers of the last day whose merges are frozen, at whom nobody has looked. */
  frozen: rule('count', [1, 0], [1, 1], 'notice'),
  /** Faults of ours in the last five minutes. */
  fault: rule('count', [5, 1], [1, 2]),
  /** How many times too fast the error budget is used: over one hour and five minutes, over six hours and thirty minutes. */
  fast: rule('times', [14.4, 14.4 / 2], [1, 2]),
  slow: rule('times', [6, 3], [1, 5]),
  /** Today's sessions of a topic that rises (咨询热点); asked for every ten minutes. */
  topic: rule('count', [1, 0], [1, 1], 'notice'),
} satisfies Record<string, CheckRule>;

export type CheckName = keyof typeof checks;
export const checkNames = Object.keys(checks).filter(isCheckName);

/** Whether there is a check of this name. */
export function isCheckName(name: string): name is CheckName {
  return Object.hasOwn(checks, name);
}

/** One look at one thing: an account, a group, or the whole house (empty). */
export type Reading = { check: CheckName; subject: string; at: number; value: number };

/** A topic as a check's subject: its id, then its name as it was when its rise began. */
export const topicSubject = ({ id, name }: { id: string; name: string }): string => `${id} ${name}`;
export const topicIdIn = (subject: string): string => subject.split(' ', 1)[0] ?? '';

/** What people call a subject: a topic by its name, anything else as it stands. */
export const subjectNamed = ({ check, subject }: Pick<Reading, 'check' | 'subject'>): string =>
  check === 'topic' ? subject.slice(topicIdIn(subject).length + 1) : subject;

/** The alarms' keys worth saying: a budget that burns fast burns slowly, too. */
export const worthSaying = (keys: readonly string[]): string[] =>
  keys.filter((key) => !(key === 'slow:' && keys.includes('fast:')));

/** What is alarmed about: the check and its subject, as one word. */
export const keyOf = ({ check, subject }: Pick<Reading, 'check' | 'subject'>): string => `${check}:${subject}`;

/** The check and its subject again. Throws where there is no such check: it is no word of ours. */
export function ofKey(key: string): Pick<Reading, 'check' | 'subject'> {
  const at = key.indexOf(':');
  const check = key.slice(0, at);
  if (!isCheckName(check)) throw new Error(`no such check: ${check}`);
  return { check, subject: key.slice(at + 1) };
}
