/** 联想: published questions somebody may be typing, while the robot serves them. Keeps nothing of what is typed. */
import type { Completion } from '../../../shared/own-api.ts';
import type { Language, Snapshot } from '../../brain/entry.ts';
import { inFlow } from '../../brain/flow/talk.ts';
import { completions } from '../../brain/suggest.ts';
import { askerOf } from '../robot.ts';
import type { Seen } from '../stream.ts';
import type { Turn } from '../turn.ts';

/** None while a person is there or awaited, nor where a dialog asked for what is being typed. */
export function completionsFor(
  turn: Turn,
  { endpoint }: Extract<Seen, { kind: 'customer' }>,
  knowledge: Snapshot | null,
  asked: { words: string; language: Language },
): Completion[] {
  const session = turn.sessions.open();
  const here = turn.line.endpoint(endpoint);
  if (!knowledge || !here || (session && (session.state !== 'robot' || inFlow(session.mind)))) return [];
  const given = { asker: askerOf(turn, here), now: turn.now, language: asked.language };
  return completions(asked.words, given, knowledge).map(({ entry, question }) => ({ id: entry, words: question }));
}

/** So many at once, then one a second: more than a fast hand types with pauses. */
const BURST = 20;
const EVERY_MS = 1_000;

/** How often one person may ask. Forgotten with the object: then they may ask anew. */
export class Pace {
  #left = BURST;
  #at = 0;

  takes(now: number): boolean {
    this.#left = Math.min(BURST, this.#left + Math.max(0, now - this.#at) / EVERY_MS);
    this.#at = now;
    if (this.#left < 1) return false;
    this.#left -= 1;
    return true;
  }
}
