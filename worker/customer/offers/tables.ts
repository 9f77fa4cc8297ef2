/** The table of offers. Recorded steps: they never change. */
import type { Step } from '../../lib/migrate.ts';

export const offersStep: Step = {
  name: 'offers of campaigns',
  sql: `
create table offer (
  -- campaign and person, as they were called when it was planned: one offer of a campaign to one person
  id text primary key,
  campaign text not null,
  person text not null,
  version integer not null,
  state text not null check (state in ('taken', 'going', 'sent', 'delivered', 'read', 'unknown', 'failed', 'later', 'fell')),
  channel text not null,
  endpoint text not null,
  why text,
  -- when this state began; of later: when to ask again
  at integer not null,
  -- when it left: what caps count
  left_at integer,
  -- what the provider and the person's notices call it
  name text not null,
  provider_id text,
  parts integer not null default 0,
  replied integer not null default 0 check (replied in (0, 1)),
  opted_out integer not null default 0 check (opted_out in (0, 1)),
  complained integer not null default 0 check (complained in (0, 1)),
  evidence text not null,
  body text not null
) strict, without rowid;
create index offer_left on offer (left_at) where left_at is not null;
create index offer_provider on offer (provider_id) where provider_id is not null;`,
};

export const offerSolvedStep: Step = {
  name: 'offers whose answer was solved',
  sql: 'alter table offer add column resolved integer not null default 0 check (resolved in (0, 1));',
};
