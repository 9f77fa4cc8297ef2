/** The keys' tables. Steps are appended, never changed. */
import type { Step } from '../lib/migrate.ts';

export const steps: readonly Step[] = [
  {
    name: 'keys',
    sql: `
create table key (
  id text primary key,
  name text not null,
  scopes text not null,
  hash text not null,
  tail text not null,
  -- after a change the key so far counts until then
  old_hash text,
  old_until integer,
  made_at integer not null,
  made_by text not null,
  used_at integer,
  revoked_at integer
) strict;

create table key_event (
  seq integer primary key autoincrement,
  key text not null,
  what text not null check (what in ('made', 'rotated', 'revoked')),
  at integer not null,
  by text not null
) strict;

-- what was answered under an Idempotency-Key; without a status it is being done
create table answer (
  key text not null,
  name text not null,
  digest text not null,
  at integer not null,
  status integer,
  body text,
  primary key (key, name)
) strict, without rowid;
create index answer_at on answer (key, at);`,
  },
];
