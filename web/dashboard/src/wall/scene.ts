/** What the wall shows, reckoned from the desk, today's report and the watch. Pure. */
import { figureNames, type FigureName } from '../../../../shared/figures.ts';
import type { Report } from '../../../../shared/ledger.ts';
import { channelName, type ChannelName } from '../../../../shared/message.ts';
import type { Operations } from '../../../../shared/operations/api.ts';
import { ofKey, subjectNamed, worthSaying, type CheckName } from '../../../../shared/operations/check.ts';
import type { DeskAgent, DeskSession, Duty } from '../../../../shared/seat.ts';

/** As many figures as fit, and as many incidents. */
export const MOST_FIGURES = 8;
export const MOST_INCIDENTS = 4;
/** The watch looks each minute: silent for longer than this it is blind. */
export const BLIND_MS = 180_000;

const usual: readonly FigureName[] = [
  ...(['talks', 'robotOnly', 'firstMedian', 'robotMedian', 'taken', 'inTarget', 'satisfied', 'once'] as const),
];

/** Figures with a target first, in the reports' order, then the usual ones. */
export function figuresFor(hasAim: (name: FigureName) => boolean): FigureName[] {
  return [...new Set([...figureNames.filter(hasAim), ...usual])].slice(0, MOST_FIGURES);
}

export const states: readonly Duty[] = ['online', 'busy', 'wrap-up', 'break', 'offline'];

/** Agents by state. On duty without a connection they are cut off, whatever they declared. */
export function agentsBy(agents: readonly DeskAgent[]): Record<Duty | 'lost', number> {
  const counts = { ...{ online: 0, busy: 0, 'wrap-up': 0, break: 0, offline: 0 }, lost: 0 };
  for (const { duty, connected } of agents) counts[duty !== 'offline' && !connected ? 'lost' : duty] += 1;
  return counts;
}

export type ChannelRow = { channel: ChannelName; waiting: number; held: number; figures: Report['whole'] | null };

/** Each channel somebody is on now or was on today. */
export function channelsOf(sessions: readonly DeskSession[], today: Report | null): ChannelRow[] {
  return channelName.options.flatMap((channel) => {
    const on = sessions.filter((one) => one.channel === channel);
    // Messages left wait for a person too, as the desk's own number counts.
    const waiting = on.filter(({ state }) => state === 'queued' || state === 'left-message').length;
    const held = on.filter(({ state }) => state === 'agent').length;
    const figures = today?.rows.find(({ id }) => id === channel)?.figures ?? null;
    return waiting + held > 0 || figures ? [{ channel, waiting, held, figures }] : [];
  });
}

export type Trouble = {
  id: string;
  state: Operations['incidents'][number]['state'];
  level: Operations['incidents'][number]['level'];
  openedAt: number;
  /** What stands, each once; all of it where nothing stands any more. */
  checks: { check: CheckName; subject: string }[];
};

/** Incidents that go on: what calls people before what is only noticed, then the oldest. */
export function troublesOf(given: Operations): Trouble[] {
  const names = new Map(given.accounts.map(({ id, name }) => [id, name]));
  return given.incidents
    .filter(({ state }) => state !== 'resolved')
    .map(({ id, state, level, openedAt, alarms }) => {
      const standing = alarms.filter(({ stands }) => stands);
      const checks = worthSaying((standing.length > 0 ? standing : alarms).map(({ key }) => key))
        .map(ofKey)
        .map((one) => ({ check: one.check, subject: names.get(one.subject) ?? subjectNamed(one) }));
      return { id, state, level, openedAt, checks };
    })
    .toSorted(
      (one, other) => Number(other.level === 'page') - Number(one.level === 'page') || one.openedAt - other.openedAt,
    );
}
