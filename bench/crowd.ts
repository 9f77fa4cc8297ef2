/** A data folder whose directory knows a crowd: filled on plain workerd, in seconds, and put in the place of the gateway's own. */
import { copyFileSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Standing } from '../shared/campaign/standing.ts';
import { freePort } from '../scripts/port.ts';
import { startDirectory, tellEverybody } from './audience.ts';

/** The one database of an object's kind below a folder; its journal is folded into it. */
function databaseIn(folder: string): string {
  const found = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
    (name) => name.endsWith('.sqlite') && !name.endsWith('metadata.sqlite'),
  );
  const [one] = found;
  if (one === undefined || found.length > 1) throw new Error(`${found.length} databases in ${folder}`);
  const path = join(folder, one);
  const { DatabaseSync } = createRequire(import.meta.url)('node:sqlite') as typeof import('node:sqlite');
  const open = new DatabaseSync(path);
  open.exec('pragma wal_checkpoint(truncate)');
  open.close();
  for (const rest of ['-wal', '-shm']) rmSync(`${path}${rest}`, { force: true });
  return path;
}

/** The gateway of this folder stands still and was asked about somebody once: its directory is made. Whoever it knew is gone. */
export async function crowdInto(data: string, people: number, standing?: (person: number) => Standing): Promise<void> {
  const filled = mkdtempSync(join(tmpdir(), 'yixian-crowd-'));
  try {
    const runtime = await startDirectory(filled, await freePort());
    try {
      await tellEverybody(runtime.call, people, standing);
    } finally {
      await runtime.stop();
    }
    copyFileSync(databaseIn(filled), databaseIn(join(data, 'v3/do/yixian-Directory')));
  } finally {
    rmSync(filled, { recursive: true, force: true });
  }
}
