import type { Refusal, Result } from '../../../../shared/refusal.ts';
import { refusals } from '../../../../shared/refusal.ts';

export type Member = { id: string; name: string; login: string; role: 'owner' | 'lead' | 'agent' };
export type Ticket = { ticket: string; url: string };

/** The network did not carry the call: not an answer of the server's. */
export class Unreachable extends Error {
  override name = 'Unreachable';
}

async function call<Value>(method: 'GET' | 'POST', path: string, body?: object): Promise<Result<Value>> {
  let answer: Response;
  try {
    answer = await fetch(`/staff/v1/${path}`, {
      method,
      credentials: 'same-origin',
      cache: 'no-store',
      headers: { accept: 'application/json', ...(body ? { 'content-type': 'application/json' } : {}) },
      ...(body ? { body: JSON.stringify(body) } : {}),
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
  signIn: (login: string, password: string) => call<{ member: Member }>('POST', 'sign-in', { login, password }),
  enter: (code: string) => call<{ member: Member }>('POST', 'enter', { code }),
  signOut: () => call<object>('POST', 'sign-out', {}),
  me: () => call<{ member: Member }>('GET', 'me'),
  seatTicket: () => call<Ticket>('POST', 'ticket', { seat: true }),
  lineTicket: (customer: string) => call<Ticket>('POST', 'ticket', { customer }),
};
