/** How often a key may ask. An object that slept wakes to a full bucket, as it would be by then. */
import type { PaceRule } from '../lib/paces.ts';

/** At once, and a second after that. */
export const BURST = 120;
export const A_SECOND = 10;

export const keyPace: PaceRule = { burst: BURST, aSecond: A_SECOND };
