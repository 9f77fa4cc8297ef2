/** What the watch counted and sees as Prometheus' families. Labels are accounts, checks, codes and doors: nobody's person. Pure. */
import type { DeskView } from '../../shared/desk-view.ts';
import type { CountName, Metrics } from '../../shared/operations/calls.ts';
import { bounds, doors, EVERYTHING } from '../../shared/operations/latency.ts';
import type { Family, Histogram, Sample } from './exposition.ts';

type Account = { id: string; channel: string };
type Counts = Metrics['counts'];
type Desk = Pick<DeskView, 'figures' | 'agents'>;

const gauge = (name: string, help: string, samples: readonly Sample[]): Family => ({
  ...{ name: `yixian_${name}`, help, samples },
  type: 'gauge',
});
const alone = (value: number): Sample[] => [{ labels: {}, value }];

export function familiesOf(metrics: Metrics, accounts: readonly Account[], desk: Desk | null, now: number): Family[] {
  const of = (...names: CountName[]) => metrics.counts.filter(({ name }) => names.includes(name));
  const channelOf = new Map(accounts.map(({ id, channel }) => [id, channel]));
  const at = (account: string) => ({ account, channel: channelOf.get(account) ?? '' });
  /** Counts of accounts; `label` tells several names apart. */
  const counter = (name: string, help: string, counts: Counts, label?: string): Family => ({
    ...{ name: `yixian_${name}_total`, help, type: 'counter' },
    samples: counts.map((one) => ({
      labels: { ...at(one.subject), ...(label === undefined ? {} : { [label]: one.name }) },
      value: one.n,
    })),
  });
  const named = (name: string, help: string, counts: Counts, label: string): Family => ({
    ...{ name: `yixian_${name}_total`, help, type: 'counter' },
    samples: counts.map(({ subject, n }) => ({ labels: { [label]: subject }, value: n })),
  });
  return [
    counter('messages', 'Messages of conversations, in from and out to people.', of('in', 'out'), 'direction'),
    counter('turns', 'Turns of customers; without account: of screens.', of('taken', 'lost'), 'outcome'),
    counter(
      'sends',
      'Calls to providers by what came of them.',
      of('sent', 'retried', 'failed', 'refused', 'unknown'),
      'outcome',
    ),
    unsent(of('unsent'), at),
    counter('quarantined', 'Things taken in by nobody and set aside.', of('quarantined')),
    counter('codes_sent', 'Codes sent by SMS.', of('code')),
    counter('synthetic', 'Looks of the synthetic customers.', of('answered', 'unanswered'), 'outcome'),
    { name: 'yixian_faults_total', help: 'Faults of ours.', type: 'counter', samples: alone(sum(of('fault'))) },
    named('refusals', 'Requests refused, by code.', of('refusal'), 'code'),
    named('sockets_opened', 'Sockets opened, by the actor they lead to.', of('opened'), 'actor'),
    named('sockets_closed', 'Sockets that told us of their end.', of('closed'), 'actor'),
    durations(of('request'), of('requestMs')),
    ...signals(metrics, at),
    ...(desk ? queue(desk, now) : []),
    gauge('incidents_open', 'Incidents that aren’t resolved.', alone(metrics.open)),
    gauge(
      'watch_looked_timestamp_seconds',
      'When the watch looked last.',
      metrics.lookedAt === null ? [] : alone(metrics.lookedAt / 1_000),
    ),
  ];
}

const sum = (counts: Counts) => counts.reduce((all, { n }) => all + n, 0);

/** `unsent` is counted by account and code, as two words. */
function unsent(counts: Counts, at: (account: string) => { account: string; channel: string }): Family {
  const samples = counts.map(({ subject, n }) => {
    const space = subject.lastIndexOf(' ');
    return { labels: { ...at(subject.slice(0, space)), code: subject.slice(space + 1) }, value: n };
  });
  return { name: 'yixian_unsent_total', help: 'Calls that brought nothing, by code.', type: 'counter', samples };
}

function durations(classes: Counts, sums: Counts): Family {
  const written = [...bounds.map(String), EVERYTHING];
  const samples = doors.flatMap((door): Histogram[] => {
    const counts = written.map((one) => sum(classes.filter(({ subject }) => subject === `${door} ${one}`)));
    if (counts.every((n) => n === 0)) return [];
    const ms = sum(sums.filter(({ subject }) => subject === door));
    return [{ labels: { door }, counts, sum: ms / 1_000 }];
  });
  return {
    ...{ name: 'yixian_request_duration_seconds', type: 'histogram', bounds, samples },
    help: 'How long requests took at the gateway, by the door they came through.',
  };
}

/** Topics are left out: their names are customers' words, and no end of labels. */
function signals({ signals: rows, probes }: Metrics, at: (account: string) => { account: string; channel: string }) {
  const stuck = rows.filter(({ check }) => check === 'outbox').map(({ value }) => value);
  const labelled = rows
    .filter(({ check }) => check !== 'topic')
    .map(({ check, subject, ...rest }) => ({ labels: { check, subject }, ...rest }));
  const answered = probes.flatMap(({ account, ms }) =>
    ms === null ? [] : [{ labels: at(account), value: ms / 1_000 }],
  );
  return [
    gauge(
      'outbox_oldest_seconds',
      'Age of the oldest letter that was tried in vain; 0: none is.',
      alone(Math.max(0, ...stuck) / 1_000),
    ),
    gauge(
      'signal',
      'The newest reading of each check, in its own unit.',
      labelled.map(({ labels, value }) => ({ labels, value })),
    ),
    gauge(
      'alarm',
      'Whether the alarm of a check stands.',
      labelled.map(({ labels, stands }) => ({ labels, value: stands ? 1 : 0 })),
    ),
    gauge('synthetic_up', 'Whether the synthetic customer was taken in.', [
      ...probes.map(({ account, taken }) => ({ labels: at(account), value: taken ? 1 : 0 })),
    ]),
    gauge('synthetic_answer_seconds', 'How long the robot took to answer the synthetic customer.', answered),
  ];
}

function queue({ figures, agents }: Desk, now: number): Family[] {
  const duties = [...new Set(agents.filter(({ connected }) => connected).map(({ duty }) => duty))];
  const groups = figures ? [{ ...figures, id: '' }, ...figures.groups] : [];
  const of = (value: (group: (typeof groups)[number]) => number) =>
    groups.map((group) => ({ labels: { group: group.id }, value: value(group) }));
  return [
    gauge(
      'queue_waiting',
      'People in line, whole and by group.',
      of(({ waiting }) => waiting),
    ),
    gauge(
      'queue_oldest_wait_seconds',
      'How long the longest waiting waits.',
      of(({ oldest }) => (oldest === null ? 0 : Math.max(0, now - oldest) / 1_000)),
    ),
    gauge(
      'queue_entered_today',
      'Came into the line today.',
      of(({ entered }) => entered),
    ),
    gauge(
      'queue_taken_today',
      'Were taken by a person today.',
      of(({ taken }) => taken),
    ),
    gauge(
      'queue_abandoned_today',
      'Gave up today.',
      of(({ abandoned }) => abandoned),
    ),
    gauge(
      'agents',
      'Agents with a dashboard open, by duty.',
      duties.map((duty) => ({
        labels: { duty },
        value: agents.filter((one) => one.connected && one.duty === duty).length,
      })),
    ),
  ];
}
