/** The customer's tables. Append steps only: a recorded step never changes (worker/lib/migrate.ts checks). */
import type { Step } from '../lib/migrate.ts';
import { personStep } from './person/tables.ts';
import { callStep } from './call/tables.ts';
import { countsStep, leaseStep, newsStep, ownReportStep, reportStep } from './reach/tables.ts';
import { erasureStep, ownAffairsStep, privacyStep, ticksStep } from './own/steps.ts';
import { homesStep, mergeStep, subscriptionHomesStep } from './merge/steps.ts';
import { appointmentStep, fateStep, wentStep } from './reminders/tables.ts';
import { offersStep, offerSolvedStep } from './offers/tables.ts';
import { profileStep } from './profile/tables.ts';

export const steps: readonly Step[] = [
  {
    name: 'the line',
    sql: `
create table person (
  only_row integer primary key check (only_row = 1),
  id text not null,
  epoch text not null,
  name text not null,
  user_id text,
  company_read integer not null default 0,
  created_at integer not null
) strict;

create table endpoint (
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
  unique (channel, account, peer)
) strict;

create table session (
  id text primary key,
  state text not null check (state in ('robot', 'queued', 'agent', 'left-message', 'closed')),
  opened_at integer not null,
  closed_at integer,
  endpoint text not null,
  fence integer not null,
  turn integer not null default 0,
  version integer not null default 1,
  agent_id text,
  agent_name text,
  mind text not null,
  handover text,
  waiting_since integer,
  rating text,
  rating_asked integer not null default 0 check (rating_asked in (0, 1)),
  idle_at integer
) strict;
create index session_open on session (opened_at) where state <> 'closed';

create table message (
  id text primary key,
  revision integer not null unique,
  endpoint text not null,
  channel text,
  position integer not null,
  direction text not null check (direction in ('in', 'out', 'note')),
  speaker text not null,
  body text not null,
  at integer not null,
  session text,
  status text not null check (status in ('received', 'queued', 'sent', 'delivered', 'read', 'failed', 'unknown')),
  reason text,
  source text,
  client_instance text,
  client_number integer,
  provider_id text
) strict;
create unique index message_position on message (endpoint, position) where position > 0;
create index message_out on message (revision) where direction = 'out';
create index message_provider on message (provider_id) where provider_id is not null;

create table change (
  revision integer primary key,
  audience text not null check (audience in ('all', 'staff')),
  endpoint text not null,
  at integer not null,
  body text
) strict;

create table heard (
  key text primary key,
  digest text not null,
  message text,
  attempts integer not null default 1,
  at integer not null
) strict;

create table operation (
  viewer text not null,
  instance text not null,
  number integer not null,
  digest text not null,
  revision integer not null,
  refusal text,
  at integer not null,
  primary key (viewer, instance, number)
) strict, without rowid;

create table mark (
  endpoint text primary key,
  received integer not null,
  read integer not null
) strict;

create table letter (
  id integer primary key autoincrement,
  lane text not null,
  kind text not null check (kind in ('send', 'desk', 'seat', 'gone', 'lookup')),
  key text not null unique,
  body text not null,
  state text not null check (state in ('owed', 'passive', 'flying', 'held', 'dead')),
  generation integer not null default 1,
  tries integer not null default 0,
  due_at integer not null
) strict;
create index letter_lane on letter (lane, id);

create table report (
  provider_id text not null,
  status text not null,
  reason text,
  at integer not null,
  primary key (provider_id, status)
) strict;

create table consent (
  id integer primary key autoincrement,
  endpoint text not null,
  purpose text not null check (purpose in ('marketing', 'service')),
  given integer not null check (given in (0, 1)),
  evidence text not null,
  at integer not null
) strict;

create table quarantine (
  id integer primary key autoincrement,
  key text not null,
  why text not null,
  at integer not null
) strict;`,
  },
  {
    name: 'answers',
    // Steps became one part of an answer; a flow that was asked for an order number starts again.
    sql: `
update message set body = replace(body, '{"kind":"steps","title":', '{"kind":"answer","text":')
  where body like '{"kind":"steps","title":%';
update change set body = replace(body, '"body":{"kind":"steps","title":', '"body":{"kind":"answer","text":')
  where body like '%"body":{"kind":"steps","title":%';
update session set mind = json_set(mind, '$.flow', null);
alter table message add column helpful integer check (helpful in (0, 1));

create table letter_of_any_kind (
  id integer primary key autoincrement,
  lane text not null,
  kind text not null check (kind in ('send', 'desk', 'seat', 'gone', 'call', 'word', 'question')),
  key text not null unique,
  body text not null,
  state text not null check (state in ('owed', 'passive', 'flying', 'held', 'dead')),
  generation integer not null default 1,
  tries integer not null default 0,
  due_at integer not null
) strict;
insert into letter_of_any_kind select * from letter where kind <> 'lookup';
drop table letter;
alter table letter_of_any_kind rename to letter;
create index letter_lane on letter (lane, id);`,
  },
  {
    name: 'hand-over',
    // Packets from before carry one summary and know nothing of what was tried.
    sql: `
alter table session add column number text not null default '';
alter table session add column notice text;
alter table session add column owed text;
alter table session add column robot_offer text;
alter table session add column due_at integer;
alter table person add column care text check (care in ('elder', 'minor'));
alter table person add column level text;
update session set handover = json_set(handover, '$.number', '',
  '$.summary', json_object('zh', handover ->> '$.summary', 'en', handover ->> '$.summary'),
  '$.identity', json('{"name":"","proof":"none","channels":[]}'), '$.tried', json('[]'),
  '$.emotion', json('{"level":"calm","words":[]}'), '$.language', 'zh', '$.visits', 1, '$.unserved', 0)
  where handover is not null;
update change set body = json_set(body, '$.handover.number', '',
  '$.handover.summary', json_object('zh', body ->> '$.handover.summary', 'en', body ->> '$.handover.summary'),
  '$.handover.identity', json('{"name":"","proof":"none","channels":[]}'), '$.handover.tried', json('[]'),
  '$.handover.emotion', json('{"level":"calm","words":[]}'), '$.handover.language', 'zh', '$.handover.visits', 1,
  '$.handover.unserved', 0) where body like '{"kind":"handover",%';
create index message_session on message (session, revision);`,
  },
  {
    name: 'letters of more kinds',
    sql: `
create table letter_of_more_kinds (
  id integer primary key autoincrement,
  lane text not null,
  kind text not null check (kind in ('send', 'desk', 'seat', 'gone', 'call', 'word', 'question', 'webhook', 'directory',
    'ticket', 'quality', 'assist', 'media', 'news')),
  key text not null unique,
  body text not null,
  state text not null check (state in ('owed', 'passive', 'flying', 'held', 'dead')),
  generation integer not null default 1,
  tries integer not null default 0,
  due_at integer not null
) strict;
insert into letter_of_more_kinds select * from letter;
drop table letter;
alter table letter_of_more_kinds rename to letter;
create index letter_lane on letter (lane, id);`,
  },
  {
    name: 'service',
    sql: `
alter table session add column service text;
create index session_asked on session (opened_at) where rating_asked = 1;
alter table message add column quote text;
alter table message add column mentions text;
alter table message add column automatic text;
alter table message add column recalled_at integer;
create index message_quote on message (quote ->> '$.id') where quote is not null;`,
  },
  {
    name: 'tickets',
    sql: `
create table ticket (
  id text primary key,
  number text not null unique,
  key text unique,
  source text not null,
  opened_at integer not null,
  updated_at integer not null,
  closed_at integer,
  due_at integer,
  body text not null
) strict;
create index ticket_due on ticket (due_at) where due_at is not null;

create table ticket_event (
  id integer primary key autoincrement,
  ticket text not null,
  at integer not null,
  internal integer not null check (internal in (0, 1)),
  actor text not null,
  event text not null,
  key text
) strict;
create index ticket_history on ticket_event (ticket, id);
create unique index ticket_comment on ticket_event (ticket, key) where key is not null;

create table ticket_intake (
  session text primary key,
  due_at integer not null
) strict;`,
  },
  {
    name: 'media',
    sql: `
create table media (
  id text primary key,
  giver text not null,
  at integer not null,
  size integer not null default 0,
  -- empty until it is here
  media text
) strict;
create index media_given on media (giver, at);`,
  },
  {
    name: 'what other rooms were told',
    sql: `
create table told (
  room text primary key,
  revision integer not null
) strict;`,
  },
  {
    name: 'files nobody used',
    sql: `
-- empty: given, and in no message or ticket yet
alter table media add column used_at integer;
update media set used_at = at;
create index media_unused on media (at) where used_at is null;`,
  },
  ...[personStep, ownAffairsStep, callStep, erasureStep, countsStep, privacyStep, ticksStep, homesStep, mergeStep],
  ...[newsStep, profileStep, appointmentStep, offersStep, offerSolvedStep, fateStep, leaseStep, subscriptionHomesStep],
  ...[reportStep, wentStep, ownReportStep],
];
