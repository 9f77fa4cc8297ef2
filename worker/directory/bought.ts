/** Who of some people bought, as far as their profiles know. Reads only. */
import type { BoughtOrder } from '../../shared/campaign/standing.ts';
import { countIn } from '../../shared/profile/count.ts';
import { columnsOf, profileOf, type ProfileRow } from './profiles.ts';

/** Of these ids those whose line has a purchase in these days; who went into another line counts by that one. */
export function boughtIn(sql: SqlStorage, { people, days, last }: BoughtOrder): string[] {
  // Only profiles in which a purchase stands at all are read.
  const rows = sql.exec<{ id: string } & ProfileRow>(
    `select asked.value as id, ${columnsOf(['b'])} from json_each(?) as asked
     left join customer on customer.id = asked.value and customer.away = 1
     join profile on profile.customer = coalesce(customer.body ->> '$.into', asked.value)
     where profile.b is not null`,
    JSON.stringify(people),
  );
  const found: string[] = [];
  for (const row of rows) {
    if (countIn(profileOf(row, ['b']), { of: 'b', days }, last).count > 0) found.push(row.id);
  }
  return found;
}
