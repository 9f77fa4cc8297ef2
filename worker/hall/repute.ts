/** What is known of two who may become one, with everybody whose lines stand where theirs do. */
import type { Repute } from '../../shared/identity.ts';
import type { Env } from '../env.ts';
import { bucketOfPerson } from '../identity/port.ts';
import { homesOf } from './joining.ts';

const DAY = 86_400_000;

/** Their strong identities are all of their line's; the day's merges are those of both lines together (I45). */
export async function reputesOf(
  env: Env,
  persons: readonly [string, string],
  now: number,
): Promise<{ sides: [Repute, Repute]; declined: boolean }> {
  const homes = await Promise.all(persons.map((one) => homesOf(env, one)));
  const pairs = new Set<string>();
  const sideOf = async (mine: readonly string[]): Promise<Repute> => {
    const told = await Promise.all(
      mine.map(async (home) => {
        const bucket = env.IDENTITY.getByName(bucketOfPerson(home));
        for (const other of await bucket.joined(home, now - DAY)) pairs.add([home, other].sort().join(' '));
        return bucket.repute(home, now - DAY);
      }),
    );
    return {
      marks: told.flatMap(({ marks }) => marks),
      merges: 0,
      frozen: told.some(({ frozen }) => frozen),
      declined: told.flatMap(({ declined }) => declined),
    };
  };
  const [mine = [], theirs = []] = homes;
  const [one, other] = [await sideOf(mine), await sideOf(theirs)];
  const declined = one.declined.some((who) => theirs.includes(who)) || other.declined.some((who) => mine.includes(who));
  return {
    sides: [
      { ...one, merges: pairs.size },
      { ...other, merges: pairs.size },
    ],
    declined,
  };
}
