/** The channel contract: what every channel reads and sends. One suite (test/channel) holds each implementation to it. */
import type { Address, Heard } from '../../shared/actors.ts';
import type { CallAnswer, CallHeard } from '../../shared/call.ts';
import type { Body, Reason } from '../../shared/message.ts';
import type { Result } from '../../shared/refusal.ts';
import type { Account } from './account.ts';

/** A hook's request, its body already read within `HOOK_BODY_LIMIT`. `url` is the public one the provider was given. */
export type Incoming = { method: string; url: URL; headers: Headers; body: Uint8Array };

export const HOOK_BODY_LIMIT = 64 * 1024;

export type HookAnswer = { status: number; contentType: string; body: string };

/** What a genuine request says. `answer` closes it: with a passive reply where the platform takes one, else plainly. */
export type Reading = {
  heard: Heard[];
  /** A moment of a telephone call, whose answer is what is spoken next. */
  call?: Omit<CallHeard, 'media'>;
  answer(passive: Body | null, now: number): Promise<HookAnswer>;
};

/** Calls the outside; only the egress port makes these. Rejects with a `CallFault` (fault.ts) on a network fault or after `timeoutMs`. */
export type Call = (request: Request, timeoutMs: number, answerLimit?: number) => Promise<Response>;

/** A file in memory, on its way to or from a platform. */
export type MediaBytes = { name: string; mime: string; bytes: Uint8Array<ArrayBuffer> };

export type SendTools = {
  call: Call;
  /** The account's access token by its one owner; `stale` is one the platform has just refused. */
  token(stale?: string): Promise<Result<{ token: string }>>;
  now: number;
  /** Fresh randomness for nonces, hex. */
  nonce(): string;
  /** Public base address of this gateway, for callbacks named in a send. */
  publicBase: string;
  /** The whole address of something of ours, with a key where one is needed, for people outside. */
  shared(url: string): Promise<string>;
  /** The bytes of a file of ours; null when it is gone. */
  media(url: string): Promise<MediaBytes | null>;
};

export type Outgoing = {
  /** Our message id; goes to the provider where it takes a reference (OutId, SessionContext). */
  id: string;
  address: Address;
  body: Body;
  /** The company's automatic voice. */
  automatic: boolean;
  /** A model worded it: labelled as the law asks, by the platform's own label or in the words (《人工智能生成合成内容标识办法》). */
  generated: boolean;
};

/**
 * What became of a send. `retry`: certainly not sent, try again after `afterMs`. `failed`: lasting. `unknown`: may have gone out,
 * never repeated. `hold`: nothing may go to this address until the person acts (`window` tells which limit).
 */
export type Sent =
  | { ok: true; providerId: string | null }
  | { ok: false; fate: 'retry'; reason: Reason; afterMs: number }
  | { ok: false; fate: 'failed'; reason: Reason; optedOut?: boolean; windowClosed?: boolean; gone?: boolean }
  | { ok: false; fate: 'hold'; reason: Reason }
  | { ok: false; fate: 'unknown'; reason: Reason };

/** An SMS that asks somebody to come and read: the carrier's approved words around one variable, the code. */
export type Summon = { id: string; address: Address; code: string; language: 'zh' | 'en' };

/** An SMS that says itself what there is: an approved template and its variables in their order, or, where words are free, these. */
export type Told = {
  id: string;
  address: Address;
  template: string;
  values: readonly (readonly [string, string])[];
  words: string;
};

/** Where a platform has what somebody sent; `url` is its own page of it, if it named one. */
export type MediaReference = { reference: string; kind: 'image' | 'voice' | 'video'; url?: string };
/** `lasting`: asking again is in vain. */
export type MediaFetched = { ok: true; file: MediaBytes } | { ok: false; lasting: boolean; why: string };

export interface Channel<Kind extends Account> {
  /** Is it genuine, whose is it, what does it say. Bounded time and memory whatever comes. */
  read(incoming: Incoming, account: Kind, now: number): Promise<Result<Reading>>;
  /** One message to one address. Never throws: every fault is an outcome. */
  send(outgoing: Outgoing, account: Kind, tools: SendTools): Promise<Sent>;
  /** Asks somebody to come and read what stands in their line, by fixed words with a link and a code; absent where none go. */
  summon?(summon: Summon, account: Kind, tools: SendTools): Promise<Sent>;
  /** Says a reminder by its own template; absent where none goes. */
  tell?(told: Told, account: Kind, tools: SendTools): Promise<Sent>;
  /** Checks before a message is accepted for this channel (template rules, length); null when it may go. */
  refuses(body: Body, account: Kind): Reason | null;
  /** The body as what one send carries each: long words are cut. Every part is owed, and counted, as a message of its own. */
  split(body: Body, account: Kind): Body[];
  /** Whether the hook's answer can carry the body as a passive reply; what it can't must be sent. */
  carries(body: Body, account: Kind): boolean;
  /** What the platform holds under a reference a message named (WeChat's MediaId); absent where messages name none. */
  fetchMedia?(reference: MediaReference, account: Kind, tools: SendTools): Promise<MediaFetched>;
  /** What a call's hook is answered: the words and what follows, in the provider's own form. `hook`: the account's public hook. */
  speaks?(answer: CallAnswer, account: Kind, hook: string): string;
  /** Shows "typing" on the person's side; best effort, true when the platform took it. */
  typing(peer: string, on: boolean, account: Kind, tools: SendTools): Promise<boolean>;
}
