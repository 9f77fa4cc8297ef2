/** The seat's tables. Append a step, never edit one. */
import { forgottenStep } from '../lib/forgotten.ts';
import type { Step } from '../lib/migrate.ts';

export const steps: readonly Step[] = [
  {
    name: 'seat',
    sql: `
      create table self (
        only_row integer primary key check (only_row = 1),
        epoch text not null,
        -- who sits here; empty until they came the first time
        agent text not null default '',
        name text not null default '',
        duty text not null default 'offline' check (duty in ('online', 'busy', 'break', 'offline')),
        connected integer not null default 0 check (connected in (0, 1)),
        -- grows with every change of duty or connection; the desk was told up to told_version
        presence_version integer not null default 0,
        told_version integer not null default 0,
        tries integer not null default 0,
        next_at integer not null default 0
      ) strict;

      create table change (
        revision integer primary key autoincrement,
        at integer not null,
        body text not null
      ) strict;

      -- one row a customer; a row that is gone keeps its revision, so that an older word can't bring it back
      create table conversation (
        customer text primary key,
        revision integer not null,
        gone integer not null check (gone in (0, 1)),
        closed integer not null check (closed in (0, 1)),
        at integer not null,
        body text
      ) strict;
      create index conversation_shown on conversation (gone, closed, at);

      -- the answer given to each number of each installation: heard twice is answered twice and done once
      create table act (
        instance text not null,
        number integer not null,
        content text not null,
        answer text not null,
        at integer not null,
        primary key (instance, number)
      ) strict, without rowid;
    `,
  },
  {
    name: 'news, drafts, phrases',
    sql: `
      -- summaries owed and notes that name the agent; done: written, or read
      create table news (
        kind text not null check (kind in ('owed', 'mention')),
        id text not null,
        at integer not null,
        done integer not null default 0 check (done in (0, 1)),
        body text not null,
        primary key (kind, id)
      ) strict, without rowid;
      create index news_shown on news (kind, done, at);

      create table draft (
        customer text primary key,
        version integer not null,
        instance text not null,
        at integer not null,
        body text not null
      ) strict;

      create table reply (
        only_row integer primary key check (only_row = 1),
        body text not null
      ) strict;

      create table reply_use (
        id text primary key,
        times integer not null
      ) strict;
    `,
  },
  {
    name: 'duty told',
    // 话后整理 is a duty like the others; what others set and said is kept once by its key.
    sql: `
      create table self_with_reason (
        only_row integer primary key check (only_row = 1),
        epoch text not null,
        agent text not null default '',
        login text not null default '',
        name text not null default '',
        duty text not null default 'offline' check (duty in ('online', 'busy', 'break', 'wrap-up', 'offline')),
        reason text,
        since integer not null default 0,
        connected integer not null default 0 check (connected in (0, 1)),
        -- when somebody was heard last, of a seat nobody is connected to
        heard_at integer not null default 0,
        presence_version integer not null default 0,
        told_version integer not null default 0,
        tries integer not null default 0,
        next_at integer not null default 0
      ) strict;
      insert into self_with_reason (only_row, epoch, agent, name, duty, connected, presence_version, told_version, tries, next_at)
        select only_row, epoch, agent, name, duty, connected, presence_version, told_version, tries, next_at from self;
      drop table self;
      alter table self_with_reason rename to self;

      create table told (
        key text primary key,
        at integer not null,
        -- what was said (JSON); null: it was a duty
        notice text
      ) strict, without rowid;
    `,
  },
  {
    name: 'who set it, in which order',
    // What came in one millisecond is told in the order in which it came.
    sql: `
      alter table self add column duty_by text;
      alter table told add column place integer not null default 0;
      update told set place = (select count(*) from told as other where (other.at, other.key) <= (told.at, told.key));
      alter table news add column place integer not null default 0;
      update news set place =
        (select count(*) from news as other where (other.at, other.kind, other.id) <= (news.at, news.kind, news.id));
    `,
  },
  forgottenStep,
];
