/** What the plan answers over HTTPS: a member's own next shifts, and a day's roll for who leads. */
import * as v from 'valibot';
import { calendarDate } from './settings/calendars.ts';
import { shiftTones } from './settings/schedule.ts';

const piece = { from: v.number(), to: v.number() };
const spell = {
  shift: v.object({ id: v.string(), name: v.string(), tone: v.picklist(shiftTones) }),
  /** The local date it begins on, and its moments. */
  date: calendarDate,
  ...piece,
  breaks: v.array(v.object(piece)),
};

/** GET /staff/v1/schedule/mine — `planned`: the plan knows of this member at all, from yesterday on. At most five next ones. */
export const mineAnswer = v.object({
  ok: v.literal(true),
  zone: v.string(),
  planned: v.boolean(),
  /** What the plan says of today where it is no shift. */
  off: v.nullable(v.picklist(['rest', 'leave'])),
  now: v.nullable(v.object(spell)),
  next: v.array(v.object(spell)),
});
export type MineAnswer = v.InferOutput<typeof mineAnswer>;

const ms = v.pipe(v.number(), v.minValue(0));

/**
 * GET /staff/v1/schedule/days/:day — 2026-11-26 or `today`: every spell that touches the date beside how it was kept, who rests or
 * is on leave, and the next five spells from now on. `id` null: no member of that login is known.
 */
export const rollAnswer = v.object({
  ok: v.literal(true),
  date: calendarDate,
  zone: v.string(),
  rows: v.array(
    v.object({
      ...{ member: v.string(), id: v.nullable(v.string()), name: v.string() },
      ...spell,
      standing: v.picklist(['coming', 'present', 'away', 'missing', 'done', 'absent']),
      ...{ cameAt: v.nullable(v.number()), leftAt: v.nullable(v.number()) },
      ...{ lateMs: ms, earlyMs: ms, presentMs: ms },
    }),
  ),
  off: v.array(v.object({ member: v.string(), name: v.string(), kind: v.picklist(['rest', 'leave']) })),
  next: v.array(v.object({ member: v.string(), name: v.string(), ...spell })),
});
export type RollAnswer = v.InferOutput<typeof rollAnswer>;
export type RollRow = RollAnswer['rows'][number];
