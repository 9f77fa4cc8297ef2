/** The operations on a person's own affairs as data. */
import { eraseRequest, erasedAnswer, erasurePlanAnswer } from '../../shared/erasure.ts';
import { alikeAnswer, alikeSaid } from '../../shared/alike.ts';
import { noticeAnswer, noticeRequest, noticesAnswer } from '../../shared/notice.ts';
import { ordersAnswer } from '../../shared/order-api.ts';
import {
  codeAnswer,
  codeProof,
  codeRequest,
  emailRequest,
  completionsAnswer,
  guessesAnswer,
  linkedAnswer,
  phoneLink,
  phoneUnlink,
  searchAnswer,
} from '../../shared/own-api.ts';
import { ownPrivacyAnswer, privacyAnswer, privacyRequest } from '../../shared/privacy.ts';
import { plainAnswer } from '../../shared/api.ts';
import { askingAnswer, askingRequest, siteAnswer } from '../../shared/site-api.ts';
import type { Operation } from './operations.ts';

const json = ['bad_request', 'bad_json', 'bad_encoding', 'too_large'] as const;
const anybody = ['bad_token', 'bad_origin', 'no_account'] as const;
const own = ['bad_token', 'bad_origin', 'no_account', 'not_allowed'] as const;

export const ownOperations: readonly Operation[] = [
  {
    method: 'GET',
    path: '/v1/notices',
    says: 'The person’s service notices, newest first (query `before`).',
    proof: 'session',
    answer: noticesAnswer,
    refusals: [...own, 'bad_request'],
  },
  {
    method: 'GET',
    path: '/v1/orders',
    says: 'The orders of the person the company knows, newest first, as its hook lists them; `known` is false for everybody else.',
    proof: 'session',
    answer: ordersAnswer,
    refusals: [...own, 'not_found', 'unavailable'],
  },
  {
    method: 'GET',
    path: '/v1/me/data',
    says: 'Everything kept of the person as one JSON document (查阅、复制): addresses, encounters, messages, tickets, notices, consents.',
    proof: 'session',
    refusals: own,
  },
  {
    method: 'GET',
    path: '/v1/me/search',
    says: 'Words in the person’s whole history, newest first (query `words`, and `before` for more).',
    proof: 'session',
    answer: searchAnswer,
    refusals: [...own, 'bad_request'],
  },
  {
    method: 'GET',
    path: '/v1/me/guesses',
    says: 'What the person may want to ask as the line opens (猜你想问), at most four, in the `language` of the screen: an open ticket, an order on its way, then the entries asked for most, once that is counted.',
    proof: 'session',
    answer: guessesAnswer,
    refusals: [...own, 'bad_request'],
  },
  {
    method: 'GET',
    path: '/v1/me/completions',
    says: 'Up to five published questions that may be meant by what is being typed (联想; query `words`, 2 to 40 characters, and `language`): none while a person serves or a dialog asks. Nothing of the words is kept. Ask no sooner than 200 ms after the last letter.',
    proof: 'session',
    answer: completionsAnswer,
    refusals: [...own, 'bad_request', 'rate_limited'],
  },
  {
    method: 'GET',
    path: '/v1/sites/:site',
    says: 'How the widget is set for a site: what is named, and nothing else. For every page listed for it.',
    proof: 'none',
    answer: siteAnswer,
    refusals: ['no_account'],
  },
  {
    method: 'GET',
    path: '/v1/me/asking',
    says: 'The form before the first word (询前表单) as it is asked of this visitor, in the `language` of the screen; null: nothing is asked, or no longer.',
    proof: 'session',
    answer: askingAnswer,
    refusals: [...anybody, 'bad_request'],
  },
  {
    method: 'POST',
    path: '/v1/me/asking',
    says: 'What the visitor answers, once. A refusal’s detail begins with the field it is about. Nothing in it proves who they are.',
    proof: 'session',
    request: askingRequest,
    answer: plainAnswer,
    refusals: [
      ...[...json, ...anybody],
      ...(['wrong_state', 'missing_fields', 'too_long', 'bad_phone', 'bad_email', 'bad_order', 'bad_choice'] as const),
      'no_consent',
    ],
  },
  {
    method: 'GET',
    path: '/v1/privacy',
    says: 'The privacy notice (隐私说明) with all its versions, newest first, and which one holds today. For everybody.',
    proof: 'none',
    answer: privacyAnswer,
    refusals: [],
  },
  {
    method: 'GET',
    path: '/v1/me/privacy',
    says: 'The same, and how it stands with the person: the version they are to be asked about, and whether consents rest.',
    proof: 'session',
    answer: ownPrivacyAnswer,
    refusals: own,
  },
  {
    method: 'POST',
    path: '/v1/me/privacy',
    says: 'What the person says to a version of the notice: kept among their consents, with version and evidence.',
    proof: 'session',
    request: privacyRequest,
    answer: ownPrivacyAnswer,
    refusals: [...json, ...own, 'not_found'],
  },
  {
    method: 'POST',
    path: '/v1/me/erase/plan',
    says: 'What erasing everything would take, what stays, and the word that confirms it, once, within ten minutes.',
    proof: 'session',
    answer: erasurePlanAnswer,
    refusals: own,
  },
  {
    method: 'POST',
    path: '/v1/me/erase',
    says: 'Erases everything kept of the person (删除): their screens close, their tokens count no more, their addresses are free.',
    proof: 'session',
    request: eraseRequest,
    answer: erasedAnswer,
    refusals: [...json, ...own, 'expired'],
  },
  {
    method: 'POST',
    path: '/v1/me/phone',
    says: 'Links the number shown by WeChat’s phone button.',
    proof: 'session',
    request: phoneLink,
    answer: linkedAnswer,
    refusals: [...json, ...own, 'not_found', 'rate_limited', 'unavailable', 'wrong_account', 'link_needs_merge'],
  },
  {
    method: 'POST',
    path: '/v1/me/email/link',
    says: 'The company’s hook sends a link to an e-mail address, within the budgets of codes. Answers alike whoever has the address.',
    proof: 'session',
    request: emailRequest,
    answer: codeAnswer,
    refusals: [...json, ...anybody, 'rate_limited', 'unavailable'],
  },
  {
    method: 'GET',
    path: '/me/email',
    says: 'The page behind that link (query `t`): says what would be linked, and changes nothing.',
    proof: 'none',
    refusals: [],
  },
  {
    method: 'POST',
    path: '/me/email',
    says: 'Its button: the address is proven for who asked, once, within 30 minutes.',
    proof: 'none',
    refusals: ['too_large', 'bad_request'],
  },
  {
    method: 'GET',
    path: '/v1/me/alike',
    says: 'Whether somebody else’s line is theirs too (是您吗？): the questions open for the person, the other side masked.',
    proof: 'session',
    answer: alikeAnswer,
    refusals: own,
  },
  {
    method: 'POST',
    path: '/v1/me/alike',
    says: 'What the person says to one: no is never asked again; yes joins once the number the question rests on was proven within ten minutes.',
    proof: 'session',
    request: alikeSaid,
    answer: plainAnswer,
    refusals: [...json, ...own, 'not_found', 'proof_needed', 'rate_limited'],
  },
  {
    method: 'POST',
    path: '/v1/me/phone/code',
    says: 'Sends a code (短信验证码) to a number, within budgets by number, range, asker, network and company. Answers alike whoever has the number.',
    proof: 'session',
    request: codeRequest,
    answer: codeAnswer,
    refusals: [...json, ...anybody, 'rate_limited', 'unavailable'],
  },
  {
    method: 'POST',
    path: '/v1/me/phone/verify',
    says: 'The code: once, within five minutes and three tries, by who asked for it. Proves the number as WeChat’s button does.',
    proof: 'session',
    request: codeProof,
    answer: linkedAnswer,
    refusals: [...json, ...anybody, 'rate_limited', 'wrong_code', 'code_over', 'link_needs_merge'],
  },
  {
    method: 'POST',
    path: '/v1/me/phone/unlink',
    says: 'Gives a linked number back: it is not written to any more, and identifies nobody.',
    proof: 'session',
    request: phoneUnlink,
    answer: plainAnswer,
    refusals: [...json, ...own, 'no_endpoint'],
  },
];

export const companyOperations: readonly Operation[] = [
  {
    method: 'POST',
    path: '/api/v1/notices',
    says: 'Gives one of the company’s users a service notice, under its key once; signed like the company’s hook.',
    proof: 'platform',
    request: noticeRequest,
    answer: noticeAnswer,
    refusals: [...json, 'bad_signature', 'expired', 'not_found'],
  },
];
