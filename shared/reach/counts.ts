/**
 * WeChat's counted windows, per address and per scene that opened one (a message, a menu's tap, following, scanning, entering). Pure.
 * They are not added up: a send counts in every window that is open, an act renews its own scene's alone.
 */

export type CountedScene = { scene: string; left: number; most: number; openedAt: number; endsAt: number };

/** A send from its leaving to its answer (null: still on its way, or its fate is unknown), and the scenes that counted it. */
type Flight = { from: number; to: number | null; scenes: readonly string[] };

/** `sends`: the last ones, so that an act which is told late, or while one was on its way, doesn't count what was sent since as before it. */
export type Counts = { scenes: readonly CountedScene[]; sends: readonly Flight[] };

/** What may go out: `left` messages until `endsAt`; `spent`: wait for the person's next act; `closed`: no window is open. */
export type Room =
  { state: 'open'; left: number; endsAt: number } | { state: 'spent'; endsAt: number } | { state: 'closed' };

export const noCounts: Counts = { scenes: [], sends: [] };

/** A send takes its time on the way: so close to its end a window counts as shut. */
export const MARGIN_MS = 5_000;
const SENDS_KEPT = 12;

/** An act opens its scene's window; `at` is the platform's own time of it. An older act than the one known changes nothing. */
export function opened(
  counts: Counts,
  given: { scene: string; left: number; endsAt: number },
  at: number,
  now: number,
): Counts {
  const known = counts.scenes.find((one) => one.scene === given.scene);
  if (known && known.openedAt > at) return counts;
  const since = counts.sends.filter((sent) => (sent.to ?? now) >= at).length;
  const fresh = {
    scene: given.scene,
    left: Math.max(0, given.left - since),
    most: given.left,
    openedAt: at,
    endsAt: given.endsAt,
  };
  const others = counts.scenes.filter((one) => one.scene !== given.scene && one.endsAt > now);
  return { ...counts, scenes: [...others, fresh] };
}

/** One leaves: counted before its call is made, because nobody knows what a call that broke has done. */
export function spent(counts: Counts, now: number): Counts {
  const counting = counts.scenes.filter((one) => one.endsAt > now && one.left > 0);
  const flight = { from: now, to: null, scenes: counting.map((one) => one.scene) };
  return {
    scenes: counts.scenes.map((one) => (counting.includes(one) ? { ...one, left: one.left - 1 } : one)),
    sends: [...counts.sends, flight].slice(-SENDS_KEPT),
  };
}

/** The platform answered the one that left at `sentAt`: an act after this does not count it. */
export function answered(counts: Counts, sentAt: number, now: number): Counts {
  return { ...counts, sends: counts.sends.map((one) => (one.from === sentAt ? { ...one, to: one.to ?? now } : one)) };
}

/** The one that left at `sentAt` certainly did not arrive: it is not counted. */
export function refunded(counts: Counts, sentAt: number): Counts {
  const place = counts.sends.findLastIndex((one) => one.from === sentAt);
  const flight = counts.sends[place];
  if (!flight) return counts;
  return {
    scenes: counts.scenes.map((one) =>
      one.openedAt <= sentAt && flight.scenes.includes(one.scene)
        ? { ...one, left: Math.min(one.most, one.left + 1) }
        : one,
    ),
    sends: counts.sends.filter((_, at) => at !== place),
  };
}

/** The platform says that nothing is left until the next act. */
export function exhausted(counts: Counts): Counts {
  return { ...counts, scenes: counts.scenes.map((one) => ({ ...one, left: 0 })) };
}

/** What may go out now. */
export function roomIn(counts: { scenes: readonly { left: number; endsAt: number }[] }, now: number): Room {
  const open = counts.scenes.filter((one) => one.endsAt - MARGIN_MS > now);
  const most = Math.max(0, ...open.map((one) => one.left));
  const ends = (some: readonly { endsAt: number }[]) => Math.max(...some.map((one) => one.endsAt));
  if (most > 0) return { state: 'open', left: most, endsAt: ends(open.filter((one) => one.left === most)) };
  return open.length > 0 ? { state: 'spent', endsAt: ends(open) } : { state: 'closed' };
}
