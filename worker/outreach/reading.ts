/** The report as staff read it now. Reads only. */
import type { CampaignReport } from '../../shared/campaign/api.ts';
import type { CampaignSettings } from '../../shared/settings/campaigns.ts';
import type { Tables } from './control.ts';
import { funnelOf, reportOf } from './report.ts';
import { endsAt } from './schedule.ts';
import type { Campaign } from './store.ts';
import { isHurried, nextTurn } from './turn.ts';

export function reported(
  { people }: Pick<Tables, 'people'>,
  one: Campaign,
  { price, budgets, hours }: Pick<CampaignSettings, 'price' | 'budgets' | 'hours'>,
  now: number,
): { ok: true } & CampaignReport {
  const rows = people.counted();
  const ends = endsAt(one.draft, one.state.beganAt ?? now);
  const hurried = isHurried(one, funnelOf(rows).waiting, { budgets, hours }, now, ends);
  const next = nextTurn(people.dues(), one.draft.ownHours === true && !hurried, now, ends, hours);
  return {
    ok: true,
    ...reportOf(one, rows, price, { nextAt: next !== null && next > now ? next : null, hurried, hours }),
  };
}
