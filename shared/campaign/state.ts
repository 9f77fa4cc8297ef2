/**
 * The life of a campaign. Written by one, let go by another; what was let go is what runs: a change takes the leave back. Pure.
 *
 * draft → waiting (submitted) → ready (approved) → running ⇄ paused → over; stopped from ready, running and paused, for good.
 */
import { refuse, type Refusal } from '../refusal.ts';

export type Stage = 'draft' | 'waiting' | 'ready' | 'running' | 'paused' | 'stopped' | 'over';
/** Why it stands still: somebody's word, too many leaving or complaining. */
export type Halt = 'by-hand' | 'opt-outs' | 'complaints' | 'switch';

export type CampaignState = {
  stage: Stage;
  /** Counts changes of what is written. */
  revision: number;
  /** Who wrote any of it; none of them lets it go. */
  writers: string[];
  /** Who let which revision go. */
  approved: { by: string; revision: number; at: number } | null;
  beganAt: number | null;
  halt: Halt | null;
};

export type CampaignAct =
  | { act: 'write' | 'submit' | 'approve' | 'pause' | 'resume' | 'stop'; by: string; revision: number }
  /** The clock: its time has come, everybody is done, or a limit was passed. */
  | { act: 'begin' | 'end' }
  | { act: 'halt'; why: Exclude<Halt, 'by-hand'> };

export const fresh = (by: string): CampaignState => ({
  ...{ stage: 'draft', revision: 1, writers: [by], approved: null, beganAt: null, halt: null },
});

/** Where each act may be done. */
const FROM: Record<CampaignAct['act'], readonly Stage[]> = {
  write: ['draft', 'waiting', 'ready'],
  submit: ['draft'],
  approve: ['waiting'],
  begin: ['ready'],
  pause: ['running'],
  halt: ['ready', 'running'],
  resume: ['paused'],
  stop: ['waiting', 'ready', 'running', 'paused'],
  end: ['running'],
};

/** The state after an act, or why it can't be done: `stale` upon another revision, `own_work`, `wrong_state`. */
export function step(state: CampaignState, act: CampaignAct, now: number): CampaignState | Refusal {
  if ('revision' in act && act.revision !== state.revision) return refuse('stale');
  if (!FROM[act.act].includes(state.stage)) return refuse('wrong_state');
  switch (act.act) {
    case 'write': {
      const writers = state.writers.includes(act.by) ? state.writers : [...state.writers, act.by];
      return { ...state, stage: 'draft', revision: state.revision + 1, writers, approved: null };
    }
    case 'submit':
      return { ...state, stage: 'waiting' };
    case 'approve': {
      if (state.writers.includes(act.by)) return refuse('own_work');
      return { ...state, stage: 'ready', approved: { by: act.by, revision: state.revision, at: now } };
    }
    case 'begin':
      return { ...state, stage: 'running', beganAt: now };
    case 'pause':
      return { ...state, stage: 'paused', halt: 'by-hand' };
    case 'halt':
      // What has not begun goes back to who lets it go: the reason may be there tomorrow.
      return state.stage === 'ready'
        ? { ...state, stage: 'waiting', approved: null, halt: act.why }
        : { ...state, stage: 'paused', halt: act.why };
    case 'resume':
      return { ...state, stage: 'running', halt: null };
    case 'stop':
      return { ...state, stage: 'stopped', halt: state.halt ?? 'by-hand' };
    case 'end':
      return { ...state, stage: 'over' };
  }
}

/** Whether anything may leave for it: asked again at each letter's last door. */
export function mayLeave({ stage, approved, revision }: CampaignState): boolean {
  return stage === 'running' && approved?.revision === revision;
}
