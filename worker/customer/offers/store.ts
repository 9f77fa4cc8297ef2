/** Offers of campaigns in SQL: what this person was offered, by which consent, and what became of it. */
import type { OfferOrder, OfferTold } from '../../../shared/campaign/calls.ts';
import type { OfferChannel } from '../../../shared/campaign/campaign.ts';

type Row = Record<string, SqlStorageValue>;
type What = Pick<OfferOrder, 'revision' | 'until' | 'channels' | 'usual' | 'judged' | 'offer'>;

/** `going`: its call was begun and no answer is known yet. `name`: of its notice, and at the provider. */
export type OfferKept = Omit<OfferTold, 'state' | 'version' | 'channel'> & {
  id: string;
  campaign: string;
  person: string;
  version: number;
  state: OfferTold['state'] | 'going';
  channel: OfferChannel;
  endpoint: string;
  leftAt: number | null;
  name: string;
  providerId: string | null;
  evidence: string;
  what: What;
};

const MONTH_MS = 30 * 24 * 3_600_000;

export class OfferStore {
  readonly #sql: SqlStorage;
  /** Whether anything was ever offered; undefined: look. Most turns of most people ask in vain. */
  #any: boolean | undefined;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  forgetMemory(): void {
    this.#any = undefined;
  }

  any(): boolean {
    this.#any ??= this.#sql.exec('select 1 from offer limit 1').toArray().length > 0;
    return this.#any;
  }

  byId(id: string): OfferKept | null {
    return this.#all('select * from offer where id = ?', id)[0] ?? null;
  }

  byProvider(providerId: string): OfferKept | null {
    return this.any() ? (this.#all('select * from offer where provider_id = ?', providerId)[0] ?? null) : null;
  }

  /** By our own name of it at the provider. */
  byName(name: string): OfferKept | null {
    return this.any() ? (this.#all('select * from offer where name = ?', name)[0] ?? null) : null;
  }

  /** Whether this campaign wrote to them, whoever they were then; `id` itself doesn't count. */
  had(campaign: string, id: string): boolean {
    if (!this.any()) return false;
    const query = `select 1 from offer where campaign = ? and id <> ? and state not in ('fell', 'later') limit 1`;
    return this.#sql.exec(query, campaign, id).toArray().length > 0;
  }

  /** When offers left, the last 30 days. */
  leftSince(now: number): number[] {
    if (!this.any()) return [];
    // One that is about to leave and whose letter went with somebody else may have left there.
    const query = `select coalesce(left_at, at) as left_at from offer where left_at > ?1 or (state = 'taken' and at > ?1
      and not exists (select 1 from letter where letter.key = 'offer:' || offer.id)) order by 1`;
    return this.#sql
      .exec<{ left_at: number }>(query, now - MONTH_MS)
      .toArray()
      .map((row) => row.left_at);
  }

  /** The newest one that left after a moment, on one channel or any. */
  newest(after: number, channel: string | null): OfferKept | null {
    if (!this.any()) return null;
    const rows = this.#all(
      `select * from offer where left_at > ?1 and (?2 is null or channel = ?2) order by left_at desc, id limit 1`,
      ...[after, channel],
    );
    return rows[0] ?? null;
  }

  /** Those whose notice they have read, and nobody was told yet. */
  seen(): OfferKept[] {
    if (!this.any()) return [];
    return this.#all(
      `select offer.* from offer join notice on notice.id = offer.name
       where notice.read_at is not null and offer.state in ('sent', 'delivered', 'unknown')`,
    );
  }

  /** Those that went by an address of this line, newest first. */
  shown(limit: number): OfferKept[] {
    return this.#all(
      `select * from offer where left_at is not null and endpoint in (select id from endpoint)
       order by left_at desc, id limit ?`,
      limit,
    );
  }

  save(one: OfferKept): void {
    this.#any = true;
    this.#sql.exec(
      `insert or replace into offer (id, campaign, person, version, state, channel, endpoint, why, at, left_at, name,
       provider_id, parts, replied, opted_out, complained, resolved, evidence, body)
       values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      ...[one.id, one.campaign, one.person, one.version, one.state, one.channel, one.endpoint, one.why, one.at],
      ...[one.leftAt, one.name, one.providerId, one.parts, Number(one.replied), Number(one.optedOut)],
      ...[Number(one.complained), Number(one.resolved), one.evidence, JSON.stringify(one.what)],
    );
  }

  #all(query: string, ...values: SqlStorageValue[]): OfferKept[] {
    return this.#sql
      .exec<Row>(query, ...values)
      .toArray()
      .map(toOffer);
  }
}

function toOffer(row: Row): OfferKept {
  const maybe = (value: SqlStorageValue | undefined) => (typeof value === 'string' ? value : null);
  return {
    id: String(row.id),
    campaign: String(row.campaign),
    person: String(row.person),
    version: Number(row.version),
    state: String(row.state) as OfferKept['state'],
    channel: String(row.channel) as OfferChannel,
    endpoint: String(row.endpoint),
    why: maybe(row.why),
    at: Number(row.at),
    leftAt: row.left_at === null ? null : Number(row.left_at),
    name: String(row.name),
    providerId: maybe(row.provider_id),
    parts: Number(row.parts),
    replied: row.replied === 1,
    optedOut: row.opted_out === 1,
    complained: row.complained === 1,
    resolved: row.resolved === 1,
    evidence: String(row.evidence),
    what: JSON.parse(String(row.body)) as What,
  };
}
