/** The webhooks' tables. Steps are appended, never changed. */
import { forgottenStep } from '../lib/forgotten.ts';
import type { Step } from '../lib/migrate.ts';

export const steps: readonly Step[] = [
  {
    name: 'deliveries',
    sql: `
      create table endpoint (
        id text primary key,
        secret text not null,
        -- signs beside the new one until then, so that a change of secret loses nothing
        old_secret text,
        old_until integer,
        failing_since integer,
        stopped integer not null default 0 check (stopped in (0, 1))
      ) strict;

      create table delivery (
        seq integer primary key autoincrement,
        id text not null,
        endpoint text not null,
        type text not null,
        at integer not null,
        body text not null,
        state text not null check (state in ('owed', 'delivered', 'dead', 'stopped')),
        tries integer not null default 0,
        next_at integer,
        status integer,
        detail text not null default '',
        tried_at integer,
        unique (endpoint, id)
      ) strict;
      create index delivery_due on delivery (next_at) where state = 'owed';
      create index delivery_of on delivery (endpoint, state, seq);
    `,
  },
  forgottenStep,
  {
    name: 'what happened, to be fetched',
    sql: `
create table feed (
  seq integer primary key autoincrement,
  key text not null unique,
  type text not null,
  at integer not null,
  told_at integer not null,
  customer text not null,
  data text not null
) strict;
create index feed_told on feed (told_at);
create index feed_customer on feed (customer);
-- up to there all is forgotten
create table feed_floor (seq integer not null) strict;
insert into feed_floor (seq) values (0);`,
  },
];
