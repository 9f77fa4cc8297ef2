/** The desk's tables. Append a step, never edit one. */
import { forgottenStep } from '../lib/forgotten.ts';
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
  {
    name: 'leases',
    // What stood before is an ordinary session; nobody was being asked. Letters keep their order within a lane.
    sql: `
      alter table session add column kind text not null default 'session' check (kind in ('session', 'ticket'));
      alter table session add column units integer not null default 1;
      alter table session add column level text not null default '';
      alter table session add column language text not null default 'zh';
      alter table session add column group_id text not null default '';
      -- given to this group by hand: its skill no longer decides
      alter table session add column pinned integer not null default 0 check (pinned in (0, 1));
      -- who is asked to take it, until when, from whom (JSON)
      alter table session add column offer text;
      -- who had it offered or held and let it go, and until when they are not asked again (JSON)
      alter table session add column declined text not null default '[]';
      -- the turn at which its agent got it, and when they must have said something
      alter table session add column held_turn integer not null default 0;
      alter table session add column answer_by integer;
      -- a group was asked: who gets it back, and when (JSON)
      alter table session add column giver text;
      alter table session add column preferred text;
      alter table session add column collaborators text not null default '[]';
      alter table session add column why text;
      -- the desk's version when this row changed last
      alter table session add column changed integer not null default 0;
      -- came into the line today, for the figures: once
      alter table session add column entered_at integer;
      alter table session add column taken_at integer;
      update session set declined = json_array(json_object('by', declined_by, 'until', declined_until))
        where declined_by is not null and declined_until is not null;
      create index session_by_change on session (state, changed);

      create table agent_with_duty (
        id text primary key,
        login text not null,
        name text not null,
        duty text not null check (duty in ('online', 'busy', 'break', 'wrap-up', 'offline')),
        reason text,
        connected integer not null check (connected in (0, 1)),
        version integer not null,
        lost_at integer,
        given_at integer not null,
        -- since when in the state that is shown
        since integer not null,
        -- 话后整理 until then
        wrap_until integer,
        -- offers and first answers missed in a row
        missed integer not null,
        -- the state whose time is being counted, and since when
        counted_as text not null,
        counted_at integer not null,
        changed integer not null
      ) strict;
      insert into agent_with_duty select id, id, name, duty, null, connected, version, lost_at, given_at, given_at, null, 0,
        duty, given_at, 0 from agent;
      drop table agent;
      alter table agent_with_duty rename to agent;

      create table letter_to_anybody (
        id integer primary key autoincrement,
        -- a session's orders leave in order, and so do a seat's
        lane text not null,
        kind text not null check (kind in ('stands', 'transferring', 'joined', 'ended', 'notice', 'duty')),
        -- the person or the seat it goes to
        to_whom text not null,
        turn integer not null,
        body text not null,
        tries integer not null default 0,
        next_at integer not null,
        quarantined integer not null default 0 check (quarantined in (0, 1))
      ) strict;
      insert into letter_to_anybody select id, session, 'stands', customer, turn,
        case state when 'agent' then json_object('state', 'agent', 'agent', json_object('id', agent_id, 'name', agent_name))
        else json_object('state', state) end, tries, next_at, quarantined from letter;
      drop table letter;
      alter table letter_to_anybody rename to letter;
      create index letter_lane on letter (lane, id);

      -- counted by day of the calendar; '*' is everybody
      create table agent_day (
        agent text not null,
        day text not null,
        handled integer not null default 0,
        answered integer not null default 0,
        answer_ms integer not null default 0,
        missed integer not null default 0,
        states text not null default '{}',
        primary key (agent, day)
      ) strict, without rowid;
      create table group_day (
        group_id text not null,
        day text not null,
        entered integer not null default 0,
        taken integer not null default 0,
        in_time integer not null default 0,
        abandoned integer not null default 0,
        primary key (group_id, day)
      ) strict, without rowid;
      create index decision_session on decision (session, id);
    `,
  },
  {
    name: 'learned',
    sql: `
      -- what routing learnt of arrivals, services and promises (JSON)
      create table learned (only_row integer primary key check (only_row = 1), body text not null) strict;
    `,
  },
  {
    name: 'on duty',
    sql: `
      -- from coming to going; the one that lasts is written as its states end
      create table on_duty (
        agent text not null,
        began_at integer not null,
        ended_at integer not null check (ended_at > began_at),
        primary key (agent, began_at)
      ) strict, without rowid;
      create index on_duty_ended on on_duty (ended_at);
    `,
  },
  forgottenStep,
  {
    name: 'the VIP lane by the profile',
    sql: `alter table session add column vip integer not null default 0 check (vip in (0, 1));`,
  },
  {
    name: 'occupancy',
    sql: `
      -- had a conversation in hand when their time was counted last; of a day: how long (null: from before this was counted)
      alter table agent add column engaged integer not null default 0 check (engaged in (0, 1));
      alter table agent_day add column engaged_ms integer;
    `,
  },
];
