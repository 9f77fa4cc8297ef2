/** What was sent and tried within the last day, by keyed hashes. Steps are appended, never changed. */
import type { Step } from '../lib/migrate.ts';

export const steps: readonly Step[] = [
  {
    name: 'codes',
    sql: `
create table sent (
  id text primary key,
  at integer not null,
  subject text not null,
  range text not null,
  asker text not null,
  place text not null,
  stranger integer not null check (stranger in (0, 1)),
  seal text not null,
  expires_at integer not null,
  tries integer not null default 0,
  proven_at integer,
  -- a link's: whom it is for
  bearer text
) strict;
create index sent_subject on sent (subject, at);
create index sent_range on sent (range, at);
create index sent_asker on sent (asker, at);
create index sent_place on sent (place, at);
create index sent_stranger on sent (stranger, at);
create index sent_at on sent (at);
create index sent_seal on sent (seal) where bearer is not null;

create table wrong (at integer not null, subject text not null, asker text not null, place text not null) strict;
create index wrong_subject on wrong (subject, at);
create index wrong_asker on wrong (asker, at);
create index wrong_place on wrong (place, at);
create index wrong_at on wrong (at);

create table proved (
  subject text not null,
  asker text not null,
  at integer not null,
  primary key (subject, asker)
) strict, without rowid;`,
  },
  {
    name: 'what came of a link',
    sql: `alter table sent add column came text check (came in ('linked', 'elsewhere', 'over'));`,
  },
];
