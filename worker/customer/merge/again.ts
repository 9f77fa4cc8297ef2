/** Lines part: an encounter that ended only because two became one stands again where it stood (I65). Runs inside one transaction. */
import { announceAgain } from '../announce.ts';
import type { Joined } from '../serving.ts';
import type { Session } from '../sessions.ts';
import type { Turn } from '../turn.ts';
import { leaving } from './apart.ts';

/** It ended for everybody in it: those that became one with it don't stand again. One that only became part of another keeps them. */
export function endsForAll(turn: Turn, session: Session): void {
  const { taken, joined, ...rest } = session.service;
  if (!taken || joined) return;
  session.service = rest;
  for (const { session: id } of taken.parts) {
    const part = turn.sessions.byId(id);
    if (!part?.service.joined) continue;
    const { joined: _, ...own } = part.service;
    turn.sessions.save({ ...part, service: own });
  }
}

/** After rows came or went: whoever became one with what is not here any more is on their own again. */
export function standAgain(turn: Turn): void {
  for (const session of turn.sessions.together()) {
    takeApart(turn, session);
    const { joined } = session.service;
    if (joined && turn.sessions.byId(joined.into) === null) stand(turn, session, joined);
  }
  for (const session of turn.sessions.opened()) {
    const endpoint = addressOf(turn, session);
    if (endpoint !== session.endpoint) turn.keepSession({ ...session, endpoint }, true);
  }
}

/** What those who went made of it is taken back. */
function takeApart(turn: Turn, session: Session): void {
  const { taken, joined } = session.service;
  const gone = new Set(taken?.parts.map((part) => part.session).filter((id) => turn.sessions.byId(id) === null));
  if (!taken || gone.size === 0) return;
  // One that became part of another stands in its row as it stood.
  const stood = joined ? { ...session, waitingSince: joined.stood.waitingSince } : session;
  const left = leaving(stood, gone);
  const before = session.service.collaborators;
  const { taken: _, ...rest } = session.service;
  session.service = { ...rest, collaborators: left.now.beside };
  if (session.handover) session.handover = { ...session.handover, urgency: left.now.urgent ? 'urgent' : 'normal' };
  if (joined) session.service.joined = { ...joined, stood: { ...joined.stood, waitingSince: left.now.waitingSince } };
  else if (session.state !== 'closed') session.waitingSince = left.now.waitingSince;
  if (left.taken) session.service.taken = { ...left.taken, made: left.now };
  if (session.state === 'closed') return turn.sessions.save(session);
  // Words meant for who went find the floor moved.
  session.fence += 1;
  turn.keepSession(session, true);
  const stays = new Set(
    [...session.service.collaborators, ...(session.agent ? [session.agent] : [])].map(({ id }) => id),
  );
  for (const { id } of before) if (!stays.has(id)) turn.oweGone(id, session.id);
  if (session.agent) turn.oweSeat(session.agent.id);
}

function stand(turn: Turn, session: Session, { stood }: Joined): void {
  // What its end was measured by is measured anew.
  const { joined: _, measured: __, ...service } = session.service;
  Object.assign(session, stood, { closedAt: null, fence: session.fence + 1, service: { ...service, again: true } });
  const ended = turn.letters.byKey(`quality:${session.id}`);
  if (ended?.state === 'owed') turn.letters.done(ended);
  turn.keepSession(session, true);
  announceAgain(turn, session);
  if (session.agent) turn.oweSeat(session.agent.id);
}

/** Its own address, or the one heard last where that went with somebody else. */
function addressOf(turn: Turn, session: Session): string {
  if (turn.line.endpoint(session.endpoint) !== null) return session.endpoint;
  const [newest] = turn.line.endpoints().sort((one, other) => other.lastInboundAt - one.lastInboundAt);
  return newest?.id ?? session.endpoint;
}
