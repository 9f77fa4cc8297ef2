/** The settings' tables. Steps are appended, never changed. */
import type { Step } from '../lib/migrate.ts';

export const steps: readonly Step[] = [
  {
    name: 'documents',
    sql: `
      create table document (
        -- grows over all documents: who has seen up to it knows what is newer
        version integer primary key autoincrement,
        name text not null,
        revision integer not null,
        at integer not null,
        by_id text not null,
        by_name text not null,
        value text not null,
        unique (name, revision)
      ) strict;
    `,
  },
];
