/** The table of the facts a profile is made of. A recorded step: it never changes. */
import type { Step } from '../../lib/migrate.ts';

export const profileStep: Step = {
  name: 'facts of the profile',
  sql: `
create table profile_fact (
  key text primary key,
  at integer not null,
  kind text not null,
  -- the sensitive kind it is of; empty: an ordinary one
  class text not null default '',
  home text not null default '',
  body text not null
) strict;
create index profile_fact_time on profile_fact (at);`,
};
