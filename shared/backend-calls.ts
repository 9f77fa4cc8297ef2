/** What is asked of a customer's actor for the company's own backend. */
import type { Position } from './frame.ts';
import type { CustomerProfile, SaidMessage } from './backend-api.ts';
import type { Result } from './refusal.ts';

/** The key that asks, as histories name it; `whole`: nothing is masked for it. */
export type Backend = { id: string; name: string; whole: boolean };

export type BackendOrder =
  | { order: 'profile'; by: Backend }
  /** What was said over channels after a position, oldest first, as far as a page takes it. */
  | { order: 'messages'; by: Backend; after: Position | null; limit: number };

export type BackendOutcome =
  { profile: CustomerProfile } | { messages: SaidMessage[]; reached: Position; more: boolean };

export interface BackendCalls {
  backend(order: BackendOrder): Promise<Result<BackendOutcome>>;
}
