/** Whose each row is, where two people turned out to be one. A recorded step: it never changes. */
import type { Step } from '../../lib/migrate.ts';

export const homesStep: Step = {
  name: 'homes',
  sql: `
create table endpoint_with_home (
  id text primary key,
  channel text not null check (channel in ('web', 'app', 'miniprogram', 'wechat', 'sms', 'phone')),
  account text not null,
  peer text not null,
  position integer not null default 0,
  last_inbound_at integer not null default 0,
  window_left integer,
  window_ends_at integer,
  blocked_code text,
  blocked_detail text,
  marketing_refused integer not null default 0 check (marketing_refused in (0, 1)),
  created_at integer not null,
  counts text,
  -- the person it first belonged to; empty: this line's own. Two lines that became one may both have known an address
  home text not null default '',
  unique (channel, account, peer, home)
) strict;
insert into endpoint_with_home select *, '' from endpoint;
drop table endpoint;
alter table endpoint_with_home rename to endpoint;
create index endpoint_of_others on endpoint (home) where home <> '';

-- of what has no address; everything else is of its address's home
alter table message add column home text not null default '';
alter table change add column home text not null default '';`,
};

/** A one-time subscription is WeChat's with one address: two people of one line each keep their own. */
export const subscriptionHomesStep: Step = {
  name: 'subscriptions of each home',
  sql: `
create table subscription_of_home (
  template text not null,
  left_over integer not null,
  refused_at integer,
  home text not null default '',
  primary key (template, home)
) strict, without rowid;
insert into subscription_of_home select template, left_over, refused_at, home from subscription;
insert or ignore into subscription_of_home select row ->> '$.template', row ->> '$.left_over', row ->> '$.refused_at', home
  from merge_aside where name = 'subscription';
delete from merge_aside where name = 'subscription';
drop table subscription;
alter table subscription_of_home rename to subscription;`,
};

/** What a merge needs of the tables: whose a row is where no address says so, and the machine's own rows. */
export const mergeStep: Step = {
  name: 'merge',
  sql: `
alter table session add column home text not null default '';
alter table ticket add column home text not null default '';
alter table media add column home text not null default '';
alter table notice add column home text not null default '';
alter table choice add column home text not null default '';
alter table subscription add column home text not null default '';
alter table card_event add column home text not null default '';
-- an encounter and a ticket are of the person at whose address they began
create trigger session_home after insert on session when new.home = '' begin
  update session set home = coalesce((select home from endpoint where id = new.endpoint), '') where id = new.id;
end;
create trigger ticket_home after insert on ticket when new.home = '' begin
  update ticket set home = coalesce((select home from endpoint where id = new.body ->> '$.endpoint'), '')
    where id = new.id;
end;

create table merge_state (
  only_row integer primary key check (only_row = 1),
  -- grows with every step
  version integer not null,
  -- the highest revision this line ever gave: it never goes back, also when rows leave
  head integer not null,
  wake_at integer,
  body text not null
) strict;

-- revision r of an epoch, from its floor up to upto, stands here as r + shift
create table merge_epoch (
  epoch text not null,
  upto integer not null,
  floor integer not null,
  shift integer not null,
  primary key (epoch, upto)
) strict, without rowid;

create table merge_out (chunk integer primary key, body text not null) strict;
create table merge_in (
  chunk integer primary key,
  count integer not null,
  digest text not null,
  body text not null
) strict;
create table merge_relay (relay integer primary key, body text not null) strict;

-- rows that came along and can't stand beside this line's own
create table merge_aside (
  id integer primary key autoincrement,
  home text not null,
  name text not null,
  row text not null
) strict;

-- what a merge made of a row of this line: taken back with the person who brought it
create table merge_undo (
  home text not null,
  name text not null,
  before text not null,
  after text not null,
  primary key (home, name)
) strict, without rowid;

-- addresses that were here and went on with their person
create table merge_left (
  channel text not null,
  account text not null,
  peer text not null,
  home text not null,
  primary key (channel, account, peer)
) strict, without rowid;

create table letter_with_merges (
  id integer primary key autoincrement,
  lane text not null,
  kind text not null check (kind in ('send', 'desk', 'seat', 'gone', 'call', 'word', 'question', 'webhook', 'directory',
    'ticket', 'quality', 'media', 'news', 'remind', 'forget', 'merge')),
  key text not null unique,
  body text not null,
  state text not null check (state in ('owed', 'passive', 'flying', 'held', 'dead')),
  generation integer not null default 1,
  tries integer not null default 0,
  due_at integer not null
) strict;
insert into letter_with_merges select * from letter;
drop table letter;
alter table letter_with_merges rename to letter;
create index letter_lane on letter (lane, id);`,
};
