/** What a campaign changed: who of each version, and of the control group, bought in the days after its beginning. In parts, by the clock. */
import { dayBegins, dayOf } from '../../shared/profile/fold.ts';
import type { Tables } from './control.ts';
import type { Campaign } from './store.ts';
import type { World } from './work.ts';

/** Days of China's calendar that are looked at, the day it began among them. */
export const MEASURED_DAYS = 7;
const PART = 2_000;
/** Purchases of the last day are told a little later. */
const GRACE_MS = 6 * 3_600_000;
const BREATH_MS = 20;

/** When it is looked up; null: it never began. */
export function measuredAt({ state }: Pick<Campaign, 'state'>): number | null {
  return state.beganAt === null ? null : dayBegins(dayOf(state.beganAt) + MEASURED_DAYS) + GRACE_MS;
}

/** Looks up one part where it is time; answers when to go on, null: never, or it is done. */
export async function measure(tables: Tables, world: World): Promise<number | null> {
  const one = tables.campaign.read();
  const at = one && measuredAt(one);
  if (!one || at === null || one.measuring?.done || !one.planning?.done) return null;
  if (world.now() < at) return at;
  const after = one.measuring?.after ?? '';
  const ids = tables.people.idsAfter(after, PART);
  const last = dayBegins(dayOf(one.state.beganAt ?? 0) + MEASURED_DAYS) - 1;
  const bought = new Set(
    ids.length === 0 ? [] : await world.directory.bought({ people: ids, days: MEASURED_DAYS, last }),
  );
  world.atomically(() => {
    const read = tables.campaign.read();
    // Somebody else had this part meanwhile.
    if (!read || (read.measuring?.after ?? '') !== after || read.measuring?.done) return;
    tables.people.measured(ids, bought);
    const measuring = { after: ids.at(-1) ?? after, done: ids.length < PART };
    tables.campaign.save({ ...read, measuring });
  });
  return world.now() + BREATH_MS;
}
