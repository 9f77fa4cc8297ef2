/** The desk's tables. Append a step, never edit one. */
import type { Step } from '../lib/migrate.ts';

export const steps: readonly Step[] = [
  {
    name: 'line',
    sql: `
      create table session (
        session text primary key,
        customer text not null,
        name text not null,
        channel text not null,
        state text not null check (state in ('robot', 'queued', 'agent', 'left-message', 'closed')),
        -- the newest fact taken from the customer
        version integer not null,
        -- grows with every order given to the customer about this session
        turn integer not null,
        agent text,
        skill text not null,
        urgency text not null check (urgency in ('normal', 'urgent')),
        reason text not null,
        -- when it first waited for a human: its place in line for as long as it lives
        place integer,
        since integer not null,
        -- who gave it back, and until when it is not given to them again by itself
        declined_by text,
        declined_until integer,
        check ((state = 'agent') = (agent is not null))
      ) strict;
      create index session_by_state on session (state, place);
      create index session_by_agent on session (agent) where agent is not null;

      create table agent (
        id text primary key,
        name text not null,
        duty text not null check (duty in ('online', 'busy', 'break', 'offline')),
        connected integer not null check (connected in (0, 1)),
        version integer not null,
        capacity integer not null,
        -- since when nobody sees them; null while connected
        lost_at integer,
        -- when they were last given a session: the longest idle goes first
        given_at integer not null
      ) strict;

      create table letter (
        id integer primary key autoincrement,
        session text not null,
        customer text not null,
        turn integer not null,
        state text not null check (state in ('agent', 'queued', 'left-message')),
        agent_id text,
        agent_name text,
        tries integer not null default 0,
        next_at integer not null,
        quarantined integer not null default 0 check (quarantined in (0, 1)),
        unique (session, turn)
      ) strict;
      create index letter_due on letter (quarantined, next_at);

      create table decision (
        id integer primary key autoincrement,
        at integer not null,
        session text not null,
        turn integer not null,
        state text not null,
        agent text,
        why text not null
      ) strict;

      create table meta (name text primary key, value integer not null) strict;
    `,
  },
];
