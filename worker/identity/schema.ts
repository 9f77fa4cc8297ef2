/** The tables of one bucket of addresses. Append a step, never edit one. */
import { forgottenStep } from '../lib/forgotten.ts';
import type { Step } from '../lib/migrate.ts';

export const steps: readonly Step[] = [
  {
    name: 'addresses',
    sql: `
      create table address (
        -- keyed hash: no number or openid stands here in clear
        hash text primary key,
        kind text not null check (kind in ('user', 'union', 'phone', 'endpoint')),
        person text not null,
        -- the user who signed in on it first; set once
        bound_to text,
        evidence text not null,
        since integer not null
      ) strict, without rowid;

      create table refused_link (
        hash text not null,
        person text not null,
        other text not null,
        evidence text not null,
        first_at integer not null,
        last_at integer not null,
        times integer not null default 1,
        primary key (hash, person, other)
      ) strict, without rowid;
    `,
  },
  forgottenStep,
  {
    name: 'hand-offs',
    sql: `
      create table hand_off (
        -- keyed hash of the code
        hash text primary key,
        person text not null,
        -- key of the anonymous address it was shown on; empty on a signed-in page
        visitor text,
        ends_at integer not null,
        -- key of the address that took it up
        taken_by text
      ) strict, without rowid;
      create index hand_off_over on hand_off (ends_at);
    `,
  },
  {
    name: 'provenance, leases and merges wanted',
    sql: `
      create table address_with_provenance (
        hash text primary key,
        kind text not null check (kind in ('user', 'union', 'openid', 'phone', 'email', 'device', 'order', 'endpoint')),
        person text not null,
        bound_to text,
        evidence text not null,
        source text not null check (
          source in ('login', 'wechat', 'button', 'code', 'number', 'company', 'link', 'visit', 'said', 'typed')
        ),
        since integer not null,
        -- a lease counts from here
        confirmed_at integer not null,
        sittings integer not null default 1,
        -- a list in JSON of the strong identities that showed it beside its holder's
        rivals text not null default '[]',
        shared_at integer,
        moved_at integer
      ) strict, without rowid;

      insert into address_with_provenance (hash, kind, person, bound_to, evidence, source, since, confirmed_at)
      select hash, kind, person, bound_to, evidence,
        case kind when 'user' then 'login' when 'union' then 'wechat' when 'phone' then 'company' else 'visit' end,
        since, since
      from address;
      drop table address;
      alter table address_with_provenance rename to address;

      create table merge_request (
        person text not null,
        other text not null,
        -- whether it was this person's act
        asked integer not null check (asked in (0, 1)),
        act text not null check (act in ('merge', 'suggest', 'refuse')),
        why text not null,
        confirm text not null check (confirm in ('nobody', 'customer', 'agent')),
        kind text not null,
        hash text not null,
        evidence text not null,
        first_at integer not null,
        last_at integer not null,
        times integer not null default 1,
        state text not null default 'open' check (state in ('open', 'declined', 'done')),
        primary key (person, other)
      ) strict, without rowid;

      create table frozen (person text primary key, since integer not null, why text not null) strict, without rowid;
    `,
  },
  {
    name: 'where homes went',
    sql: `
      -- whose a key was before its person's line went into another; empty: it is the person's own
      alter table address add column home text not null default '';
      create table place (
        home text primary key,
        hop integer not null,
        person text not null
      ) strict, without rowid;
    `,
  },
  {
    name: 'who looked at the frozen',
    sql: `
      -- with whom it was one too many
      alter table frozen add column other text not null default '';
      alter table frozen add column thawed_at integer;
      alter table frozen add column thawed_by text;
    `,
  },
  {
    name: 'questions put off',
    sql: `alter table merge_request add column put_off_until integer not null default 0;`,
  },
  {
    name: 'who settled it',
    sql: `
      alter table merge_request add column settled_by text;
      alter table merge_request add column settled_at integer;
    `,
  },
  {
    name: 'merges that join nothing',
    sql: `
      -- nothing was ever said in one of the two lines: it doesn't count
      alter table merge_request add column empty integer not null default 0 check (empty in (0, 1));
    `,
  },
  {
    name: 'who brought it',
    sql: `
      -- the person, the company (company:site:…, company:key:…), the platform (platform:…), or the gateway itself
      alter table address add column who text not null default 'person';
      update address set who = case when evidence = 'merge' then 'gateway' when source in ('login', 'company') then 'company'
        when source in ('wechat', 'button', 'number') then 'platform' else 'person' end;
    `,
  },
  {
    name: 'numbers that moved',
    sql: `
      -- a number went from this person to somebody else, and their line is still to be told
      create table moved_number (
        hash text not null,
        person text not null,
        at integer not null,
        tries integer not null default 0,
        due_at integer not null,
        primary key (hash, person)
      ) strict, without rowid;
      create index moved_due on moved_number (due_at);
    `,
  },
  {
    name: 'each look at the frozen',
    sql: `
      -- when the line of who is frozen is told of it; null: it was, or is elsewhere
      alter table frozen add column due_at integer;
      alter table frozen add column tries integer not null default 0;
      create table thawed (
        id integer primary key,
        person text not null,
        other text not null,
        since integer not null,
        why text not null,
        at integer not null,
        by text not null,
        reason text not null
      ) strict;
      insert into thawed (person, other, since, why, at, by, reason)
        select person, other, since, why, thawed_at, thawed_by, '' from frozen where thawed_at is not null order by thawed_at;
    `,
  },
  {
    name: 'whose a moved number is',
    sql: `
      -- a key that went on to somebody else kept whose it was before: it is its new holder's own
      update address set home = '' where home <> ''
        and person is not (select place.person from place where place.home = address.home);
    `,
  },
];
