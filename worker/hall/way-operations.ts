/** The pages behind links of ours outside: a hand-off's QR code, and an SMS. */
import type { Operation } from './operations.ts';

export const wayOperations: readonly Operation[] = [
  {
    method: 'GET',
    path: '/go',
    says: 'What a camera outside WeChat finds behind a hand-off’s QR code.',
    proof: 'none',
    refusals: [],
  },
  {
    method: 'GET',
    path: '/c/:code',
    says: 'What the link of an SMS opens: a page that leads on, and uses nothing up by being opened.',
    proof: 'none',
    refusals: ['not_found'],
  },
  {
    method: 'POST',
    path: '/c/:code',
    says: 'Leads on into the mini-program (303), whose sign-in uses the code up; with `?to=web` into the gateway’s own window (303), which does so at once.',
    proof: 'none',
    refusals: ['not_found', 'no_account'],
  },
];
