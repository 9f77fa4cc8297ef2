/** What the planner works with: news that is due, the ways there are, and what is known of either. No platform is known here. */
import type { ChannelName } from '../message.ts';
import type { Purpose } from '../notice.ts';
import type { Room } from './counts.ts';

/** `answer`: a reply in a conversation, to what the person asked. */
export type NewsPurpose = 'answer' | Purpose;

/**
 * One piece of news. `id` names it on every way: it arrives once. `weight`: a `resolution` may spend the last counted message
 * (a person's words, the end of a matter), a `plain` one (a notice) leaves one, and so does `chatter` (the robot's words), which
 * goes nowhere but where it was asked.
 */
export type News = {
  id: string;
  purpose: NewsPurpose;
  weight: 'resolution' | 'plain' | 'chatter';
  /** The address it answers; null: none in particular. */
  home: string | null;
  since: number;
};

/**
 * `screen`: a window of ours; `platform`: by WeChat's or a carrier's call; `push`: the company's push wakes their APP; `subscription`: WeChat's one-time message; `callback`: a
 * colleague phones.
 */
export type WayKind = 'screen' | 'platform' | 'push' | 'subscription' | 'sms' | 'callback';

/** A way to the person as it stands now. */
export type Way = {
  kind: WayKind;
  /** The address it leads to; a subscription's leads to the mini-program, a callback's to the number. */
  endpoint: string;
  channel: ChannelName;
  /** What it is called on screens: the account, or the masked number. */
  label: string;
  /** A screen of theirs shows this address at this moment. */
  here?: boolean;
  /** Counted sends; missing: nothing counts. */
  room?: Room;
  /** Accepted one-time messages. */
  left?: number;
  /** Sent by it today, of so many. */
  today?: { sent: number; most: number };
  /** Of a number: when it was last heard from or proven theirs. */
  heardAt?: number;
  /** Why it can't be used at all. */
  barred?: WhyNot;
};

export type WhyNot = 'opted-out' | 'gone' | 'refused' | 'unfit' | 'lapsed' | 'moved';

/** One try of this news. `unknown` counts as sent: it is never repeated by itself. */
export type Attempt = {
  way: WayKind;
  endpoint: string;
  at: number;
  fate: 'going' | 'sent' | 'delivered' | 'unknown' | 'failed';
};

/** What is known of the news beside the ways. */
export type Ledger = {
  attempts: readonly Attempt[];
  /** They have read it, or spoken since. */
  read: boolean;
  /** When they were last called from outside to come and read, and have not come yet. */
  calledAt: number | null;
};

/** Why this way, now or then. */
export type Why = 'here' | 'home' | 'away' | 'closed' | 'spent' | 'unread' | 'silent' | 'undelivered' | 'first';
/** Why none. */
export type WhyNone = 'read' | 'going' | 'told' | 'unknown' | 'kept' | 'waits' | 'called' | 'no-way' | 'stays' | WhyNot;

/** `at`: when it is to leave; not before. With none, when to look again, if time alone can change it. */
export type Plan = { way: Way; why: Why; at: number } | { way: null; why: WhyNone; at: number | null };
