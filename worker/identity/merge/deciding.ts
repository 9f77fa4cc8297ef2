/** What becomes of a decision: this line carries it out, or passes it to the one that must. */
import { keeps } from './guards.ts';
import { DIRECTORY, type Owed } from './letters.ts';
import { answered, outcome, type Ground, type Outcome } from './outcome.ts';
import { DECISIONS_KEPT, holds, isOlder, isTombstone, marksOf, type MergeState, type Wish } from './state.ts';

/** A decision arrived, by the rules, a person, or another line. */
export function decide(state: MergeState, wish: Wish, { on }: Ground): Outcome {
  if (!keeps(on, 'decided-once', !state.decided.includes(wish.key))) return answered(state, { kind: 'done' });
  return { ...take(state, wish, on), answer: { kind: 'done' } };
}

/** Keeps a wish to carry out, drops one that has come true, or passes it on. */
export function take(state: MergeState, wish: Wish, on: Ground['on']): Outcome {
  const { self, outgoing } = state;
  if (isTombstone(state) && outgoing === null) return outcome(state, { owed: passedOn(state, [wish]) });
  const noted = { ...state, decided: [...state.decided, wish.key].slice(-DECISIONS_KEPT) };
  const here = holds(state, wish.other.id);
  if (wish.other.id === self.id || (wish.kind === 'merge' && here)) return outcome(noted);
  if (wish.kind === 'unmerge' && !here) {
    const gone = state.away.find(({ home }) => home === wish.other.id);
    // It went on with others, or has its own line back.
    if (!gone || gone.to.id === wish.other.id) return outcome(noted);
    return outcome(state, { owed: [{ to: gone.to.id, letter: { kind: 'propose', wish } }] });
  }
  if (wish.kind === 'merge' && !keeps(on, 'smaller-rank', isOlder(wish.other, self))) {
    return outcome(state, {
      owed: [{ to: wish.other.id, letter: { kind: 'propose', wish: { ...wish, other: self } } }],
    });
  }
  return outcome({ ...noted, wishes: [...state.wishes, wish] });
}

/** A tombstone carries out nothing: whoever holds its home does. */
export function passedOn(state: MergeState, wishes: readonly Wish[]): Owed[] {
  const gone = state.away.find(({ home }) => home === state.self.id);
  return gone ? wishes.map((wish): Owed => ({ to: gone.to.id, letter: { kind: 'propose', wish } })) : [];
}

/** The first wish becomes a move, when nothing else is under way. */
export function begin(state: MergeState, { on }: Ground): Outcome {
  const [wish, ...wishes] = state.wishes;
  if (!wish || state.outgoing !== null || !keeps(on, 'giver-free', state.incoming === null)) return outcome(state);
  const still = take({ ...state, wishes }, wish, on);
  if (!still.state.wishes.includes(wish)) return still;
  const number = state.moves + 1;
  const marks = marksOf(state.held);
  return outcome(
    {
      ...{ ...state, wishes, moves: number },
      outgoing: {
        ...{ number, wish, step: 'asking', scope: [], manifest: null, chunk: 0, queued: 0, drained: 0 },
      },
    },
    {
      owed: [{ to: wish.other.id, letter: { kind: 'prepare', giver: state.self, number, move: wish.kind, marks } }],
    },
  );
}

/** Everything is across: screens move, the directory learns it, and so does each line that still points here. */
export function finish(state: MergeState): Outcome {
  const { outgoing, self } = state;
  if (!outgoing) return outcome(state);
  const to = outgoing.wish.other;
  const places = outgoing.scope.map(({ home, hop }) => ({ home, hop: hop + 1 }));
  const others = outgoing.scope.map(({ home }) => home).filter((home) => home !== self.id && home !== to.id);
  const heal = [DIRECTORY, ...others].map((who): Owed => ({ to: who, letter: { kind: 'heal', places, to } }));
  const ended = { ...state, outgoing: null };
  const homes = places.map(({ home }) => home);
  const acts = [{ act: 'move-sockets', homes, to } as const];
  if (!isTombstone(ended)) return outcome(ended, { owed: heal, acts });
  return outcome({ ...ended, wishes: [] }, { owed: [...heal, ...passedOn(ended, ended.wishes)], acts });
}
