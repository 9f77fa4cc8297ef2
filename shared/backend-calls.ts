/** What is asked of a customer's actor for the company's own backend. */
import type { Address } from './actors.ts';
import type { CustomerProfile, Identity, SaidMessage } from './backend-api.ts';
import type { Position } from './frame.ts';
import type { Body } from './message.ts';
import type { EventRequest, EventTold } from './reminders/api.ts';
import type { Purchase, PurchasesKept } from './profile/view.ts';
import type { Result } from './refusal.ts';

/** The key that asks, as histories name it; `whole`: nothing is masked for it. */
export type Backend = { id: string; name: string; whole: boolean };

export type BackendOrder =
  | { order: 'profile'; by: Backend }
  /** What was said over channels after a position, oldest first, as far as a page takes it. */
  | { order: 'messages'; by: Backend; after: Position | null; limit: number }
  | { order: 'identities'; by: Backend }
  /** Which user of the company's they are, and the address they signed in on. Never leaves the gateway. */
  | { order: 'user' }
  /** The company signed in its user: nothing where nobody was ever met. */
  | { order: 'signed-in'; userId: string }
  /** What they bought, as the company's system tells it. */
  | { order: 'purchases'; purchases: readonly Purchase[]; of?: string }
  /** The company says that this order is theirs. */
  | { order: 'theirs'; number: string; of?: string }
  /** Something happened in their matters. */
  | { order: 'event'; event: EventRequest; of?: string }
  /** Speaks in the robot's place; `once` names the wish, `fence` the floor that was seen. */
  | { order: 'say'; by: Backend; once: string; fence: number; endpoint: string | undefined; body: Body };

export type BackendOutcome =
  | Omit<PurchasesKept, 'ok'>
  | { event: EventTold }
  | { profile: CustomerProfile }
  | { messages: SaidMessage[]; reached: Position; more: boolean }
  | { identities: Omit<Identity, 'proof'>[] }
  | { person: string; userId: string | null; address: Address | null }
  | { said: { message: string; at: number } };

export interface BackendCalls {
  backend(order: BackendOrder): Promise<Result<BackendOutcome>>;
}
