/** Calls between lines: waited for, and answered by those of whom nothing can move. */
import type { Answer, MergeOrder, MergeReply } from '../../../shared/merge.ts';

/** A call without an answer for so long counts as lost: a sealed line waits for no caller that hangs. */
const ANSWER_MS = 10_000;

/** The answer, or a fault once it took too long; leaves no timer behind, which would keep the actor awake. */
export async function soon<Value>(called: Promise<Value>, to: string): Promise<Value> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const lost = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`merge: ${to} is silent`)), ANSWER_MS);
  });
  try {
    return await Promise.race([called, lost]);
  } finally {
    clearTimeout(timer);
  }
}

/** What somebody never met answers: nothing of theirs can move. */
export function strange(order: Exclude<MergeOrder, { order: 'bury' }>): Answer {
  const kind = order.order === 'letter' ? order.letter.kind : null;
  if (kind === 'prepare' || kind === 'commit') return { kind: 'refused', why: 'two_strong' };
  return kind === 'chunk' || kind === 'inquire' ? { kind: 'over' } : { kind: 'done' };
}

/** What an erased person answers: nothing goes to them, and nothing of theirs comes. */
export function buried(order: MergeOrder): MergeReply {
  return { answer: order.order === 'letter' ? silence(order.letter) : { kind: 'done' }, rank: null };
}

function silence(letter: Extract<MergeOrder, { order: 'letter' }>['letter']): Answer {
  switch (letter.kind) {
    case 'prepare':
    case 'commit':
      return { kind: 'refused', why: 'two_strong' };
    case 'chunk':
      return { kind: 'applied', chunk: letter.chunk };
    case 'relay':
      return { kind: 'relayed', relay: letter.relay };
    case 'abort':
      return { kind: 'aborted' };
    case 'inquire':
      return { kind: 'over' };
    case 'drained':
    case 'propose':
    case 'heal':
      return { kind: 'done' };
  }
}
