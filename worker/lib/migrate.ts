/** Brings an object's tables to the newest step, checked against the steps it has taken before. */

/** One step of a schema: its name is recorded for ever, its text is checked against the record. */
export type Step = { name: string; sql: string };

/** Runs the missing steps, each in its own transaction. Throws when recorded history differs from the list: never guess. */
export function migrate(storage: DurableObjectStorage, steps: readonly Step[]): void {
  const { sql } = storage;
  sql.exec(`create table if not exists migration (
    step integer primary key, name text not null, digest text not null
  ) strict`);
  const done = [...sql.exec<{ step: number; name: string; digest: string }>('select * from migration order by step')];
  for (const [index, taken] of done.entries()) {
    const step = steps[index];
    if (!step) throw new Error(`schema: this object is newer (step ${taken.step} ${taken.name}) than the code`);
    if (step.name !== taken.name || digest(step.sql) !== taken.digest) {
      throw new Error(`schema: step ${taken.step} ${taken.name} was changed after it had been taken`);
    }
  }
  // Creating an object is one transaction: a new object takes every step at once (3–7 ms instead of one flush a step).
  storage.transactionSync(() => {
    for (let index = done.length; index < steps.length; index += 1) {
      const step = steps[index];
      if (!step) continue;
      sql.exec(step.sql);
      sql.exec('insert into migration (step, name, digest) values (?, ?, ?)', index + 1, step.name, digest(step.sql));
    }
  });
}

/** FNV-1a over the text with white space folded: names a step's content, guards against edits, not against attackers. */
function digest(text: string): string {
  let hash = 0x811c9dc5;
  for (const character of text.replace(/\s+/gu, ' ').trim()) {
    hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  }
  return hash.toString(16).padStart(8, '0');
}
