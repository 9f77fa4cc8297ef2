/** The quality's tables. Steps are appended, never changed. */
import { forgottenStep } from '../lib/forgotten.ts';
import type { Step } from '../lib/migrate.ts';

export const steps: readonly Step[] = [
  {
    name: 'encounters and reviews',
    sql: `
      create table inspected (
        session text primary key,
        agent text not null,
        closed_at integer not null,
        version integer not null,
        state text not null check (state in ('none', 'due', 'reviewed', 'appealed', 'decided')),
        -- shared/quality.ts, whole
        body text not null
      ) strict;
      create index inspected_time on inspected (closed_at, session);
      create index inspected_state on inspected (state, closed_at);
      create index inspected_agent on inspected (agent, closed_at);

      create table found (
        session text not null,
        check_name text not null,
        primary key (session, check_name)
      ) strict, without rowid;

      -- when each agent's first encounter ended: who is new
      create table first_served (agent text primary key, at integer not null) strict;
    `,
  },
  forgottenStep,
];
