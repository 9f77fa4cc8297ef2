/** What a customer's fact says of a session, and what is not known yet. */
import type { SessionFact } from '../../shared/actors.ts';
import type { Roster } from './roster.ts';
import type { Agent, Session } from './session.ts';

/** A session as first heard of. */
export function sessionOf(fact: SessionFact): Session {
  return {
    ...{
      session: fact.session,
      customer: fact.customer,
      name: fact.name,
      kind: fact.kind ?? 'session',
      channel: fact.channel,
    },
    ...{ state: 'robot', version: 0, turn: fact.turn, agent: null, units: 1, skill: '', urgency: 'normal', reason: '' },
    ...{
      level: '',
      vip: false,
      language: '',
      group: '',
      pinned: false,
      place: null,
      since: fact.at,
      offer: null,
      declined: [],
    },
    ...{ heldTurn: 0, answerBy: null, giver: null, preferred: [], collaborators: [], why: null, changed: 0 },
    ...{ enteredAt: null, takenAt: null },
  };
}

/** Takes what is newer, whose it is by now as well; a group it was given to by hand stays. */
export function describe(one: Session, fact: SessionFact, roster: Roster): void {
  const { version, customer, name, channel, handover } = fact;
  Object.assign(one, { version, customer, name, channel, units: roster.unitsOf(one.kind, channel) });
  one.level = fact.level ?? one.level;
  one.vip = fact.vip === true;
  one.language = fact.language ?? one.language;
  one.preferred = fact.preferred ?? one.preferred;
  if (fact.group !== undefined) Object.assign(one, { group: fact.group, pinned: true });
  if (!handover) return;
  Object.assign(one, { reason: handover.reason, skill: handover.skill, urgency: handover.urgency });
  if (fact.group !== undefined) Object.assign(one, { group: fact.group, pinned: true });
  if (!one.pinned) one.group = roster.groupFor(one.skill);
}

/** An agent as first heard of. */
export function freshAgent(id: string, now: number): Agent {
  return {
    ...{
      id,
      login: id,
      name: id,
      duty: 'offline',
      reason: null,
      connected: false,
      version: 0,
      lostAt: null,
      givenAt: 0,
    },
    ...{ since: now, wrapUntil: null, missed: 0, countedAs: 'offline', engaged: false, countedAt: now, changed: 0 },
  };
}
