/** An answer that waits for the company and would stand behind a passive reply not yet proven: the next hook's answer carries it. */
import type { Hearing } from '../../shared/actors.ts';
import type { Body } from '../../shared/message.ts';
import type { Refusal } from '../../shared/refusal.ts';
import { PASSIVE_PROOF_MS, type Carries, type HearOutcome } from './hear.ts';
import type { Turn } from './turn.ts';

/** So long a push is held open for it: WeChat waits five seconds, and asking whose it is may take some of them. */
export const PASSIVE_PATIENCE_MS = 2_800;

/** What the answer of the hook carries after all, null: nothing, it goes by itself. `wait`: the company has not answered yet. */
export function laterAnswer(turn: Turn, { heard }: Hearing, carries: Carries): { passive: Body | null; wait?: true } {
  const nothing = { passive: null };
  const endpoint = turn.line.endpointAt(heard.address);
  if (!endpoint || turn.sessions.open()?.state !== 'robot') return nothing;
  const [first, ...behind] = turn.letters.sends(endpoint.id);
  // With nothing unproven before it the words leave at once, as soon as they are known.
  if (first?.state !== 'passive') return nothing;
  if (turn.letters.owes('call')) return { passive: null, wait: true };
  const waiting = behind.filter((letter) => letter.state === 'owed');
  const [only] = waiting;
  const message = only ? turn.line.message(only.body) : null;
  if (!only || waiting.length > 1 || message?.speaker.kind !== 'robot' || !carries(heard.address, message.body)) {
    return nothing;
  }
  turn.letters.nameHeard(heard.key, message.id);
  turn.letters.setState(only.id, 'passive', turn.now + PASSIVE_PROOF_MS);
  return { passive: message.body };
}

/** Waits with a hook's answer until a later one may be carried, or it is known that none will be. `nextChange` waits no longer than it is told. */
export async function whenAnswered<Refused extends { ok: false }>(
  heard: HearOutcome | Refused,
  later: () => ReturnType<typeof laterAnswer> | Refusal,
  nextChange: (leftMs: number) => Promise<unknown>,
): Promise<HearOutcome | Refused | Refusal> {
  const until = Date.now() + PASSIVE_PATIENCE_MS;
  for (;;) {
    if (!heard.ok || heard.duplicate || heard.passive) return heard;
    const next = later();
    if ('code' in next) return next;
    if (!('passive' in next)) return heard;
    if (!next.wait || Date.now() >= until) return { ...heard, passive: next.passive };
    await nextChange(until - Date.now());
  }
}
