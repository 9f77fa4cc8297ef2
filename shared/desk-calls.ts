/** What the desk and the seats are asked by the other actors. Every call may be repeated. */
import type { Stretch } from './attendance.ts';
import type { ForgetAtSeatCalls } from './erasure.ts';
import type { ChannelName } from './message.ts';
import type { HandoverView, SessionState } from './line.ts';
import type { Conversation, DeskDelta, DeskView, Duty, Notice, SeatAct } from './seat.ts';
import type { Result } from './refusal.ts';
import type { News } from './seat-news.ts';
import type { Reply } from './settings/replies.ts';

/** What the desk arranges while a session stays where it is. */
export type Arrangement =
  /** A colleague is asked (`offered`), the customer is asked first (`ask`), or it came to nothing (`done`). */
  | { kind: 'transferring'; step: 'offered' | 'ask' | 'done'; to: string }
  /** Who else sees the session from now on (邀请协同). */
  | { kind: 'joined'; collaborators: { id: string; name: string }[] }
  | { kind: 'ended'; by: { id: string; name: string }; reason: string };

/** Why a session that was with an agent waits again. */
export type WaitingWhy = 'returned' | 'away' | 'unanswered' | 'transfer';

/** What a customer tells the desk about its session; never words of the conversation. `version` grows, newest wins. */
export type SessionFact = {
  session: string;
  customer: string;
  name: string;
  /** What kind of work it is; absent: a session. */
  kind?: 'session' | 'ticket';
  channel: ChannelName;
  state: SessionState;
  version: number;
  /** The desk's newest order the customer had obeyed: an older one means that the state is from before it. */
  turn: number;
  handover: Pick<HandoverView, 'reason' | 'skill' | 'urgency'> | null;
  at: number;
  /** Their level in the company's membership; it decides the tier. */
  level?: string;
  /** A rule of the profile puts them into the VIP lane. */
  vip?: true;
  /** The group it was given to by hand; absent: the one of its skill. */
  group?: string;
  /** A language tag. */
  language?: string;
  /** Whom they know: who served them last within 30 days (熟客), who looks after them (归属人), in no order; absent: as before. */
  preferred?: { agent: string; why: 'last' | 'owner' }[];
  /** A ticket somebody has, whoever gave it to them: the desk takes it as it is. */
  holder?: string;
  /** When the agent of this turn said their first word; missing: not yet. */
  answeredAt?: number;
  /** What the customer said when asked whether they agree to the transfer of that turn. */
  consent?: { turn: number; yes: boolean };
  /** It had ended because two lines became one, and stood again as they parted: the desk opens it again. `agent`: with whom it was. */
  again?: { agent: string | null };
};

/** What somebody does at the desk; a lead may more. Asked again, it changes nothing. */
export type DeskOrder = {
  agent: { id: string; name: string };
  lead: boolean;
  act: Exclude<SeatAct, { act: 'duty' } | { act: 'take' } | { act: 'return' } | { act: 'read-mentions' }>;
};

/** One decision about a session, with its why in words. */
export type DeskDecision = {
  at: number;
  turn: number;
  state: SessionState;
  agent: { id: string; name: string } | null;
  why: { zh: string; en: string };
};

/** What a member did on a day of the calendar (2026-11-25), as the desk counted. */
export type DeskDay = {
  agents: {
    id: string;
    name: string;
    handled: number;
    answered: number;
    answerMs: number;
    missed: number;
    /** Time in each state (ms), up to now. */
    states: Partial<Record<Duty, number>>;
    /** Online or busy with a conversation in hand (ms); null: the day began before this was counted. */
    engagedMs: number | null;
    /** When they were on duty, whole also where it began the day before; `to` null: still. */
    stretches: Stretch[];
  }[];
  groups: { id: string; entered: number; taken: number; inTime: number; abandoned: number }[];
};

export interface DeskCalls {
  /** A session opened, wants a human, or closed. Answers where it stands now: in line, how many wait before it and how long it may take. */
  fact(
    fact: SessionFact,
  ): Promise<
    Result<{ state: SessionState; place: { position: number; waitMs: number | null; group?: string } | null }>
  >;
  take(order: { agent: string; session: string; force: boolean }): Promise<Result<{ turn: number }>>;
  giveBack(order: { agent: string; session: string }): Promise<Result<{ turn: number }>>;
  /** What the agent declares, and what the seat observes. */
  presence(order: {
    agent: { id: string; name: string; login?: string };
    duty: Duty;
    reason?: string;
    connected: boolean;
    /** When they were last heard, of one who is not connected. */
    heardAt?: number;
    version: number;
  }): Promise<Result<{ version: number }>>;
  act(order: DeskOrder): Promise<Result<{ turn: number }>>;
  /** The floor as a picture: at most 200 sessions. */
  view(): Promise<DeskView>;
  /** What changed after a version, bounded. */
  changes(order: { since: number }): Promise<DeskDelta>;
  /** Why a session went where it went, oldest first. */
  decisions(order: { session: string }): Promise<Result<{ decisions: DeskDecision[] }>>;
  /** What was counted on each of these days, in their order. */
  days(order: { days: string[] }): Promise<DeskDay[]>;
  /** The person was erased: their work ends, who holds it is told. Answers whom of the staff the desk ever named for them. */
  forget(customer: string): Promise<{ ok: true; agents: string[] }>;
}

export interface SeatCalls extends ForgetAtSeatCalls {
  /** The customer's summary for the agent who holds (or held) it; older revisions are ignored. `homes`: whose lines went into it. */
  conversation(row: Conversation, homes?: readonly string[]): Promise<Result<{ applied: boolean }>>;
  /** The session left this agent. */
  gone(order: { customer: string; session: string; revision: number }): Promise<Result<{ applied: boolean }>>;
  /** A summary is owed or written, a note names this agent; once by its id. */
  news(news: News): Promise<Result<{ applied: boolean }>>;
  /** The agent's own phrases (快捷回复): reads them, keeps them all anew, or counts a use. */
  replies(
    order: { order: 'read' } | { order: 'keep'; list: Reply[] } | { order: 'use'; id: string },
  ): Promise<Result<{ list: Reply[]; used: Record<string, number> }>>;
  /** The desk changed; pushed to open dashboards, not stored. */
  desk(delta: DeskDelta): Promise<void>;
  /** The desk says something to this agent; once by its id. */
  tell(notice: Notice): Promise<Result<{ applied: boolean }>>;
  /** A lead or the desk sets this agent's duty; once by its key. */
  setDuty(order: {
    key: string;
    duty: Duty;
    reason?: string;
    by: { id: string; name: string };
    words: { zh: string; en: string };
  }): Promise<Result<{ applied: boolean }>>;
  ticket(viewer: {
    id: string;
    name: string;
    role: string;
    login?: string;
  }): Promise<Result<{ ticket: string; expiresInMs: number }>>;
}
