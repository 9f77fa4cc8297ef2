/** The tables of what may still go out and of where news went, as steps of the customer's schema. */
import type { Step } from '../../lib/migrate.ts';

export const countsStep: Step = {
  name: 'counts by scene',
  // A window from before may have been any act's: the longest one is the safe reading, its own end still stands.
  sql: `
alter table endpoint add column counts text;
update endpoint set counts = json_object('scenes', json_array(json_object('scene', 'message', 'left', window_left,
  'most', max(window_left, 5), 'openedAt', 0, 'endsAt', window_ends_at)), 'sends', json_array())
  where channel = 'wechat' and window_left is not null and window_ends_at is not null;
update endpoint set window_left = null, window_ends_at = null where channel = 'wechat';`,
};
