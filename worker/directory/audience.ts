/** Whom a rule means: every person of a part of the directory is judged by the very function their own line is. Reads only. */
import type { CustomerRow } from '../../shared/directory.ts';
import type { AudienceOrder, AudiencePart } from '../../shared/profile/audience.ts';
import type { Profile, SeriesOf } from '../../shared/profile/fold.ts';
import { means } from '../../shared/profile/match.ts';
import { needlesOf } from '../../shared/profile/needles.ts';
import { readsOf } from '../../shared/profile/reads.ts';
import { leavesOf } from '../../shared/profile/rule.ts';
import { columnsOf, profileOf, type ProfileRow } from './profiles.ts';

type Row = { id: string; level: string | null; tags: string | null; standing: string | null } & ProfileRow;
type Looked = Pick<AudienceOrder, 'rule' | 'scale' | 'after' | 'limit' | 'now'>;
/** Beside who they are: where offers stand with them, and series the rule doesn't read. */
type More = { standing: boolean; kinds: readonly SeriesOf[] };
/** `profile`: with the series of those kinds, and of what the rule reads. */
export type Judged = { id: string; standing: string | null; profile: Profile };

const PART = `select id, level from customer where away = 0 and id > ? order by id limit ?`;

/** In the order of the ids, so that a walk meets everybody who was there when it began, once. */
export function audienceIn(sql: SqlStorage, order: AudienceOrder): AudiencePart {
  const { looked, next, rows } = meantIn(sql, order, { standing: false, kinds: [] });
  const meant: string[] = [];
  let count = 0;
  for (const { id } of rows) {
    count += 1;
    if (meant.length < order.named) meant.push(id);
  }
  const people = meant.map((id) => {
    const { body } = sql.exec<{ body: string }>('select body from customer where id = ?', id).one();
    return JSON.parse(body) as CustomerRow;
  });
  return { count, looked, people, next };
}

/** A part of the directory: how many were looked at, those meant, and where the next part begins (null: that was the last). */
export function meantIn(
  sql: SqlStorage,
  order: Looked,
  more: More,
): { looked: number; next: string | null; rows: Iterable<Judged> } {
  const { after, limit } = order;
  const { looked, last } = sql
    .exec<{ looked: number; last: string | null }>(
      `select count(*) as looked, max(id) as last from (${PART})`,
      after,
      limit,
    )
    .one();
  return { looked, next: looked < limit ? null : last, rows: judged(sql, order, more) };
}

function* judged(sql: SqlStorage, order: Looked, more: More): Generator<Judged> {
  const rule = { ...order.rule, on: true };
  const kinds = [...new Set([...readsOf(rule), ...more.kinds])];
  for (const row of candidates(sql, order, kinds, more.standing)) {
    const tags = row.tags === null ? [] : (JSON.parse(row.tags) as string[]);
    const profile = profileOf(row, kinds);
    if (means(rule, { profile, level: row.level, tags }, order.now, order.scale))
      yield { id: row.id, standing: row.standing, profile };
  }
}

/** Those who may be meant: whose written series of a kind has one of the words that everybody meant has. */
function candidates(sql: SqlStorage, { rule, after, limit }: Looked, kinds: readonly SeriesOf[], standing: boolean) {
  const tagged = leavesOf(rule.when).some((one) => one.if === 'tag');
  const tags = tagged ? '(select json_group_array(tag) from customer_tag where customer = part.id)' : 'null';
  const needles = needlesOf(rule);
  const has = needles?.map(({ of }) => `instr(profile.${of}, ?) > 0`).join(' or ');
  return sql.exec<Row>(
    `select part.id, part.level, ${tags} as tags, ${columnsOf(kinds)},
     ${standing ? 'customer_standing.body' : 'null'} as standing
     from (${PART}) as part
     left join profile on profile.customer = part.id
     ${standing ? 'left join customer_standing on customer_standing.customer = part.id' : ''}
     ${has === undefined ? '' : `where ${has}`}`,
    ...[after, limit, ...(needles ?? []).map(({ word }) => word)],
  );
}
