/** The plan's operations: one's own next shifts, and who of a day's plan came. */
import * as v from 'valibot';
import { attend, type Stretch } from '../../shared/attendance.ts';
import type { StaffMember } from '../../shared/actors.ts';
import { refuse } from '../../shared/refusal.ts';
import { calendarDate } from '../../shared/settings/calendars.ts';
import { cellOf, spellsBetween, spellsOf, zoneOf, type Spell } from '../../shared/shift.ts';
import { dayAfter, localOf, momentOf } from '../../shared/zone.ts';
import { answered, refused } from './answers.ts';
import { membersOf, memberOf } from './people.ts';
import { ensureSettings } from '../settings/shelf.ts';
import { allows } from '../staff/rights.ts';
import type { Asked } from './door.ts';

const NEXT = 5;
const MINUTE_MS = 60_000;
/** Who may come for a spell already. */
const SOON_MS = 60 * MINUTE_MS;

async function planned(context: Asked) {
  const { schedule, calendars } = await ensureSettings(context.env);
  return { schedule, zone: zoneOf(schedule, calendars) };
}

const told = ({ shift, date, from, to, breaks }: Spell) => ({
  shift: { id: shift.id, name: shift.name, tone: shift.tone },
  ...{ date, from, to, breaks },
});

export async function mine(context: Asked): Promise<Response> {
  const who = await memberOf(context);
  if (!who.ok) return refused(who);
  const { schedule, zone } = await planned(context);
  const { login } = who.member;
  const now = Date.now();
  const today = localOf(now, zone).date;
  const spells = spellsOf(schedule, login, now, zone, NEXT);
  const cell = cellOf(schedule, today, login);
  const known = schedule.plan.some(
    (one) => one.date >= dayAfter(today, -1) && one.cells.some((given) => given.member === login),
  );
  return answered({
    ok: true,
    zone,
    planned: known,
    off: cell && cell.kind !== 'work' ? cell.kind : null,
    now: spells.now && told(spells.now),
    next: spells.next.map(told),
  });
}

/** For who leads: how a day's plan was kept. */
export async function day(context: Asked): Promise<Response> {
  const who = await memberOf(context);
  if (!who.ok) return refused(who);
  if (!allows(who.member.role, 'take-from-colleague')) return refused(refuse('not_allowed'));
  const { schedule, zone } = await planned(context);
  const now = Date.now();
  const asked = context.req.param('day') ?? '';
  const wanted = v.safeParse(calendarDate, asked === 'today' ? localOf(now, zone).date : asked);
  if (!wanted.success) return refused(refuse('not_found'));
  const date = wanted.output;
  const members = await membersOf(context);
  if (!members.ok) return refused(members);
  const people = new Map(members.members.map((one) => [one.login, one]));
  const spells = spellsBetween(schedule, momentOf(date, 0, zone), momentOf(dayAfter(date, 1), 0, zone), zone);
  const stretches = await stretchesOf(context, spells, zone, now);
  const rows = spells.map((one) => {
    const person = people.get(one.member);
    const own = stretches.get(person?.id ?? '') ?? [];
    return {
      ...named(one.member, people),
      id: person?.id ?? null,
      ...told(one),
      ...attend(one, own, now, schedule.grace * MINUTE_MS),
    };
  });
  const cells = schedule.plan.find((one) => one.date === date)?.cells ?? [];
  const off = cells.flatMap((one) => (one.kind === 'work' ? [] : [{ ...named(one.member, people), kind: one.kind }]));
  const next = spellsBetween(schedule, now, momentOf(localOf(now, zone).date, 3 * 24 * 60, zone), zone)
    .filter((one) => one.from > now)
    .slice(0, NEXT)
    .map((one) => ({ ...named(one.member, people), ...told(one) }));
  return answered({ ok: true, date, zone, rows, off, next });
}

const named = (login: string, people: ReadonlyMap<string, StaffMember>) => ({
  member: login,
  name: people.get(login)?.name ?? login,
});

/** When members were on duty on the dates that spells reach over, as far as these have come. */
async function stretchesOf(
  context: Asked,
  spells: readonly Spell[],
  zone: string,
  now: number,
): Promise<ReadonlyMap<string, Stretch[]>> {
  const begun = spells.filter((one) => one.from - SOON_MS <= now);
  const dates = new Set(
    begun.flatMap((one) => [localOf(one.from, zone).date, localOf(Math.min(one.to, now), zone).date]),
  );
  const desk = context.env.DESK.getByName('main');
  const days = await desk.days({ days: [...dates] });
  const known = new Map<string, Map<number, Stretch>>();
  for (const one of days) {
    for (const { id, stretches } of one.agents) {
      const own = known.get(id) ?? new Map<number, Stretch>();
      for (const given of stretches) own.set(given.from, given);
      known.set(id, own);
    }
  }
  return new Map([...known].map(([id, own]) => [id, [...own.values()]]));
}
