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
];
