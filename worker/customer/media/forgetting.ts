/** Files that go before their time: taken back, or given and never used. Runs inside one transaction. */
import { MEDIA_UNUSED_MS } from '../../../shared/media.ts';
import { mediaIn } from '../../../shared/media-rules.ts';
import type { Body } from '../../../shared/message.ts';
import type { Turn } from '../turn.ts';

/** A letter of files that asks for no bytes, but for their end. */
export type OwedForgetting = { forget: string };

/** The file of ours a body carries; null: none. */
export const fileIn = (body: Body): string | null => ('url' in body ? mediaIn(body.url) : null);

/** Words were taken back: their file goes too, unless something else still shows it. */
export function forgetRecalled(turn: Turn, body: Body): void {
  const id = fileIn(body);
  if (id !== null && turn.media.byId(id) && !turn.media.isShown(id)) forget(turn, id);
}

/** What was given and never said or put into a ticket goes when its time is over. */
export function forgetUnused(turn: Turn): void {
  for (const id of turn.media.unused(turn.now - MEDIA_UNUSED_MS)) forget(turn, id);
}

function forget(turn: Turn, id: string): void {
  turn.media.forget(id, turn.now);
  const owed: OwedForgetting = { forget: id };
  const key = `media:forget:${id}`;
  turn.letters.owe({ lane: key, kind: 'media', key, body: JSON.stringify(owed), dueAt: turn.now });
}
