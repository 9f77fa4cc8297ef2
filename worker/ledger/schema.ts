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
];
