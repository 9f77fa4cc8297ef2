/** The tables of the person's own affairs, as one step of the customer's schema. */
import type { Step } from '../../lib/migrate.ts';

export const ownAffairsStep: Step = {
  name: 'own affairs',
  sql: `
alter table person add column human_first integer not null default 0 check (human_first in (0, 1));

create table notice (
  number integer primary key autoincrement,
  id text not null unique,
  key text not null unique,
  kind text not null,
  at integer not null,
  read_at integer,
  pushed_at integer,
  body text not null
) strict;
create index notice_unread on notice (number) where read_at is null;

-- a ledger: nothing in it is changed
create table choice (
  id integer primary key autoincrement,
  purpose text not null check (purpose in ('service', 'marketing', 'personal')),
  -- empty: wherever it is
  channel text not null,
  given integer not null check (given in (0, 1)),
  evidence text not null,
  at integer not null
) strict;

create table subscription (
  template text primary key,
  left_over integer not null,
  refused_at integer
) strict, without rowid;

create table letter_with_reminders (
  id integer primary key autoincrement,
  lane text not null,
  kind text not null check (kind in ('send', 'desk', 'seat', 'gone', 'call', 'word', 'question', 'webhook', 'directory',
    'ticket', 'quality', 'media', 'news', 'remind', 'forget')),
  key text not null unique,
  body text not null,
  state text not null check (state in ('owed', 'passive', 'flying', 'held', 'dead')),
  generation integer not null default 1,
  tries integer not null default 0,
  due_at integer not null
) strict;
insert into letter_with_reminders select * from letter;
drop table letter;
alter table letter_with_reminders rename to letter;
create index letter_lane on letter (lane, id);`,
};

/** What was said to a version of the privacy notice stands among the consents. */
export const privacyStep: Step = {
  name: 'privacy notice',
  sql: `
create table consent_with_versions (
  id integer primary key autoincrement,
  endpoint text not null,
  purpose text not null check (purpose in ('marketing', 'service', 'trail', 'privacy')),
  given integer not null check (given in (0, 1)),
  evidence text not null,
  at integer not null,
  -- of the privacy notice; empty where no version was meant
  version text not null default ''
) strict;
insert into consent_with_versions (id, endpoint, purpose, given, evidence, at)
  select id, endpoint, purpose, given, evidence, at from consent;
drop table consent;
alter table consent_with_versions rename to consent;`,
};

/** The end of a line: all that is left of an erased person, and what leads there. */
export const erasureStep: Step = {
  name: 'erasure',
  sql: `
create table tombstone (
  only_row integer primary key check (only_row = 1),
  id text not null,
  at integer not null,
  why text not null check (why in ('own-request')),
  -- what went, in numbers
  went text not null,
  -- over what went: names the act, tells nothing
  digest text not null,
  -- the word that confirmed it: asked twice it is one act
  word text not null
) strict;

create table erasing (
  only_row integer primary key check (only_row = 1),
  word text not null,
  until integer not null
) strict;

-- whose dashboards opened this line: something of it may stand at their seats
create table looked (agent text primary key) strict, without rowid;`,
};

/** Steps of an answer that its reader has ticked off, as a list in JSON. */
export const ticksStep: Step = { name: 'ticked steps', sql: 'alter table message add column ticked text;' };
