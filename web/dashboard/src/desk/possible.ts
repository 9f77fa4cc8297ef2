import type { DeskAgent, DeskSession, SeatAct } from '../../../../shared/seat.ts';
import type { IconName } from '../ui/icons.ts';

/** What can be done with a session at the desk, beside taking and returning it. */
export type DeskAct = Extract<
  SeatAct['act'],
  'transfer' | 'cancel-transfer' | 'invite' | 'join' | 'leave' | 'hand-floor' | 'assign' | 'force-close'
>;

/** How each is drawn. */
export const actIcons: Record<DeskAct, IconName> = {
  transfer: 'swap',
  'cancel-transfer': 'rollback',
  invite: 'user-add',
  join: 'usergroup',
  leave: 'logout',
  'hand-floor': 'sound',
  assign: 'undertake',
  'force-close': 'error-circle',
};

/** What this member may do with this session now, in the order it is offered. */
export function possibleActs(one: DeskSession, me: string, leads: boolean): DeskAct[] {
  if (one.state === 'closed' || one.kind === 'ticket') return [];
  const acts: DeskAct[] = [];
  const held = one.state === 'agent' && one.agent !== undefined;
  const own = held && one.agent?.id === me;
  const giving = one.offer?.from !== undefined;
  const brought = one.collaborators?.find((other) => other.id === me);
  if (held && (own || leads)) {
    acts.push(...(giving ? (['cancel-transfer'] as const) : (['transfer'] as const)), 'invite');
  }
  if (own && (one.collaborators?.length ?? 0) > 0) acts.push('hand-floor');
  if (brought) acts.push('leave');
  if (leads) acts.push('assign', 'force-close');
  return acts;
}

/** How well somebody could take one more, best first: free, then full, then not there. */
export function standing(agent: DeskAgent, units = 1): 'free' | 'full' | 'away' {
  if (agent.duty === 'offline' || !agent.connected) return 'away';
  return agent.duty === 'online' && agent.load + units <= agent.capacity ? 'free' : 'full';
}

/** Colleagues to choose from: the free first, the least loaded of them before the others. */
export function colleaguesFor(agents: readonly DeskAgent[], wanted: string, without: readonly string[]): DeskAgent[] {
  const rank = { free: 0, full: 1, away: 2 };
  const words = wanted.trim().toLowerCase();
  const share = (one: DeskAgent) => (one.capacity > 0 ? one.load / one.capacity : 1);
  return agents
    .filter((one) => !without.includes(one.id) && one.name.toLowerCase().includes(words))
    .sort(
      (left, right) =>
        rank[standing(left)] - rank[standing(right)] ||
        share(left) - share(right) ||
        left.name.localeCompare(right.name, 'zh'),
    );
}
