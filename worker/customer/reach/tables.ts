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

export const newsStep: Step = {
  name: 'where news goes',
  sql: `
-- whose words a send is, where its speaker doesn't say it
alter table letter add column weight text check (weight in ('resolution', 'plain', 'chatter'));

-- an answer or a notice that is not read yet, and each way it was tried
create table news (
  -- of the message or the notice
  id text primary key,
  purpose text not null check (purpose in ('answer', 'service', 'marketing', 'personal')),
  weight text not null check (weight in ('resolution', 'plain', 'chatter')),
  -- the address it answers; null: none in particular
  answers text,
  since integer not null,
  -- the message a notice was said as, on a platform
  said_as text,
  attempts text not null
) strict, without rowid;
create index news_said on news (said_as) where said_as is not null;

-- each time the person was called from outside to come and read
create table summons (
  id text primary key,
  way text not null check (way in ('subscription', 'sms', 'callback')),
  endpoint text not null,
  at integer not null,
  provider_id text,
  status text not null,
  reason text,
  came_at integer
) strict, without rowid;
create index summons_provider on summons (provider_id) where provider_id is not null;
create index summons_time on summons (at);`,
};

export const reportStep: Step = {
  name: 'opting out in an early receipt',
  sql: `alter table report add column opted_out integer not null default 0 check (opted_out in (0, 1));`,
};

export const ownReportStep: Step = {
  name: 'receipts by our own name of the send',
  sql: `
alter table report add column own_id text;
create index report_own on report (own_id) where own_id is not null;`,
};

export const leaseStep: Step = {
  name: 'leases of numbers',
  sql: `
-- of a number: when it was last heard from or proven theirs; one from before counts from when it was met
alter table endpoint add column heard_at integer not null default 0;
update endpoint set heard_at = max(last_inbound_at, created_at) where channel in ('sms', 'phone');`,
};
