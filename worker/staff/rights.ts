/** Who may do what, as data: role × action. */
import type { Role } from '../../shared/actors.ts';

/** What a member can be allowed. */
export type Action =
  | 'follow-seat'
  | 'follow-line'
  | 'list-members'
  | 'create-agent'
  | 'create-editor'
  | 'create-lead'
  | 'create-owner'
  | 'take-from-colleague'
  | 'see-settings'
  | 'edit-settings'
  | 'run-webhooks'
  | 'run-keys'
  | 'run-profiles'
  | 'see-own-service'
  | 'inspect-service'
  | 'see-own-figures'
  | 'see-figures'
  | 'edit-person'
  | 'set-level'
  | 'write-first'
  | 'join-people'
  | 'unfreeze-people'
  | 'work-tickets'
  | 'force-tickets'
  | 'export-tickets'
  | 'see-knowledge'
  | 'edit-knowledge'
  | 'publish-knowledge'
  | 'approve-knowledge';

const everybody = { owner: true, lead: true, editor: true, agent: true };
const leaders = { owner: true, lead: true, editor: false, agent: false };

/** One row an action, so that a new action doesn't compile without saying it for every role. */
export const rights: Record<Action, Record<Role, boolean>> = {
  'follow-seat': everybody,
  // Editors work on answers: no customer's line is opened to them.
  'follow-line': { owner: true, lead: true, editor: false, agent: true },
  'list-members': everybody,
  'create-agent': leaders,
  'create-editor': leaders,
  'create-lead': { owner: true, lead: false, editor: false, agent: false },
  'create-owner': { owner: true, lead: false, editor: false, agent: false },
  'take-from-colleague': leaders,
  'see-settings': everybody,
  'edit-settings': leaders,
  'run-webhooks': leaders,
  // A key reads what leads may read; who made it stands in its history.
  'run-keys': leaders,
  // Whom rules mean, and what people bought.
  'run-profiles': leaders,
  'see-own-service': { owner: true, lead: true, editor: false, agent: true },
  'inspect-service': leaders,
  'see-own-figures': { owner: true, lead: true, editor: false, agent: true },
  'see-figures': leaders,
  // The card of a customer; a masked field shown whole is written down.
  'edit-person': { owner: true, lead: true, editor: false, agent: true },
  'set-level': leaders,
  'write-first': { owner: true, lead: true, editor: false, agent: true },
  // Two persons are one, or two again: a word that is kept with who said it.
  'join-people': { owner: true, lead: true, editor: false, agent: true },
  'unfreeze-people': leaders,
  // Tickets are customers' matters: editors see none.
  'work-tickets': { owner: true, lead: true, editor: false, agent: true },
  'force-tickets': leaders,
  'export-tickets': leaders,
  'see-knowledge': everybody,
  'edit-knowledge': { owner: true, lead: true, editor: true, agent: false },
  'publish-knowledge': { owner: true, lead: true, editor: true, agent: false },
  'approve-knowledge': leaders,
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
    case 'editor':
      return 'create-editor';
    case 'agent':
      return 'create-agent';
  }
}
