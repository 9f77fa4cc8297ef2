/** What of the dialogs outlives an encounter that ended by silence. */
import type { Mind } from '../mind.ts';
import { waits, type Running } from './running.ts';

/** Unfinished dialogs with all they know, and an act whose fate isn't known. What was being asked of the company is asked again. */
export function keptDialogs({ flow, parked = [], unsure }: Mind): Pick<Mind, 'flow' | 'parked' | 'unsure'> {
  const waiting = parked.filter(waits);
  return {
    flow: waits(flow) ? resting(flow) : null,
    ...(waiting.length > 0 ? { parked: waiting } : {}),
    ...(unsure ? { unsure } : {}),
  };
}

function resting(running: Running): Running {
  return running.asked.kind === 'call' ? { ...running, asked: { kind: 'resume' } } : running;
}
