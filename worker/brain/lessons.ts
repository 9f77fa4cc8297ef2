/** What a turn teaches about the turn before it: guesses nobody picked, answers the customer left for a person. */
import type { Lesson, Mind, Thought } from './mind.ts';

/** Adds to a thought what it says about the mind it came from. */
export function withLessons(before: Pick<Mind, 'guessed' | 'answered'>, thought: Thought): Thought {
  const lessons: Lesson[] = [...(thought.lessons ?? [])];
  const { guessed, answered } = before;
  if (guessed && !lessons.some((one) => one.fate === 'confirmed')) {
    lessons.push({ fate: 'missed', text: guessed.text, entry: guessed.entry });
  }
  if (answered && thought.handover && leaves(thought.handover.reason)) {
    lessons.push({ fate: 'refused', text: answered.text, entry: answered.entry });
  }
  return lessons.length > 0 ? { ...thought, lessons } : thought;
}

/** Hand-overs by which the customer says that the answer was not it. */
function leaves(reason: NonNullable<Thought['handover']>['reason']): boolean {
  return reason === 'customer_asked' || reason === 'refuses_robot' || reason === 'complaint';
}
