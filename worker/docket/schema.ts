/** The tickets' list in tables: a row each, as its customer told it last. Steps are appended, never changed. */
import { forgottenStep } from '../lib/forgotten.ts';
import type { Step } from '../lib/migrate.ts';

export const steps: readonly Step[] = [
  {
    name: 'rows',
    sql: `
create table ticket (
  id text primary key,
  customer text not null,
  revision integer not null,
  kind text not null,
  phase text not null check (phase in ('open', 'doing', 'waiting', 'confirming', 'solved', 'closed')),
  priority text not null,
  assignee text,
  team text,
  words text not null,
  -- open ones by their next limit, then what is done, newest first
  place integer not null,
  due_at integer,
  missed integer not null check (missed in (0, 1)),
  body text not null
) strict;
create index ticket_place on ticket (place, id);
create index ticket_assignee on ticket (assignee, place);

create table follower (
  ticket text not null,
  member text not null,
  primary key (ticket, member)
) strict, without rowid;
create index follower_member on follower (member);`,
  },
  {
    name: 'words',
    sql: `
create table said (
  seq integer primary key,
  ticket text not null unique,
  channel text,
  body text not null
) strict;
create virtual table said_words using fts5 (words, content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 0');`,
  },
  forgottenStep,
  {
    name: 'limits kept',
    sql: `
-- the day it was opened (Asia/Shanghai), and whether each limit was kept; empty: not known
alter table ticket add column opened_on text not null default '';
alter table ticket add column first_kept integer;
alter table ticket add column solve_kept integer;
alter table ticket add column promise_kept integer;
update ticket set opened_on = date(json_extract(body, '$.openedAt') / 1000 + 28800, 'unixepoch');
create index ticket_opened on ticket (opened_on, id);`,
  },
];
