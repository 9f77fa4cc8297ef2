/** The operations on the knowledge as data, in the order of app.ts. */
import * as api from '../../shared/knowledge-api.ts';
import { plainAnswer } from '../../shared/api.ts';
import type { Operation } from './operations.ts';

const json = ['bad_request', 'bad_json', 'bad_encoding', 'too_large'] as const;
const read = ['not_signed_in', 'not_allowed'] as const;
const write = [...json, 'bad_origin', ...read] as const;

const get = (
  path: string,
  says: string,
  answer: Operation['answer'],
  ...refusals: Operation['refusals']
): Operation => ({
  ...{ method: 'GET', path: `/staff/v1/knowledge${path}`, says, proof: 'staff', refusals: [...read, ...refusals] },
  ...(answer ? { answer } : {}),
});

const post = (
  path: string,
  says: string,
  request: Operation['request'],
  answer: Operation['answer'],
  ...refusals: Operation['refusals']
): Operation => ({
  ...{ method: 'POST', path: `/staff/v1/knowledge${path}`, says, proof: 'staff', refusals: [...write, ...refusals] },
  ...(request ? { request } : {}),
  ...(answer ? { answer } : {}),
});

const file = ['bad_request', 'bad_origin', 'too_large', 'bad_file'] as const;

export const knowledgeOperations: readonly Operation[] = [
  get('', 'What stands where, and what one may do.', api.overviewAnswer),
  post(
    '/settings',
    'Sets two-person review, the questions a greeting offers, the categories.',
    api.settingsRequest,
    plainAnswer,
    'bad_reference',
  ),
  get(
    '/entries',
    'Entries and flows, newest first, pages of 50 (query kind, category, state, search, after).',
    api.rowsAnswer,
    'bad_request',
  ),
  post(
    '/entries',
    'Writes an entry as a draft upon the revision its editor saw.',
    api.saveEntryRequest,
    api.savedAnswer,
    'stale',
    'exists',
    'not_found',
  ),
  get('/entries/:id', 'An entry: newest, live, and its whole history.', api.entryAnswer, 'not_found'),
  get('/entries/:id/revisions/:revision', 'An entry as it once was.', api.revisionAnswer, 'not_found'),
  post(
    '/flows',
    'Writes a flow as a draft upon the revision its editor saw.',
    api.saveFlowRequest,
    api.savedAnswer,
    'stale',
    'exists',
    'not_found',
  ),
  get('/flows/:id', 'A flow: newest, live, and its whole history.', api.flowAnswer, 'not_found'),
  get('/flows/:id/revisions/:revision', 'A flow as it once was.', api.revisionAnswer, 'not_found'),
  post(
    '/move',
    'Sends to review, back to a draft, publishes or retires.',
    api.moveRequest,
    api.savedAnswer,
    'stale',
    'not_found',
    'wrong_state',
    'own_work',
    'bad_reference',
    'incomplete',
  ),
  post(
    '/publish',
    'Publishes the newest words of these as one version, or of none.',
    api.publishRequest,
    api.publishAnswer,
    'not_found',
    'wrong_state',
    'own_work',
    'bad_reference',
    'incomplete',
  ),
  post(
    '/impact',
    'What publishing these would change, by the recorded questions.',
    api.impactRequest,
    api.impactAnswer,
    'unavailable',
  ),
  post(
    '/try',
    'Asks one question, live or with all drafts, and tells why.',
    api.tryRequest,
    api.tryAnswer,
    'unavailable',
  ),
  post(
    '/try-flow',
    'Plays a whole talk with a flow that is being written.',
    api.tryFlowRequest,
    api.tryFlowAnswer,
    'incomplete',
  ),
  get('/conflicts', 'Entries that fight for the same question.', api.conflictsAnswer, 'unavailable'),
  get('/unknown', 'What nobody answered, by likeness.', api.unknownAnswer),
  post(
    '/unknown/resolve',
    'Turns questions into a similar question, a new entry, or puts them aside.',
    api.resolveUnknownRequest,
    api.resolvedAnswer,
    'not_found',
    'exists',
    'wrong_state',
  ),
  get('/synonyms', 'Words that mean the same.', api.synonymsAnswer),
  post('/synonyms', 'Sets the words that mean the same.', api.synonymsRequest, api.synonymsAnswer),
  get('/evaluation', 'The recorded questions.', api.evaluationAnswer),
  post('/evaluation', 'Sets the recorded questions.', api.evaluationRequest, api.evaluationAnswer),
  {
    ...{ method: 'POST', path: '/staff/v1/knowledge/import/preview', proof: 'staff', answer: api.importAnswer },
    says: 'What importing this file would do; the body is the file, at most 8 MiB (query format).',
    refusals: [...read, ...file],
  },
  {
    ...{ method: 'POST', path: '/staff/v1/knowledge/import', proof: 'staff', answer: api.importAnswer },
    says: 'Imports the good rows of a file as drafts; bad ones are named.',
    refusals: [...read, ...file],
  },
  get(
    '/export',
    'All entries as a file (query format: csv, xlsx, json, markdown; state: newest, live).',
    undefined,
    'bad_request',
  ),
];
