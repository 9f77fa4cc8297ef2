/** 人工回电: no other way reached them, so a colleague is asked to phone. Runs inside one transaction. */
import { openCallback, soon } from '../call/callback.ts';
import type { Turn } from '../turn.ts';

/** One ticket per encounter, however many answers stand unread in it. */
export function askCallback(turn: Turn, message: string, endpoint: string): void {
  const about = turn.line.message(message)?.session ?? null;
  const session = about === null ? turn.sessions.latest() : turn.sessions.byId(about);
  const number = turn.line.endpoint(endpoint);
  if (!session || !number) return;
  const before = new Set(turn.reach.all().map(({ id }) => id));
  openCallback(turn, number, session, soon(session), number.peer.startsWith('+') ? number.peer : null);
  // That a colleague is to phone stands in their message centre; nobody is called by SMS to read it.
  for (const { id } of turn.reach.all()) if (!before.has(id)) turn.reach.over(id);
}
