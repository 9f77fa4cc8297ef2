import { expect, it } from 'vitest';
import type { AudienceFigures } from '../../bench/audience.ts';
import { audienceBounds, campaignBounds, type Bound } from '../../bench/bounds.ts';
import type { CampaignFigures } from '../../bench/campaign.ts';

const waits = { acks: 1, p50_ms: 1, p99_ms: 1 };
const campaign: CampaignFigures = {
  ...{ people: 1, planned: 1, idle: waits, during: waits },
  ...{ preview_ms: 2_000, planning_ms: 60_000, ratio: 1.5 },
};
const audience: AudienceFigures = {
  ...{ people: 1, facts: 1, bytes_per_person: 1, tell_per_s: 1, preview_p50_ms: 1, longest_part_ms: 1, counts: {} },
  ...{ preview_slowest_ms: 2_000, campaign_preview_ms: 2_000, campaign_planning_ms: 60_000 },
  ...{ campaign_longest_part_ms: 1, planned: 1 },
};
const missed = (bounds: readonly Bound[]) => bounds.filter(({ is, most }) => is > most).map(({ what }) => what);

it('O62 the bench of audiences and campaigns fails by each figure above what is asked, and by no other', () => {
  expect([missed(audienceBounds(audience)), missed(campaignBounds(campaign))]).toEqual([[], []]);
  const slow = { preview_slowest_ms: 2_001, campaign_preview_ms: 2_001, campaign_planning_ms: 60_001 };
  expect(missed(audienceBounds({ ...audience, ...slow }))).toHaveLength(3);
  expect(missed(campaignBounds({ ...campaign, preview_ms: 2_001 }))).toEqual(['preview']);
  expect(missed(campaignBounds({ ...campaign, planning_ms: 60_001 }))).toEqual(['planning']);
  expect(missed(campaignBounds({ ...campaign, ratio: 1.51 }))).toEqual(['ack p99 to idle']);
});
