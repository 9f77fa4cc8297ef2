/** The reports' operations as data. */
import * as digest from '../../shared/digest.ts';
import * as ledger from '../../shared/ledger.ts';
import type { Operation } from './operations.ts';

const refusals = ['not_signed_in', 'not_allowed', 'bad_request'] as const;

export const reportsOperations: readonly Operation[] = [
  {
    method: 'GET',
    path: '/staff/v1/reports',
    says: 'Figures of service over at most 92 days, by day, agent, group, channel, hour, reason for a person, topic, site or tier; agents get their own (query `from`, `to`, `by`, and to count only some `agent`, `group`, `channel`, `hour`, `reason`, `topic`, `site`, `tier`).',
    proof: 'staff',
    answer: ledger.reportAnswer,
    refusals,
  },
  {
    method: 'GET',
    path: '/staff/v1/reports/encounters',
    says: 'The encounters behind one figure, newest first (query `figure`, `after`, and as above).',
    proof: 'staff',
    answer: ledger.behindAnswer,
    refusals,
  },
  {
    method: 'GET',
    path: '/staff/v1/reports/export',
    says: 'The same figures as a file for a spreadsheet (query `format`: `csv` or `xlsx`; `language`: `zh` or `en`; and as above).',
    proof: 'staff',
    refusals,
  },
  {
    method: 'GET',
    path: '/staff/v1/reports/digests',
    says: 'Reports that are sent by themselves (the settings document `digests`): the newest sendings, by each way.',
    proof: 'staff',
    answer: digest.digestsAnswer,
    refusals: ['not_signed_in', 'not_allowed'],
  },
  {
    method: 'POST',
    path: '/staff/v1/reports/digests/:digest',
    says: 'Sends one of them now, as a try, to everybody who gets it.',
    proof: 'staff',
    answer: digest.digestTried,
    refusals: ['bad_origin', 'not_signed_in', 'not_allowed', 'not_found'],
  },
];
