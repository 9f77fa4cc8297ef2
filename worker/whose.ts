/** Whose address is this: asks identity, with whatever proof came along. */
import type { Address } from '../shared/actors.ts';
import type { Result } from '../shared/refusal.ts';
import type { Proven } from './channels/stream.ts';
import { configOf } from './config.ts';
import type { Env } from './env.ts';
import { hex, hmac } from './lib/digest.ts';

/** An address with the proofs that came with it. */
export type Evidence = { address: Address } & Partial<Pick<Proven, 'userId' | 'phone' | 'union'>>;

type Whose = Result<{ person: string }>;

/** The person with this evidence; a new one when nobody has it. */
export async function personProven(env: Env, evidence: Evidence, now: number): Promise<Whose> {
  void now;
  const { channel, account, peer } = evidence.address;
  const digest = hex(await hmac('SHA-256', configOf(env).secret, [channel, account, peer].join('\n')));
  return { ok: true, person: `c_${digest.slice(0, 24)}` };
}

/** The person behind an address a platform spoke for; an official account's new follower is asked for their unionid first. */
export async function personBehind(env: Env, address: Address, now: number): Promise<Whose> {
  return personProven(env, { address }, now);
}

/** The person who has this address, or null. */
export async function personKnown(env: Env, address: Address): Promise<string | null> {
  const whose = await personProven(env, { address }, 0);
  return whose.ok ? whose.person : null;
}
