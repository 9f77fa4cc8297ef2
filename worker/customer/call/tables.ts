/** The table of telephone calls. A recorded step: it never changes. */
import type { Step } from '../../lib/migrate.ts';

export const callStep: Step = {
  name: 'calls',
  sql: `
create table call (
  -- the provider's id
  id text primary key,
  account text not null,
  endpoint text not null,
  state text not null check (state in ('live', 'ended')),
  began_at integer not null,
  ended_at integer,
  -- an SMS went out because it was missed
  texted_at integer,
  -- the question asked last, and what was answered then
  step integer not null,
  answer text,
  body text not null
) strict;
create unique index call_live on call (endpoint) where state = 'live';`,
};
