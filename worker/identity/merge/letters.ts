/** What two lines write each other about a move, and what they answer. Every letter is owed until answered and may come late or twice. */
import type { Letter } from '../../../shared/merge.ts';

export type { Answer, Letter } from '../../../shared/merge.ts';

/** A letter owed; `to` is a person, or the index of addresses. */
export type Owed = { to: string; letter: Letter };

export const DIRECTORY = 'directory';

/** The idempotency key of a letter, for ever. */
export function keyOf({ to, letter }: Owed): string {
  switch (letter.kind) {
    case 'chunk':
      return `merge:${letter.giver.id}:${letter.number}:chunk:${letter.chunk}`;
    case 'relay':
      return `merge:${letter.giver.id}:${letter.number}:relay:${letter.relay}`;
    case 'prepare':
    case 'commit':
    case 'abort':
    case 'drained':
      return `merge:${letter.giver.id}:${letter.number}:${letter.kind}`;
    case 'inquire':
      return `merge:${to}:${letter.number}:inquire:${letter.taker}`;
    case 'propose':
      return `merge:${to}:propose:${letter.wish.key}`;
    case 'heal':
      return `merge:${to}:heal:${letter.places.map(({ home, hop }) => `${home}.${hop}`).join(',')}`;
  }
}
