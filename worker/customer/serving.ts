/** What an encounter keeps of how it was served: tags, summary, rating asked, and where it went. */
import type { SessionState } from '../../shared/line.ts';
import type { HandoverReason, Mind } from '../brain/think.ts';
import type { Summary } from '../../shared/serving.ts';
import type { Invite } from './rating.ts';

/** What serving it brought beside the words. `quietSince`: the agent spoke then, and the customer hasn't since. */
export type Service = {
  tags: string[];
  /** Who of the staff answered last. */
  answeredBy: { id: string; name: string } | null;
  summary: Summary | null;
  /** Who still has to write the summary. */
  owed: { id: string; name: string } | null;
  invite: Invite | null;
  /** The customer would not rate it. */
  declined: boolean;
  /** Agents whose greeting was said. */
  greeted: string[];
  quietSince: number | null;
  reminded: boolean;
  /** When the agent who has it said their first word since they got it. */
  answeredAt: number | null;
  /** Colleagues brought in (邀请协同). */
  collaborators: { id: string; name: string }[];
  /** A colleague is asked to take over; `asked`: at that turn the customer was asked whether they agree. */
  transfer: { to: string; asked: number | null } | null;
  /** What they said to it. */
  consent: { turn: number; yes: boolean } | null;
  /** A blocked person was told that nobody is arranged for them. */
  heldOff?: boolean;
  /** An agent writes first (主动会话); `text` null once it was said. */
  reach?: { key: string; text: string | null; by: { id: string; name: string } };
  /** Where it went, in order: what its figures are counted from. */
  steps: Step[];
  /** 技能组 the desk had it in last. */
  group: string;
  /** Questions the robot had no entry for. */
  missed?: number;
  measured?: Measured;
  /** Encounters that became one with this one as their lines did. */
  taken?: Taken;
  /** It ended because it became one with another, and stands again when the two lines part. */
  joined?: Joined;
  /** It stood again: the desk, too, opens it again. */
  again?: true;
};

/** What settings say of an encounter, kept as they were when its facts were told first: told again they give the same figures. */
export type Measured = {
  /** Business hours between its beginning and end; null: always open. */
  open: [from: number, to: number][] | null;
  /** How soon a person's first word is promised. */
  targetMs: number;
  tier: number;
};

/** What is still to happen in an encounter by time or by the robot. */
export type Pending = {
  /** When a session that nobody owns closes by itself. */
  idleAt: number | null;
  /** The customer is still to be told where their wish for a person stands; said once, with the wait, at the latest soon. `back`: colleagues are there again. */
  notice: { reason: HandoverReason; since: number; back?: true; ticket?: string } | null;
  /** An answer of the robot is owed since then, to the address it was asked on; `told` that it takes long. */
  owed: { since: number; told: boolean; endpoint?: string } | null;
  /** Whether the robot may go on: asked by the agent, or refused by the customer in this encounter. */
  robotOffer: 'asked' | 'refused' | null;
};

/** What an encounter is on its own, as far as another that joins it changes that. */
export type Apart = { waitingSince: number | null; urgent: boolean; beside: { id: string; name: string }[] };
/** `own`: what it was before anybody joined, `made`: what it was made of all. */
export type Taken = { own: Apart; made: Apart; parts: ({ session: string } & Apart)[] };
/** Where an encounter went, and as what it stood until then. */
export type Joined = {
  into: string;
  stood: Pending & { state: Exclude<SessionState, 'closed'>; waitingSince: number | null; mind: Mind };
};

/** It went to the people, to an agent or back to the robot; `given`: a colleague gave it on. */
export type Step = {
  at: number;
  state: Exclude<SessionState, 'closed'>;
  agent?: { id: string; name: string };
  given?: true;
};
/** Steps kept of one encounter. */
const MOST_STEPS = 100;

/** The steps with one more; the same place again is none. */
export function stepped({ steps }: Service, step: Step): Step[] {
  const last = steps.at(-1);
  const stays = last?.state === step.state && last.agent?.id === step.agent?.id && !step.given;
  return stays || steps.length >= MOST_STEPS ? steps : [...steps, step];
}

export const freshService: Service = {
  tags: [],
  answeredBy: null,
  summary: null,
  owed: null,
  invite: null,
  declined: false,
  greeted: [],
  quietSince: null,
  reminded: false,
  answeredAt: null,
  collaborators: [],
  transfer: null,
  consent: null,
  steps: [],
  group: '',
};
