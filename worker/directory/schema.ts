/** The directory's tables: all of it can be told anew by the customers. Steps are appended, never changed. */
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
];
