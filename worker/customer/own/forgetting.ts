/** Who is asked to forget an erased person, and how. Every call may be repeated. */
import type { Encounter } from '../../../shared/ledger.ts';
import type { Env } from '../../env.ts';
import { FROZEN } from '../../identity/port.ts';
import { KNOWLEDGE } from '../../knowledge/shelf.ts';
import { digestText } from '../../lib/digest.ts';
import { buryAt } from '../merge/outside.ts';

/** One letter: whom it goes to and what it names there. Ids only. */
export type Forgetting =
  /** `of`: an id they had before a merge; else their own. */
  | { room: 'identity' | 'directory' | 'docket' | 'webhook' | 'knowledge' | 'outreach'; of?: string }
  /** What is left under an id they had before a merge. */
  | { room: 'line'; of: string }
  | { room: 'desk'; sessions: string[] }
  | { room: 'seat'; seat: string; sessions: string[] }
  | { room: 'quality' | 'topics'; sessions: string[] }
  | { room: 'ledger'; month: string; sessions: string[]; facts: Encounter[] }
  | { room: 'media'; files: string[] };

/** Identity's actors. */
const BUCKETS = 256;
/** Asked at the same time. */
const AT_ONCE = 32;

/** Asks one; resolves to whom else it named, once it has forgotten. Throws when it is away. */
export async function forgetAt(env: Env, survivor: string, one: Forgetting): Promise<Forgetting[]> {
  const customer = 'of' in one && one.of !== undefined ? one.of : survivor;
  switch (one.room) {
    case 'identity':
      await inIdentity(env, customer);
      return [];
    case 'directory':
      await env.DIRECTORY.getByName('main').forget(customer);
      return [];
    case 'outreach':
      await env.OUTREACH.getByName('main').forget(customer);
      return [];
    case 'docket':
      await env.DOCKET.getByName('main').forget(customer);
      return [];
    case 'webhook':
      await env.WEBHOOK.getByName('main').forget(customer);
      return [];
    case 'knowledge':
      await env.KNOWLEDGE.getByName(KNOWLEDGE).forget(digestText(customer));
      return [];
    case 'line':
      await buryAt(env, customer);
      return [];
    case 'desk': {
      const { agents } = await env.DESK.getByName('main').forget(customer);
      return agents.map((seat) => ({ room: 'seat', seat, sessions: one.sessions }));
    }
    case 'seat':
      await env.SEAT.getByName(one.seat).forget({ customer, sessions: one.sessions });
      return [];
    case 'quality':
      await env.QUALITY.getByName('main').forget({ customer, sessions: one.sessions, facts: [] });
      return [];
    case 'topics':
      await env.TOPICS.getByName('main').forget({ customer, sessions: one.sessions });
      return [];
    case 'ledger':
      await env.LEDGER.getByName(one.month).forget({ customer, sessions: one.sessions, facts: one.facts });
      return [];
    case 'media':
      for (const file of one.files) await env.MEDIA.getByName(file).forget();
      return [];
  }
}

/** Which proofs led to the person is known there alone: every bucket is asked. */
async function inIdentity(env: Env, customer: string): Promise<void> {
  for (let from = 0; from < BUCKETS; from += AT_ONCE) {
    const some = Array.from({ length: AT_ONCE }, (_, at) => (from + at).toString(16).padStart(2, '0'));
    await Promise.all(some.map((name) => env.IDENTITY.getByName(`b_${name}`).forget(customer)));
  }
  await env.IDENTITY.getByName(FROZEN).forget(customer);
}
