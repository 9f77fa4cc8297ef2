/** Topics that rise (咨询热点), asked for seldom: their room counts days of questions. Runs inside one transaction. */
import { topicIdIn, topicSubject, type Reading } from '../../shared/operations/check.ts';
import type { Rise } from '../../shared/topics/api.ts';
import type { WatchStore } from './store.ts';

/** As often as topics are grouped. */
const EVERY_MS = 10 * 60_000;
const ASKED = 'topics';

export const asksForRises = (store: Pick<WatchStore, 'number'>, now: number): boolean =>
  Math.abs(now - (store.number(ASKED) ?? -Infinity)) >= EVERY_MS;

/** A topic keeps the name under which its rise was told, so that a better one found meanwhile is no rise of its own. */
export function riseReadings(
  store: Pick<WatchStore, 'rows' | 'setNumber'>,
  rises: readonly Rise[] | null,
  now: number,
): Reading[] {
  if (rises === null) return [];
  store.setNumber(ASKED, now);
  const told = store.rows().filter(({ check }) => check === 'topic');
  return rises.map(({ id, name, sessions }) => ({
    ...{ check: 'topic' as const, at: now, value: Math.max(1, sessions) },
    subject: told.find(({ subject }) => topicIdIn(subject) === id)?.subject ?? topicSubject({ id, name }),
  }));
}
