/** What stands at a seat of somebody who was erased, in SQL: rows, news, drafts, notices, changes and acts that name them. */

/** Takes all of it away; answers whether there was anything. Their ids are random words: where one stands, it is about them. */
export function forgetPerson(sql: SqlStorage, customer: string, sessions: readonly string[]): boolean {
  let gone = 0;
  const drop = (query: string, name: string) => {
    gone += sql.exec(query, name).rowsWritten;
  };
  drop('delete from conversation where customer = ?', customer);
  drop('delete from draft where customer = ?', customer);
  drop('delete from change where instr(body, ?) > 0', customer);
  drop('delete from told where instr(notice, ?) > 0', customer);
  for (const name of [customer, ...sessions]) {
    drop('delete from news where id = ?1 or instr(body, ?1) > 0', name);
    // The number stays spent; what was done with it is not known any more.
    drop(`update act set content = '' where instr(content, ?) > 0`, name);
  }
  return gone > 0;
}
