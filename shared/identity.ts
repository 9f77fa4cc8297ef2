/** Calls between identity's buckets and whoever resolves an address: keys, what binds them, merges wanted. */

/** What binds an address to a person; already a keyed hash, so no address stands in a bucket in clear. */
export type IdentityKey = {
  /**
   * `user`, `union` and `openid` (a WeChat address) say who somebody is; `phone` and `email` for as long as they are theirs; `device` (a
   * browser) and `order` only hint; `endpoint` is any other address itself.
   */
  kind: 'user' | 'union' | 'openid' | 'phone' | 'email' | 'device' | 'order' | 'endpoint';
  hash: string;
  /** Whose users, which open platform, which account: a person has one strong identity of each. */
  realm?: string;
};

/**
 * Where a proof comes from. `login`: the company signed it in; `wechat`: WeChat said it; `button`: WeChat's phone button; `code`: a code by
 * SMS just entered; `number`: somebody writes or calls from it; `company`: vouched for by the company's login; `link`: a link by e-mail was
 * opened; `visit`: a browser or device came; `said`: they say that what stands on this browser is theirs; `typed`: somebody typed it.
 */
export type Source =
  'login' | 'wechat' | 'button' | 'code' | 'number' | 'company' | 'link' | 'visit' | 'said' | 'typed';

/**
 * Who brought a proof: the person, by their own act; the company, by the signed login of a site (`company:site:shop`) or a key of its
 * backend (`company:key:…`); the platform that says so (`platform:wechat`); or the gateway, as two lines became one.
 */
export type Who = 'person' | 'gateway' | By | `${By}:${string}`;
type By = 'company' | 'platform';

/** A key's binding to a person, with its provenance. */
export type Edge = {
  person: string;
  kind: IdentityKey['kind'];
  source: Source;
  who: Who;
  /** Which proofs came together when it was bound, as kinds: `user+device`. */
  evidence: string;
  since: number;
  /** Last proven or used by its holder (ms): the lease of a number counts from here. */
  confirmedAt: number;
  /** Visits apart by more than half an hour, of a browser or device. */
  sittings: number;
  /** Other strong identities that showed it too; it is shared then. */
  rivals: readonly string[];
  /** When the last rival showed it, null while nobody did. */
  sharedAt: number | null;
  /** When it went over from somebody whose lease was over. */
  movedAt: number | null;
};

/** An edge as a bucket keeps it; `boundTo` is the user who signed in on the address first. */
export type IdentityRecord = Edge & { boundTo: string | null };

/** What makes a person somebody: a user, a unionid, a WeChat address, or at least a browser or a number proven by hand. */
export type Mark = { kind: IdentityKey['kind']; realm: string; hash: string };

/** What is known of a person beside their keys. */
export type Repute = {
  marks: Mark[];
  /** Merges wanted by themselves since the given time. */ merges: number;
  frozen: boolean;
  declined: string[];
};

/** A merge or a question that evidence asks for, kept with both persons. Nothing is merged by keeping it. */
export type MergeRequest = {
  person: string;
  other: string;
  /** `merge`: strong enough by itself; `suggest`: somebody must say yes; `refuse`: beyond the limit, both are frozen. */
  act: 'merge' | 'suggest' | 'refuse';
  /** A reason of identity's table of words. */
  why: string;
  confirm: 'nobody' | 'customer' | 'agent';
  /** The key that shows it. */
  kind: IdentityKey['kind'];
  hash: string;
  evidence: string;
  at: number;
  /** Nothing was ever said in one of the two lines: nothing is joined, and it counts toward no limit. */
  empty?: true;
};

/** A request as it is kept: `asked` is the person whose act it was. */
export type KeptRequest = MergeRequest & {
  asked: boolean;
  firstAt: number;
  times: number;
  state: 'open' | 'declined' | 'done';
  /** The person wants to be asked later (ms); 0: at once. */
  putOffUntil: number;
  /** The colleague who said what became of it, and when; null: nobody, or the person. */
  settled: { by: string; at: number } | null;
};

/** Somebody beyond the limit, with whom it was one too many, and who allowed merges again. */
export type Frozen = {
  person: string;
  other: string;
  since: number;
  why: string;
  thawed: { at: number; by: string; reason: string } | null;
};

/** A binding somebody asks for. */
export type Claim = {
  key: IdentityKey;
  person: string;
  boundTo: string | null;
  evidence: string;
  at: number;
  source?: Source;
  /** Left out: who usually brings a proof of this source. */
  who?: Who;
  /** When it was proven, where that was earlier. */
  provenAt?: number;
};

export interface IdentityCalls {
  find(hash: string): Promise<IdentityRecord | null>;
  /** Binds the key if it is free; answers the record that stands now (maybe another person's). Null: the person was erased. */
  claim(claim: Claim): Promise<IdentityRecord | null>;
  /** The key goes over from a holder whose lease is over; answers the record that stands now. */
  move(claim: Claim & { from: string }): Promise<IdentityRecord | null>;
  /** The holder used the key again, or a rival showed it. */
  note(news: { hash: string; person: string; source: Source; who?: Who; at: number; rival?: string }): Promise<void>;
  /** What is known of the person; asked of the bucket their slots are in. */
  repute(person: string, since: number): Promise<Repute>;
  /** Keeps a merge wanted or a question to ask, once per pair; freezes the person where it is beyond the limit. Answers as what it stands now. */
  wantMerge(request: MergeRequest & { asked: boolean }): Promise<Pick<KeptRequest, 'act' | 'state' | 'firstAt'>>;
  /** What is wanted of this person, newest first. */
  requests(person: string): Promise<KeptRequest[]>;
  /** Says what became of a request; declined ones are not asked again. False: there is none. */
  settle(order: {
    person: string;
    other: string;
    state: 'open' | 'declined' | 'done';
    settled?: NonNullable<KeptRequest['settled']>;
  }): Promise<boolean>;
  /** Not asked of this person before that time. False: there is no such request. */
  putOff(order: { person: string; other: string; until: number }): Promise<boolean>;
  /** With whom this person was one by what was proven since a time, or since somebody looked at the frozen. */
  joined(person: string, since: number): Promise<string[]>;
  /** Beyond the limit: asked of the actor that keeps all who are frozen. Whose it is, their line is told. */
  freeze(order: Pick<MergeRequest, 'person' | 'other' | 'why' | 'at'>): Promise<void>;
  /** Who is frozen, and whom somebody has looked at; asked of the actor that keeps them all. */
  frozen(): Promise<Frozen[]>;
  /** Merges by themselves are allowed again: a colleague (`by`) has looked, and says why. False: they weren't frozen. */
  thaw(order: { person: string; by: string; at: number; reason: string }): Promise<boolean>;
  /** A link that would need a merge: refused, kept for later with its reason. */
  refuseLink(entry: { hash: string; person: string; other: string; evidence: string; at: number }): Promise<void>;
  /** A hand-off (接力) was shown: who holds its code, by its hash, goes on with this person's line. `visitor`: the anonymous address it was shown on. */
  offer(entry: { hash: string; person: string; visitor: string | null; now: number; endsAt: number }): Promise<void>;
  /** Whose line a hand-off leads to that stands and nobody has taken up, else null; asking takes nothing. */
  offered(hash: string, now: number): Promise<{ person: string; visitor: string | null } | null>;
  /** Takes a hand-off up, once: by one address only, which may ask again. Null: unknown, over, or taken by somebody else. */
  takeUp(entry: { hash: string; by: string; now: number }): Promise<{ person: string; visitor: string | null } | null>;
  /** The key is free again, if it was this person's: a number given back. */
  release(hash: string, person: string): Promise<void>;
  /** Persons with an address here, each once, in the order of their ids, a page after the given one. */
  persons(after: string): Promise<string[]>;
  /** Homes (persons) went to another person's line, or back to their own; `hop` grows with each move, and an older word changes nothing. */
  went(order: { places: { home: string; hop: number }[]; to: string }): Promise<void>;
  /** Every key of this person is free again, and none becomes theirs any more. */
  forget(person: string): Promise<void>;
}
