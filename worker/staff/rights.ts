/** Who may do what, as data: role × action. */
import type { Role } from '../../shared/actors.ts';

/** What a member can be allowed. */
export type Action =
  | 'follow-seat'
  | 'follow-line'
  | 'list-members'
  | 'create-agent'
  | 'create-editor'
  | 'create-marketer'
  | 'create-lead'
  | 'create-owner'
  | 'take-from-colleague'
  | 'see-settings'
  | 'edit-settings'
  | 'run-webhooks'
  | 'run-keys'
  | 'run-operations'
  | 'run-profiles'
  | 'count-audience'
  | 'write-campaigns'
  | 'approve-campaigns'
  | 'see-own-service'
  | 'inspect-service'
  | 'see-own-figures'
  | 'see-figures'
  | 'see-topics'
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

const everybody = { owner: true, lead: true, editor: true, marketer: true, agent: true };
const leaders = { owner: true, lead: true, editor: false, marketer: false, agent: false };
/** Who talks with customers. */
const serving = { ...leaders, agent: true };
const owner = { ...leaders, lead: false };
const editors = { ...leaders, editor: true };
/** Who writes to many at once (营销): no conversation and no knowledge is open to them. */
const marketers = { ...leaders, marketer: true };

/** One row an action, so that a new action doesn't compile without saying it for every role. */
export const rights: Record<Action, Record<Role, boolean>> = {
  'follow-seat': { ...everybody, marketer: false },
  // Editors work on answers: no customer's line is opened to them.
  'follow-line': serving,
  'list-members': everybody,
  'create-agent': leaders,
  'create-editor': leaders,
  'create-marketer': leaders,
  'create-lead': owner,
  'create-owner': owner,
  'take-from-colleague': leaders,
  'see-settings': everybody,
  'edit-settings': leaders,
  'run-webhooks': leaders,
  // A key reads what leads may read; who made it stands in its history.
  'run-keys': leaders,
  // Health, alerts and incidents (运行与故障).
  'run-operations': leaders,
  // Whom rules mean, and what people bought.
  'run-profiles': leaders,
  // How many a rule means, and a rule for a campaign.
  'count-audience': marketers,
  'write-campaigns': marketers,
  // Who may let a campaign go; never who wrote any of it.
  'approve-campaigns': leaders,
  'see-own-service': serving,
  'inspect-service': leaders,
  'see-own-figures': serving,
  'see-figures': leaders,
  // Who leads, and who writes the answers.
  'see-topics': editors,
  // The card of a customer; a masked field shown whole is written down.
  'edit-person': serving,
  'set-level': leaders,
  'write-first': serving,
  // Two persons are one, or two again: a word that is kept with who said it.
  'join-people': serving,
  'unfreeze-people': leaders,
  // Tickets are customers' matters: editors see none.
  'work-tickets': serving,
  'force-tickets': leaders,
  'export-tickets': leaders,
  'see-knowledge': { ...everybody, marketer: false },
  'edit-knowledge': editors,
  'publish-knowledge': editors,
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
    case 'marketer':
      return 'create-marketer';
    case 'agent':
      return 'create-agent';
  }
}
