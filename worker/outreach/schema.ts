/** The tables of a campaign, and of the list of all of them (`main`). Steps are appended, never changed. */
import { forgottenStep } from '../lib/forgotten.ts';
import type { Step } from '../lib/migrate.ts';

export const steps: readonly Step[] = [
  {
    name: 'a campaign and its people',
    sql: `
create table campaign (
  only_row integer primary key check (only_row = 1),
  body text not null,
  -- whether the list was told of it as it is
  told integer not null check (told in (0, 1))
) strict;

create table campaign_event (
  seq integer primary key autoincrement,
  at integer not null,
  what text not null,
  by text,
  why text
) strict;

create table person (
  id text primary key,
  -- null: held out
  arm text,
  -- the way it would take, as the directory knew when it was planned; then the way it took
  channel text,
  state text not null check (state in ('held-out', 'waiting', 'later', 'taken', 'sent', 'delivered', 'read', 'unknown',
    'failed', 'fell')),
  why text,
  at integer not null,
  -- of the line's own news: older ones change nothing
  version integer not null default 0,
  parts integer not null default 0,
  replied integer not null default 0 check (replied in (0, 1)),
  opted_out integer not null default 0 check (opted_out in (0, 1)),
  complained integer not null default 0 check (complained in (0, 1)),
  -- when their line is to be asked; null: not any more
  due_at integer
) strict, without rowid;
create index person_due on person (channel, due_at, id) where due_at is not null;
create index person_open on person (state) where state = 'taken';

-- of the list
create table row (
  id text primary key,
  made_at integer not null,
  body text not null
) strict, without rowid;
create table budget (
  channel text primary key,
  began integer not null,
  granted integer not null
) strict, without rowid;`,
  },
  forgottenStep,
  {
    name: 'what came of it: solved, bought',
    sql: `
alter table person add column resolved integer not null default 0 check (resolved in (0, 1));
-- in the days after its beginning; null: not looked at yet
alter table person add column bought integer check (bought in (0, 1));`,
  },
  {
    name: 'people by their usual hours',
    sql: `
-- the part of the day they usually come in (shared/campaign/hours.ts); empty: not known, or not asked for
alter table person add column usual text not null default '' check (usual in ('', '0', '1', '2', '3'));
create index person_turn on person (channel, usual, due_at, id) where due_at is not null;
drop index person_due;`,
  },
];
