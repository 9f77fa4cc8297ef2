/** A customer who is silent after the agent's word: reminded, then the encounter ends by itself. Runs inside one transaction. */
import { closeSession, sayAutomatic } from './ending.ts';
import type { Session } from './sessions.ts';
import type { Turn } from './turn.ts';

/** The agent has spoken: from now on the customer's silence counts. The caller keeps the session. */
export function agentSpoke(turn: Turn, session: Session): void {
  session.service.quietSince = turn.now;
  session.service.reminded = false;
  session.idleAt = nextSilence(turn, session);
}

/** The customer has spoken: nothing runs against them. The caller keeps the session. */
export function customerSpoke(session: Session): void {
  session.service.quietSince = null;
  session.idleAt = null;
}

/** When silence next means something; null: never, or nobody is waited for. */
function nextSilence(turn: Turn, { service, waitingSince }: Session): number | null {
  const { remindMs, endMs } = turn.around.settings.closing.idle;
  if (service.quietSince === null || waitingSince !== null) return null;
  const reminds = remindMs > 0 && !service.reminded && (endMs === 0 || remindMs < endMs);
  if (reminds) return service.quietSince + remindMs;
  return endMs > 0 ? service.quietSince + endMs : null;
}

/** The clock found a silence that is due: a reminder, or the end. The settings may have changed meanwhile. */
export function silence(turn: Turn, session: Session): void {
  const due = nextSilence(turn, session);
  if (due === null || due > turn.now) {
    session.idleAt = due;
    return turn.keepSession(session, false);
  }
  const { endMs, remind } = turn.around.settings.closing.idle;
  const quiet = session.service.quietSince ?? turn.now;
  if (endMs > 0 && quiet + endMs <= turn.now) return closeSession(turn, session, 'silence');
  session.service.reminded = true;
  sayAutomatic(turn, session, 'reminder', remind[session.mind.language]);
  session.idleAt = nextSilence(turn, session);
  turn.keepSession(session, false);
}
