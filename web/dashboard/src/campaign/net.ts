import type { InferOutput } from 'valibot';
import type * as api from '../../../../shared/campaign/api.ts';
import type { Draft } from '../../../../shared/campaign/campaign.ts';
import { staffCall } from '../staff/net.ts';

export type Campaigns = Omit<InferOutput<typeof api.campaignsAnswer>, 'ok'>;
export type Act = InferOutput<typeof api.campaignAct>['act'];
export type Stage = api.CampaignRow['stage'];
type One = { campaign: api.CampaignView };
type People = Omit<InferOutput<typeof api.campaignPeopleAnswer>, 'ok'>;

const at = (id: string) => `campaigns/${encodeURIComponent(id)}`;

/** The calls of the campaigns. Refusals are answered; only a dead network throws. */
export const campaignNet = {
  list: () => staffCall<Campaigns>('GET', 'campaigns'),
  one: (id: string) => staffCall<One>('GET', at(id)),
  save: (draft: Draft, upon: { id: string; revision: number } | null) =>
    staffCall<One>('POST', 'campaigns', { ...upon, draft }),
  act: (id: string, act: Act, revision: number) => staffCall<One>('POST', `${at(id)}/act`, { act, revision }),
  preview: (draft: Draft, campaign: string | null) =>
    staffCall<api.Preview>('POST', 'campaigns/preview', { draft, ...(campaign === null ? {} : { campaign }) }),
  report: (id: string) => staffCall<api.CampaignReport>('GET', `${at(id)}/report`),
  people: (id: string, filter: api.CampaignPeopleFilter, after: string | null) => {
    const query = new URLSearchParams({ ...filter, ...(after === null ? {} : { after }) });
    return staffCall<People>('GET', `${at(id)}/people${query.size > 0 ? `?${query}` : ''}`);
  },
};
