/** What a campaign's stage means on the screen: its colour, where it stands in the list, and what may be done. Pure. */
import type { CampaignRow } from '../../../../shared/campaign/api.ts';
import type { Act, Stage } from './net.ts';

export const tones = {
  draft: 'grey',
  waiting: 'orange',
  ready: 'brand',
  running: 'green',
  paused: 'red',
  stopped: 'grey',
  over: 'grey',
} as const satisfies Record<Stage, string>;

/** The list's parts, in their order. */
export const groups = [
  { name: 'now', stages: ['running', 'paused'] },
  { name: 'next', stages: ['waiting', 'ready'] },
  { name: 'draft', stages: ['draft'] },
  { name: 'past', stages: ['over', 'stopped'] },
] as const satisfies readonly { name: string; stages: readonly Stage[] }[];

/** What may be done from here; approving is a lead's. */
export function actsFrom(stage: Stage, leads: boolean): Act[] {
  switch (stage) {
    case 'draft':
      return ['submit'];
    case 'waiting':
      return leads ? ['stop', 'approve'] : ['stop'];
    case 'ready':
      return ['stop'];
    case 'running':
      return ['stop', 'pause'];
    case 'paused':
      return ['stop', 'resume'];
    case 'stopped':
    case 'over':
      return [];
  }
}
export const mayChange = (stage: Stage): boolean => ['draft', 'waiting', 'ready'].includes(stage);
/** Looked at again every so many ticks of the page: once it is over people still read, answer and refuse, for days. */
export const ticksOf = (stage: Stage): number => (stage === 'over' || stage === 'stopped' ? 4 : 1);

/** What has left of what was planned, 0 to 1. */
export const doneOf = ({ sent, planned }: Pick<CampaignRow, 'sent' | 'planned'>): number =>
  planned === 0 ? 0 : Math.min(1, sent / planned);

/** How long the rest takes at this pace, in ms; at least a minute. */
export const timeToGo = (waiting: number, perMinute: number): number =>
  Math.max(1, Math.ceil(waiting / perMinute)) * 60_000;
