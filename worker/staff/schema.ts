/** The staff's tables. Steps are appended, never changed. */
import type { Step } from '../lib/migrate.ts';

export const steps: readonly Step[] = [
  {
    name: 'people and their sign-ins',
    sql: `
      create table member (
        id text primary key,
        login text not null unique,
        name text not null,
        role text not null check (role in ('owner', 'lead', 'agent')),
        password text not null,
        since integer not null
      ) strict;
      create table session (
        hash text primary key,
        member text not null references member (id),
        since integer not null,
        used_at integer not null
      ) strict;
      create index session_member on session (member);
      create table enter_code (
        hash text primary key,
        member text not null references member (id),
        ends_at integer not null
      ) strict;
      create table attempt (
        name_and_place text not null,
        place text not null,
        at integer not null
      ) strict;
      create index attempt_name on attempt (name_and_place, at);
      create index attempt_place on attempt (place, at);
    `,
  },
  {
    name: 'editors of the knowledge',
    sql: `
      pragma defer_foreign_keys = true;
      create table member_before (id text, login text, name text, role text, password text, since integer) strict;
      insert into member_before select id, login, name, role, password, since from member;
      drop table member;
      create table member (
        id text primary key,
        login text not null unique,
        name text not null,
        role text not null check (role in ('owner', 'lead', 'editor', 'agent')),
        password text not null,
        since integer not null
      ) strict;
      insert into member select id, login, name, role, password, since from member_before;
      drop table member_before;
    `,
  },
  {
    name: 'marketers',
    sql: `
      pragma defer_foreign_keys = true;
      create table member_before (id text, login text, name text, role text, password text, since integer) strict;
      insert into member_before select id, login, name, role, password, since from member;
      drop table member;
      create table member (
        id text primary key,
        login text not null unique,
        name text not null,
        role text not null check (role in ('owner', 'lead', 'editor', 'marketer', 'agent')),
        password text not null,
        since integer not null
      ) strict;
      insert into member select id, login, name, role, password, since from member_before;
      drop table member_before;
    `,
  },
];
