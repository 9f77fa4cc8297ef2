/** Short answers joined into one message where the count is short. Pure. */

/** How many to put into each send, so that all go within `room`; the order is kept, nothing is lost. `fits`: whether a run may be one message. */
export function joined<Bubble>(
  bubbles: readonly Bubble[],
  room: number,
  fits: (run: readonly Bubble[]) => boolean,
): Bubble[][] {
  const runs = bubbles.map((one) => [one]);
  while (runs.length > Math.max(1, room)) {
    const at = runs.findIndex((run, index) => {
      const next = runs[index + 1];
      return next !== undefined && fits([...run, ...next]);
    });
    const [run, next] = [runs[at], runs[at + 1]];
    if (!run || !next) break;
    runs.splice(at, 2, [...run, ...next]);
  }
  return runs;
}
