/** What an encounter keeps of how it was served: tags, summary, rating asked, and where it went. */
import type { SessionState } from '../../shared/line.ts';
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
};

/** What settings say of an encounter, kept as they were when its facts were told first: told again they give the same figures. */
export type Measured = {
  /** Business hours between its beginning and end; null: always open. */
  open: [from: number, to: number][] | null;
  /** How soon a person's first word is promised. */
  targetMs: number;
  tier: number;
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
