/** The operations around telephone calls as data. */
import { callAnswer, callRequest, callView, ringRequest } from '../../shared/call.ts';
import type { Operation } from './operations.ts';

export const callHook: Operation = {
  method: 'POST',
  path: '/hooks/phone/:provider/:account',
  says: 'Twilio asks what a call hears next, or tells how it goes; a call centre (TCCC, Aliyun CCC) tells of its calls.',
  proof: 'platform',
  refusals: [
    ...(['no_account', 'bad_signature', 'wrong_account', 'too_large', 'too_long', 'bad_encoding'] as const),
    ...(['bad_json', 'bad_request', 'unavailable'] as const),
  ],
};

export const callOperations: readonly Operation[] = [
  {
    method: 'GET',
    path: '/staff/v1/line/:customer/call',
    says: 'The telephone call that is on with this person, if there is one, and whether the asker has a telephone.',
    proof: 'staff',
    answer: callView,
    refusals: ['not_signed_in', 'not_allowed', 'not_found'],
  },
  {
    method: 'POST',
    path: '/staff/v1/line/:customer/call',
    says: 'Hangs the call up, or puts it through to the asker’s own telephone; by who has the floor.',
    proof: 'staff',
    request: callRequest,
    answer: callAnswer,
    refusals: [
      ...(['bad_request', 'bad_json', 'bad_encoding', 'too_large', 'bad_origin'] as const),
      ...(['not_signed_in', 'not_allowed', 'not_found', 'wrong_state', 'floor_moved', 'no_endpoint'] as const),
      ...(['no_account', 'call_over', 'unavailable'] as const),
    ],
  },
  {
    method: 'POST',
    path: '/staff/v1/line/:customer/ring',
    says: 'Calls the customer back: the asker’s own telephone is rung first, then theirs; under the same key once.',
    proof: 'staff',
    request: ringRequest,
    answer: callAnswer,
    refusals: [
      ...(['bad_request', 'bad_json', 'bad_encoding', 'too_large', 'bad_origin'] as const),
      ...(['not_signed_in', 'not_allowed', 'not_found', 'wrong_state', 'no_endpoint'] as const),
      ...(['no_account', 'unavailable'] as const),
    ],
  },
];
