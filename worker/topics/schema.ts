/** The tables of topics: all but the names of topics can be told anew by the customers. Steps are appended, never changed. */
import { forgottenStep } from '../lib/forgotten.ts';
import type { Step } from '../lib/migrate.ts';

export const steps: readonly Step[] = [
  {
    name: 'topics',
    sql: `
create table encounter (
  session text primary key,
  day text not null,
  opened_at integer not null,
  revision integer not null,
  -- shared/topics/asked.ts without its questions
  body text not null
) strict;
create index encounter_day on encounter (day);

create table question (
  number integer primary key,
  session text not null,
  place integer not null,
  day text not null,
  at integer not null,
  language text not null check (language in ('zh', 'en')),
  text text not null,
  fate text not null,
  entry text,
  fault integer not null check (fault in (0, 1)),
  -- null: it waits for the next grouping
  topic text,
  unique (session, place)
) strict;
create index question_topic on question (topic, at);
create index question_day on question (day);
create index question_waits on question (language, at) where topic is null;

create table topic (
  id text primary key,
  language text not null check (language in ('zh', 'en')),
  name text not null,
  typical text not null,
  born_at integer not null,
  last_at integer not null,
  vector text not null
) strict;

-- how usual terms are, up to a question
create table sight (language text primary key, upto integer not null, body text not null) strict;

-- what a day adds up to, until one of its questions changes
create table counted (day text primary key, body text not null) strict;

-- what was to be mended, by the Monday of its week
create table week (monday text primary key, body text not null) strict;`,
  },
  forgottenStep,
];
