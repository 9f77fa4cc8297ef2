/** Whom a rule means: every person of a part of the directory is judged by the very function their own line is. Reads only. */
import type { CustomerRow } from '../../shared/directory.ts';
import type { AudienceOrder, AudiencePart } from '../../shared/profile/audience.ts';
import { emptyProfile, type Profile } from '../../shared/profile/fold.ts';
import { means } from '../../shared/profile/match.ts';
import { needlesOf } from '../../shared/profile/needles.ts';
import { leavesOf } from '../../shared/profile/rule.ts';

type Row = { id: string; level: string | null; tags: string | null; profile: string | null; standing: string | null };
type Looked = Pick<AudienceOrder, 'rule' | 'scale' | 'after' | 'limit' | 'now'>;

const PART = `select id, level from customer where away = 0 and id > ? order by id limit ?`;

/** In the order of the ids, so that a walk meets everybody who was there when it began, once. */
export function audienceIn(sql: SqlStorage, order: AudienceOrder): AudiencePart {
  const { looked, next, rows } = meantIn(sql, order, false);
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

/** A part of the directory (`standing`: with where offers stand): how many were looked at, those meant, and where the next part begins (null: that was the last). */
export function meantIn(
  sql: SqlStorage,
  order: Looked,
  standing: boolean,
): { looked: number; next: string | null; rows: Iterable<Pick<Row, 'id' | 'standing'>> } {
  const { after, limit } = order;
  const { looked, last } = sql
    .exec<{ looked: number; last: string | null }>(
      `select count(*) as looked, max(id) as last from (${PART})`,
      after,
      limit,
    )
    .one();
  return { looked, next: looked < limit ? null : last, rows: judged(sql, order, standing) };
}

function* judged(sql: SqlStorage, order: Looked, standing: boolean): Generator<Row> {
  const rule = { ...order.rule, on: true };
  for (const row of candidates(sql, order, standing)) {
    const profile = row.profile === null ? nobody : (JSON.parse(row.profile) as Profile);
    const tags = row.tags === null ? [] : (JSON.parse(row.tags) as string[]);
    if (means(rule, { profile, level: row.level, tags }, order.now, order.scale)) yield row;
  }
}

/** Those who may be meant: whose written profile has one of the words that everybody meant has. */
function candidates(sql: SqlStorage, { rule, after, limit }: Looked, standing: boolean) {
  const tagged = leavesOf(rule.when).some((one) => one.if === 'tag');
  const tags = tagged ? '(select json_group_array(tag) from customer_tag where customer = part.id)' : 'null';
  const needles = needlesOf(rule);
  const has = needles === null ? '' : `where ${needles.map(() => 'instr(customer_profile.body, ?) > 0').join(' or ')}`;
  return sql.exec<Row>(
    `select part.id, part.level, ${tags} as tags, customer_profile.body as profile,
     ${standing ? 'customer_standing.body' : 'null'} as standing
     from (${PART}) as part
     left join customer_profile on customer_profile.customer = part.id
     ${standing ? 'left join customer_standing on customer_standing.customer = part.id' : ''} ${has}`,
    ...[after, limit, ...(needles ?? [])],
  );
}

const nobody = emptyProfile();
