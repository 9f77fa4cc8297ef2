/** Every operation of the gateway as data: what it takes and answers. The OpenAPI document and the refusals of methods come from it. */
import type * as v from 'valibot';
import * as api from '../../shared/api.ts';
import type { Scope } from '../../shared/keys.ts';
import { statusAnswer } from '../../shared/operations/status-api.ts';
import type { RefusalCode } from '../../shared/refusal.ts';
import { deskOperations } from './desk-operations.ts';
import { knowledgeOperations } from './knowledge-operations.ts';
import { mediaOperations, ownMediaOperations } from './media-operations.ts';
import { wayOperations } from './way-operations.ts';
import { reportsOperations } from './reports-operations.ts';
import { topicsOperations } from './topics-operations.ts';
import { directoryOperations } from './directory-operations.ts';
import { qualityOperations } from './quality-operations.ts';
import { backendOperations } from './backend-operations.ts';
import { campaignOperations } from './campaign-operations.ts';
import { keysOperations } from './keys-operations.ts';
import { watchOperations } from './watch-operations.ts';
import { webhookOperations } from './webhook-operations.ts';
import { companyOperations, ownOperations } from './own-operations.ts';
import { replyOperations } from './reply-operations.ts';
import { scheduleOperations } from './schedule-operations.ts';
import { callHook, callOperations } from './call-operations.ts';
import { personOperations } from './person-operations.ts';
import { settingsOperations } from './settings-operations.ts';
import { operatorOperations } from './operator-operations.ts';
import { ownTicketOperations, ticketOperations } from './ticket-operations.ts';

/** Who may call: nobody proven, a customer's session, staff by cookie, the operator's key, Prometheus by its own, a platform's own proof, or a key of the company's. */
export type Proof = 'none' | 'session' | 'staff' | 'operator' | 'metrics' | 'platform' | 'key';

/** One operation. `socket` ones answer 101 and speak shared/frame.ts or shared/seat.ts. */
export type Operation = {
  method: 'GET' | 'POST';
  path: string;
  says: string;
  proof: Proof;
  /** What a key needs for it; null: any key may. */
  scope?: Scope | null;
  /** The fields of its query. */
  query?: v.GenericSchema;
  request?: v.GenericSchema;
  answer?: v.GenericSchema;
  socket?: boolean;
  refusals: readonly RefusalCode[];
};

const json = ['bad_request', 'bad_json', 'bad_encoding', 'too_large'] as const;

/** In the order of app.ts. */
export const operations: readonly Operation[] = [
  { method: 'GET', path: '/healthz', says: 'Answers when the gateway is ready.', proof: 'none', refusals: [] },
  {
    method: 'GET',
    path: '/metrics',
    says: 'Counts and readings for Prometheus (text format 0.0.4).',
    proof: 'metrics',
    refusals: ['not_found', 'bad_token'],
  },
  {
    method: 'GET',
    path: '/status',
    says: 'The page 服务状态 for customers (query `lang=en`).',
    proof: 'none',
    refusals: ['rate_limited'],
  },
  {
    method: 'GET',
    path: '/status.json',
    says: 'The same as data: channels, notices, incidents of 90 days.',
    proof: 'none',
    answer: statusAnswer,
    refusals: ['rate_limited'],
  },
  {
    method: 'GET',
    path: '/hooks/wechat/:account',
    says: 'WeChat checks the address of a hook.',
    proof: 'platform',
    refusals: ['no_account', 'bad_signature', 'expired'],
  },
  {
    method: 'POST',
    path: '/hooks/wechat/:account',
    says: 'WeChat delivers a message or an event.',
    proof: 'platform',
    refusals: [
      'no_account',
      'bad_signature',
      'expired',
      'too_large',
      'bad_xml',
      'wrong_mode',
      'wrong_account',
      'unavailable',
    ],
  },
  {
    method: 'POST',
    path: '/hooks/sms/:provider/:account',
    says: 'A carrier delivers replies and reports.',
    proof: 'platform',
    refusals: ['no_account', 'bad_signature', 'too_large', 'bad_json', 'bad_request', 'unavailable'],
  },
  callHook,
  ...wayOperations,
  ...companyOperations,
  ...backendOperations,
  {
    method: 'POST',
    path: '/v1/session',
    says: 'Opens the session of a visitor, or of a user the company vouches for.',
    proof: 'none',
    request: api.sessionRequest,
    answer: api.sessionAnswer,
    refusals: [...json, 'no_account', 'bad_origin', 'bad_token', 'expired', 'link_needs_merge'],
  },
  {
    method: 'POST',
    path: '/v1/miniprogram/sign-in',
    says: 'Opens the session of a mini-program’s user by the code of wx.login.',
    proof: 'none',
    request: api.miniprogramSignIn,
    answer: api.sessionAnswer,
    refusals: [...json, 'no_account', 'bad_origin', 'bad_token', 'rate_limited', 'unavailable'],
  },
  {
    method: 'POST',
    path: '/v1/hand-off',
    says: 'Gives a page a code to go on in the mini-program (接力): used once, within five minutes.',
    proof: 'session',
    request: api.handOffRequest,
    answer: api.handOffAnswer,
    refusals: [...json, 'bad_token', 'bad_origin', 'no_account'],
  },
  {
    method: 'POST',
    path: '/v1/ticket',
    says: 'Gives a ticket for the socket: used once, within thirty seconds, in the first frame.',
    proof: 'session',
    answer: api.ticketAnswer,
    refusals: ['bad_token', 'bad_origin', 'no_account'],
  },
  {
    method: 'POST',
    path: '/v1/line/operate',
    says: 'Takes one client frame where no WebSocket gets through.',
    proof: 'session',
    request: api.operateRequest,
    answer: api.framesAnswer,
    refusals: [...json, 'bad_token', 'bad_origin', 'unknown_frame', 'gap', 'reused_number'],
  },
  {
    method: 'POST',
    path: '/v1/line/poll',
    says: 'Waits for events after a position, at most 25 seconds.',
    proof: 'session',
    request: api.pollRequest,
    answer: api.framesAnswer,
    refusals: [...json, 'bad_token', 'bad_origin'],
  },
  {
    method: 'GET',
    path: '/v1/line/:route/stream',
    says: 'The customer’s socket (query `site`).',
    proof: 'session',
    socket: true,
    refusals: ['bad_request', 'no_account', 'bad_origin', 'not_found'],
  },
  ...ownOperations,
  ...ownTicketOperations,
  ...ownMediaOperations,
  {
    method: 'POST',
    path: '/staff/v1/sign-in',
    says: 'Signs a member of staff in; the cookie is HttpOnly and SameSite=Strict.',
    proof: 'none',
    request: api.signInRequest,
    answer: api.memberAnswer,
    refusals: [...json, 'bad_origin', 'wrong_credentials', 'rate_limited'],
  },
  {
    method: 'POST',
    path: '/staff/v1/enter',
    says: 'Signs in by a link’s code, once.',
    proof: 'none',
    request: api.enterRequest,
    answer: api.memberAnswer,
    refusals: [...json, 'bad_origin', 'expired'],
  },
  {
    method: 'POST',
    path: '/staff/v1/sign-out',
    says: 'Ends this sign-in.',
    proof: 'staff',
    answer: api.plainAnswer,
    refusals: ['bad_origin'],
  },
  {
    method: 'GET',
    path: '/staff/v1/me',
    says: 'Who is signed in.',
    proof: 'staff',
    answer: api.memberAnswer,
    refusals: ['not_signed_in'],
  },
  {
    method: 'POST',
    path: '/staff/v1/password',
    says: 'Changes one’s own password; other sign-ins end.',
    proof: 'staff',
    request: api.passwordRequest,
    answer: api.memberAnswer,
    refusals: [...json, 'bad_origin', 'not_signed_in', 'wrong_credentials'],
  },
  {
    method: 'GET',
    path: '/staff/v1/members',
    says: 'Everybody on the staff.',
    proof: 'staff',
    answer: api.membersAnswer,
    refusals: ['not_signed_in', 'not_allowed'],
  },
  {
    method: 'POST',
    path: '/staff/v1/members',
    says: 'Makes a member; the password is told this once.',
    proof: 'staff',
    request: api.newMember,
    answer: api.madeAnswer,
    refusals: [...json, 'bad_origin', 'not_signed_in', 'not_allowed', 'exists'],
  },
  {
    method: 'POST',
    path: '/staff/v1/ticket',
    says: 'Gives a ticket for one’s seat or for a customer’s line.',
    proof: 'staff',
    request: api.staffTicketRequest,
    answer: api.ticketAnswer,
    refusals: [...json, 'bad_origin', 'not_signed_in', 'not_allowed', 'not_found'],
  },
  {
    method: 'GET',
    path: '/staff/v1/seat/stream',
    says: 'The agent’s own socket.',
    proof: 'staff',
    socket: true,
    refusals: ['bad_request', 'bad_origin', 'not_signed_in'],
  },
  {
    method: 'GET',
    path: '/staff/v1/line/:customer/stream',
    says: 'A customer’s line as staff see it.',
    proof: 'staff',
    socket: true,
    refusals: ['bad_request', 'bad_origin', 'not_signed_in', 'not_found'],
  },
  {
    method: 'POST',
    path: '/staff/v1/line/:customer/suggest',
    says: 'Published answers to the customer’s last words, and a model’s draft where one may help.',
    proof: 'staff',
    request: api.suggestRequest,
    answer: api.suggestAnswer,
    refusals: [...json, 'bad_origin', 'not_signed_in', 'not_allowed', 'not_found', 'unavailable'],
  },
  ...replyOperations,
  ...personOperations,
  ...callOperations,
  ...deskOperations,
  ...scheduleOperations,
  ...settingsOperations,
  ...ticketOperations,
  ...webhookOperations,
  ...watchOperations,
  ...keysOperations,
  ...campaignOperations,
  ...qualityOperations,
  ...reportsOperations,
  ...topicsOperations,
  ...directoryOperations,
  ...mediaOperations,
  ...knowledgeOperations,
  ...operatorOperations,
];

const patterns = operations.map(({ method, path }) => ({
  method,
  pattern: new RegExp(`^${path.replace(/:\w+/gu, '[^/]+')}$`, 'u'),
}));

/** The methods offered at a path; empty where nothing is. */
export function methodsAt(pathname: string): string[] {
  return patterns.filter(({ pattern }) => pattern.test(pathname)).map(({ method }) => method);
}
