/** Calls of the room that keeps codes and links with which an address is proven. Everything named here is a keyed hash: nothing stands in clear. */
import type { IdentityKey } from './identity.ts';
import type { Language } from './knowledge.ts';
import type { Result } from './refusal.ts';

/** By what sends and wrong tries are counted. */
export type Asking = {
  /** The number or e-mail address. */
  subject: string;
  /** Its range of ten thousand numbers; empty for an address that is in none. */
  range: string;
  /** The address of ours it is asked from. */
  asker: string;
  /** The network it is asked from. */
  place: string;
  /** Whoever asks shows one address and no more. */
  stranger: boolean;
};

/** What a link in a letter proves for whom, wherever it is opened. */
export type Bearer = {
  person: string;
  own: IdentityKey;
  proofs: IdentityKey[];
  /** Where it was asked for, and in which language. */
  account: string;
  language: Language;
};

/** What came of a link that was confirmed: linked, somebody else's too, or its asker is nobody any more. */
export type LinkEnd = 'linked' | 'elsewhere' | 'over';

/** The newest link somebody asked for. `waitMs`: not before that is another one sent. */
export type LinkStanding = { state: 'sent' | LinkEnd; expiresAt: number; waitMs: number };

export type CodeSent = { id: string; expiresAt: number; waitMs: number };

export interface CodesCalls {
  /** Keeps a code's seal if one may go out now; an earlier one of the same asker for the same subject counts no more. `aDay`: the company's budget. */
  ask(order: Asking & { seal: string; aDay: number; bearer?: Bearer }): Promise<Result<CodeSent>>;
  /** It certainly was not sent: it counts as never asked. */
  unsent(id: string): Promise<void>;
  /** A code was entered. Right once, within its time and tries, and only for who asked. */
  enter(order: Pick<Asking, 'subject' | 'asker' | 'place'> & { seal: string }): Promise<Result<object>>;
  /** Who a link is for, while it holds. */
  linked(seal: string): Promise<Result<{ bearer: Bearer; subject: string }>>;
  /** The link is used, once. */
  follow(seal: string): Promise<Result<{ bearer: Bearer; subject: string }>>;
  /** What came of the link that was used. */
  came(order: { seal: string; how: LinkEnd }): Promise<void>;
  /** How the newest link of this asker stands; null: none was asked for within a day. */
  standing(asker: string): Promise<LinkStanding | null>;
  /** The asker proved the subject in another way just now. */
  note(order: { subject: string; asker: string }): Promise<void>;
  /** Whether the asker proved the subject within the last minutes. */
  proved(order: { subject: string; asker: string }): Promise<boolean>;
}
