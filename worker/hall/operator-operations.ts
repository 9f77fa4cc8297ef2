/** The operator's operations as data: what the terminal's own commands ask. */
import * as api from '../../shared/api.ts';
import { retellAnswer, retellRequest } from '../../shared/directory.ts';
import * as ledger from '../../shared/ledger.ts';
import type { Operation } from './operations.ts';

const json = ['bad_request', 'bad_json', 'bad_encoding', 'too_large'] as const;

export const operatorOperations: readonly Operation[] = [
  {
    method: 'POST',
    path: '/operator/v1/member',
    says: 'Makes the first owner, or any member.',
    proof: 'operator',
    request: api.newMember,
    answer: api.madeAnswer,
    refusals: [...json, 'bad_token', 'exists', 'not_found'],
  },
  {
    method: 'POST',
    path: '/operator/v1/password',
    says: 'Gives a member a fresh password; all their sign-ins end.',
    proof: 'operator',
    request: api.loginRequest,
    answer: api.madeAnswer,
    refusals: [...json, 'bad_token', 'not_found'],
  },
  {
    method: 'POST',
    path: '/operator/v1/enter-code',
    says: 'Makes a code that signs a member in, once, within ten minutes.',
    proof: 'operator',
    request: api.loginRequest,
    answer: api.codeAnswer,
    refusals: [...json, 'bad_token', 'not_found'],
  },
  {
    method: 'POST',
    path: '/operator/v1/directory/rebuild',
    says: 'A page of the persons of one bucket of addresses (two hex digits) tell the directory everything anew.',
    proof: 'operator',
    request: retellRequest,
    answer: retellAnswer,
    refusals: [...json, 'bad_token', 'not_found'],
  },
  {
    method: 'POST',
    path: '/operator/v1/insight/rebuild',
    says: 'A page of the persons of one bucket tell the facts of their encounters to the ledgers of a run, beside the live ones.',
    proof: 'operator',
    request: ledger.rebuildRequest,
    answer: ledger.rebuildAnswer,
    refusals: [...json, 'bad_token', 'not_found'],
  },
  {
    method: 'POST',
    path: '/operator/v1/insight/compare',
    says: 'Compares a month of figures with what a run told anew, and empties the run’s month.',
    proof: 'operator',
    request: ledger.compareRequest,
    answer: ledger.compareAnswer,
    refusals: [...json, 'bad_token', 'not_found'],
  },
];
