/** When a person comes first (GB/T 47746—2026, 5.1.3), and when the robot took too long (5.2.2.6 e). */
import type { Option } from '../../shared/message.ts';
import { careIn } from './care.ts';
import { courtesyIn } from './courtesy.ts';
import { handOver } from './handover.ts';
import type { HandoverReason, Mind, Moment, Thought } from './mind.ts';
import * as speech from './speech.ts';

/** Encounters within 24 hours from which on a dissatisfied customer gets a person. */
const VISITS = 3;

/** Elderly people and minors are offered a person at once, with one tap; what they asked is kept and answered if they go on. */
export function careComesFirst(moment: Moment): Thought | null {
  const { mind, asker, text } = moment;
  const said = careIn(text);
  const care = said ?? mind.care ?? asker.care;
  if (care === null || pressed(mind, 'care_group')) return null;
  const held = courtesyIn(text) ? {} : { held: text };
  const next: Mind = { ...press({ ...mind, care }, 'care_group'), ...held, confirmHuman: true, offering: 'care_group' };
  return speech.turn(next, speech.confirmHuman('care', mind.language));
}

/** The greeting of somebody for whom a person comes first: short, the person on top. */
export function greetWithCare(moment: Moment, options: readonly Option[]): Thought | null {
  const { mind, asker } = moment;
  const care = mind.care ?? asker.care;
  if (care === null || pressed(mind, 'care_group')) return null;
  const next: Mind = { ...press({ ...mind, care }, 'care_group'), greeted: true, misses: 0 };
  return speech.turn(next, speech.personFirst('care', options, mind.language));
}

/** Came three times within a day and still isn't helped: a person, with everything said; once in an encounter. */
export function comesAgain(moment: Moment): Thought | null {
  const { mind, asker } = moment;
  if (asker.visits < VISITS || !asker.dissatisfied || pressed(mind, 'repeat_visits')) return null;
  return handOver(moment, 'repeat_visits');
}

/** An owed answer isn't there: first told and offered, at last handed over. */
export function late(moment: Moment, last: boolean): Thought {
  const { mind } = moment;
  if (last) return handOver(moment, 'robot_timeout');
  const next: Mind = { ...mind, confirmHuman: true, offering: 'robot_timeout' };
  return speech.turn(next, speech.confirmHuman('late', mind.language));
}

/** Why “是” now means a person: each offer leaves its trace in the mind. */
export function confirmedReason({ mind, standing }: Moment): HandoverReason {
  if (standing.offering) return standing.offering;
  return mind.misses > 0 ? 'not_understood' : 'complaint';
}

function pressed(mind: Mind, reason: HandoverReason): boolean {
  return mind.pressed?.includes(reason) ?? false;
}

function press(mind: Mind, reason: HandoverReason): Mind {
  return { ...mind, pressed: [...(mind.pressed ?? []), reason] };
}
