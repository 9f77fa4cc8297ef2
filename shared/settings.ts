/**
 * What leads and owners configure: named documents, each of one shape, with what holds before anybody wrote one. A room adds its
 * own document in shared/settings/ and names it here.
 */
import * as v from 'valibot';
import { demoPeople, people, usualPeople } from './settings/people.ts';
import { alerts, noAlerts } from './settings/alerts.ts';
import { calendars, usualCalendars } from './settings/calendars.ts';
import { campaigns, demoCampaigns, usualCampaigns } from './settings/campaigns.ts';
import { closing, demoClosing, emptyClosing } from './settings/closing.ts';
import { company, demoCompany, emptyCompany } from './settings/company.ts';
import { digests, noDigests } from './settings/digests.ts';
import { demoDesk, desk, emptyDesk } from './settings/desk.ts';
import { demoProfile, emptyProfileSettings, profile } from './settings/profile.ts';
import { keepsHolding, privacy, usualPrivacy } from './settings/privacy.ts';
import { quality, usualQuality } from './settings/quality.ts';
import { demoReminders, reminders, usualRemindersSettings } from './settings/reminders.ts';
import { emptySchedule, schedule } from './settings/schedule.ts';
import { demoSchedule } from './settings/schedule-demo.ts';
import { demoWatchwords, emptyWatchwords, watchwords } from './settings/watchwords.ts';
import { emptySites, sites } from './settings/sites.ts';
import { emptyWebhooks, webhooks } from './settings/webhooks.ts';
import { notices, noNotices } from './settings/notices.ts';
import { replies, usualReplies } from './settings/replies.ts';
import { allOn, isOff, switches } from './settings/switches.ts';
import { demoTargets, targets, usualTargets } from './settings/targets.ts';
import { telephone, usualTelephone } from './settings/telephone.ts';
import { tickets } from './settings/tickets.ts';
import { topics, usualTopics } from './settings/topics.ts';
import { usualTickets } from './settings/tickets-usual.ts';
import type { Result } from './refusal.ts';

type Document<Schema extends v.GenericSchema> = {
  shape: Schema;
  /** What holds while nobody wrote this document. */
  empty: v.InferOutput<Schema>;
  /** What an empty deployment of the demo begins with, where that is another. */
  demo?: v.InferOutput<Schema>;
  /** The same, where it follows the day on which the demo begins. */
  demoFrom?: (now: number) => v.InferOutput<Schema>;
  /** Why it may not follow what holds, in a sentence; empty: it may. */
  follows?: (before: unknown, after: unknown, now: number) => string;
};

const document = <Schema extends v.GenericSchema>(given: Document<Schema>): Document<Schema> => given;

/** Every document by its name. */
export const documents = {
  alerts: document({ shape: alerts, empty: noAlerts }),
  calendars: document({ shape: calendars, empty: usualCalendars }),
  campaigns: document({ shape: campaigns, empty: usualCampaigns, demo: demoCampaigns() }),
  closing: document({ shape: closing, empty: emptyClosing, demo: demoClosing }),
  company: document({ shape: company, empty: emptyCompany, demo: demoCompany }),
  desk: document({ shape: desk, empty: emptyDesk, demo: demoDesk }),
  digests: document({ shape: digests, empty: noDigests }),
  notices: document({ shape: notices, empty: noNotices }),
  people: document({ shape: people, empty: usualPeople, demo: demoPeople }),
  replies: document({ shape: replies, empty: usualReplies }),
  tickets: document({ shape: tickets, empty: usualTickets }),
  privacy: document({ shape: privacy, empty: usualPrivacy, follows: keepsHolding }),
  profile: document({ shape: profile, empty: emptyProfileSettings, demo: demoProfile }),
  quality: document({ shape: quality, empty: usualQuality }),
  reminders: document({ shape: reminders, empty: usualRemindersSettings, demo: demoReminders }),
  sites: document({ shape: sites, empty: emptySites }),
  switches: document({ shape: switches, empty: allOn }),
  targets: document({ shape: targets, empty: usualTargets, demoFrom: demoTargets }),
  telephone: document({ shape: telephone, empty: usualTelephone }),
  topics: document({ shape: topics, empty: usualTopics }),
  schedule: document({ shape: schedule, empty: emptySchedule, demoFrom: demoSchedule }),
  watchwords: document({ shape: watchwords, empty: emptyWatchwords, demo: demoWatchwords }),
  webhooks: document({ shape: webhooks, empty: emptyWebhooks }),
};

export type SettingsName = keyof typeof documents;
export type SettingsOf<Name extends SettingsName> = v.InferOutput<(typeof documents)[Name]['shape']>;
/** All documents as they hold now. */
export type AllSettings = { [Name in SettingsName]: SettingsOf<Name> };

export const settingsNames = Object.keys(documents).filter(isSettingsName);

/** Why a document, of the right shape, may not follow the one that holds; empty: it may. */
export function followsBadly(name: SettingsName, before: unknown, after: unknown, now: number): string {
  const { follows }: Pick<Document<v.GenericSchema>, 'follows'> = documents[name];
  return follows?.(before, after, now) ?? '';
}

/** Whether there is a document of this name. */
export function isSettingsName(name: string): name is SettingsName {
  return Object.hasOwn(documents, name);
}

/** Whether no offer may leave: by the campaigns' own switch, or by the one for emergencies. */
export function campaignsHeld(held: Pick<AllSettings, 'campaigns' | 'switches'>, now: number): boolean {
  return held.campaigns.paused || isOff(held.switches, 'campaigns', now);
}

const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const who = v.object({ id: v.string(), name: v.string() });

/** GET /staff/v1/settings/:name — `revision` 0: nobody wrote it, what holds is the empty one. */
export const settingsAnswer = v.object({
  ok: v.literal(true),
  name: v.string(),
  revision: count,
  value: v.unknown(),
  at: v.nullable(v.number()),
  by: v.nullable(who),
});
/** POST /staff/v1/settings/:name — `revision` is the one it was written upon: another one there is refused (`stale`). */
export const settingsRequest = v.strictObject({ revision: count, value: v.unknown() });

/** The document's revision now. */
export const settingsWritten = v.object({ ok: v.literal(true), revision: count });

/** GET /staff/v1/settings/:name/history — newest first, at most 50. */
export const settingsHistory = v.object({
  ok: v.literal(true),
  revisions: v.array(v.object({ revision: count, at: v.number(), by: who, value: v.unknown() })),
});

export type Kept = { revision: number; at: number; by: { id: string; name: string }; value: unknown };
type Changed = { version: number; documents: { name: string; revision: number; value: unknown }[] };

export interface SettingsCalls {
  /** Documents that are newer than a version; null when nothing is. */
  since(version: number): Promise<Changed | null>;
  /** One document as it was written last; null when nobody wrote it. */
  read(name: string): Promise<Kept | null>;
  history(name: string): Promise<Kept[]>;
  /** Writes a document of the right shape upon the revision it names; the same words again change nothing. */
  write(order: {
    name: string;
    revision: number;
    value: unknown;
    by: { id: string; name: string };
  }): Promise<Result<{ revision: number }>>;
}
