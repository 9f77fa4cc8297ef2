/** The operations on campaigns as data. */
import * as api from '../../shared/campaign/api.ts';
import type { Operation } from './operations.ts';

const json = ['bad_request', 'bad_json', 'bad_encoding', 'too_large'] as const;
const staff = ['not_signed_in', 'not_allowed'] as const;

export const campaignOperations: readonly Operation[] = [
  {
    method: 'GET',
    path: '/staff/v1/campaigns',
    says: 'Campaigns, newest first (who may write campaigns).',
    proof: 'staff',
    answer: api.campaignsAnswer,
    refusals: staff,
  },
  {
    method: 'POST',
    path: '/staff/v1/campaigns',
    says: 'Writes a campaign: a new one without `id`, else upon the revision it was written on. A change takes the leave back.',
    proof: 'staff',
    request: api.saveCampaign,
    answer: api.campaignAnswer,
    refusals: [...json, 'bad_origin', ...staff, 'not_found', 'stale', 'wrong_state'],
  },
  {
    method: 'POST',
    path: '/staff/v1/campaigns/preview',
    says: 'To how many a draft would go now, by which channels, why others fall out, and what it would cost. Nothing is written.',
    proof: 'staff',
    request: api.previewRequest,
    answer: api.previewAnswer,
    refusals: [...json, 'bad_origin', ...staff],
  },
  {
    method: 'GET',
    path: '/staff/v1/campaigns/:campaign',
    says: 'One campaign with its history.',
    proof: 'staff',
    answer: api.campaignAnswer,
    refusals: [...staff, 'not_found'],
  },
  {
    method: 'POST',
    path: '/staff/v1/campaigns/:campaign/act',
    says: 'Submits, approves (somebody who wrote none of it), pauses, resumes or stops. After a pause or stop is answered nothing leaves.',
    proof: 'staff',
    request: api.campaignAct,
    answer: api.campaignAnswer,
    refusals: [...json, 'bad_origin', ...staff, 'not_found', 'stale', 'own_work', 'wrong_state', 'bad_reference'],
  },
  {
    method: 'GET',
    path: '/staff/v1/campaigns/:campaign/report',
    says: 'What it has come to: the funnel, by version and channel, with intervals, reasons and cost.',
    proof: 'staff',
    answer: api.reportAnswer,
    refusals: [...staff, 'not_found'],
  },
  {
    method: 'GET',
    path: '/staff/v1/campaigns/:campaign/people',
    says: 'Whom it means and what became of each (query `state`, `arm`, `why`, `after`).',
    proof: 'staff',
    answer: api.campaignPeopleAnswer,
    refusals: [...staff, 'bad_request', 'not_found'],
  },
  {
    method: 'GET',
    path: '/staff/v1/customers/:customer/offers',
    says: 'What a customer was offered, by which consent, and why them; which reminders they were told, by which ways, and why not; with `missed=1` what the newest 20 campaigns did not send them, and why.',
    proof: 'staff',
    answer: api.offersAnswer,
    refusals: [...staff, 'not_found'],
  },
];
