/** One step of the merge machine and all it does to this line's tables, in one transaction. */
import type { Hearing } from '../../../shared/actors.ts';
import type { Carried } from '../../../shared/merge.ts';
import type { Snapshot } from '../../brain/entry.ts';
import { keyOf, type Owed } from '../../identity/merge/letters.ts';
import type { Act, Input, Outcome, Tables } from '../../identity/merge/outcome.ts';
import { isTombstone, type MergeState } from '../../identity/merge/state.ts';
import { step, wakes } from '../../identity/merge/step.ts';
import { announceMove } from '../announce.ts';
import { hear, hearReport } from '../hear.ts';
import type { Stores, Turn } from '../turn.ts';
import { adopt } from './adopt.ts';
import { takeBackCrossing } from './crossing.ts';
import type { Relayed } from './store.ts';
import { part } from './undo.ts';

export type Ground = { turn: Turn; stores: Stores; sql: SqlStorage; knowledge: Snapshot | null };

/** An import that makes no way is asked about after so long. */
const INQUIRE_MS = 10_000;
/** A move that was refused or dropped is tried again after so long. */
const AGAIN_MS = 20_000;

/** Steps the machine and does what it says. */
export function take(ground: Ground, input: Input, carried: Carried = {}): Outcome {
  const { turn, stores } = ground;
  const { merges } = stores;
  const before = merges.stateOf({ id: turn.person.id, created: merges.rank()?.created ?? turn.now });
  const done = step(before, input, tablesOf(ground));
  if (done.state !== before) merges.save(done.state, wakeAt(done.state, input, turn.now), turn.head);
  for (const owed of done.owed) owe(turn, owed);
  for (const act of done.acts) perform(ground, done.state, act, carried);
  return done;
}

const LANE = 'merge:';

/** Whether what is on its way there is the machine's own. */
export const isMachines = (lane: string): boolean => lane.startsWith(LANE);

function owe(turn: Turn, owed: Owed): void {
  const letter = { lane: `${LANE}${owed.to}`, kind: 'merge', key: keyOf(owed), body: JSON.stringify(owed) } as const;
  turn.letters.owe({ ...letter, dueAt: turn.now });
}

function wakeAt(state: MergeState, input: Input, now: number): number | null {
  if (!wakes(state)) return null;
  if (state.incoming?.step === 'importing') return now + INQUIRE_MS;
  const failed = input.kind === 'answered' && (input.answer.kind === 'refused' || input.answer.kind === 'over');
  return failed ? now + AGAIN_MS : now;
}

function tablesOf({ turn, stores, sql }: Ground): Tables {
  const { line, merges } = stores;
  return {
    rows: (homes) => {
      takeBackCrossing(turn, sql, homes);
      return merges.out.fill(turn.person.id, homes, {
        ...{ epoch: turn.person.epoch, head: line.head(), oldest: line.oldest(), epochs: line.places.all() },
      });
    },
    imported: () => merges.in.sum(),
  };
}

function perform(ground: Ground, state: MergeState, act: Act, carried: Carried): void {
  const { turn, stores } = ground;
  const { merges } = stores;
  switch (act.act) {
    case 'seal':
      merges.dropRelays();
      return;
    case 'unseal':
      merges.out.drop();
      for (const relayed of merges.takeRelays()) {
        // Its key was noted here when it was kept.
        if (relayed.kind === 'hear') turn.letters.unhear((relayed.body as Hearing).heard.key);
        heardHere(ground, relayed);
      }
      return;
    case 'keep':
      merges.keepRelay(act.relay, carried.relay ?? '');
      return;
    case 'import':
      merges.in.keep(act.chunk, carried.rows ?? '');
      return;
    case 'drop-import':
      merges.in.drop();
      return;
    case 'adopt':
      adopt(
        ground,
        act.scope.map(({ home }) => home),
      );
      announceMove(
        turn,
        act.kind,
        act.from.id,
        act.scope.map(({ home }) => home),
      );
      return;
    case 'part':
      part(ground, act.homes, isTombstone(state));
      return;
    case 'apply':
      if (carried.relay !== undefined) heardHere(ground, JSON.parse(carried.relay) as Relayed);
      return;
    case 'move-sockets':
      merges.dropRelays();
      return;
    case 'conflict':
      turn.around.fault('merge', new Error(`two strong identities: ${turn.person.id} and ${act.wish.other.id}`));
  }
}

/** What waited is heard as if it had come just now. */
function heardHere({ turn, knowledge }: Ground, { kind, body }: Relayed): void {
  if (kind === 'report') {
    hearReport(turn, body as Parameters<typeof hearReport>[1]);
    return;
  }
  hear(turn, body as Hearing, knowledge, () => false);
}
