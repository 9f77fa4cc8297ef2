/** Whose each row is, where two people turned out to be one. A recorded step: it never changes. */
import type { Step } from '../../lib/migrate.ts';

export const homesStep: Step = {
  name: 'homes',
  sql: `
create table endpoint_with_home (
  id text primary key,
  channel text not null check (channel in ('web', 'app', 'miniprogram', 'wechat', 'sms', 'phone')),
  account text not null,
  peer text not null,
  position integer not null default 0,
  last_inbound_at integer not null default 0,
  window_left integer,
  window_ends_at integer,
  blocked_code text,
  blocked_detail text,
  marketing_refused integer not null default 0 check (marketing_refused in (0, 1)),
  created_at integer not null,
  counts text,
  -- the person it first belonged to; empty: this line's own. Two lines that became one may both have known an address
  home text not null default '',
  unique (channel, account, peer, home)
) strict;
insert into endpoint_with_home select *, '' from endpoint;
drop table endpoint;
alter table endpoint_with_home rename to endpoint;
create index endpoint_of_others on endpoint (home) where home <> '';

-- of what has no address; everything else is of its address's home
alter table message add column home text not null default '';
alter table change add column home text not null default '';`,
};
