/** The tables of one bucket of addresses. Append a step, never edit one. */
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
];
