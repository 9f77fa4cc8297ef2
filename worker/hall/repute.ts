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
  const everybody = new Set(homes.flat());
  const pairs = new Map<string, number>();
  const sideOf = async (mine: readonly string[]): Promise<Repute> => {
    const told = await Promise.all(
      mine.map(async (home) => {
        const bucket = env.IDENTITY.getByName(bucketOfPerson(home));
        for (const other of await bucket.joined(home, now - DAY)) {
          const pair = [home, other].sort().join(' ');
          pairs.set(pair, (pairs.get(pair) ?? 0) + 1);
        }
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
  // Both keep what made them one. Whoever was looked at since (frozen, and allowed again) begins anew, and so does the pair.
  const merges = [...pairs].filter(
    ([pair, times]) => times >= pair.split(' ').filter((who) => everybody.has(who)).length,
  ).length;
  const declined = one.declined.some((who) => theirs.includes(who)) || other.declined.some((who) => mine.includes(who));
  return {
    sides: [
      { ...one, merges },
      { ...other, merges },
    ],
    declined,
  };
}
