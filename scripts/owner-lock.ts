/** One owner per data folder: two processes on one folder would both run the same actor (nothing in workerd prevents it). */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A process by number and start, so that a number used again is not taken for it. */
type Running = { pid: number; since: string };

/** When the process began, by the system's account; null when it doesn't run. */
function sinceOf(pid: number): string | null {
  try {
    if (process.platform === 'linux') {
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      return fields[0] === 'Z' ? null : (fields[19] ?? null);
    }
    if (process.platform === 'win32') {
      process.kill(pid, 0);
      return 'running';
    }
    return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim() || null;
  } catch {
    return null;
  }
}

const runs = (one: Running | undefined): boolean => one !== undefined && sinceOf(one.pid) === one.since;

function read(path: string): { owner?: Running; runtime?: Running } {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as { owner?: Running; runtime?: Running };
  } catch {
    return {};
  }
}

/** Holds the folder for this process; `runtime` notes the workerd it started, `free` gives the folder back. */
export type OwnerLock = { runtime(pid: number | null): void; free(): void };

/**
 * Takes the folder or answers the number of the process that has it. A left-over of a killed owner is cleared, and the
 * workerd it left behind is ended: its data is safe, every acknowledged write is on disk.
 */
export async function takeFolder(data: string): Promise<OwnerLock | { heldBy: number }> {
  const path = join(data, 'owner.lock');
  const owner: Running = { pid: process.pid, since: sinceOf(process.pid) ?? '' };
  for (;;) {
    try {
      writeFileSync(path, JSON.stringify({ owner }), { flag: 'wx', mode: 0o600 });
      break;
    } catch (fault) {
      if (!existsSync(path)) {
        if (fault instanceof Error && 'code' in fault && fault.code === 'EEXIST') continue;
        throw fault;
      }
      const held = read(path);
      if (held.owner && runs(held.owner)) return { heldBy: held.owner.pid };
      const aside = `${path}.${process.pid}`;
      try {
        renameSync(path, aside);
      } catch {
        continue;
      }
      const left = read(aside);
      if (left.owner && runs(left.owner)) {
        // Another starter cleared the left-over first and this is its lock: give it back.
        renameSync(aside, path);
        return { heldBy: left.owner.pid };
      }
      if (left.runtime && runs(left.runtime)) await end(left.runtime);
      rmSync(aside, { force: true });
    }
  }
  return {
    runtime(pid) {
      const since = pid === null ? null : sinceOf(pid);
      writeFileSync(
        path,
        JSON.stringify(pid !== null && since !== null ? { owner, runtime: { pid, since } } : { owner }),
      );
    },
    free() {
      if (read(path).owner?.pid === process.pid) rmSync(path, { force: true });
    },
  };
}

async function end(one: Running): Promise<void> {
  process.kill(one.pid, 'SIGKILL');
  while (runs(one)) await new Promise((resolve) => setTimeout(resolve, 20));
}
