/** Campaigns as staff run them: operations under /staff/v1/campaigns, and what a person was sent and why. Money in fen, times in unix ms. */
import * as v from 'valibot';
import { draft, offerChannel, type OfferChannel } from './campaign.ts';
import { fallReasons } from './eligible.ts';
import { parts } from './hours.ts';
import { reminderSent } from '../reminders/history.ts';
import { rule } from '../profile/rule.ts';

const ok = v.literal(true);
const count = v.number();
const time = v.nullable(v.number());
const id = v.pipe(v.string(), v.regex(/^[\w-]{1,64}$/u));
const who = v.object({ id: v.string(), name: v.string() });
const words = v.object({ title: v.string(), text: v.string() });
const channel: v.GenericSchema<OfferChannel> = offerChannel;

/** The part of the day somebody usually comes in, and the hours of it in which offers leave. */
const partOfDay = v.picklist(parts);
const span = { from: count, to: count };

export const stage = v.picklist(['draft', 'waiting', 'ready', 'running', 'paused', 'stopped', 'over']);
export const halt = v.picklist(['by-hand', 'opt-outs', 'complaints', 'switch']);

/** A campaign in the list. `beginsAt`: when it begins, as its schedule says now; null: at once, or a festival beyond the almanac. */
export const campaignRow = v.object({
  id: v.string(),
  name: v.string(),
  stage,
  halt: v.nullable(halt),
  /** Counts changes of what is written; acts name the one they are about. */
  revision: count,
  madeAt: v.number(),
  /** Whoever wrote any of it: none of them lets it go. */
  writers: v.array(who),
  approved: v.nullable(v.object({ by: who, revision: count, at: v.number() })),
  beginsAt: time,
  beganAt: time,
  overAt: time,
  /** People to whom something left or still may, as far as they are known, and those to whom it left: a few seconds old at most. */
  planned: count,
  sent: count,
});
export type CampaignRow = v.InferOutput<typeof campaignRow>;

/** What was done with it, oldest first; `by` null: the clock, or a limit that was passed. */
export const campaignEvent = v.object({
  at: v.number(),
  what: v.picklist(['write', 'submit', 'approve', 'begin', 'pause', 'halt', 'resume', 'stop', 'end']),
  by: v.nullable(who),
  /** Of a halt. */
  why: v.nullable(halt),
});
export type CampaignEvent = v.InferOutput<typeof campaignEvent>;

/** A campaign whole. `cleared`: what was let go last, to be compared with what waits; null: nothing ever was. */
export const campaignView = v.object({
  ...campaignRow.entries,
  draft,
  /** As it was when this was submitted: whom it means. Null: not submitted. */
  rule: v.nullable(rule),
  cleared: v.nullable(draft),
  history: v.array(campaignEvent),
});
export type CampaignView = v.InferOutput<typeof campaignView>;

/** GET /staff/v1/campaigns — newest first, at most 200. `paused`: the switch in the settings holds all of them. */
export const campaignsAnswer = v.object({ ok, campaigns: v.array(campaignRow), paused: v.boolean() });

/** POST /staff/v1/campaigns — without `id` a new one; else a change, upon the revision it was written on (`stale` upon another). */
export const saveCampaign = v.strictObject({ id: v.optional(id), revision: v.optional(v.number()), draft });
/** GET /staff/v1/campaigns/:campaign, and the answer of whatever changes one. */
export const campaignAnswer = v.object({ ok, campaign: campaignView });

/** POST /staff/v1/campaigns/:campaign/act — `revision`: what whoever acts has seen. Answered once it holds: after a pause nothing leaves. */
export const campaignAct = v.strictObject({
  act: v.picklist(['submit', 'approve', 'pause', 'resume', 'stop']),
  revision: v.number(),
});

/** Beside the reasons of the last door: its time ran out, it was stopped, or their line is gone. */
export const fellWhy = v.picklist([...fallReasons, 'over', 'stopped', 'gone']);
export type FellWhy = v.InferOutput<typeof fellWhy>;
const fellCounts = v.array(v.object({ why: fellWhy, count }));

/** POST /staff/v1/campaigns/preview — a draft, saved or not; of one that waits (`campaign`) with the rule as it was submitted. */
export const previewRequest = v.strictObject({ draft, campaign: v.optional(id) });
/** Counted over the whole directory as it is now, by the rule of the last door. */
export const previewAnswer = v.object({
  ok,
  /** How many the rule means, of `of` people in all. */
  meant: count,
  of: count,
  /** Of those meant: the control group, which gets nothing (by share). */
  heldOut: count,
  /** To how many it would go, by the channel it would take; those who wait for their hours or an end of talking are among them. */
  channels: v.array(v.object({ channel, count, cost: count })),
  /** Of those it would go to: so many not at once. */
  later: v.array(v.object({ why: v.picklist(['quiet', 'busy']), count })),
  /** Those it would not go to, by the reason. */
  fell: fellCounts,
  /** By version of the words: those it would go to. */
  arms: v.array(v.object({ arm: v.string(), count })),
  /**
   * At each person's usual hours: of those it would go to, how many have which; the others get it in turn. `hurried`: there is too little
   * time for that, so all do. Null: it isn't written so.
   */
  ownHours: v.nullable(
    v.object({ hurried: v.boolean(), parts: v.array(v.object({ part: partOfDay, ...span, count })) }),
  ),
  /** Fen in all, by the prices of the settings. */
  cost: count,
  /** What bars it from being let go: a rule that is off or gone, a template that is missing. Empty: nothing does. */
  faults: v.array(v.object({ zh: v.string(), en: v.string() })),
});
export type Preview = v.InferOutput<typeof previewAnswer>;

/** What has become of somebody who is meant, furthest step first told. `taken`: their line has it and it is about to leave. */
export const personState = v.picklist([
  'held-out',
  'waiting',
  'later',
  'taken',
  'sent',
  'delivered',
  'read',
  'unknown',
  'failed',
  'fell',
]);
export type PersonState = v.InferOutput<typeof personState>;

/**
 * A funnel: each step counts those of the later ones too. Of `planned`: `heldOut` get nothing, `waiting` are not decided yet, `fell` are
 * out for a reason, `sent` left. Of `sent`: `unknown` may have arrived (counted as sent), `failed` certainly did not (not counted).
 */
export const funnel = v.object({
  planned: count,
  heldOut: count,
  waiting: count,
  fell: count,
  failed: count,
  unknown: count,
  sent: count,
  delivered: count,
  read: count,
  /** Those who wrote on the same way within three days. */
  replied: count,
  /** Those whose answer to it was solved, by their own word or their agent's. */
  resolved: count,
  optedOut: count,
  complained: count,
});
export type Funnel = v.InferOutput<typeof funnel>;

const estimate = v.object({ share: count, low: count, high: count });
/** One arm against another, or against the control group. `difference`: of shares, from −1 to 1, in an interval that holds it in 95 of 100 campaigns. */
export const comparison = v.object({
  first: v.string(),
  /** Null: the control group. */
  second: v.nullable(v.string()),
  outcome: v.picklist(['read', 'replied', 'opted-out', 'bought']),
  verdict: v.picklist(['too-few', 'unclear', 'better', 'worse']),
  difference: count,
  low: count,
  high: count,
});
export type ArmComparison = v.InferOutput<typeof comparison>;

/** GET /staff/v1/campaigns/:campaign/report — as it stands now; asked again and again while it runs. */
export const reportAnswer = v.object({
  ok,
  stage,
  halt: v.nullable(halt),
  /** Planning: so many of the directory looked at; null: not begun, `done`: everybody was. */
  planning: v.nullable(v.object({ looked: count, of: count, done: v.boolean() })),
  all: funnel,
  arms: v.array(
    v.object({
      arm: v.string(),
      ...funnel.entries,
      /** Shares of those sent. */
      shares: v.object({ read: estimate, replied: estimate, optedOut: estimate }),
    }),
  ),
  channels: v.array(v.object({ channel, ...funnel.entries, cost: count })),
  fell: fellCounts,
  /** To be read once it is over: before, a difference is found by chance. */
  comparisons: v.array(comparison),
  /**
   * Who bought in the seven days from the day it began, of all who were meant, whether or not it reached them: versions and control group
   * (`arm` null) were drawn alike and are comparable only whole. `at`: when it is looked up; null: not begun. Empty before.
   */
  bought: v.object({
    at: time,
    done: v.boolean(),
    groups: v.array(v.object({ arm: v.nullable(v.string()), people: count, did: count, ...estimate.entries })),
  }),
  /** Fen: estimated as it was let go, spent so far. */
  cost: v.object({ estimated: count, spent: count }),
  /** At each person's usual hours: what became of those who have some, and of the others (`part` null). Null: it isn't written so. */
  ownHours: v.nullable(
    v.object({
      /** There is too little time left: nobody waits for their hours. */
      hurried: v.boolean(),
      parts: v.array(
        v.object({ part: v.nullable(partOfDay), people: count, waiting: count, sent: count, read: count }),
      ),
    }),
  ),
  /** The company's hours for offers, in China. */
  hours: v.object({ from: v.number(), to: v.number() }),
  /** When the next of those who wait may go; null: at once, or nobody waits. */
  nextAt: time,
});
export type CampaignReport = Omit<v.InferOutput<typeof reportAnswer>, 'ok'>;

/** One person of a campaign: what they got, why not, and when. */
export const campaignPerson = v.object({
  customer: v.string(),
  name: v.string(),
  /** Null: held out. */
  arm: v.nullable(v.string()),
  state: personState,
  channel: v.nullable(channel),
  /** Of `fell` and `later`; of `failed` what the carrier said. */
  why: v.nullable(v.string()),
  /** Where it goes at each person's usual hours: theirs. */
  usual: v.nullable(partOfDay),
  /** Of `later`: when it is looked at again; else when this state began. */
  at: time,
  replied: v.boolean(),
  optedOut: v.boolean(),
  complained: v.boolean(),
});
export type CampaignPerson = v.InferOutput<typeof campaignPerson>;

/** GET /staff/v1/campaigns/:campaign/people?state=&arm=&why=&after= — pages of 40. */
export const peopleFilter = v.object({
  state: v.optional(personState),
  arm: v.optional(v.pipe(v.string(), v.maxLength(40))),
  why: v.optional(fellWhy),
});
export type CampaignPeopleFilter = v.InferOutput<typeof peopleFilter>;
export const campaignPeopleAnswer = v.object({ ok, people: v.array(campaignPerson), next: v.nullable(v.string()) });

/** What was sent to one person, newest first, and why: the rule that meant them, and their consent. */
export const offerView = v.object({
  id: v.string(),
  campaign: v.string(),
  name: v.string(),
  /** The rule that meant them, in its own words. */
  rule: v.object({ id: v.string(), zh: v.string(), en: v.string() }),
  arm: v.string(),
  channel,
  zh: words,
  en: words,
  state: personState,
  at: v.number(),
  why: v.nullable(v.string()),
  /** Why it came at that hour, where that was for theirs: to staff in the words of the trade, to themselves in plain ones. */
  then: v.nullable(v.object({ zh: v.string(), en: v.string() })),
  /** What proves that they agreed. */
  evidence: v.string(),
  replied: v.boolean(),
  optedOut: v.boolean(),
});
export type OfferView = v.InferOutput<typeof offerView>;

/** What counts of their word for offers by a channel, as the last door reads it; a channel they never spoke of is not among them. */
export const offerWord = v.object({ channel, given: v.boolean() });
export type OfferWord = v.InferOutput<typeof offerWord>;

/** A campaign that meant somebody and has sent them nothing: why not, or that it still may. */
export const missedOffer = v.object({
  ...{ campaign: v.string(), name: v.string(), state: v.picklist(['held-out', 'waiting', 'later', 'fell', 'failed']) },
  ...{ why: v.nullable(v.string()), at: time },
});
export type MissedOffer = v.InferOutput<typeof missedOffer>;

/**
 * GET /staff/v1/customers/:customer/offers and GET /v1/me/offers — the newest 50. `agreed`: offers may come by some channel. To staff alone: `reminders`
 * they were told or not, and with `?missed=1` what the newest 20 campaigns that began did not send them.
 */
export const offersAnswer = v.object({
  ...{ ok, offers: v.array(offerView), agreed: v.boolean(), said: v.array(offerWord) },
  reminders: v.optional(v.array(reminderSent)),
  missed: v.optional(v.array(missedOffer)),
});
export type OffersAnswer = v.InferOutput<typeof offersAnswer>;
