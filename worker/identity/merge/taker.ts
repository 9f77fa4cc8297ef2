/** The taker's half of a move: binds itself, sets rows apart, commits or refuses, hears what is relayed. */
import { clash, type Mark } from '../evidence.ts';
import { keeps } from './guards.ts';
import type { Answer, Letter } from './letters.ts';
import { answered, outcome, type Ground, type Outcome } from './outcome.ts';
import { byHome, isTombstone, marksOf, type Holding, type Incoming, type MergeState, type Rank } from './state.ts';

type Given = Extract<Letter, { number: number; giver: Rank }>;

/** A giver's letter. Whatever it is, it may be a late copy. */
export function receive(state: MergeState, letter: Given, ground: Ground): Outcome {
  if (letter.kind === 'prepare') return prepare(state, letter, ground);
  const incoming = current(state, letter.giver.id, letter.number, ground);
  if (!incoming) return answerEnded(state, letter);
  switch (letter.kind) {
    case 'chunk':
      return importChunk(state, incoming, letter.chunk, ground);
    case 'commit':
      return commit(state, incoming, letter, ground);
    case 'abort':
      if (!keeps(ground.on, 'committed-stays', incoming.step === 'importing')) {
        return answered(state, { kind: 'committed' });
      }
      return dropped(state, incoming, { kind: 'aborted' });
    case 'relay':
      return relayed(state, incoming, letter.relay, ground);
    case 'drained':
      return answered(settled({ ...state, incoming: null }, letter.giver.id, letter.number, 'committed'), {
        kind: 'done',
      });
  }
}

function current(state: MergeState, giver: string, number: number, { on }: Ground): Incoming | null {
  const { incoming } = state;
  if (!incoming || incoming.from.id !== giver) return null;
  return keeps(on, 'current-move', incoming.number === number) ? incoming : null;
}

function prepare(state: MergeState, letter: Extract<Given, { kind: 'prepare' }>, { on }: Ground): Outcome {
  const { giver, number, move } = letter;
  const { incoming, outgoing, self } = state;
  if (incoming?.from.id === giver.id && incoming.number === number) return answered(state, { kind: 'prepared' });
  const before = state.settled.find((one) => one.giver === giver.id);
  if (!keeps(on, 'settled-move', !before || before.number < number)) return answered(state, { kind: 'over' });
  if (!keeps(on, 'taker-free', incoming === null && outgoing === null)) return answered(state, { kind: 'busy' });
  if (move === 'merge' && isTombstone(state)) {
    const gone = state.away.find(({ home }) => home === self.id);
    return answered(state, gone ? { kind: 'moved', to: gone.to } : { kind: 'busy' });
  }
  if (!keeps(on, 'one-identity', !clash(marksOf(state.held), letter.marks))) {
    return answered(state, { kind: 'refused', why: 'two_strong' });
  }
  const bound: Incoming = {
    ...{
      number,
      from: giver,
      kind: move,
      step: 'importing',
      scope: [],
      applied: 0,
      relayed: 0,
    },
  };
  return answered({ ...state, incoming: bound }, { kind: 'prepared' });
}

/** A move that isn't under way: it ended here, or never began. */
function answerEnded(state: MergeState, letter: Given): Outcome {
  const before = state.settled.find((one) => one.giver === letter.giver.id);
  const known = before !== undefined && before.number >= letter.number;
  switch (letter.kind) {
    case 'relay':
      return answered(state, { kind: 'relayed', relay: letter.relay });
    case 'drained':
      return answered(state, { kind: 'done' });
    case 'abort':
      // Its first letter may still be on its way: it must find the move ended.
      return known && before.outcome === 'committed'
        ? answered(state, { kind: 'committed' })
        : answered(known ? state : settled(state, letter.giver.id, letter.number, 'dropped'), { kind: 'aborted' });
    case 'prepare':
    case 'chunk':
    case 'commit':
      return answered(state, { kind: 'over' });
  }
}

function importChunk(state: MergeState, incoming: Incoming, chunk: number, { on }: Ground): Outcome {
  if (incoming.step !== 'importing' || !keeps(on, 'next-chunk', chunk === incoming.applied + 1)) {
    return answered(state, { kind: 'applied', chunk });
  }
  return answered(
    { ...state, incoming: { ...incoming, applied: chunk } },
    { kind: 'applied', chunk },
    { acts: [{ act: 'import', chunk }] },
  );
}

/** *The* commit point of a move. */
function commit(
  state: MergeState,
  incoming: Incoming,
  letter: Extract<Given, { kind: 'commit' }>,
  { tables, on }: Ground,
): Outcome {
  if (!keeps(on, 'commit-once', incoming.step === 'importing')) return answered(state, { kind: 'committed' });
  const { count, hash } = tables.imported();
  const whole = count === letter.manifest.count && hash === letter.manifest.hash;
  if (!keeps(on, 'whole-import', whole)) return dropped(state, incoming, { kind: 'refused', why: 'incomplete' });
  if (!keeps(on, 'one-identity', !clash(marksOf(state.held), marksOf(letter.scope)))) {
    return dropped(state, incoming, { kind: 'refused', why: 'two_strong' });
  }
  const scope = letter.scope.map((one) => taken(state, incoming, one));
  const homes = new Set(scope.map(({ home }) => home));
  return answered(
    {
      ...state,
      held: byHome([...state.held.filter(({ home }) => !homes.has(home)), ...scope]),
      away: state.away.filter(({ home }) => !homes.has(home)),
      incoming: { ...incoming, step: 'committed', scope: [...homes] },
    },
    { kind: 'committed' },
    { acts: [{ act: 'adopt', from: incoming.from, kind: incoming.kind, scope }] },
  );
}

/** What came along with whom, seen from here. */
function taken(state: MergeState, { from, kind }: Incoming, one: Holding): Holding {
  const outer = kind === 'merge' ? (one.within ?? from.id) : one.within;
  const root = kind === 'merge' ? from.id : state.self.id;
  const within = one.home === root || outer === state.self.id ? null : outer;
  return { ...one, hop: one.hop + 1, within };
}

function relayed(state: MergeState, incoming: Incoming, relay: number, { on }: Ground): Outcome {
  const answer: Answer = { kind: 'relayed', relay };
  if (incoming.step !== 'committed') return answered(state, { kind: 'over' });
  if (!keeps(on, 'next-relay', relay === incoming.relayed + 1)) return answered(state, answer);
  return answered({ ...state, incoming: { ...incoming, relayed: relay } }, answer, { acts: [{ act: 'apply', relay }] });
}

function dropped(state: MergeState, { from, number }: Incoming, answer: Answer): Outcome {
  return answered(settled({ ...state, incoming: null }, from.id, number, 'dropped'), answer, {
    acts: [{ act: 'drop-import' }],
  });
}

function settled(state: MergeState, giver: string, number: number, how: 'committed' | 'dropped'): MergeState {
  const others = state.settled.filter((one) => one.giver !== giver);
  const all = [...others, { giver, number, outcome: how }];
  return { ...state, settled: all.toSorted((left, right) => (left.giver < right.giver ? -1 : 1)) };
}

/** The clock rang on an import that makes no way: is it still meant? */
export function inquire(state: MergeState): Outcome {
  const { incoming, self } = state;
  if (incoming?.step !== 'importing') return outcome(state);
  const letter: Letter = { kind: 'inquire', taker: self.id, number: incoming.number };
  return outcome(state, { owed: [{ to: incoming.from.id, letter }] });
}

/** The giver's answer: a move that began by a late copy of its first letter is let go. */
export function heardOf(state: MergeState, giver: string, number: number, answer: Answer, ground: Ground): Outcome {
  const incoming = current(state, giver, number, ground);
  if (incoming?.step !== 'importing' || answer.kind !== 'over') return outcome(state);
  return { ...dropped(state, incoming, { kind: 'done' }), answer: null };
}

/** A strong identity becomes the home's, unless the line is somebody else's already. While a move goes on from here, it must wait. */
export function prove(state: MergeState, home: string, mark: Mark): Outcome {
  const holding = state.held.find((one) => one.home === home);
  if (!holding || state.outgoing !== null) return answered(state, { kind: 'busy' });
  if (clash(marksOf(state.held), [mark])) return answered(state, { kind: 'refused', why: 'two_strong' });
  if (holding.marks.some(({ hash }) => hash === mark.hash)) return answered(state, { kind: 'done' });
  const marks = [...holding.marks, mark];
  const held = state.held.map((one) => (one === holding ? { ...one, marks } : one));
  return answered({ ...state, held }, { kind: 'done' });
}
