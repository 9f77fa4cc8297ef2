/** What is asked of a campaign for 100,000 people: a figure above its bound fails the bench. */
import type { AudienceFigures } from './audience.ts';
import type { CampaignFigures } from './campaign.ts';

export type Bound = { what: string; is: number; most: number; unit: 'ms' | '×' };

const PREVIEW_MS = 2_000;
const PLANNING_MS = 60_000;
/** The 99th of a hundred acknowledgements while it is counted and planned, to that before, in the same run. */
const ACK_RATIO = 1.5;

export const audienceBounds = (found: AudienceFigures): Bound[] => [
  { what: 'preview, slowest rule', is: found.preview_slowest_ms, most: PREVIEW_MS, unit: 'ms' },
  { what: 'campaign preview', is: found.campaign_preview_ms, most: PREVIEW_MS, unit: 'ms' },
  { what: 'campaign planning', is: found.campaign_planning_ms, most: PLANNING_MS, unit: 'ms' },
];

export const campaignBounds = (found: CampaignFigures): Bound[] => [
  { what: 'preview', is: found.preview_ms, most: PREVIEW_MS, unit: 'ms' },
  { what: 'planning', is: found.planning_ms, most: PLANNING_MS, unit: 'ms' },
  { what: 'ack p99 to idle', is: found.ratio, most: ACK_RATIO, unit: '×' },
];

/** Says of each bound whether it is kept; whether all are. */
export function kept(name: string, bounds: readonly Bound[]): boolean {
  for (const { what, is, most, unit } of bounds)
    process.stdout.write(`${is <= most ? '✓' : '✗'} ${name} ${what} ${is.toFixed(2)} ${unit} (≤ ${most})\n`);
  return bounds.every(({ is, most }) => is <= most);
}
