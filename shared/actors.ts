/** What the actors ask of each other. Every call may be repeated: it carries a key or is idempotent by its nature. */
import type { SuggestAnswer } from './api.ts';
import type { Body, ChannelName, MessageStatus, Reason } from './message.ts';
import type { Care } from './line.ts';
import type { Arrangement, WaitingWhy } from './desk-calls.ts';
import type { OrdersAnswer } from './order-api.ts';
import type { CustomerMediaCalls } from './media.ts';
import type { Result } from './refusal.ts';
import type { CallCalls } from './call.ts';
import type { MergeCalls } from './merge.ts';
import type { OfferCalls } from './campaign/calls.ts';
import type { BackendCalls } from './backend-calls.ts';
import type { SeveralCalls } from './several.ts';
import type { PersonOrder, PersonOutcome } from './person.ts';
import type { OwnCalls } from './own-calls.ts';
import type { TicketCalls } from './ticket-calls.ts';
export type { IdentityCalls, IdentityKey, IdentityRecord } from './identity.ts';

/** An address of a person: `peer` is what the platform calls them (openid, E.164 number, visitor or user of a site). */
export type Address = { channel: ChannelName; account: string; peer: string };

/** A counted send window a platform opens by what the person did. */
export type WindowGrant = { left: number; endsAt: number };

/** One thing a channel heard, already proven genuine and parsed. `key` names it for ever within its account. */
export type Heard =
  | {
      kind: 'message';
      key: string;
      address: Address;
      body: Body;
      /** The platform's own time, unix ms. */
      at: number;
      window?: WindowGrant;
    }
  | {
      kind: 'event';
      key: string;
      address: Address;
      event: string;
      /** Shown as a grey line when given. */
      text?: string;
      at: number;
      window?: WindowGrant;
      /** The person refused (退订) or takes back the refusal of marketing on this address. */
      consent?: { marketing: boolean; blocksAll?: boolean };
      /** A template of one-time subscriptions was accepted, or refused: then nothing of it is left. */
      subscription?: { template: string; accepted: boolean };
      /** The person left the channel (unsubscribe): nothing can be sent there any more. */
      gone?: boolean;
      /** The robot greets (subscribe, enter). */
      greet?: boolean;
      /** The person typed it (STOP, 退订): the words stand in the line, the robot stays silent. */
      body?: Body;
    }
  | {
      kind: 'report';
      key: string;
      /** The provider's id of what we sent, and the address it went to. */
      providerId: string;
      /** Our own name of it, where the receipt bears it (Aliyun's OutId). */
      ownId?: string;
      address: Address;
      status: Extract<MessageStatus, 'sent' | 'delivered' | 'read' | 'failed'>;
      reason?: Reason;
      optedOut?: boolean;
      at: number;
    };

/** Facts about the person that came with a proof (a signed login, WeChat's code). */
export type PersonFacts = {
  name?: string;
  userId?: string;
  /** The company says that a person comes first for them. */
  care?: Care;
  /** Their level in the company's membership. */
  level?: string;
  /** Other addresses proven by the same evidence (the phone in a signed login …). */
  addresses?: Address[];
};

/** Who looks at a line. `scope` 'endpoint' sees only what went over its own address (an unproven visitor). */
export type Viewer =
  | {
      kind: 'customer';
      address: Address;
      scope: 'line' | 'endpoint';
      site: string;
      facts: PersonFacts;
      /** A guest who came by the link of an SMS sees the whole line until then (ms), and only while it is no user's. */
      until?: number;
    }
  | { kind: 'agent'; agent: { id: string; name: string; role: string }; site: string };

export type Hearing = {
  heard: Exclude<Heard, { kind: 'report' }>;
  facts?: PersonFacts;
  attempt?: number;
  /** A fresh id for the picture or voice the platform still holds. */
  media?: string;
};

export interface CustomerCalls
  extends TicketCalls, CustomerMediaCalls, SeveralCalls, OwnCalls, CallCalls, MergeCalls, BackendCalls, OfferCalls {
  /** Takes what a channel heard; durable when it answers. `passive` is a reply the hook may carry back at once (WeChat). */
  hear(hearing: Hearing): Promise<Result<{ duplicate: boolean; passive: Body | null }>>;
  /** A provider's report on something sent; unknown ids are kept for the send answer that may still come. */
  report(report: Extract<Heard, { kind: 'report' }>): Promise<Result<{ known: boolean }>>;
  /** A single-use ticket for the socket, `TICKET_MS` long. */
  ticket(viewer: Viewer): Promise<Result<{ ticket: string; expiresInMs: number }>>;
  /** One client frame over HTTPS instead of a socket; answers the frames a socket would have got. */
  operate(viewer: Viewer, instance: string, frame: unknown): Promise<Result<{ frames: unknown[] }>>;
  /** Waits at most `waitMs` for events after the position. */
  poll(viewer: Viewer, instance: string, position: unknown, waitMs: number): Promise<Result<{ frames: unknown[] }>>;
  /** The desk gave the session to an agent; older fences are ignored. */
  assigned(order: {
    session: string;
    agent: { id: string; name: string };
    /** Grows with every assignment of this session at the desk. */
    turn: number;
    /** It was given on by a colleague, with a note for the receiver. */
    from?: { id: string; name: string };
    note?: string;
    /** Colleagues brought in (邀请协同). */
    collaborators?: { id: string; name: string }[];
    /** 技能组 it is in at the desk; empty: none. */
    group?: string;
  }): Promise<Result<{ fence: number }>>;
  /** The desk put the session back in line, or found nobody on duty. `why` is told to the customer in words. */
  waiting(order: {
    session: string;
    turn: number;
    state: 'queued' | 'left-message';
    why?: WaitingWhy;
    from?: { id: string; name: string };
    note?: string;
    group?: string;
  }): Promise<Result<{ fence: number }>>;
  /** Somebody is asked to take over, was brought in, or a lead ended it (强制结束). */
  arranged(order: { session: string; turn: number } & Arrangement): Promise<Result<{ fence: number }>>;
  /** What a colleague may answer the customer's last words; with `draft` waits for a model, no longer than its time. */
  suggest(draft: boolean): Promise<Result<SuggestAnswer>>;
  /**
   * Everything about this person is owed to the directory anew; false for somebody who never said anything, or whose line went into
   * another: it is told anew there. With a run's name only the facts of their encounters, at once, to the ledgers of that run.
   */
  retell(run?: string): Promise<boolean>;
  /** The person's file, an act upon their card, or an agent who writes first. */
  person(order: PersonOrder): Promise<PersonOutcome>;
  /** The person's orders, as the company's hook lists them. */
  /** `own`: the person looks themselves. */
  orders(own: boolean): Promise<Result<OrdersAnswer>>;
  /** Place in line and expected wait, a signal to open screens. */
  place(order: {
    session: string;
    position: number;
    waitMs: number | null;
    /** It moved back: somebody urgent or of a higher level came before. */
    why?: 'priority';
  }): Promise<void>;
}

export interface ProviderCalls {
  /** The account's access token, fetched once for all; `stale` is one the platform refused. */
  token(account: string, stale?: string): Promise<Result<{ token: string }>>;
  /** Whether the account's token can be had; true where it needs none. Asks the platform only where it ran out or failed. */
  tokenHealthy(account: string): Promise<boolean>;
  /** Something genuine came by the account's hook. */
  heard(account: string, at: number): Promise<void>;
  /** When that was last, unix ms; null: never. */
  heardAt(account: string): Promise<number | null>;
}

export type Role = 'owner' | 'lead' | 'editor' | 'marketer' | 'agent';
export type StaffMember = { id: string; name: string; login: string; role: Role };

export interface StaffCalls {
  /** First start: makes the owner and tells the password once. Refused with `exists` afterwards. */
  createOwner(order: { login: string; name: string }): Promise<Result<{ password: string; member: StaffMember }>>;
  /** `by` is the id of the member who asks, or `operator` from the terminal. */
  create(order: {
    by: string;
    login: string;
    name: string;
    role: Role;
  }): Promise<Result<{ password: string; member: StaffMember }>>;
  /** The operator's way out of a lost password: a fresh one, told once; every session of the member ends. */
  resetPassword(order: { login: string }): Promise<Result<{ password: string; member: StaffMember }>>;
  /** Checks name and password; `address` is only for rate limiting. */
  signIn(order: {
    login: string;
    password: string;
    address: string;
  }): Promise<Result<{ cookie: string; member: StaffMember }>>;
  signOut(cookie: string): Promise<void>;
  whoIs(cookie: string): Promise<Result<{ member: StaffMember }>>;
  /** A link that signs one member in, once, within ten minutes (made by the operator at the terminal). */
  enterCode(order: { login: string }): Promise<Result<{ code: string }>>;
  enter(code: string): Promise<Result<{ cookie: string; member: StaffMember }>>;
  changePassword(order: { cookie: string; old: string; fresh: string }): Promise<Result<{ member: StaffMember }>>;
  list(cookie: string): Promise<Result<{ members: StaffMember[] }>>;
}

export type { KnowledgeCalls } from './knowledge-calls.ts';
export type * from './desk-calls.ts';
