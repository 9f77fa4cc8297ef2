/** The ledger's tables: all of it can be told anew by the customers. Steps are appended, never changed. */
import { forgottenStep } from '../lib/forgotten.ts';
import type { Step } from '../lib/migrate.ts';

export const steps: readonly Step[] = [
  {
    name: 'encounters',
    sql: `
create table encounter (
  session text primary key,
  day text not null,
  opened_at integer not null,
  revision integer not null,
  -- shared/ledger.ts, whole
  body text not null
) strict;
create index encounter_day on encounter (day, opened_at, session);

-- what a day's encounters add up to, until one of them changes; counted by the figures of that version
create table counted (
  day text primary key,
  version integer not null,
  body text not null
) strict;`,
  },
  forgottenStep,
  {
    name: 'counted by axis',
    sql: `
-- what a day's encounters add up to, all of it made anew when one of them changes: by agent (axis empty, a row each), and wholes by one axis
create table cell (
  day text not null,
  axis text not null,
  value text not null,
  body text not null,
  primary key (day, axis, value)
) strict, without rowid;
drop table counted;
create table counted (day text primary key, version integer not null) strict;`,
  },
  {
    name: 'sums that change by what changes',
    sql: `
-- what a day adds up to: wholes, agents' parts, wholes by an axis; by group and channel, and ('*') over all of them
create table sums (
  plane text not null,
  channel text not null,
  day text not null,
  grp text not null,
  value text not null,
  served integer not null,
  -- what it was called, by how many
  names text not null,
  body text not null,
  primary key (plane, channel, day, grp, value)
) strict, without rowid;
-- facts told since their day was added up, and what was counted of each (empty: nothing)
create table changed (day text not null, session text not null, was text not null, primary key (day, session)) strict, without rowid;
drop table cell;
drop table counted;
-- every day on which something began; of another version: to be counted whole
create table counted (day text primary key, version integer not null, changed integer not null default 0) strict;
insert into counted (day, version) select distinct day, 0 from encounter;`,
  },
];
