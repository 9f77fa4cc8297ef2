/** The appointments a person is reminded of, and what became of each event told. Recorded steps: they never change. */
import type { Step } from '../../lib/migrate.ts';

export const appointmentStep: Step = {
  name: 'appointments',
  sql: `
create table appointment (
  id text primary key,
  -- empty: cancelled
  time integer,
  what text not null,
  -- when the company says it became so: what it says of an earlier moment changes nothing
  said_at integer not null,
  -- the reminder that comes next, and when
  next text check (next in ('tomorrow', 'soon')),
  next_at integer,
  home text not null default ''
) strict, without rowid;
create index appointment_due on appointment (next_at) where next_at is not null;`,
};

export const fateStep: Step = {
  name: 'what became of what was told',
  sql: `
-- of events the company told alone: what it was answered, for whenever it tells them again
alter table heard add column fate text check (fate in ('notified', 'listed', 'kept', 'older'));`,
};

export const wentStep: Step = {
  name: 'by which ways a notice went, and what nobody was told of',
  sql: `
-- each try, what it was said as, and why it went nowhere; empty: from before this was kept
alter table notice add column went text;
-- of events of which nothing was said: which, and why
alter table heard add column event text;
alter table heard add column untold text check (untold in ('off', 'same', 'past', 'older'));`,
};
