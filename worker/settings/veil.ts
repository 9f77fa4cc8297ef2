/** What of a document isn't everybody's to read. */
import * as v from 'valibot';
import { maskedNumber, telephone, usualTelephone } from '../../shared/settings/telephone.ts';
import { noDigests } from '../../shared/settings/digests.ts';
import { noAlerts } from '../../shared/settings/alerts.ts';
import { emptySchedule, schedule } from '../../shared/settings/schedule.ts';

/** A document as a member who doesn't lead reads it: why colleagues are on leave and their own numbers are not told. */
export function veiled(name: string, value: unknown, { id, login }: { id: string; login: string }): unknown {
  // Addresses of robots and numbers of colleagues.
  if (name === 'alerts') return noAlerts;
  if (name === 'digests') return noDigests;
  if (name === 'telephone') {
    const read = v.safeParse(telephone, value);
    if (!read.success) return usualTelephone;
    const agents = read.output.agents.map(({ member, number }) => ({
      member,
      number: member === id ? number : maskedNumber(number),
    }));
    return { ...read.output, agents };
  }
  if (name !== 'schedule') return value;
  const read = v.safeParse(schedule, value);
  if (!read.success) return emptySchedule;
  const plan = read.output.plan.map(({ date, cells }) => ({
    date,
    cells: cells.map((one) => (one.kind === 'leave' && one.member !== login ? { ...one, reason: '' } : one)),
  }));
  return { ...read.output, plan };
}
