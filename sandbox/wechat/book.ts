import type { Calendar } from '../world/calendar.ts';
import type { MediaType } from './media.ts';
import { MEDIA_LIFE_MS } from './media.ts';
import type { QuotaAct, Window } from './quota.ts';
import { issuePlain, issueStable, TOKEN_LIFE_MS, type Token } from './tokens.ts';
import { randomHex } from '../world/digest.ts';

/** One line of a chat with an account. */
export interface Line {
  id: number;
  side: 'person' | 'account' | 'system';
  kind: string;
  body: Record<string, unknown>;
  byMachine: boolean;
  at: number;
}

/** What WeChat's server remembers, as rows. */
export class WechatBook {
  readonly #sql: SqlStorage;
  readonly #calendar: Calendar;
  constructor(sql: SqlStorage, calendar: Calendar) {
    this.#sql = sql;
    this.#calendar = calendar;
  }

  #tokens(appid: string): Token[] {
    return this.#sql
      .exec<{ value: string; kind: string; ends_at: number; killed: number }>(
        'select value, kind, ends_at, killed from token where appid = ?',
        appid,
      )
      .toArray()
      .map((row) => ({
        value: row.value,
        kind: row.kind === 'plain' ? 'plain' : 'stable',
        endsAt: row.ends_at,
        killed: row.killed === 1,
      }));
  }

  #issue(appid: string, kind: Token['kind'], now: number): { access_token: string; expires_in: number } {
    const value = `90_${randomHex(70)}${kind === 'stable' ? 'S' : 'P'}`;
    this.#sql.exec(
      'insert into token (value, appid, kind, ends_at, killed) values (?, ?, ?, ?, 0)',
      value,
      appid,
      kind,
      now + TOKEN_LIFE_MS,
    );
    return { access_token: value, expires_in: TOKEN_LIFE_MS / 1000 };
  }

  plainToken(appid: string, now: number): { access_token: string; expires_in: number } {
    for (const each of issuePlain(this.#tokens(appid), now).endSooner) {
      this.#sql.exec('update token set ends_at = ? where value = ?', each.endsAt, each.value);
    }
    return this.#issue(appid, 'plain', now);
  }

  stableToken(appid: string, force: boolean, now: number): { access_token: string; expires_in: number } | number {
    const forced = this.#calendar.counted(`force ${appid}`, now - 86_400_000);
    const done = issueStable(
      this.#tokens(appid),
      { wanted: force, timesToday: forced.times, lastAt: forced.lastAt },
      now,
    );
    if (done.act === 'refuse') return done.errcode;
    if (done.act === 'keep')
      return { access_token: done.token.value, expires_in: Math.floor((done.token.endsAt - now) / 1000) };
    for (const value of done.kill) this.#sql.exec('update token set killed = 1 where value = ?', value);
    if (force) this.#calendar.tally(`force ${appid}`, now);
    return this.#issue(appid, 'stable', now);
  }

  token(value: string): { appid: string; token: Token } | undefined {
    const row = this.#sql.exec<{ appid: string }>('select appid from token where value = ?', value).toArray()[0];
    const token = row && this.#tokens(row.appid).find((each) => each.value === value);
    return row && token ? { appid: row.appid, token } : undefined;
  }

  /** Ends every token now: `expire` lets them run out (42001), `kill` makes them invalid (40001). */
  endTokens(how: 'expire' | 'kill', now: number): void {
    if (how === 'expire') this.#sql.exec('update token set ends_at = min(ends_at, ?)', now);
    else this.#sql.exec('update token set killed = 1');
  }

  newCode(kind: 'login' | 'phone', appid: string, person: string, now: number): string {
    const code = `0${kind === 'login' ? 'a' : 'p'}${randomHex(15)}`;
    this.#sql.exec(
      'insert into login_code (code, kind, appid, person, ends_at, used) values (?, ?, ?, ?, ?, 0)',
      code,
      kind,
      appid,
      person,
      now + 300_000,
    );
    return code;
  }

  /** Uses a code up; undefined when unknown, used, too old or of another appid. */
  useCode(kind: 'login' | 'phone', code: string, appid: string, now: number): string | undefined {
    return this.#sql
      .exec<{ person: string }>(
        'update login_code set used = 1 where code = ? and kind = ? and appid = ? and used = 0 and ends_at > ? returning person',
        code,
        kind,
        appid,
        now,
      )
      .toArray()[0]?.person;
  }

  follow(account: string, person: string, follows: boolean, now: number): void {
    this.#sql.exec(
      'insert or replace into follower (account, person, since, state) values (?, ?, ?, ?)',
      account,
      person,
      now,
      follows ? 'follows' : 'left',
    );
    if (!follows) this.#sql.exec('delete from window where account = ? and person = ?', account, person);
  }

  followsSince(account: string, person: string): number | undefined {
    return this.#sql
      .exec<{ since: number }>(
        "select since from follower where account = ? and person = ? and state = 'follows'",
        account,
        person,
      )
      .toArray()[0]?.since;
  }

  openWindow(account: string, person: string, act: QuotaAct, most: number, endsAt: number): void {
    this.#sql.exec(
      'insert or replace into window (account, person, act, left_over, ends_at) values (?, ?, ?, ?, ?)',
      account,
      person,
      act,
      most,
      endsAt,
    );
  }

  windows(account: string, person: string): Window[] {
    return this.#sql
      .exec<{ act: string; left_over: number; ends_at: number }>(
        'select act, left_over, ends_at from window where account = ? and person = ?',
        account,
        person,
      )
      .toArray()
      .map((row) => ({ act: row.act as QuotaAct, left: row.left_over, endsAt: row.ends_at }));
  }

  keepWindows(account: string, person: string, windows: Window[]): void {
    for (const each of windows) {
      this.#sql.exec(
        'update window set left_over = ? where account = ? and person = ? and act = ?',
        each.left,
        account,
        person,
        each.act,
      );
    }
  }

  spoke(account: string, person: string, now: number): void {
    this.#sql.exec(
      'insert or replace into typing (account, person, spoke_at, until) values (?, ?, ?, 0)',
      account,
      person,
      now,
    );
  }

  typing(account: string, person: string): { spokeAt: number; until: number } {
    const row = this.#sql
      .exec<{ spoke_at: number; until: number }>(
        'select spoke_at, until from typing where account = ? and person = ?',
        account,
        person,
      )
      .toArray()[0];
    return { spokeAt: row?.spoke_at ?? 0, until: row?.until ?? 0 };
  }

  setTyping(account: string, person: string, until: number): void {
    this.#sql.exec('update typing set until = ? where account = ? and person = ?', until, account, person);
  }

  grant(account: string, person: string, template: string, change: number): void {
    this.#sql.exec(
      'insert into subscription values (?, ?, ?, max(0, ?)) on conflict do update set left_over = max(0, left_over + ?)',
      account,
      person,
      template,
      change,
      change,
    );
  }

  granted(account: string, person: string, template: string): number {
    return this.#sql
      .exec<{ n: number }>(
        'select coalesce(sum(left_over), 0) as n from subscription where account = ? and person = ? and template = ?',
        account,
        person,
        template,
      )
      .one().n;
  }

  storeMedia(account: string, type: MediaType, contentType: string, bytes: Uint8Array, now: number): string {
    const id = Buffer.from(randomHex(24), 'hex').toString('base64url') + randomHex(16);
    this.#sql.exec('insert into media values (?, ?, ?, ?, ?, ?)', id, account, type, contentType, bytes, now);
    return id;
  }

  media(
    id: string,
    now: number,
  ): { account: string; type: string; contentType: string; bytes: ArrayBuffer } | undefined {
    const row = this.#sql
      .exec<{ account: string; type: string; content_type: string; bytes: ArrayBuffer }>(
        'select account, type, content_type, bytes from media where id = ? and at > ?',
        id,
        now - MEDIA_LIFE_MS,
      )
      .toArray()[0];
    return row && { account: row.account, type: row.type, contentType: row.content_type, bytes: row.bytes };
  }

  say(
    account: string,
    person: string,
    side: Line['side'],
    kind: string,
    body: Record<string, unknown>,
    byMachine: boolean,
    at: number,
  ): number {
    return this.#sql
      .exec<{ id: number }>(
        'insert into chat (account, person, side, kind, body, by_machine, at) values (?, ?, ?, ?, ?, ?, ?) returning id',
        account,
        person,
        side,
        kind,
        JSON.stringify(body),
        byMachine ? 1 : 0,
        at,
      )
      .one().id;
  }

  chat(account: string, person: string): Line[] {
    return this.#sql
      .exec<{ id: number; side: string; kind: string; body: string; by_machine: number; at: number }>(
        'select id, side, kind, body, by_machine, at from (select * from chat where account = ? and person = ? order by id desc limit 300) order by id',
        account,
        person,
      )
      .toArray()
      .map((row) => ({
        id: row.id,
        side: row.side as Line['side'],
        kind: row.kind,
        body: JSON.parse(row.body) as Record<string, unknown>,
        byMachine: row.by_machine === 1,
        at: row.at,
      }));
  }
}
