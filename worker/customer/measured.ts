/** What settings say of an encounter for its figures: its business hours, what was promised, whose it was. */
import { hoursOf, openingsBetween } from '../../shared/calendar.ts';
import { promiseFor, tierFor, tiersOf } from '../../shared/service-class.ts';
import { levelOf } from './person/card.ts';
import { inVipLane } from './profile/view.ts';
import type { Measured } from './serving.ts';
import type { Session } from './sessions.ts';
import type { Turn } from './turn.ts';

/** Openings kept of one encounter: a season of days. */
const MOST_OPENINGS = 200;

/** As it was kept; an encounter asked for the first time after its end keeps it now. */
export function measuredOf(turn: Turn, session: Session): Measured {
  if (session.service.measured) return session.service.measured;
  const { desk, calendars } = turn.around.settings;
  const { group } = session.service;
  const id = desk.groups.find((one) => one.id === group)?.calendar ?? desk.calendar;
  const hours = id === null ? null : hoursOf(calendars, id);
  const channel = turn.line.endpoint(session.endpoint)?.channel ?? 'web';
  const level = levelOf(turn) ?? '';
  const measured: Measured = {
    open: hours === null ? null : openingsBetween(hours, session.openedAt, session.closedAt ?? turn.now, MOST_OPENINGS),
    targetMs: promiseFor(desk, { urgency: session.handover?.urgency ?? 'normal', level, channel, group }).targetMs,
    tier: tierFor(tiersOf(desk), { level, vip: inVipLane(turn) }),
  };
  if (session.state === 'closed') {
    session.service.measured = measured;
    turn.sessions.save(session);
  }
  return measured;
}
