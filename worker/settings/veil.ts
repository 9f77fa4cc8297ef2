/** What of a document isn't everybody's to read. */
import * as v from 'valibot';
import { telephone, usualTelephone } from '../../shared/settings/telephone.ts';
import { emptySchedule, schedule } from '../../shared/settings/schedule.ts';

/** A document as a member who doesn't lead reads it: why colleagues are on leave is not told. */
export function veiled(name: string, value: unknown, login: string): unknown {
  // Colleagues' own numbers are nobody's but the leads'.
  if (name === 'telephone') return { ...usualTelephone, ...(v.is(telephone, value) ? value : {}), agents: [] };
  if (name !== 'schedule') return value;
  const read = v.safeParse(schedule, value);
  if (!read.success) return emptySchedule;
  const plan = read.output.plan.map(({ date, cells }) => ({
    date,
    cells: cells.map((one) => (one.kind === 'leave' && one.member !== login ? { ...one, reason: '' } : one)),
  }));
  return { ...read.output, plan };
}
