/** The tables of one file. Append a step, never edit one. */
import type { Step } from '../lib/migrate.ts';

export const steps: readonly Step[] = [
  {
    name: 'file',
    sql: `
      create table file (
        only_row integer primary key check (only_row = 1),
        -- an id is used once: what was forgotten never comes back
        state text not null check (state in ('coming', 'kept', 'gone')),
        at integer not null,
        until integer not null,
        about text
      ) strict;

      create table piece (
        number integer primary key,
        start integer not null,
        bytes blob not null
      ) strict;`,
  },
];
