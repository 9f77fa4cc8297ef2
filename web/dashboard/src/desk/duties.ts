import type { Duty } from '../../../../shared/seat.ts';

/** A duty as it is chosen: a break by its reason. */
export type DutyChoice = Duty | `break:${string}`;

/** Every duty to choose from; 小休 once for each of its reasons, or plainly where there are none. */
export function duties(breaks: ReadonlyMap<string, string>): DutyChoice[] {
  const reasons = [...breaks.keys()].map((id): DutyChoice => `break:${id}`);
  return ['online', 'busy', ...(reasons.length > 0 ? reasons : (['break'] as const)), 'wrap-up', 'offline'];
}

/** What a choice means. */
export function dutyOf(choice: DutyChoice): { duty: Duty; reason?: string } {
  switch (choice) {
    case 'online':
    case 'busy':
    case 'break':
    case 'wrap-up':
    case 'offline':
      return { duty: choice };
    default:
      return { duty: 'break', reason: choice.slice('break:'.length) };
  }
}

/** The choice a duty stands for. */
export function choiceOf(duty: Duty, reason: string | undefined): DutyChoice {
  return duty === 'break' && reason ? `break:${reason}` : duty;
}
