/** What the desk keeps of one piece of work and of one agent: rows as values. */
import type { ChannelName } from '../../shared/message.ts';
import type { SessionState } from '../../shared/line.ts';
import type { Duty } from '../../shared/seat.ts';

export type Words = { zh: string; en: string };

/** As `answerBy`: a first answer is awaited and counted, and nobody is hurried for it. */
export const NO_HURRY = Number.MAX_SAFE_INTEGER;

/** An agent is asked, nobody else is meanwhile. */
export type Offer = {
  agent: string;
  until: number;
  /** A transfer: the giver keeps the floor until it is accepted. */
  from: string | null;
  note: string;
  /** The customer is asked first. */
  asking: boolean;
};

export type Session = {
  session: string;
  customer: string;
  name: string;
  kind: 'session' | 'ticket';
  channel: ChannelName;
  state: SessionState;
  /** The newest fact taken from the customer. */
  version: number;
  /** Grows with every order given to the customer. */
  turn: number;
  agent: string | null;
  units: number;
  skill: string;
  urgency: 'normal' | 'urgent';
  reason: string;
  level: string;
  /** A rule of the profile puts them into the VIP lane. */
  vip: boolean;
  language: string;
  group: string;
  /** Given to this group by hand: its skill no longer decides. */
  pinned: boolean;
  /** When it first waited for a human: its place for as long as it lives. */
  place: number | null;
  since: number;
  offer: Offer | null;
  /** Who let it go, and until when they are not asked again by themselves. */
  declined: { by: string; until: number }[];
  /** The turn at which its agent got it, and when they must have said something. */
  heldTurn: number;
  answerBy: number | null;
  /** A group was asked: who gets it back, and when. */
  giver: { agent: string; until: number } | null;
  /** Whom they know, in no order: the settings say who comes first. */
  preferred: { agent: string; why: 'last' | 'owner' }[];
  collaborators: { id: string; joined: boolean }[];
  why: Words | null;
  changed: number;
  /** When it came into the line and when a person first took it: each counted once. */
  enteredAt: number | null;
  takenAt: number | null;
};

export type Agent = {
  id: string;
  login: string;
  name: string;
  /** Declared; what is shown may be the desk's wrap-up. */
  duty: Duty;
  reason: string | null;
  connected: boolean;
  version: number;
  /** Since when nobody sees them; null while connected. */
  lostAt: number | null;
  /** When they were last given a session: the longest idle goes first. */
  givenAt: number;
  since: number;
  wrapUntil: number | null;
  /** Offers and first answers missed in a row. */
  missed: number;
  countedAs: Duty;
  /** Had a conversation, or was asked to take one, since their time was counted last. */
  engaged: boolean;
  countedAt: number;
  changed: number;
};

/** It waits for a person: in line, or as a message left. */
export function isWaiting(one: Pick<Session, 'state'>): boolean {
  return one.state === 'queued' || one.state === 'left-message';
}

/** The state everybody sees. */
export function shownDuty(agent: Pick<Agent, 'duty' | 'wrapUntil'>, now: number): Duty {
  return agent.duty === 'online' && agent.wrapUntil !== null && now < agent.wrapUntil ? 'wrap-up' : agent.duty;
}

/** On duty: not offline by their word, and seen within the grace. */
export function isPresent(agent: Pick<Agent, 'duty' | 'connected' | 'lostAt'>, awayMs: number, now: number): boolean {
  return agent.duty !== 'offline' && (agent.connected || now < (agent.lostAt ?? 0) + awayMs);
}
