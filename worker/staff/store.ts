/** Reads and writes the staff's tables; every row becomes a value here and nowhere else. */
import type { Role, StaffMember } from '../../shared/actors.ts';
import type { Session } from './session.ts';

type MemberRow = { id: string; login: string; name: string; role: Role; password: string };
type Kept = StaffMember & { password: string };

/** The staff's rows. */
export class StaffStore {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  members(): StaffMember[] {
    return [...this.#sql.exec<MemberRow>('select * from member order by since, id')].map(memberOf);
  }

  byId(id: string): Kept | null {
    return this.#kept(this.#sql.exec<MemberRow>('select * from member where id = ?', id));
  }

  byLogin(login: string): Kept | null {
    return this.#kept(this.#sql.exec<MemberRow>('select * from member where login = ?', login));
  }

  add(member: StaffMember, password: string, now: number): void {
    const { id, login, name, role } = member;
    this.#sql.exec(
      'insert into member (id, login, name, role, password, since) values (?, ?, ?, ?, ?, ?)',
      id,
      login,
      name,
      role,
      password,
      now,
    );
  }

  setPassword(id: string, password: string): void {
    this.#sql.exec('update member set password = ? where id = ?', password, id);
  }

  session(hash: string): Session | null {
    type Row = { hash: string; member: string; since: number; used_at: number };
    const row = [...this.#sql.exec<Row>('select * from session where hash = ?', hash)][0];
    return row ? { hash: row.hash, member: row.member, since: row.since, usedAt: row.used_at } : null;
  }

  begin(session: Session): void {
    const { hash, member, since, usedAt } = session;
    this.#sql.exec(
      'insert into session (hash, member, since, used_at) values (?, ?, ?, ?)',
      hash,
      member,
      since,
      usedAt,
    );
  }

  touch(hash: string, now: number): void {
    this.#sql.exec('update session set used_at = ? where hash = ?', now, hash);
  }

  end(hash: string): void {
    this.#sql.exec('delete from session where hash = ?', hash);
  }

  /** Ends every session of a member, but for the one named. */
  endAll(member: string, but: string | null): void {
    this.#sql.exec('delete from session where member = ? and hash is not ?', member, but);
    this.#sql.exec('delete from enter_code where member = ?', member);
  }

  forgetOld(idleBefore: number, codeBefore: number): void {
    this.#sql.exec('delete from session where used_at < ?', idleBefore);
    this.#sql.exec('delete from enter_code where ends_at < ?', codeBefore);
  }

  keepCode(hash: string, member: string, endsAt: number): void {
    this.#sql.exec('insert into enter_code (hash, member, ends_at) values (?, ?, ?)', hash, member, endsAt);
  }

  /** Takes the code away and answers whose it was, while it lived. */
  useCode(hash: string, now: number): string | null {
    const rows = [
      ...this.#sql.exec<{ member: string; ends_at: number }>(
        'delete from enter_code where hash = ? returning member, ends_at',
        hash,
      ),
    ];
    return rows[0] && rows[0].ends_at > now ? rows[0].member : null;
  }

  failures(nameAndPlace: string, place: string, after: number): { nameAndPlace: number; place: number } {
    this.#sql.exec('delete from attempt where at <= ?', after);
    const count = (column: string, value: string) =>
      this.#sql.exec<{ n: number }>(`select count(*) as n from attempt where ${column} = ?`, value).one().n;
    return { nameAndPlace: count('name_and_place', nameAndPlace), place: count('place', place) };
  }

  failed(nameAndPlace: string, place: string, now: number): void {
    this.#sql.exec('insert into attempt (name_and_place, place, at) values (?, ?, ?)', nameAndPlace, place, now);
  }

  succeeded(nameAndPlace: string): void {
    this.#sql.exec('delete from attempt where name_and_place = ?', nameAndPlace);
  }

  #kept(rows: Iterable<MemberRow>): Kept | null {
    for (const row of rows) return { ...memberOf(row), password: row.password };
    return null;
  }
}

function memberOf(row: MemberRow): StaffMember {
  return { id: row.id, login: row.login, name: row.name, role: row.role };
}
