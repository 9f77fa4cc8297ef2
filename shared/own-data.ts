/** Everything kept of a person, as it is given to them (查阅、复制, PIPL 45): one JSON document, made part by part. */
import type { OfferView } from './campaign/api.ts';
import type { ChoiceView, NoticeView } from './notice.ts';
import type { Message } from './message.ts';
import type { Kept } from './profile/fact.ts';
import type { ReminderSent } from './reminders/history.ts';
import type { TicketView } from './ticket.ts';

/** Where the next part begins. */
export type OwnPart = { of: 'messages'; after: number } | { of: 'notices'; before: string };

/** An address in full: it is the person's own. */
export type OwnAddress = { channel: string; account: string; address: string; since: string };
export type OwnSession = {
  number: string;
  state: string;
  opened: string;
  closed: string | null;
  agent: string | null;
  rating: unknown;
};
export type OwnConsent = {
  channel: string;
  purpose: string;
  given: boolean;
  version: string;
  evidence: string;
  at: string;
};

/** The first part; later ones bring messages or notices alone. */
export type OwnHead = {
  person: {
    id: string;
    name: string;
    user: string | null;
    level: string | null;
    care: string | null;
    humanFirst: boolean;
  };
  addresses: OwnAddress[];
  sessions: OwnSession[];
  consents: OwnConsent[];
  choices: ChoiceView[];
  tickets: TicketView[];
  /** What was offered, and what they were told of their own matters: why, by which ways, and why not. */
  offers: OfferView[];
  reminders: ReminderSent[];
  /** 画像: every fact it is made of, and the tags and traits they give today. */
  profile: { facts: Kept[]; tags: unknown[]; traits: unknown[] };
};

export type OwnData = { head?: OwnHead; messages?: Message[]; notices?: NoticeView[] };
