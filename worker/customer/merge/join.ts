/** Two open encounters of people who turn out to be one become one (I26). Runs inside one transaction. */
import { joinSessions, type OpenSession } from '../../identity/merge/sessions.ts';
import type { Joined } from '../serving.ts';
import type { Session } from '../sessions.ts';
import type { Turn } from '../turn.ts';
import { apartOf, taking } from './apart.ts';

/** Leaves one encounter open, whoever brought the others. */
export function joinOpen(turn: Turn): void {
  const [first, ...others] = turn.sessions.opened();
  if (!first) return;
  let goesOn = first;
  for (const other of others) goesOn = joined(turn, goesOn, other);
}

function joined(turn: Turn, one: Session, other: Session): Session {
  const { goesOn, ends } = joinSessions(openOf(one), openOf(other));
  const [stays, ended] = ends === one.id ? [other, one] : [one, other];
  const helps = new Map(
    [...stays.service.collaborators, ...ended.service.collaborators, ...(ended.agent ? [ended.agent] : [])].map(
      (who) => [who.id, who],
    ),
  );
  const taken = taking(stays, ended);
  ended.service = { ...ended.service, joined: { into: stays.id, stood: stoodOf(ended) } };
  ended.waitingSince = null;
  turn.move(ended, 'closed');
  stays.waitingSince = goesOn.waitingSince;
  stays.fence = goesOn.fence;
  stays.service.collaborators = goesOn.beside.flatMap((id) => helps.get(id) ?? []);
  if (stays.handover && ended.handover?.urgency === 'urgent') {
    stays.handover = { ...stays.handover, urgency: 'urgent' };
  }
  stays.service.taken = { ...taken, made: apartOf(stays) };
  turn.keepSession(stays, true);
  return stays;
}

/** As what it stands again when the two part. */
function stoodOf(session: Session): Joined['stood'] {
  const { state, waitingSince, mind, idleAt, notice, owed, robotOffer } = session;
  return { state: state === 'closed' ? 'robot' : state, waitingSince, mind, idleAt, notice, owed, robotOffer };
}

function openOf(session: Session): OpenSession {
  const { id, state, openedAt, waitingSince, agent, fence, service, handover } = session;
  const since = service.steps.findLast((step) => step.agent?.id === agent?.id && agent !== null)?.at ?? openedAt;
  return {
    ...{ id, openedAt, waitingSince, fence, state: state === 'closed' ? 'robot' : state },
    place: state === 'queued' ? (waitingSince ?? openedAt) : null,
    priority: handover?.urgency === 'urgent' ? 1 : 0,
    agent: agent ? { id: agent.id, since } : null,
    beside: service.collaborators.map((one) => one.id),
  };
}
