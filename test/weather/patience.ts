/** How long a caller waits. */

const PATIENCE_MS = 500;

/** A caller's patience: whoever is thrown away in the middle may leave a call without any answer. */
export function answered<Value>(call: Promise<Value>): Promise<Value> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const over = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error('no answer')), PATIENCE_MS);
  });
  return Promise.race([call, over]).finally(() => clearTimeout(timer));
}
