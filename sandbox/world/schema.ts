/** Steps of the world's tables: appended, never changed. */
const STEPS: string[] = [
  `
  create table token (value text primary key, appid text not null, kind text not null check (kind in ('plain', 'stable')),
    ends_at integer not null, killed integer not null) strict;
  create table tally (subject text not null, at integer not null) strict;
  create index tally_subject on tally (subject, at);
  create table nonce (value text primary key, at integer not null) strict;
  create table login_code (code text primary key, kind text not null check (kind in ('login', 'phone')), appid text not null,
    person text not null, ends_at integer not null, used integer not null) strict;
  create table follower (account text not null, person text not null, since integer not null, state text not null check (state in ('follows', 'left')),
    primary key (account, person)) strict;
  create table window (account text not null, person text not null, act text not null, left_over integer not null, ends_at integer not null,
    primary key (account, person, act)) strict;
  create table typing (account text not null, person text not null, spoke_at integer not null, until integer not null,
    primary key (account, person)) strict;
  create table subscription (account text not null, person text not null, template text not null, left_over integer not null,
    primary key (account, person, template)) strict;
  create table media (id text primary key, account text not null, type text not null, content_type text not null, bytes blob not null,
    at integer not null) strict;
  create table chat (id integer primary key autoincrement, account text not null, person text not null,
    side text not null check (side in ('person', 'account', 'system')), kind text not null, body text not null, by_machine integer not null,
    at integer not null) strict;
  create index chat_account on chat (account, person, id);
  create table sms (id integer primary key autoincrement, account text not null, phone text not null, number text not null,
    direction text not null check (direction in ('to person', 'from person')), text text not null, at integer not null,
    batch text not null, own_id text not null, template text not null, status text not null, reported_at integer not null) strict;
  create index sms_phone on sms (phone, id);
  create index sms_batch on sms (batch);
  create table stopped (account text not null, phone text not null, primary key (account, phone)) strict;
  create table due (id integer primary key autoincrement, kind text not null, account text not null, peer text not null,
    payload text not null, attempt integer not null, due_at integer not null, state text not null check (state in ('waiting', 'done', 'failed'))) strict;
  create index due_at on due (state, due_at);
  create table fault (place text primary key, body text not null, times_left integer not null) strict;
  create table log (id integer primary key autoincrement, at integer not null, place text not null, body text not null) strict;
  create table change (id integer primary key autoincrement, person text not null, topic text not null) strict;
  `,
  `
  create table shop_request (request text primary key, answer text not null, at integer not null) strict;
  create table shop_case (id integer primary key autoincrement, kind text not null, subject text not null, slots text not null,
    at integer not null) strict;
  create index shop_case_subject on shop_case (kind, subject);
  `,
  `
  create table phone_call (sid text primary key, person text not null, at integer not null, body text not null) strict;
  create index phone_call_person on phone_call (person, at);
  create table phone_heard (id integer primary key autoincrement, sid text not null, at integer not null,
    kind text not null check (kind in ('spoken', 'said', 'keys', 'note', 'fault')), text text not null) strict;
  create index phone_heard_sid on phone_heard (sid, id);
  `,
];

/** Brings the tables to the newest step, each step in its own transaction. */
export function migrate(storage: DurableObjectStorage): void {
  storage.sql.exec('create table if not exists migration (step integer primary key) strict');
  const done = storage.sql.exec<{ last: number }>('select coalesce(max(step), 0) as last from migration').one().last;
  STEPS.forEach((step, index) => {
    if (index < done) return;
    storage.transactionSync(() => {
      storage.sql.exec(step);
      storage.sql.exec('insert into migration (step) values (?)', index + 1);
    });
  });
}
