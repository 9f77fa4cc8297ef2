import type { Role } from '../../../../shared/actors.ts';
import type { SuggestAnswer } from '../../../../shared/api.ts';
import type { Refusal, Result } from '../../../../shared/refusal.ts';
import { refusals } from '../../../../shared/refusal.ts';

export type Member = { id: string; name: string; login: string; role: Role };
/** Talks with customers; editors and marketers have no seat. */
export const serves = ({ role }: Pick<Member, 'role'>): boolean => role !== 'editor' && role !== 'marketer';
export type Ticket = { ticket: string; url: string };

/** The network did not carry the call: not an answer of the server's. */
export class Unreachable extends Error {
  override name = 'Unreachable';
}

/** One staff call with a JSON body or none. */
export function staffCall<Value>(method: 'GET' | 'POST', path: string, body?: object): Promise<Result<Value>> {
  return staffFetch<Value>(path, {
    method,
    ...(body ? { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) } : {}),
  });
}

/** One staff call with any body; the answer is JSON. */
export async function staffFetch<Value>(
  path: string,
  request: { method: 'GET' | 'POST'; headers?: Record<string, string>; body?: string | Blob },
): Promise<Result<Value>> {
  let answer: Response;
  try {
    answer = await fetch(`/staff/v1/${path}`, {
      ...request,
      credentials: 'same-origin',
      cache: 'no-store',
      headers: { accept: 'application/json', ...request.headers },
    });
  } catch (fault) {
    throw new Unreachable(String(fault));
  }
  const given: unknown = await answer.json().catch(() => null);
  if (answer.ok && typeof given === 'object' && given !== null) return { ok: true, ...(given as Value) };
  return refusalOf(given, answer.status);
}

function refusalOf(given: unknown, status: number): Refusal {
  const { code, detail } = (given ?? {}) as { code?: unknown; detail?: unknown };
  const known = (Object.keys(refusals) as (keyof typeof refusals)[]).find((one) => one === code);
  const fallback = status === 401 ? 'not_signed_in' : status >= 500 ? 'unavailable' : 'bad_request';
  return { ok: false, code: known ?? fallback, detail: typeof detail === 'string' ? detail : '' };
}

/** The staff calls of the gateway. Refusals are answered; only a dead network throws. */
export const staffNet = {
  signIn: (login: string, password: string) => staffCall<{ member: Member }>('POST', 'sign-in', { login, password }),
  enter: (code: string) => staffCall<{ member: Member }>('POST', 'enter', { code }),
  signOut: () => staffCall<object>('POST', 'sign-out', {}),
  me: () => staffCall<{ member: Member }>('GET', 'me'),
  seatTicket: () => staffCall<Ticket>('POST', 'ticket', { seat: true }),
  suggest: (customer: string, draft: boolean) =>
    staffCall<SuggestAnswer>('POST', `line/${encodeURIComponent(customer)}/suggest`, { draft }),
  lineTicket: (customer: string) => staffCall<Ticket>('POST', 'ticket', { customer }),
};
