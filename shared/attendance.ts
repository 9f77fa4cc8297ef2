/** 考勤: what was planned beside when people were on duty — 应到, 实到, 迟到, 缺勤, 早退. Pure. */
import { restsAt, type Spell } from './shift.ts';

const MINUTE_MS = 60_000;
/** Whoever is on duty so long before a spell has come for it. */
const BEFORE_MS = 30 * MINUTE_MS;

/** On duty (online, busy, on a break or in wrap-up, and heard) from one moment to another; `to` null: still. */
export type Stretch = { from: number; to: number | null };

/**
 * `coming`: it has not begun. `present`: on duty now. `away`: came and is not there now. `missing`: it has begun and nobody came.
 * `done`: over, they came. `absent`: over, they never came.
 */
export type Standing = 'coming' | 'present' | 'away' | 'missing' | 'done' | 'absent';

export type Attendance = {
  standing: Standing;
  /** When they first were on duty in it, and when last; null: never, or still. */
  cameAt: number | null;
  leftAt: number | null;
  /** 迟到, 早退: how long, when longer than is forgiven; else 0. Late grows until they come; who never came is absent, not late. */
  lateMs: number;
  earlyMs: number;
  /** On duty within it, up to now. */
  presentMs: number;
};

/** How a spell was kept. `graceMs`: so much late or early is none. */
export function attend(spell: Spell, stretches: readonly Stretch[], now: number, graceMs: number): Attendance {
  const until = Math.min(spell.to, now);
  const within = stretches
    .map((one) => ({ from: Math.max(one.from, spell.from), to: Math.min(one.to ?? now, until) }))
    .filter((one) => one.to > one.from)
    .sort((left, right) => left.from - right.from);
  const here = stretches.some((one) => one.to === null || one.to > now);
  const early = spell.from - now <= BEFORE_MS && here;
  const cameAt = within[0]?.from ?? (now < spell.to && now >= spell.from && here ? now : null);
  const last = within.reduce<number | null>((most, one) => Math.max(most ?? one.to, one.to), null);
  const over = now >= spell.to;
  const lasting = here && !over;
  const leftAt = cameAt === null || lasting ? null : last;
  const beyond = (ms: number) => (ms > graceMs ? ms : 0);
  const gone = (cameAt ?? until) - spell.from;
  return {
    standing: standingOf(),
    cameAt: now < spell.from ? null : cameAt,
    leftAt,
    lateMs: now < spell.from || (over && cameAt === null) ? 0 : beyond(gone),
    earlyMs: over && leftAt !== null ? beyond(spell.to - leftAt) : 0,
    presentMs: covered(within),
  };

  function standingOf(): Standing {
    if (now < spell.from) return early ? 'present' : 'coming';
    if (over) return cameAt === null ? 'absent' : 'done';
    if (here) return 'present';
    return cameAt === null ? 'missing' : 'away';
  }
}

/** The floor's sum at a moment. */
export type Roll = {
  /** 应到: members with a spell that lasts now. */
  due: Set<string>;
  /** 实到: those of them who are on duty. */
  here: Set<string>;
  /** Whose break it is by the plan. */
  resting: Set<string>;
  /** On duty without a spell now. */
  extra: Set<string>;
};

/** Who should be here and who is, by the spells around now and the members on duty. */
export function rollOf(spells: readonly Spell[], onDuty: ReadonlySet<string>, now: number): Roll {
  const lasting = spells.filter((one) => one.from <= now && now < one.to);
  const due = new Set(lasting.map((one) => one.member));
  return {
    due,
    here: new Set([...due].filter((one) => onDuty.has(one))),
    resting: new Set(lasting.filter((one) => restsAt(one, now)).map((one) => one.member)),
    extra: new Set([...onDuty].filter((one) => !due.has(one))),
  };
}

/** Time covered by pieces in order, what overlaps once. */
function covered(pieces: readonly { from: number; to: number }[]): number {
  let sum = 0;
  let end = -Infinity;
  for (const { from, to } of pieces) {
    sum += Math.max(0, to - Math.max(from, end));
    end = Math.max(end, to);
  }
  return sum;
}
