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
];
