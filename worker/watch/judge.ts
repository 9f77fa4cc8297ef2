/** Readings become alarms, alarms incidents, incidents calls to people. Runs inside one transaction. */
import { fresh, looked, noted, silent, spansIn } from '../../shared/operations/alarm.ts';
import { checks, keyOf, type CheckName, type Reading } from '../../shared/operations/check.ts';
import * as machine from '../../shared/operations/incident.ts';
import type { Calling, Stepped } from '../../shared/operations/incident.ts';
import type { WatchStore } from './store.ts';

type Keeps = Pick<
  WatchStore,
  'series' | 'keepSeries' | 'dropSeries' | 'rows' | 'unresolved' | 'keepIncident' | 'number' | 'setNumber'
>;

/** What one look saw, and which checks it could not see this time. */
export type Sight = { readings: readonly Reading[]; blind: readonly CheckName[] };

/** Takes the readings of one look. Answers who is to be called. What is read no more (an account that left) is no alarm. */
export function judge(store: Keeps, { readings, blind }: Sight, now: number): Calling[] {
  const callings: Calling[] = [];
  const kept = ({ incident, callings: some }: Stepped) => {
    store.keepIncident(incident);
    callings.push(...some);
  };
  const ends = (key: string) => {
    for (const one of store.unresolved())
      if (one.alarms.some((alarm) => alarm.key === key && alarm.stands)) kept(machine.alarmEnded(one, key, now));
  };
  for (const reading of readings) {
    const key = keyOf(reading);
    const rule = checks[reading.check];
    const before = store.series(key) ?? { series: fresh, alarm: silent };
    const series = noted(before.series, rule, reading, now);
    const { next, news } = looked(before.alarm, spansIn(series, rule));
    store.keepSeries(key, { series, alarm: next }, reading.value, reading.at);
    for (const one of news) {
      if (one === 'ended') ends(key);
      else {
        const home = store.unresolved().find((incident) => machine.takesIn(incident, key, now));
        kept(home ? machine.alarmBegan(home, key, now) : machine.opened(freshId(store, now), key, now));
      }
    }
  }
  const seen = new Set(readings.map(keyOf));
  for (const row of store.rows()) {
    const key = keyOf(row);
    if (seen.has(key) || blind.includes(row.check)) continue;
    store.dropSeries(key);
    ends(key);
  }
  for (const one of store.unresolved()) {
    const next = machine.timePassed(one, now);
    if (next.incident !== one) kept(next);
  }
  return callings;
}

/** A name people can say: the day in China and a number that never comes twice. */
function freshId(store: Pick<WatchStore, 'number' | 'setNumber'>, now: number): string {
  const number = (store.number('incidents') ?? 0) + 1;
  store.setNumber('incidents', number);
  const day = new Date(now + 8 * 3_600_000).toISOString().slice(5, 10).replace('-', '');
  return `g${day}-${number}`;
}
