/** 人工回电: no other way reached them, so a colleague is asked to phone. Runs inside one transaction. */
import { openCallback, soon } from '../call/callback.ts';
import type { Turn } from '../turn.ts';

/** One ticket per encounter, however many answers stand unread in it. */
export function askCallback(turn: Turn, message: string, endpoint: string): void {
  const about = turn.line.message(message)?.session ?? null;
  const session = about === null ? turn.sessions.latest() : turn.sessions.byId(about);
  const number = turn.line.endpoint(endpoint);
  if (session && number) openCallback(turn, number, session, soon(session), false);
}
