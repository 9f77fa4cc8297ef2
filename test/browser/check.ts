/** What a story checks, counted and told one a line; `npm test` reads the sum in the last. */

let passed = 0;
let failed = 0;

/** Waits until something holds; a scene that never comes fails by its name. */
export async function check(what: string, holds: () => Promise<boolean> | boolean, limitMs = 15_000): Promise<void> {
  const until = Date.now() + limitMs;
  let held = false;
  let why = '';
  do {
    try {
      held = await holds();
    } catch (fault) {
      why = String(fault).split('\n')[0] ?? '';
    }
    if (!held) await new Promise((resolve) => setTimeout(resolve, 100));
  } while (!held && Date.now() < until);
  if (!held) return fail(`${what} ${why}`);
  passed += 1;
  process.stdout.write(`✓ ${what}\n`);
}

/** Something went wrong. */
export function fail(what: string): void {
  failed += 1;
  process.stdout.write(`✗ ${what}\n`);
}

/** Prints the sum as the last line; the program's exit code. */
export function tally(): number {
  process.stdout.write(`${passed} passed, ${failed} failed\n`);
  return failed === 0 ? 0 : 1;
}
