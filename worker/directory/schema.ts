/** The directory's tables: all of it can be told anew by the customers. Steps are appended, never changed. */
import { forgottenStep } from '../lib/forgotten.ts';
import type { Step } from '../lib/migrate.ts';

export const steps: readonly Step[] = [
  {
    name: 'who and what',
    sql: `
create table customer (
  id text primary key,
  revision integer not null,
  seen_at integer not null,
  words text not null,
  body text not null
) strict;
create index customer_seen on customer (seen_at);

create table session (
  seq integer primary key,
  id text not null unique,
  customer text not null,
  revision integer not null,
  state text not null,
  agent text,
  channels text not null,
  opened_at integer not null,
  rating integer,
  category text,
  solved integer,
  body text not null
) strict;
create index session_time on session (opened_at, id);
create index session_customer on session (customer, opened_at);
create index session_agent on session (agent, opened_at);
create virtual table session_words using fts5 (question, rest, content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 0');

create table message (
  seq integer primary key autoincrement,
  id text not null unique,
  customer text not null,
  session text,
  body text not null
) strict;
create virtual table message_words using fts5 (words, content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 0');

create table filter (
  id text primary key,
  member text not null,
  name text not null,
  shared integer not null check (shared in (0, 1)),
  body text not null
) strict;
create index filter_member on filter (member);`,
  },
  {
    name: 'each member orders the filters they see',
    sql: `
create table filter_place (
  member text not null,
  filter text not null,
  place integer not null,
  primary key (member, filter)
) strict, without rowid;`,
  },
  {
    name: 'groups',
    sql: `
alter table customer add column level text;
alter table customer add column owner text;
-- null: not blocked
alter table customer add column blocked_until integer;
create index customer_level on customer (level, seen_at) where level is not null;
create index customer_owner on customer (owner, seen_at);
create index customer_blocked on customer (blocked_until) where blocked_until is not null;
create table customer_tag (
  tag text not null,
  customer text not null,
  primary key (tag, customer)
) strict, without rowid;
create index tag_customer on customer_tag (customer);`,
  },
  forgottenStep,
  {
    name: 'words by whose they are',
    sql: `create index message_customer on message (customer);`,
  },
  {
    name: 'whose a message is may change',
    sql: `
alter table message add column revision integer not null default 0;
update message set revision = coalesce(body ->> '$.revision', 0);
-- their line went into another: in no list
alter table customer add column away integer not null default 0 check (away in (0, 1));`,
  },
  {
    name: 'profiles',
    sql: `
create table customer_profile (
  customer text primary key,
  revision integer not null,
  body text not null
) strict, without rowid;`,
  },
  {
    name: 'where offers stand',
    sql: `
create table customer_standing (
  customer text primary key,
  revision integer not null,
  body text not null
) strict, without rowid;`,
  },
  {
    // With rowid: long rows in the tree itself of a table without made a walk over everybody take four times as long.
    name: 'profiles by what is counted',
    sql: `
create table profile (
  customer text primary key,
  revision integer not null,
  first_at integer,
  last_at integer,
  -- null: none
  preferences text,
  choices text,
  -- series by their kind (shared/profile/fold.ts); null: none
  b text,
  c text,
  e text,
  h text,
  l text,
  q text,
  r text,
  s text,
  t text,
  u text,
  x text
) strict;
insert into profile
select customer, revision, body ->> '$.firstAt', body ->> '$.lastAt',
nullif(body -> '$.preferences', '{}'), nullif(body -> '$.choices', '{}'),
nullif(json_group_array(json(one.value)) filter (where one.value ->> '$.of' = 'b'), '[]'),
nullif(json_group_array(json(one.value)) filter (where one.value ->> '$.of' = 'c'), '[]'),
nullif(json_group_array(json(one.value)) filter (where one.value ->> '$.of' = 'e'), '[]'),
nullif(json_group_array(json(one.value)) filter (where one.value ->> '$.of' = 'h'), '[]'),
nullif(json_group_array(json(one.value)) filter (where one.value ->> '$.of' = 'l'), '[]'),
nullif(json_group_array(json(one.value)) filter (where one.value ->> '$.of' = 'q'), '[]'),
nullif(json_group_array(json(one.value)) filter (where one.value ->> '$.of' = 'r'), '[]'),
nullif(json_group_array(json(one.value)) filter (where one.value ->> '$.of' = 's'), '[]'),
nullif(json_group_array(json(one.value)) filter (where one.value ->> '$.of' = 't'), '[]'),
nullif(json_group_array(json(one.value)) filter (where one.value ->> '$.of' = 'u'), '[]'),
nullif(json_group_array(json(one.value)) filter (where one.value ->> '$.of' = 'x'), '[]')
from customer_profile left join json_each(body, '$.series') as one
group by customer;
drop table customer_profile;`,
  },
  {
    name: 'verdicts on answers',
    sql: 'alter table profile add column v text;',
  },
];
