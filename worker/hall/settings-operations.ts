/** The settings' operations as data. */
import * as settings from '../../shared/settings.ts';
import { telephonesAnswer } from '../../shared/settings/telephone.ts';
import { sitesAnswer } from '../../shared/site-api.ts';
import type { Operation } from './operations.ts';

export const settingsOperations: readonly Operation[] = [
  {
    method: 'GET',
    path: '/staff/v1/sites',
    says: 'The sites with the widget: name and listed origins, for leads.',
    proof: 'staff',
    answer: sitesAnswer,
    refusals: ['not_signed_in', 'not_allowed'],
  },
  {
    method: 'GET',
    path: '/staff/v1/settings/:name',
    says: 'One document of the settings, as it holds now.',
    proof: 'staff',
    answer: settings.settingsAnswer,
    refusals: ['not_signed_in', 'not_allowed', 'not_found'],
  },
  {
    method: 'GET',
    path: '/staff/v1/settings/:name/history',
    says: 'Who wrote a document of the settings, and when.',
    proof: 'staff',
    answer: settings.settingsHistory,
    refusals: ['not_signed_in', 'not_allowed', 'not_found'],
  },
  {
    method: 'POST',
    path: '/staff/v1/settings/:name',
    says: 'Writes a document of the settings upon the revision it names.',
    proof: 'staff',
    request: settings.settingsRequest,
    answer: settings.settingsWritten,
    refusals: [
      'bad_request',
      'marketing_words',
      'bad_json',
      'bad_encoding',
      'too_large',
      'bad_origin',
      'not_signed_in',
      'not_allowed',
      'not_found',
      'stale',
    ],
  },
  {
    method: 'GET',
    path: '/staff/v1/telephone',
    says: 'The numbers people ring: what their providers are to be told, and when each was heard last.',
    proof: 'staff',
    answer: telephonesAnswer,
    refusals: ['not_signed_in', 'not_allowed'],
  },
];
