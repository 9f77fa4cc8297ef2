/** The watch's tables. Steps are appended, never changed. */
import type { Step } from '../lib/migrate.ts';

export const steps: readonly Step[] = [
  {
    name: 'counts, series, incidents',
    sql: `
      -- what each minute brought, for a day
      create table count_minute (
        minute integer not null,
        name text not null,
        subject text not null,
        n integer not null,
        primary key (minute, name, subject)
      ) strict, without rowid;
      -- since the deployment began
      create table total (
        name text not null,
        subject text not null,
        n integer not null,
        primary key (name, subject)
      ) strict, without rowid;
      -- the newest batch of each isolate: an older one was told before
      create table batch (isolate text primary key, number integer not null, at integer not null) strict;
      create table stuck (subject text primary key, since integer not null, told_at integer not null) strict;
      -- a hook: when it was heard last as far as we know, and the longest silence by day of each day
      create table hook (account text primary key, heard_at integer not null) strict;
      create table silence (
        account text not null,
        day text not null,
        longest integer not null,
        primary key (account, day)
      ) strict, without rowid;
      create table series (
        key text primary key,
        value real not null,
        at integer not null,
        body text not null
      ) strict;
      create table incident (
        seq integer primary key autoincrement,
        id text not null unique,
        state text not null check (state in ('open', 'acknowledged', 'mitigated', 'resolved')),
        opened_at integer not null,
        body text not null
      ) strict;
      create table meta (name text primary key, value integer not null) strict;
    `,
  },
  {
    name: 'callings',
    sql: `
      create table calling (
        id integer primary key autoincrement,
        calling text not null,
        incident text not null,
        step integer not null,
        way_by text not null check (way_by in ('robot', 'sms', 'phone')),
        way_to text not null,
        state text not null check (state in ('owed', 'delivered', 'failed', 'dropped')),
        tries integer not null default 0,
        due_at integer not null,
        why text not null default '',
        unique (calling, way_by, way_to)
      ) strict;
      create index calling_due on calling (due_at) where state = 'owed';
    `,
  },
  {
    name: 'probes',
    sql: `
      -- what each account's synthetic customer got last
      create table probe (
        account text primary key,
        taken integer not null,
        ms integer,
        at integer not null
      ) strict;
    `,
  },
  {
    name: 'digests',
    sql: `
      -- since when the time of a report is known, and up to when it was looked at
      create table digest (id text primary key, timing text not null, seen_at integer not null) strict;
      create table digest_send (
        id integer primary key autoincrement,
        digest text not null,
        name text not null,
        due_at integer not null,
        -- 0: at its time; else when somebody tried it
        trial integer not null,
        way_by text not null check (way_by in ('mail', 'robot')),
        way_to text not null,
        state text not null check (state in ('owed', 'going', 'sent', 'failed', 'unknown')),
        tries integer not null default 0,
        at integer not null,
        next_at integer not null,
        why text not null default '',
        unique (digest, due_at, trial, way_by, way_to)
      ) strict;
    `,
  },
];
