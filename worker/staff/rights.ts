/** Who may do what, as data: role × action. */
import type { Role } from '../../shared/actors.ts';

/** What a member can be allowed. */
export type Action =
  | 'follow-seat'
  | 'follow-line'
  | 'list-members'
  | 'create-agent'
  | 'create-lead'
  | 'create-owner'
  | 'take-from-colleague';

/** One row an action, so that a new action doesn't compile without saying it for every role. */
export const rights: Record<Action, Record<Role, boolean>> = {
  'follow-seat': { owner: true, lead: true, agent: true },
  'follow-line': { owner: true, lead: true, agent: true },
  'list-members': { owner: true, lead: true, agent: true },
  'create-agent': { owner: true, lead: true, agent: false },
  'create-lead': { owner: true, lead: false, agent: false },
  'create-owner': { owner: true, lead: false, agent: false },
  'take-from-colleague': { owner: true, lead: true, agent: false },
};

/** May this role do this? */
export function allows(role: Role, action: Action): boolean {
  return rights[action][role];
}

/** The right that making a member of this role needs. */
export function creating(role: Role): Action {
  switch (role) {
    case 'owner':
      return 'create-owner';
    case 'lead':
      return 'create-lead';
    case 'agent':
      return 'create-agent';
  }
}
