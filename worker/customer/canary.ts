/** A synthetic customer speaks: everything a turn does is done, and undone. Only one word is written for good, to see that it can be. */
import type { Hearing } from '../../shared/actors.ts';
import { refuse } from '../../shared/refusal.ts';
import type { Snapshot } from '../brain/entry.ts';
import type { Env } from '../env.ts';
import { customerSpeaks, meet } from './converse.ts';
import type { HearOutcome } from './hear.ts';
import { surroundingsOf } from './outside.ts';
import { inVain } from './stores.ts';
import { Turn, type Stores } from './turn.ts';

type Place = { storage: DurableObjectStorage; id: DurableObjectId };

/** `passive`: what the robot answered, null where it gave none. Nobody is told of any of it. */
export async function canary(
  { storage, id }: Place,
  env: Env,
  stores: Stores,
  { heard }: Hearing,
  knowledge: Snapshot | null,
): Promise<HearOutcome | ReturnType<typeof refuse>> {
  if (heard.kind !== 'message') return refuse('bad_request');
  let broke = false;
  const fault = () => {
    broke = true;
  };
  const around = { ...surroundingsOf(env), answered: () => undefined, fault };
  const { replies } = inVain(storage, stores, () => {
    const turn = Turn.of(id, stores, around, Date.now());
    return customerSpeaks(turn, meet(turn, heard.address, {}), heard.body, knowledge);
  });
  const answer = replies.find(({ speaker }) => speaker.kind === 'robot');
  storage.kv.put('canary', heard.at);
  await storage.sync();
  return { ok: true, duplicate: false, passive: broke ? null : (answer?.body ?? null) };
}
