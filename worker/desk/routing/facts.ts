/**
 * What the routing policy knows: facts of agents and of waiting work, the rules a lead sets, and the decisions it gives back.
 * Times are unix ms unless the name says a span. Nothing here knows where the facts come from.
 */
import type { ChannelName } from '../../../shared/message.ts';
import { usualChoice, type Criterion } from '../../../shared/settings/desk.ts';
import type { Occupancy } from './occupancy.ts';

/** Sessions and tickets take from capacities of their own. */
export type WorkKind = 'session' | 'ticket';

export type AgentState = 'online' | 'busy' | 'break' | 'wrap-up' | 'offline';

/** Units an agent may hold, or holds, of each kind of work. */
export type Units = Readonly<Record<WorkKind, number>>;

export type AgentFacts = {
  id: string;
  /** Said in the whys. */
  name: string;
  /** Level 1–5 by skill; null: everything, at level 3. */
  skills: Readonly<Record<string, number>> | null;
  /** 技能组; null: all. */
  groups: readonly string[] | null;
  /** Language tags; empty: all. */
  languages: readonly string[];
  /** Empty: all. */
  channels: readonly ChannelName[];
  /** 接待上限, and what they hold of it (offers included). */
  capacity: Units;
  load: Units;
  state: AgentState;
  /** On duty: declared duty and observed connection folded together by the caller. New work needs this and state `online`. */
  available: boolean;
  /** Since when they were given nothing: the smallest is the longest idle. */
  idleSince: number;
  /** Share of recent time spent with work, 0–1, as it was when they last were given something or gave it up. */
  occupancy: Occupancy;
  /** 紧急接待人 of these groups: asked only when their own people are not free. */
  emergency: readonly string[];
};

/** A skill with the least level that will do. */
export type Need = { skill: string; level: number };

/**
 * An agent the customer knows (熟客: `last`, 归属人: `owner`). That agent takes them as if they had waited `bonusMs` longer, and while
 * one of those awaited is on duty nobody else does for `holdMs`. Without both they only decide among equals, in the order of choice.
 */
export type Known = { agent: string; why: 'last' | 'owner'; bonusMs: number; holdMs: number };

/** A promise of how soon a person answers; `weight` says what a missed one costs beside other classes. */
export type ServiceLevel = { id: string; targetMs: number; weight: number };

export type WorkFacts = {
  id: string;
  kind: WorkKind;
  /** 技能组; null: anybody's. */
  group: string | null;
  required: readonly Need[];
  /** Each gives way at its time: the skills are dropped in steps. */
  optional: readonly (Need & { until: number })[];
  urgency: 'urgent' | 'normal' | 'low';
  /** VIP tier, 0: everybody. */
  tier: number;
  sla: ServiceLevel;
  language: string | null;
  channel: ChannelName;
  /** Whom they know, the foremost first. */
  preferred: readonly Known[];
  /** When it first waited for a person: kept through every return. */
  place: number;
  units: number;
  /** Who let it go, and until when they are not asked again. */
  declined: readonly { agent: string; until: number }[];
  /** Who has it now while it waits for another (transfer): never chosen. */
  agent: string | null;
};

/** What a lead sets of one group. */
export type GroupRules = {
  /** After so long also the people of that group. */
  overflow: { afterMs: number; to: string } | null;
  /** After so long, or when none of its own people is on duty, the emergency agents too. */
  emergencyMs: number;
  /** When nobody of it has room left its own people take so many units more (组内分摊); 0: it waits. */
  beyond?: number;
};

export type RoutingRules = {
  groups: Readonly<Record<string, GroupRules>>;
  /** 分配规则: what decides among those who may take it, the weightiest first. */
  choice: readonly Criterion[];
  /** Nobody starves: so many targets after its place (at least `agingFloorMs`) a piece of work is aged … */
  agingTargets: number;
  agingFloorMs: number;
  /** … and of so many assignments that aged work could have had, at least one is its own. */
  agingEvery: number;
  /** Work that missed its promise lets those pass who can still have theirs, until it is aged. Urgent and VIP work never does. */
  yieldLate: boolean;
  /** Chance an urgent arrival may find nobody free before free places are kept back for it; 0: never kept back. */
  reserveRisk: number;
  /** Other work waits for the reserve no longer than this share of its target. */
  reserveShare: number;
  /** The reserve is kept while the waiting promises need no more than this share of the time left to them. */
  reserveEase: number;
  /** How far weight and brevity of a class move its due time ahead (per factor e). */
  leadMs: number;
  /** How far a class whose promises are kept worse than the others' moves ahead (per 100 %). */
  evenMs: number;
  /** How much busier than the least busy of equals an agent may be and still be chosen for having fewer skills. */
  occupancyGuard: number;
};

/** One reason of a decision, with its numbers; `words.ts` says it. */
export type Why =
  | { because: 'preferred'; why: 'last' | 'owner'; name: string }
  | { because: 'urgent' }
  | { because: 'vip'; tier: number }
  | { because: 'aged'; waitedMs: number; boundMs: number }
  /** Its promise ends in so long (negative: it was missed). */
  | { because: 'due'; leftMs: number }
  | { because: 'waited'; waitedMs: number }
  | { because: 'skill'; skill: string; level: number }
  /** The skills it did without, for having waited. */
  | { because: 'relaxed'; skills: readonly string[] }
  /** Chosen because they have the fewest other skills. */
  | { because: 'specialist'; others: number }
  | { because: 'idle'; idleMs: number }
  | { because: 'load'; load: number; capacity: number }
  | { because: 'overflow'; from: string; to: string; waitedMs: number }
  | { because: 'emergency'; group: string }
  /** Nobody of the group had room left: it is shared among them beyond their capacity. */
  | { because: 'beyond'; group: string; load: number; capacity: number }
  /** Nobody who could take it is on duty: 留言. */
  | { because: 'nobody' };

/** Who gets a piece of work; `agent` null: nobody is on duty for it, it becomes a message left (留言). */
export type Decision = { work: string; agent: string | null; why: readonly Why[] };

/** What is set where a lead set nothing. */
export const usualRules: RoutingRules = {
  groups: {},
  choice: usualChoice,
  agingTargets: 4,
  agingFloorMs: 15 * 60_000,
  agingEvery: 8,
  yieldLate: true,
  reserveRisk: 0.001,
  reserveShare: 0.9,
  reserveEase: 0.5,
  leadMs: 20_000,
  evenMs: 300_000,
  occupancyGuard: 0.05,
};
