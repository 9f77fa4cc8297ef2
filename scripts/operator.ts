/** What the operator asks of a running gateway from the terminal, proven by the operator's key. */
import * as v from 'valibot';
import type { Role } from '../shared/actors.ts';
import { retellAnswer } from '../shared/directory.ts';
import { compareAnswer, rebuildAnswer, type Comparison } from '../shared/ledger.ts';
import type { Settings } from './settings.ts';

const password = v.object({ ok: v.literal(true), password: v.string() });
const code = v.object({ ok: v.literal(true), code: v.string() });
const refusal = v.object({ ok: v.literal(false), code: v.string(), detail: v.string() });

async function ask(
  url: string,
  settings: Pick<Settings, 'operatorKey'>,
  path: string,
  order: object,
): Promise<unknown> {
  const answer = await fetch(`${url}/operator/v1/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${settings.operatorKey}` },
    body: JSON.stringify(order),
  });
  return answer.json();
}

function reason(answer: unknown): string {
  const read = v.safeParse(refusal, answer);
  return read.success ? `${read.output.code}: ${read.output.detail}` : JSON.stringify(answer);
}

/** Makes a member (or the first owner) and answers the password, shown this once; null when the login exists. */
export async function makeMember(
  url: string,
  settings: Pick<Settings, 'operatorKey'>,
  order: { login: string; name: string; role: Role },
): Promise<string | null> {
  const answer = await ask(url, settings, 'member', order);
  const made = v.safeParse(password, answer);
  if (made.success) return made.output.password;
  const read = v.safeParse(refusal, answer);
  if (read.success && read.output.code === 'exists') return null;
  throw new Error(reason(answer));
}

/** A fresh password for a member whose old one is lost; every session of theirs ends. */
export async function resetPassword(
  url: string,
  settings: Pick<Settings, 'operatorKey'>,
  login: string,
): Promise<string> {
  const answer = await ask(url, settings, 'password', { login });
  const made = v.safeParse(password, answer);
  if (made.success) return made.output.password;
  throw new Error(reason(answer));
}

/** Everybody in one of identity's buckets (two hex digits) tells the directory everything anew; answers how many do. */
export async function retell(url: string, settings: Pick<Settings, 'operatorKey'>, bucket: string): Promise<number> {
  let count = 0;
  for (let after: string | null = ''; after !== null;) {
    const answer = await ask(url, settings, 'directory/rebuild', { bucket, after });
    const read = v.safeParse(retellAnswer, answer);
    if (!read.success) throw new Error(reason(answer));
    count += read.output.told;
    after = read.output.next;
  }
  return count;
}

/** Everybody in one bucket tells the facts of their encounters to the ledgers of a run; answers how many do. */
export async function tellBeside(
  url: string,
  settings: Pick<Settings, 'operatorKey'>,
  order: { run: string; bucket: string },
): Promise<number> {
  let count = 0;
  for (let after: string | null = ''; after !== null;) {
    const answer = await ask(url, settings, 'insight/rebuild', { ...order, after });
    const read = v.safeParse(rebuildAnswer, answer);
    if (!read.success) throw new Error(reason(answer));
    count += read.output.told;
    after = read.output.next;
  }
  return count;
}

/** One month told anew against the live one. */
export async function compareMonth(
  url: string,
  settings: Pick<Settings, 'operatorKey'>,
  order: { run: string; month: string },
): Promise<Comparison> {
  const answer = await ask(url, settings, 'insight/compare', order);
  const read = v.safeParse(compareAnswer, answer);
  if (!read.success) throw new Error(reason(answer));
  return read.output;
}

/** A link that signs this member in, once, within ten minutes. */
export async function enterLink(
  url: string,
  publicUrl: string,
  settings: Pick<Settings, 'operatorKey'>,
  login: string,
  page: string,
): Promise<string> {
  const answer = await ask(url, settings, 'enter-code', { login });
  const made = v.safeParse(code, answer);
  if (made.success) return `${publicUrl}${page}?enter=${made.output.code}`;
  throw new Error(reason(answer));
}
