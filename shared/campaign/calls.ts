/** What staff and the customers' lines ask of a campaign, and what it asks of a line. Every call may be repeated. */
import type * as v from 'valibot';
import type { Address } from '../actors.ts';
import type { ForgetCalls } from '../erasure.ts';
import type { Viewer } from '../actors.ts';
import type { Rule } from '../profile/rule.ts';
import type { Hours } from '../reach/quiet.ts';
import type { Result } from '../refusal.ts';
import type {
  campaignAct,
  CampaignPeopleFilter,
  CampaignPerson,
  CampaignReport,
  CampaignRow,
  CampaignView,
  FellWhy,
  OffersAnswer,
  PersonState,
} from './api.ts';
import type { Draft, OfferChannel } from './campaign.ts';
import type { PartOfDay } from './hours.ts';

type Who = { id: string; name: string };

/** An SMS template as one account's carrier approved it. */
export type SmsForm = { account: string; code: string; text: string };

/**
 * An offer to one person. `person`: as they were called when it was planned. Nothing leaves after `until`. `usual`: it comes now because
 * they usually come at this part of the day.
 */
export type OfferOrder = {
  order: 'make';
  campaign: string;
  revision: number;
  person: string;
  until: number;
  channels: OfferChannel[];
  usual?: PartOfDay;
  /** Whom the campaign means, as it was submitted: whoever took back what it rests on is judged anew. */
  judged?: Rule;
  offer: OfferBody;
};
export type OfferBody = {
  name: string;
  rule: { id: string; zh: string; en: string };
  arm: string;
  zh: { title: string; text: string };
  en: { title: string; text: string };
  /** One for each account that sends it; none: it goes by no SMS. */
  sms: SmsForm[];
};

/** What a line says of an offer: `version` grows with each change there; null: nothing of it is kept. */
export type OfferTold = {
  version: number | null;
  state: Exclude<PersonState, 'held-out' | 'waiting'>;
  channel: OfferChannel | null;
  /** Of `fell` and `later` the reason, of `failed` what the provider said. */
  why: string | null;
  /** Of `later`: when to ask again; else when this began. */
  at: number;
  /** Parts of an SMS that are paid for. */
  parts: number;
  replied: boolean;
  optedOut: boolean;
  complained: boolean;
  resolved: boolean;
};

/** Asked of a customer's line. */
export type OffersOrder = OfferOrder | { order: 'list'; viewer: Viewer | null };
/** `names`: what campaigns may call them by; never leaves the gateway. */
export type OffersOutcome = { told: OfferTold } | (Omit<OffersAnswer, 'ok' | 'missed'> & { names?: string[] });
export interface OfferCalls {
  offers(order: OffersOrder): Promise<Result<OffersOutcome>>;
}

/** Whether an offer may leave: within `until` its call may begin. `wait`: it stands still, ask again; `never`: it is stopped. */
export type Lease = { may: 'leave'; until: number } | { may: 'wait' } | { may: 'never'; why: FellWhy };

/** So long a lease holds: a pause is answered when the last one is over. */
export const LEASE_MS = 2_000;

/** An offer by SMS on its way to the carrier. */
export type SmsOffer = { id: string; address: Address; form: SmsForm };

export interface OutreachCalls extends ForgetCalls {
  // of one campaign, by its id
  save(order: { id: string; revision?: number; draft: Draft; by: Who }): Promise<Result<{ campaign: CampaignView }>>;
  view(): Promise<Result<{ campaign: CampaignView }>>;
  /** `rule`: as it is written now; what is submitted is frozen with it. `open`: the company’s hours for offers. */
  act(
    order: v.InferOutput<typeof campaignAct> & { by: Who; submits: Submitted | null; open?: Hours },
  ): Promise<Result<{ campaign: CampaignView }>>;
  report(): Promise<Result<CampaignReport>>;
  people(order: {
    filter: CampaignPeopleFilter;
    after: string | null;
    /** These alone. */
    only?: readonly string[];
  }): Promise<Result<{ people: Omit<CampaignPerson, 'name'>[]; next: string | null }>>;
  /** The last door of a line asks, right before the provider is called. */
  lease(revision: number): Promise<Lease>;
  /** What became of an offer; told at least once, applied once. */
  told(order: { person: string; told: OfferTold }): Promise<{ ok: true }>;
  // of the list, `main`
  list(): Promise<CampaignRow[]>;
  put(row: CampaignRow): Promise<{ ok: true }>;
  /** They don't want their hours used: it goes to them in turn, as to whoever has none. Asked of the list, each campaign is asked. */
  anyHour(customers: readonly string[]): Promise<{ ok: true }>;
  /** How many offers may leave by each way this minute, of so many wanted; what is granted is counted. */
  grant(wanted: Partial<Record<OfferChannel, number>>): Promise<Partial<Record<OfferChannel, number>>>;
}

/** The rule and the templates as they were when it was submitted: what was let go is what runs. `estimated`: fen. */
export type Submitted = { rule: Rule; sms: Record<string, SmsForm[]>; estimated: number };
