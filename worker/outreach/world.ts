/** What a campaign reaches outside itself: people's lines, the directory, the list that counts what leaves a minute. */
import type { Env } from '../env.ts';
import { lineOf } from '../line.ts';
import { faultLine, freshNumber, log } from '../log.ts';
import { ensureSettings } from '../settings/shelf.ts';
import type { World } from './work.ts';

/** The object that keeps the list. */
export const MAIN = 'main';
/** After a fault the clock rings again. */
export const FAULT_MS = 5_000;
/** What was told gathers so long before the list hears of it. */
export const GATHER_MS = 3_000;

export const fault = (where: string, error: unknown): void =>
  log(faultLine('', freshNumber(), `outreach ${where}`, error));

export function worldOf(env: Env, storage: DurableObjectStorage): World {
  return {
    settings: () => ensureSettings(env),
    directory: env.DIRECTORY.getByName(MAIN),
    line: (person) => lineOf(env, person),
    grant: (wanted) => env.OUTREACH.getByName(MAIN).grant(wanted),
    atomically: (work) => storage.transactionSync(work),
    now: () => Date.now(),
    fault,
  };
}
