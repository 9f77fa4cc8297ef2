/** The tables of what is kept of a person beside their words. A recorded step: it never changes. */
import type { Step } from '../../lib/migrate.ts';

export const personStep: Step = {
  name: 'the person’s card',
  sql: `
alter table person add column alias text not null default '';

create table card (
  only_row integer primary key check (only_row = 1),
  revision integer not null,
  body text not null
) strict;

create table card_event (
  id integer primary key autoincrement,
  at integer not null,
  by_id text not null,
  by_name text not null,
  body text not null
) strict;

create table consent_of_any_purpose (
  id integer primary key autoincrement,
  endpoint text not null,
  purpose text not null check (purpose in ('marketing', 'service', 'trail')),
  given integer not null check (given in (0, 1)),
  evidence text not null,
  at integer not null
) strict;
insert into consent_of_any_purpose select * from consent;
drop table consent;
alter table consent_of_any_purpose rename to consent;

create table visit (
  id integer primary key autoincrement,
  endpoint text not null,
  at integer not null,
  body text not null
) strict;
create index visit_time on visit (at);`,
};
