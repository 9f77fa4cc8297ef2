/** The directory's operations as data. */
import * as directory from '../../shared/directory.ts';
import { audienceAnswer, audienceRequest, importAnswer, importRequest } from '../../shared/profile/audience.ts';
import { severalAnswer, severalRequest } from '../../shared/several.ts';
import type { Operation } from './operations.ts';

const staff = ['not_signed_in', 'not_allowed'] as const;

export const directoryOperations: readonly Operation[] = [
  {
    method: 'GET',
    path: '/staff/v1/search',
    says: 'Customers, encounters, tickets and messages in which the words stand, newest first (query `q`, `kind`, `channel`, `agent`, `from`, `to`, `after`).',
    proof: 'staff',
    answer: directory.searchAnswer,
    refusals: [...staff, 'bad_request'],
  },
  {
    method: 'GET',
    path: '/staff/v1/people',
    says: 'Customers by their card, those heard last first (query `tag`, `level`, `owner`, `blocked`, `q`, `after`).',
    proof: 'staff',
    answer: directory.peopleAnswer,
    refusals: [...staff, 'bad_request'],
  },
  {
    method: 'POST',
    path: '/staff/v1/profile/audience',
    says: 'How many people a rule of the profile means now, and the names of a few (leads).',
    proof: 'staff',
    request: audienceRequest,
    answer: audienceAnswer,
    refusals: ['bad_request', 'bad_json', 'bad_encoding', 'too_large', 'bad_origin', ...staff],
  },
  {
    method: 'POST',
    path: '/staff/v1/profile/purchases',
    says: 'Purchases from a file: a line each of user, key, category, yuan, day. Says what is wrong line by line; `check` writes nothing (leads).',
    proof: 'staff',
    request: importRequest,
    answer: importAnswer,
    refusals: ['bad_request', 'bad_json', 'bad_encoding', 'too_large', 'bad_origin', ...staff],
  },
  {
    method: 'GET',
    path: '/staff/v1/sessions',
    says: 'Encounters, newest first (query `from`, `to`, `channel`, `agent`, `state`, `category`, `rating`, `tag`, `q`, `after`).',
    proof: 'staff',
    answer: directory.sessionsAnswer,
    refusals: [...staff, 'bad_request'],
  },
  {
    method: 'POST',
    path: '/staff/v1/sessions/bulk',
    says: 'Tags or ends several encounters; each answers for itself.',
    proof: 'staff',
    request: severalRequest,
    answer: severalAnswer,
    refusals: ['bad_request', 'bad_json', 'bad_encoding', 'too_large', 'bad_origin', ...staff],
  },
  {
    method: 'GET',
    path: '/staff/v1/customers/:customer/sessions',
    says: 'One customer’s encounters, newest first (query `after`).',
    proof: 'staff',
    answer: directory.sessionsAnswer,
    refusals: [...staff, 'bad_request', 'not_found'],
  },
  {
    method: 'GET',
    path: '/staff/v1/filters',
    says: 'Filters kept by this member, and the shared ones.',
    proof: 'staff',
    answer: directory.savedAnswer,
    refusals: staff,
  },
  {
    method: 'POST',
    path: '/staff/v1/filters',
    says: 'Keeps a filter under a name, changes it, or takes it off.',
    proof: 'staff',
    request: directory.saveFilter,
    answer: directory.savedAnswer,
    refusals: ['bad_request', 'bad_json', 'bad_encoding', 'too_large', 'bad_origin', 'not_found', ...staff],
  },
  {
    method: 'POST',
    path: '/staff/v1/filters/order',
    says: 'The order in which this member sees their filters.',
    proof: 'staff',
    request: directory.orderFilters,
    answer: directory.savedAnswer,
    refusals: ['bad_request', 'bad_json', 'bad_encoding', 'too_large', 'bad_origin', ...staff],
  },
];
