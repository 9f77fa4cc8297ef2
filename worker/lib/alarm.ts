/** The one alarm of an object, computed and never remembered. */

/** Sets it for the earliest of these moments; with none of them it is taken away. Inside a transaction it goes back with it. */
export function wakeAt(storage: DurableObjectStorage, ...times: (number | null)[]): void {
  const at = Math.min(...times.map((time) => time ?? Infinity));
  if (at === Infinity) void storage.deleteAlarm();
  else void storage.setAlarm(at);
}
