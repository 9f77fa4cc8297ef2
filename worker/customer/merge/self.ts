/** The line's own person as the fields of their row, and back: what a merge makes of them, and an unmerge takes back. */
import type { Turn } from '../turn.ts';
import type { Flat } from './made.ts';

/** The person as their row's fields. */
export function flat({ person }: Pick<Turn, 'person'>): Flat {
  const { name, userId, care, level, alias, humanFirst } = person;
  return { name, user_id: userId, care, level, alias, human_first: humanFirst ? 1 : 0 };
}

/** The person becomes what a row says. */
export function becomes(turn: Turn, row: Flat, companyRead = turn.person.companyRead): void {
  const text = (value: unknown) => (typeof value === 'string' ? value : null);
  const { person } = turn;
  Object.assign(person, {
    ...{ name: text(row['name']) ?? '', userId: text(row['user_id']), care: text(row['care']) },
    ...{ level: text(row['level']), alias: text(row['alias']) ?? '', humanFirst: row['human_first'] === 1 },
    companyRead,
  });
  turn.line.updatePerson(person);
  turn.line.setCompanyRead(companyRead);
}
