/** What is said in between, and the way back: answers to other questions, other dialogs, words about a change. */
import { guess, sayEntry, sureEntry } from '../answer.ts';
import type { Entry } from '../entry.ts';
import type { Mind, Moment, Thought } from '../mind.ts';
import { advance, withFlow, type Before } from './advance.ts';
import { slotNamed, type Running } from './running.ts';
import { shown } from './shown.ts';
import { flowAsked, startFlow, takenBy } from './start.ts';
import { words } from './words.ts';

/** The words surely ask for another dialog: this one is put aside with all it knows. Asked for once more, it goes on. */
export function otherFlow(moment: Moment, running: Running): Thought | null {
  const flow = flowAsked(moment);
  if (!flow) return null;
  if (flow.id === running.flow.id)
    return takenBy(flow, advance(moment, running, { prefix: back(running, moment.mind.language) }));
  return startFlow(withFlow(moment, running), flow);
}

/** The entry that surely answers the words; one that stands for a dialog is none. */
export function answerTo(moment: Moment, text: string): Entry | null {
  const entry = sureEntry({ ...moment, text });
  return entry && !entry.flow ? entry : null;
}

/** An answer said before what the dialog says. */
export function beside(moment: Moment, entry: Entry): Required<Pick<Before, 'say'>> {
  return { say: sayEntry(moment, entry).say };
}

/** Answers something else and comes back to what was asked. */
export function digress(moment: Moment, running: Running, entry: Entry): Thought {
  const answered = sayEntry(moment, entry);
  const now: Moment = { ...moment, mind: answered.mind };
  return advance(now, running, { say: answered.say, prefix: back(running, moment.mind.language) });
}

/** The guesses for a question nothing surely answers, or that it isn't known. In a dialog they cost nothing and press no person. */
export function wonder(moment: Moment, question: string): Required<Pick<Before, 'say'>> & Pick<Thought, 'lessons'> {
  const { say, lessons } = guess({ ...moment, text: question, mind: { ...moment.mind, misses: 0 } });
  return lessons ? { say, lessons } : { say };
}

/** Says what it can of a question in between, and comes back to what was asked. */
export function puzzle(moment: Moment, running: Running, question: string): Thought {
  const { say, lessons } = wonder(moment, question);
  const thought = advance(moment, running, { say, prefix: back(running, moment.mind.language) });
  return lessons ? { ...thought, lessons } : thought;
}

/** “回到刚才的……：” */
export function back(running: Running, language: Mind['language']): string {
  return words('back', language, { title: running.flow.title[language] });
}

/** “好的，……已改为……。” */
export function changedWords(running: Running, name: string, language: Mind['language']): string {
  const slot = slotNamed(running, name);
  if (!slot) return '';
  const value = shown(slot, running.slots[name] ?? '', language);
  return words('changed', language, { label: slot.label[language], value });
}
