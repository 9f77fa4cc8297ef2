/** Which encounters a person looks at: a share that anybody can recompute, new colleagues more often, certain findings always. */
import type { Inspected, ServiceRecord } from '../../shared/quality.ts';
import type { QualitySettings } from '../../shared/settings/quality.ts';
import { digestText } from '../lib/digest.ts';

const DAY_MS = 24 * 3_600_000;

/** Why somebody shall look at this encounter, or '' when nobody needs to. `since`: the agent's first encounter. */
export function sampled(
  record: Pick<ServiceRecord, 'session' | 'closedAt' | 'findings'>,
  since: number,
  { sampling }: Pick<QualitySettings, 'sampling'>,
): Inspected['why'] {
  if (record.findings.some((one) => sampling.always.includes(one.check))) return 'finding';
  const fresh = record.closedAt - since < sampling.newDays * DAY_MS;
  const share = fresh ? sampling.newShare : sampling.share;
  if (chanceOf(record.session) >= share) return '';
  return fresh ? 'new' : 'share';
}

/** A number from 0 to 100 that stands for a session for ever: the same one is drawn whoever counts again. */
export function chanceOf(session: string): number {
  let hash = Number.parseInt(digestText(`quality:${session}`).slice(-8), 16) >>> 0;
  // Names that differ in one letter must not lie near each other (the finaliser of MurmurHash3).
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b) >>> 0;
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35) >>> 0;
  return (((hash ^ (hash >>> 16)) >>> 0) / 0x1_0000_0000) * 100;
}
