/** Every condition the merge machine stands on, by name: the checker takes them away one at a time and must notice each. */
export const guards = {
  'smaller-rank': 'The younger line goes into the older one, never the other way, so that forwarding ends.',
  'decided-once': 'A decision is acted upon once: a late copy does not join again what was parted since.',
  'giver-free': 'A line gives nothing away while it is still taking another in.',
  'taker-free': 'A line takes in one other at a time, and none while it is given away itself.',
  'settled-move': 'A move that ended is not begun again by a late copy of its first letter.',
  'current-move': 'A letter of another move than the one under way changes nothing.',
  'next-chunk': 'Each chunk is taken once, in its order.',
  'whole-import': 'Nothing is committed unless count and hash are those of the sealed rows.',
  'one-identity': 'Two lines of different strong identities never become one.',
  'commit-once': 'A repeated commit is answered, not done again.',
  'committed-stays': 'What was committed is not aborted.',
  'cancel-confirmed': 'A sealed line opens again only when the other side has said that it dropped the import.',
  'awaited-answer': 'Only the answer to the letter under way moves the giver on.',
  'sealed-relays': 'A sealed line writes nothing of its own: what it hears waits for the drain.',
  'next-relay': 'Each relayed word is applied once, in its order.',
  'one-door': 'Until the drain has ended, the taker sends direct traffic to the old door, or it would overtake.',
  'closing-waits': 'After its last relayed word the giver accepts nothing more.',
  'newer-place': 'A late word about where somebody went does not undo a newer one.',
} as const;

export type Guard = keyof typeof guards;

/** All guards: what production runs with. */
export const allGuards: ReadonlySet<Guard> = new Set(Object.keys(guards) as Guard[]);

/** Whether the machine may go on: the condition holds, or (in the checker) its guard was taken away. */
export function keeps(on: ReadonlySet<Guard>, guard: Guard, condition: boolean): boolean {
  return condition || !on.has(guard);
}
