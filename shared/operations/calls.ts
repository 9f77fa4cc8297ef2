/** What the watch is told and asked. */
import type { DigestSend } from '../digest.ts';
import type { Result } from '../refusal.ts';
import type { Act, Incident } from './incident.ts';
import type { Published } from './status.ts';
import type { Probe, Row, Standing } from './api.ts';

/**
 * What the checks read, minute by minute. Turns of customers: `taken` in, or `lost` by a fault of ours. Sends: `sent`, `retried` (certainly
 * not sent), `failed` for good by our fault or the provider's, `refused` for the person's own reasons, `unknown`. Beside them: things
 * `quarantined`, `fault`s of ours, `code`s sent, and looks of the synthetic customers, `answered` or `unanswered`.
 */
const watchedNames = [
  ...(['taken', 'lost', 'sent', 'retried', 'failed', 'refused', 'unknown'] as const),
  ...(['quarantined', 'fault', 'code', 'answered', 'unanswered'] as const),
] as const;

/**
 * What machines alone read, as sums: messages `in` and `out` by account, `unsent` by account and the provider's code, sockets `opened` and
 * `closed`, `refusal`s by code, `request`s by door and the class of time they fell into, and how many `requestMs` they took together.
 */
export const summedNames = ['in', 'out', 'unsent', 'opened', 'closed', 'refusal', 'request', 'requestMs'] as const;

export type CountName = (typeof watchedNames)[number] | (typeof summedNames)[number];

/** Whether a count is kept as a sum alone. */
export const isSummed = (name: CountName): boolean => summedNames.some((one) => one === name);

/** Which of them use up the error budget, and which fill it. */
export const goodCounts: readonly CountName[] = ['taken', 'sent', 'answered'];
export const badCounts: readonly CountName[] = ['lost', 'retried', 'failed', 'unknown', 'unanswered'];

/** What one isolate counted. The same number of the same isolate is the same batch. */
export type Batch = {
  isolate: string;
  number: number;
  at: number;
  counts: { name: CountName; subject: string; n: number }[];
  /** Lanes whose letter has been tried in vain, and since when. */
  stuck: { subject: string; since: number }[];
};

/** Everything counted since the deployment began, and what holds now: for machines. */
export type Metrics = {
  counts: { name: CountName; subject: string; n: number }[];
  signals: Row[];
  probes: Probe[];
  open: number;
  lookedAt: number | null;
};

export interface WatchCalls {
  /** Applied once, however often it is told. */
  counted(batch: Batch): Promise<{ ok: true }>;
  /** Sees to it that the clock runs. */
  awake(): Promise<{ ok: true }>;
  standing(): Promise<{ ok: true } & Standing>;
  incident(id: string): Promise<Result<{ incident: Incident }>>;
  act(order: { id: string; act: Act }): Promise<Result<{ incident: Incident }>>;
  metrics(): Promise<Metrics>;
  /** 定时报表: what was sent; and one sent now, as a try. */
  digests(): Promise<DigestSend[]>;
  tryDigest(digest: string): Promise<Result<{ sends: number }>>;
  /** What customers may know, without people, notes and causes. */
  published(): Promise<Published>;
}
