/** Who and what there is, for search and lists: rows the customers' actors tell, and what is asked of them. All of it can be told anew. */
import * as v from 'valibot';
import type { ForgetCalls } from './erasure.ts';
import { channelName } from './message.ts';
import type { AudienceOrder, AudiencePart } from './profile/audience.ts';
import type { BoughtOrder, MeantCounts, MeantOrder, MeantPart, Standing } from './campaign/standing.ts';
import type { Profile } from './profile/fold.ts';
import type { Result } from './refusal.ts';
import { sessionState } from './line.ts';
import { ticketRow } from './ticket.ts';

const who = v.object({ id: v.string(), name: v.string() });
const words = v.object({ zh: v.string(), en: v.string() });
const ok = v.literal(true);

/** Text of one message that is kept for search. */
export const SEARCHED_CHARACTERS = 1_000;
export const DIRECTORY_PAGE = 40;

/** One encounter as lists show it. */
export const sessionRow = v.object({
  session: v.string(),
  number: v.string(),
  customer: v.string(),
  name: v.string(),
  state: sessionState,
  agent: v.nullable(who),
  skill: v.string(),
  channels: v.array(channelName),
  openedAt: v.number(),
  closedAt: v.nullable(v.number()),
  /** From the wish for a person to the first human word, ms. */
  firstAnswerMs: v.nullable(v.number()),
  rating: v.nullable(v.number()),
  solved: v.nullable(v.boolean()),
  category: v.nullable(v.object({ id: v.string(), ...words.entries })),
  reason: v.string(),
  /** What the customer first wanted, the agent's summary, and the last words; each cut short. */
  question: v.string(),
  summary: v.string(),
  last: v.string(),
  tags: v.array(v.string()),
});
export type SessionRow = v.InferOutput<typeof sessionRow>;

/** One person as search finds them; addresses already masked. */
export const customerRow = v.object({
  customer: v.string(),
  name: v.string(),
  userId: v.nullable(v.string()),
  level: v.nullable(v.string()),
  care: v.nullable(v.string()),
  addresses: v.array(v.object({ channel: channelName, label: v.string() })),
  seenAt: v.number(),
  /** Of their card: tags, 归属人, and until when they are blocked (null: until it is ended; missing: not). */
  tags: v.optional(v.array(v.string())),
  owner: v.optional(v.nullable(who)),
  blocked: v.optional(v.object({ until: v.nullable(v.number()) })),
  /** The person whose line theirs went into by a merge: they stand in no list until they have their own again. */
  into: v.optional(v.string()),
});
export type CustomerRow = v.InferOutput<typeof customerRow>;

/** What was said, freed of secrets; `note` ones are the staff's. */
export const messageRow = v.object({
  message: v.string(),
  revision: v.number(),
  customer: v.string(),
  name: v.string(),
  session: v.nullable(v.string()),
  channel: v.nullable(channelName),
  speaker: v.picklist(['customer', 'robot', 'agent', 'system']),
  note: v.boolean(),
  at: v.number(),
  text: v.string(),
});
export type MessageRow = v.InferOutput<typeof messageRow>;

/** What one customer tells: newest wins by `revision` of the line, also over the line it went into (a merge raises revisions). `gone`: messages whose words were taken back; `homes`: persons whose lines stand in this one; `profile`: what audiences are counted over, where it changed; `standing`: what offers are. */
export type DirectoryNews = {
  revision: number;
  customer: CustomerRow;
  sessions: SessionRow[];
  messages: MessageRow[];
  gone: string[];
  homes?: string[];
  profile?: Profile;
  standing?: Standing;
};

/** Where the searched words stand in a text: [from, to) in UTF-16 units. */
const ranges = v.array(v.tuple([v.number(), v.number()]));
/** What a search finds, in the order it is shown. */
export const searchKind = v.picklist(['customers', 'sessions', 'tickets', 'messages']);
export type SearchKind = v.InferOutput<typeof searchKind>;

/** GET /staff/v1/search?q=&kind=&channel=&agent=&from=&to=&after= — without `kind` the first few of each. */
export const searchAnswer = v.object({
  ok,
  customers: v.array(v.object({ row: customerRow, marks: ranges })),
  sessions: v.array(v.object({ row: sessionRow, text: v.string(), marks: ranges })),
  /** `text`: where the words stand, in the number, the title or what the customer said. */
  tickets: v.array(v.object({ row: ticketRow, text: v.string(), marks: ranges })),
  messages: v.array(v.object({ row: messageRow, marks: ranges })),
  /** More of a kind: ask again for that kind with `after`; null at its end. */
  more: v.object({
    customers: v.nullable(v.string()),
    sessions: v.nullable(v.string()),
    tickets: v.nullable(v.string()),
    messages: v.nullable(v.string()),
  }),
});
export type SearchAnswer = v.InferOutput<typeof searchAnswer>;
/** What the directory itself finds; tickets stand in the docket. */
export type DirectoryFound = Omit<SearchAnswer, 'tickets'>;
export type TicketsFound = { tickets: SearchAnswer['tickets']; more: string | null };

const day = v.pipe(v.string(), v.regex(/^\d{1,15}$/u), v.transform(Number));
const name = v.pipe(v.string(), v.minLength(1), v.maxLength(64), v.regex(/^[\w.:-]+$/u));
/** What a search may be narrowed to; all optional. An agent: who served, or has the ticket. */
export const searchFilter = v.object({
  kind: v.optional(searchKind),
  channel: v.optional(channelName),
  agent: v.optional(name),
  from: v.optional(day),
  to: v.optional(day),
});
export type SearchFilter = v.InferOutput<typeof searchFilter>;
export type SearchOrder = { q: string; filter: SearchFilter; after: string | null };
/** Filters of the history; all optional. */
export const sessionFilter = v.object({
  from: v.optional(day),
  to: v.optional(day),
  channel: v.optional(channelName),
  agent: v.optional(name),
  state: v.optional(sessionState),
  /** A category's id. */
  category: v.optional(name),
  /** At most this rating. */
  rating: v.optional(v.pipe(v.string(), v.regex(/^[1-5]$/u), v.transform(Number))),
  tag: v.optional(v.pipe(v.string(), v.minLength(1), v.maxLength(24))),
  q: v.optional(v.pipe(v.string(), v.trim(), v.maxLength(100))),
});
export type SessionFilter = v.InferOutput<typeof sessionFilter>;
/** GET /staff/v1/sessions?…&after= and GET /staff/v1/customers/:customer/sessions — newest first, pages of 40. */
export const sessionsAnswer = v.object({ ok, sessions: v.array(sessionRow), next: v.nullable(v.string()) });

/** GET /staff/v1/people?… — who is of a tag, a level, an owner (`none`: nobody’s), blocked; those heard last first. */
export const peopleFilter = v.object({
  tag: v.optional(v.pipe(v.string(), v.minLength(1), v.maxLength(24))),
  level: v.optional(v.pipe(v.string(), v.minLength(1), v.maxLength(40))),
  owner: v.optional(name),
  blocked: v.optional(v.literal('1')),
  q: v.optional(v.pipe(v.string(), v.trim(), v.maxLength(100))),
});
export type PeopleFilter = v.InferOutput<typeof peopleFilter>;
/** `count`: how many there are in all. */
export const peopleAnswer = v.object({
  ok,
  people: v.array(customerRow),
  count: v.number(),
  next: v.nullable(v.string()),
});

const filterWords = v.record(v.pipe(v.string(), v.maxLength(20)), v.pipe(v.string(), v.maxLength(100)));
/** A filter kept under a name: the address' query as it stands. `shared`: every colleague sees it. */
export const savedFilter = v.object({
  id: v.string(),
  name: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(30)),
  filter: filterWords,
  shared: v.boolean(),
  own: v.boolean(),
});
export type SavedFilter = v.InferOutput<typeof savedFilter>;
export const savedAnswer = v.object({ ok, filters: v.array(savedFilter) });
/** POST /staff/v1/filters — without `id` a new one; `gone` takes it off. */
export const saveFilter = v.strictObject({
  /** Of one that is there: its name, conditions and who sees it become these. */
  id: v.optional(name),
  name: savedFilter.entries.name,
  filter: filterWords,
  shared: v.optional(v.boolean(), false),
  gone: v.optional(v.boolean(), false),
});
/** POST /staff/v1/filters/order — how this member's list stands from now on; those not named come behind. */
export const orderFilters = v.strictObject({ ids: v.pipe(v.array(name), v.maxLength(200)) });

/** POST /operator/v1/directory/rebuild — a page of the persons of one of identity's 256 buckets owe everything anew. */
export const retellRequest = v.strictObject({
  bucket: v.pipe(v.string(), v.regex(/^[0-9a-f]{2}$/u)),
  after: v.optional(v.pipe(v.string(), v.maxLength(64)), ''),
});
/** `told`: persons of this page with something to tell; `next`: ask again after this one, null at the bucket's end. */
export const retellAnswer = v.object({ ok, told: v.number(), next: v.nullable(v.string()) });

export interface DirectoryCalls extends ForgetCalls {
  tell(news: DirectoryNews): Promise<{ ok: true }>;
  search(order: SearchOrder): Promise<DirectoryFound>;
  /** `of`: one person's alone; pages of 40 where no `limit` says otherwise. */
  sessions(order: {
    filter: SessionFilter;
    after: string | null;
    limit?: number;
    of?: string;
  }): Promise<v.InferOutput<typeof sessionsAnswer>>;
  /** People in the order of their ids, which never changes: a walk meets everybody who was there when it began, once. */
  customers(order: { after: string | null; limit: number }): Promise<{ customers: CustomerRow[]; more: boolean }>;
  /** The person in whose line these matters stand, if the directory knows them. */
  customer(customer: string): Promise<CustomerRow | null>;
  session(session: string): Promise<SessionRow | null>;
  people(order: {
    filter: PeopleFilter;
    after: string | null;
    now: number;
  }): Promise<v.InferOutput<typeof peopleAnswer>>;
  of(order: { customer: string; after: string | null }): Promise<v.InferOutput<typeof sessionsAnswer>>;
  /** Whom a rule of the profile means, in one part of the directory. */
  audience(order: AudienceOrder): Promise<AudiencePart>;
  /** Whom a campaign means, in one part of the directory; and the same, counted. */
  meant(order: MeantOrder): Promise<MeantPart>;
  bought(order: BoughtOrder): Promise<string[]>;
  preview(order: MeantOrder): Promise<MeantCounts>;
  /** How these people are called, as far as they are known. */
  names(customers: readonly string[]): Promise<Record<string, string | undefined>>;
  /** Closed and solved encounters whose question shares most with these words; at most three. */
  similar(order: { words: string; not: string }): Promise<SessionRow[]>;
  filters(member: string): Promise<SavedFilter[]>;
  save(order: {
    member: string;
    leads: boolean;
    given: v.InferOutput<typeof saveFilter>;
  }): Promise<Result<{ filters: SavedFilter[] }>>;
  order(order: { member: string; ids: string[] }): Promise<SavedFilter[]>;
}
