/**
 * The merge machine of one line: one input, one new state, the letters it owes and the acts upon its tables, all for one transaction.
 * Pure: it asks neither clock nor chance, and may be stepped again with whatever comes late or twice.
 */
import { begin, decide } from './deciding.ts';
import { cancel, hear, kept } from './giver.ts';
import { allGuards, type Guard } from './guards.ts';
import type { Answer, Letter } from './letters.ts';
import { answered, outcome, type Ground, type Input, type Outcome, type Tables } from './outcome.ts';
import { healed, standing } from './standing.ts';
import type { MergeState } from './state.ts';
import { heardOf, inquire, prove, receive } from './taker.ts';

/** Steps the machine. `on` is left out but in the checker. */
export function step(state: MergeState, input: Input, tables: Tables, on: ReadonlySet<Guard> = allGuards): Outcome {
  const ground: Ground = { tables, on };
  switch (input.kind) {
    case 'decided':
      return decide(state, input.wish, ground);
    case 'cancelled':
      return cancel(state, input.other, ground);
    case 'alarm': {
      const begun = begin(state, ground);
      return begun.state === state && begun.owed.length === 0 ? inquire(state) : begun;
    }
    case 'letter':
      return read(state, input.letter, ground);
    case 'answered':
      return readAnswer(state, input.to, input.letter, input.answer, ground);
    case 'traffic': {
      const where = standing(state, input.home, on);
      return { ...(where.kind === 'relay' ? kept(state, where.relay) : outcome(state)), standing: where };
    }
    case 'proven':
      return prove(state, input.home, input.mark);
  }
}

/** Whether the clock must ring: a decision waits, or an import stands. The letters owed wake the line by themselves. */
export function wakes(state: MergeState): boolean {
  return state.incoming?.step === 'importing' || (state.wishes.length > 0 && !state.incoming && !state.outgoing);
}

function read(state: MergeState, letter: Letter, ground: Ground): Outcome {
  switch (letter.kind) {
    case 'propose':
      return decide(state, letter.wish, ground);
    case 'heal':
      return answered({ ...state, away: healed(state.away, letter, ground.on) }, { kind: 'done' });
    case 'inquire': {
      const { outgoing } = state;
      const going = outgoing?.number === letter.number && outgoing.wish.other.id === letter.taker;
      return answered(state, { kind: going ? 'going' : 'over' });
    }
    case 'prepare':
    case 'chunk':
    case 'commit':
    case 'abort':
    case 'relay':
    case 'drained':
      return receive(state, letter, ground);
  }
}

function readAnswer(state: MergeState, to: string, letter: Letter, answer: Answer, ground: Ground): Outcome {
  switch (letter.kind) {
    case 'propose':
    case 'heal':
      return outcome(state);
    case 'inquire':
      return heardOf(state, to, letter.number, answer, ground);
    case 'prepare':
    case 'chunk':
    case 'commit':
    case 'abort':
    case 'relay':
    case 'drained':
      return hear(state, letter, answer, ground);
  }
}
