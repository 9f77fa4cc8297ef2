/** The knowledge base's tables. Append a step, never edit one. */
import type { Step } from '../lib/migrate.ts';

export const steps: readonly Step[] = [
  {
    name: 'knowledge',
    sql: `
      create table item (
        kind text not null check (kind in ('entry', 'flow')),
        id text not null,
        category text not null,
        question text not null,
        -- every wording, folded, for the list's search
        words text not null,
        languages text not null,
        similar integer not null,
        -- of the newest revision
        state text not null check (state in ('draft', 'in-review', 'published', 'retired')),
        newest integer not null,
        -- the revision customers get
        live integer,
        live_questions integer not null default 0,
        updated_at integer not null,
        updated_by_id text not null,
        updated_by_name text not null,
        valid_until integer,
        primary key (kind, id)
      ) strict;
      create index item_by_time on item (updated_at, kind, id);
      create index item_by_state on item (state, kind, id);

      create table revision (
        kind text not null,
        id text not null,
        revision integer not null,
        -- the revision that holds the words: moves from state to state change none
        content integer not null,
        body text,
        state text not null check (state in ('draft', 'in-review', 'published', 'retired')),
        at integer not null,
        by_id text not null,
        by_name text not null,
        note text not null,
        changed text not null,
        version text,
        primary key (kind, id, revision),
        foreign key (kind, id) references item (kind, id),
        check ((body is null) = (content <> revision))
      ) strict;

      -- the wordings customers' questions are matched against, to see two entries fight for one
      create table phrase (
        language text not null check (language in ('zh', 'en')),
        phrase text not null,
        kind text not null,
        id text not null,
        text text not null,
        primary key (language, phrase, kind, id)
      ) strict;
      create index phrase_by_item on phrase (kind, id);

      create table publication (
        seq integer primary key autoincrement,
        version text not null unique,
        at integer not null,
        by_id text not null,
        by_name text not null,
        note text not null,
        -- grows when what was learned before no longer fits: then everybody takes the whole
        shape integer not null
      ) strict;
      create table change (
        seq integer not null,
        kind text not null,
        id text not null,
        primary key (seq, kind, id)
      ) strict;

      -- the newest version that was packed whole, in pieces below the row limit
      create table packed (
        number integer primary key autoincrement,
        seq integer not null,
        entries integer not null,
        zh integer not null,
        en integer not null
      ) strict;
      create table piece (
        number integer not null,
        part text not null check (part in ('entries', 'zh', 'en')),
        place integer not null,
        bytes blob not null,
        primary key (number, part, place)
      ) strict;

      create table synonyms (id integer primary key, language text not null, words text not null) strict;
      create table evaluation (id integer primary key, text text not null, language text not null, entry text) strict;
      create table meta (name text primary key, value text not null) strict;
    `,
  },
  {
    name: 'questions',
    sql: `
      create table asked (
        key text primary key,
        fate text not null check (fate in ('missed', 'refused', 'unhelpful', 'confirmed')),
        text text not null,
        language text not null check (language in ('zh', 'en')),
        entry text,
        version text not null,
        channel text not null,
        -- tells people apart without naming them
        asker text not null,
        at integer not null,
        likeness text,
        resolved integer not null default 0 check (resolved in (0, 1))
      ) strict;
      create index asked_open on asked (likeness, at) where resolved = 0 and likeness is not null;
      create index asked_by_time on asked (at);

      create table confirmed (
        entry text not null,
        language text not null check (language in ('zh', 'en')),
        phrase text not null,
        text text not null,
        asker text not null,
        -- a second person, or one of the staff, says the same
        proven integer not null check (proven in (0, 1)),
        told integer not null check (told in (0, 1)),
        at integer not null,
        primary key (entry, language, phrase)
      ) strict;
    `,
  },
  {
    name: 'what packed it',
    sql: `alter table packed add column format text not null default ''`,
  },
  {
    name: 'demand',
    sql: `create table demand (
      entry text not null,
      month text not null,
      times integer not null,
      primary key (entry, month)
    ) strict, without rowid`,
  },
  {
    name: 'who waits for an answer',
    sql: `create table waiting (
      key text primary key,
      asker text not null,
      -- whose line is told; nothing here says what they are called
      customer text not null,
      text text not null,
      language text not null check (language in ('zh', 'en')),
      -- the entry that answers it; empty: nobody has said which
      entry text,
      at integer not null,
      -- when they are to be told, once it is published
      due_at integer,
      tries integer not null default 0
    ) strict;
    create index waiting_entry on waiting (entry);
    create index waiting_due on waiting (due_at) where due_at is not null;`,
  },
];
