/** What is switched off, for the banner of every page: one list for the whole dashboard. */
import { shallowRef } from 'vue';
import { offNow, type SwitchedOff } from '../../../../shared/settings/switches.ts';
import { Unreachable } from '../staff/net.ts';
import { operationsNet } from './net.ts';

export const off = shallowRef<readonly SwitchedOff[]>([]);

/** Asks what is off. What was told last stays where nobody answers. */
export async function lookOff(): Promise<void> {
  try {
    const answer = await operationsNet.switches();
    if (answer.ok) off.value = offNow(answer.value, Date.now());
  } catch (fault) {
    if (!(fault instanceof Unreachable)) throw fault;
  }
}
