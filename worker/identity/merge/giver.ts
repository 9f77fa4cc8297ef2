/** The giver's half of a move: from the first letter to the last relayed word. One letter to the taker is owed at a time. */
import { finish, take } from './deciding.ts';
import { keeps } from './guards.ts';
import type { Answer, Letter, Owed } from './letters.ts';
import { outcome, type Act, type Ground, type Outcome } from './outcome.ts';
import { broughtBy, byHome, type MergeState, type Outgoing, type Rank, type Wish } from './state.ts';

type Own = Extract<Letter, { number: number; giver: Rank }>;

/** What the taker answered to a letter of a move. */
export function hear(state: MergeState, letter: Own, answer: Answer, ground: Ground): Outcome {
  const { outgoing } = state;
  if (!outgoing || !keeps(ground.on, 'awaited-answer', isAwaited(outgoing, letter))) return outcome(state);
  switch (letter.kind) {
    case 'prepare':
      return asked(state, outgoing, answer, ground);
    case 'chunk':
      return answer.kind === 'applied' ? nextChunk(state, outgoing) : outcome(state, { paid: false });
    case 'commit':
      if (answer.kind === 'committed') return parted(state, outgoing);
      if (answer.kind !== 'refused') return outcome(state, { paid: false });
      return answer.why === 'two_strong' ? conflict(state, outgoing) : opened(state, outgoing, [outgoing.wish]);
    case 'abort':
      return answer.kind === 'committed' ? parted(state, outgoing) : opened(state, outgoing, []);
    case 'relay':
      return drainedOne(state, outgoing);
    case 'drained':
      return finish(state);
  }
}

function isAwaited(outgoing: Outgoing, letter: Own): boolean {
  if (outgoing.number !== letter.number) return false;
  switch (letter.kind) {
    case 'prepare':
      return outgoing.step === 'asking';
    case 'chunk':
      return outgoing.step === 'copying' && outgoing.chunk === letter.chunk;
    case 'commit':
      return outgoing.step === 'committing';
    case 'abort':
      return outgoing.step === 'cancelling';
    case 'relay':
      return outgoing.step === 'draining' && outgoing.drained + 1 === letter.relay;
    case 'drained':
      return outgoing.step === 'closing';
  }
}

function asked(state: MergeState, outgoing: Outgoing, answer: Answer, ground: Ground): Outcome {
  switch (answer.kind) {
    case 'prepared':
      return sealed(state, outgoing, ground);
    case 'busy':
      return outcome(state, { paid: false });
    case 'refused':
      return conflict(state, outgoing);
    case 'moved':
      return take({ ...state, outgoing: null }, { ...outgoing.wish, other: answer.to }, ground.on);
    default:
      return opened(state, outgoing, [outgoing.wish]);
  }
}

/** From now on this line writes nothing to what it gives. */
function sealed(state: MergeState, outgoing: Outgoing, { tables }: Ground): Outcome {
  const { kind, other } = outgoing.wish;
  const scope = byHome(kind === 'merge' ? state.held : broughtBy(state.held, other.id));
  const homes = scope.map(({ home }) => home);
  const manifest = tables.rows(homes);
  const next: Outgoing = { ...outgoing, step: 'copying', scope, manifest };
  const { state: after, owed } = nextChunk({ ...state, epoch: state.epoch + 1 }, next);
  return outcome(after, { owed, acts: [{ act: 'seal', number: outgoing.number, homes }] });
}

function nextChunk(state: MergeState, outgoing: Outgoing): Outcome {
  const { number, scope, manifest, wish } = outgoing;
  if (!manifest) return outcome(state);
  const chunk = outgoing.chunk + 1;
  const letter: Letter =
    chunk <= manifest.chunks
      ? { kind: 'chunk', giver: state.self, number, chunk }
      : { kind: 'commit', giver: state.self, number, scope, manifest };
  const step = letter.kind === 'chunk' ? 'copying' : 'committing';
  return outcome({ ...state, outgoing: { ...outgoing, step, chunk } }, { owed: [{ to: wish.other.id, letter }] });
}

/** The taker committed: the homes are there now; what was heard since the seal follows. */
function parted(state: MergeState, outgoing: Outgoing): Outcome {
  const to = outgoing.wish.other;
  const homes = new Set(outgoing.scope.map(({ home }) => home));
  const away = [
    ...state.away.filter(({ home }) => !homes.has(home)),
    ...outgoing.scope.map(({ home, hop }) => ({ home, to, hop: hop + 1 })),
  ];
  const after = { ...state, held: state.held.filter(({ home }) => !homes.has(home)), away: byHome(away) };
  const acts: Act[] = [{ act: 'part', homes: [...homes], to }];
  return { ...drain(after, { ...outgoing, step: 'draining' }), acts };
}

function drainedOne(state: MergeState, outgoing: Outgoing): Outcome {
  return drain(state, { ...outgoing, drained: outgoing.drained + 1 });
}

/** Owes the next relayed word, or the word that there is none left. */
function drain(state: MergeState, outgoing: Outgoing): Outcome {
  const { number, queued, drained } = outgoing;
  const more = drained < queued;
  const letter: Letter = more
    ? { kind: 'relay', giver: state.self, number, relay: drained + 1 }
    : { kind: 'drained', giver: state.self, number };
  const step = more ? 'draining' : 'closing';
  const owed: Owed = { to: outgoing.wish.other.id, letter };
  return outcome({ ...state, outgoing: { ...outgoing, step } }, { owed: [owed] });
}

/** It did not come to a commit: the line is its own again, and what waited for the drain is written here. */
function opened(state: MergeState, outgoing: Outgoing, again: readonly Wish[]): Outcome {
  return outcome(
    { ...state, outgoing: null, wishes: [...state.wishes, ...again] },
    { acts: outgoing.manifest ? [{ act: 'unseal', number: outgoing.number }] : [] },
  );
}

function conflict(state: MergeState, outgoing: Outgoing): Outcome {
  const after = opened(state, outgoing, []);
  return { ...after, acts: [...after.acts, { act: 'conflict', wish: outgoing.wish }] };
}

/** Taken back. The taker may have committed already: only its word says which. */
export function cancel(state: MergeState, other: string, { on }: Ground): Outcome {
  const { outgoing } = state;
  const wishes = state.wishes.filter((wish) => wish.other.id !== other);
  const open = outgoing?.step === 'asking' || outgoing?.step === 'copying' || outgoing?.step === 'committing';
  if (!outgoing || !open || outgoing.wish.other.id !== other) return outcome({ ...state, wishes });
  const letter: Letter = { kind: 'abort', giver: state.self, number: outgoing.number };
  const owed: Owed[] = [{ to: other, letter }];
  if (!on.has('cancel-confirmed')) return { ...opened({ ...state, wishes }, outgoing, []), owed };
  return outcome({ ...state, wishes, outgoing: { ...outgoing, step: 'cancelling' } }, { owed });
}

/** Something new was heard over a sealed home's address: it will follow. */
export function kept(state: MergeState, relay: number): Outcome {
  const { outgoing } = state;
  if (!outgoing) return outcome(state);
  return outcome({ ...state, outgoing: { ...outgoing, queued: relay } }, { acts: [{ act: 'keep', relay }] });
}
