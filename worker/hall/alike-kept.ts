/** What was kept of two who may be one, for everybody whose lines stand in one line: hints, records and answers go where their person went. */
import type { KeptRequest } from '../../shared/identity.ts';
import type { Env } from '../env.ts';
import { bucketOfPerson } from '../identity/port.ts';
import { lineOf } from '../line.ts';
import { homesOf } from './joining.ts';

/** Newest first; each pair once, named by who isn't the line's own. `isTwo`: somebody who must know said that the two lines are two. */
export type Kept = { homes: readonly string[]; requests: KeptRequest[]; isTwo(theirs: readonly string[]): boolean };

/** Of a person and whoever is one with them now. */
export async function keptOf(env: Env, person: string): Promise<Kept> {
  const homes = await homesOf(env, person);
  const all = await Promise.all(homes.map((home) => env.IDENTITY.getByName(bucketOfPerson(home)).requests(home)));
  const found = all.flat().sort((one, other) => other.at - one.at);
  const requests: KeptRequest[] = [];
  for (const one of found) if (!homes.includes(one.other) || (await isGiven(env, one))) requests.push(one);
  const declined = new Set(found.flatMap(({ state, other }) => (state === 'declined' ? [other] : [])));
  return { homes, requests, isTwo: (theirs) => theirs.some((one) => declined.has(one)) };
}

/** Of two who stand in one line: whether this names the one that went into the other's, and would go again. */
async function isGiven(env: Env, { person, other }: KeptRequest): Promise<boolean> {
  const [mine, theirs] = await Promise.all(
    [person, other].map(async (one) => (await lineOf(env, one).merge({ order: 'rank' })).rank),
  );
  if (!mine || !theirs) return false;
  return theirs.created === mine.created ? theirs.id > mine.id : theirs.created > mine.created;
}

/** Kept with both: what became of the two. */
export async function settleBoth(
  env: Env,
  { person, other }: Pick<KeptRequest, 'person' | 'other'>,
  said: Pick<KeptRequest, 'state'> & { settled?: NonNullable<KeptRequest['settled']> },
): Promise<void> {
  await env.IDENTITY.getByName(bucketOfPerson(person)).settle({ person, other, ...said });
  await env.IDENTITY.getByName(bucketOfPerson(other)).settle({ person: other, other: person, ...said });
}
