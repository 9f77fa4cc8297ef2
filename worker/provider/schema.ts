/** The tables of a channel account's owner. Append-only: steps taken are never edited. */
import type { Step } from '../lib/migrate.ts';

export const steps: readonly Step[] = [
  {
    name: 'token',
    sql: `
      create table token (
        account text primary key,
        value text not null,
        ends_at integer not null,
        forced_at integer not null default 0
      ) strict`,
  },
  {
    name: 'heard',
    sql: `
      create table heard (
        account text primary key,
        at integer not null
      ) strict`,
  },
];
