/** Encounters, findings and reviews in SQL. Decides nothing. */
import { ERASED } from '../../shared/erasure.ts';
import type { Inspected, ReviewState, ServiceRecord } from '../../shared/quality.ts';
import type { CheckName } from '../../shared/settings/quality.ts';
import { standingTotal } from './rules.ts';

const PAGE = 50;
/** Encounters are kept for so long. */
const KEPT_MS = 400 * 24 * 3_600_000;

type Row = { session: string; closed_at: number; body: string };

export class QualityStore {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  get(session: string): Inspected | null {
    const row = this.#sql.exec<Row>('select * from inspected where session = ?', session).toArray()[0];
    return row ? (JSON.parse(row.body) as Inspected) : null;
  }

  save(given: Inspected): void {
    const { session, agent, closedAt, version, findings } = given.record;
    this.#sql.exec(
      `insert into inspected (session, agent, closed_at, version, state, body) values (?, ?, ?, ?, ?, ?)
       on conflict (session) do update set agent = excluded.agent, closed_at = excluded.closed_at,
       version = excluded.version, state = excluded.state, body = excluded.body`,
      ...[session, agent.id, closedAt, version, given.state, JSON.stringify(given)],
    );
    this.#sql.exec('delete from found where session = ?', session);
    for (const check of new Set(findings.map((one) => one.check))) {
      this.#sql.exec('insert into found (session, check_name) values (?, ?)', session, check);
    }
  }

  /** The encounter stays counted for its agent; who it was with, and every word about them, goes. */
  anonymise(session: string): void {
    const known = this.get(session);
    if (known) this.save(nameless(known));
  }

  /** When this agent's first known encounter ended. */
  servesSince({ agent, closedAt }: ServiceRecord): number {
    this.#sql.exec(
      'insert into first_served (agent, at) values (?1, ?2) on conflict (agent) do update set at = min(at, ?2)',
      agent.id,
      closedAt,
    );
    return this.#sql.exec<{ at: number }>('select at from first_served where agent = ?', agent.id).one().at;
  }

  list(order: { state: ReviewState | null; agent: string | null; check: CheckName | null; before: string | null }) {
    const [at = '', session = ''] = (order.before ?? '').split('_s:');
    const rows = this.#sql
      .exec<Row>(
        `select * from inspected where (?1 is null or state = ?1) and (?2 is null or agent = ?2)
         and (?3 is null or exists (select 1 from found where found.session = inspected.session and check_name = ?3))
         and (?4 = 0 or (closed_at, session) < (?4, ?5)) order by closed_at desc, session desc limit ?6`,
        ...[order.state, order.agent, order.check, Number(at) || 0, session, PAGE + 1],
      )
      .toArray();
    const shown = rows.slice(0, PAGE);
    const last = shown.at(-1);
    return {
      rows: shown.map((row) => JSON.parse(row.body) as Inspected),
      next: rows.length > PAGE && last ? `${last.closed_at}_s:${last.session}` : null,
    };
  }

  figures(since: number) {
    const agents = new Map<string, Tally>();
    for (const row of this.#sql.exec<Row>('select * from inspected where closed_at >= ?', since)) {
      const one = JSON.parse(row.body) as Inspected;
      const tally = agents.get(one.record.agent.id) ?? {
        agent: one.record.agent,
        encounters: 0,
        said: 0,
        assisted: 0,
        totals: [],
        findings: {},
      };
      agents.set(one.record.agent.id, tally);
      tally.encounters += 1;
      tally.said += one.record.said.agent;
      tally.assisted += one.record.said.assisted;
      const total = standingTotal(one);
      if (total !== null) tally.totals.push(total);
      for (const check of new Set(one.record.findings.map((found) => found.check))) {
        tally.findings[check] = (tally.findings[check] ?? 0) + 1;
      }
    }
    const count = (state: ReviewState) =>
      this.#sql.exec<{ n: number }>('select count(*) as n from inspected where state = ?', state).one().n;
    return {
      agents: [...agents.values()].map(({ totals, ...rest }) => ({
        ...rest,
        reviewed: totals.length,
        meanScore: totals.length === 0 ? null : totals.reduce((sum, one) => sum + one, 0) / totals.length,
      })),
      due: count('due'),
      appealed: count('appealed'),
    };
  }

  forget(now: number): void {
    this.#sql.exec(
      'delete from found where session in (select session from inspected where closed_at < ?)',
      now - KEPT_MS,
    );
    this.#sql.exec('delete from inspected where closed_at < ?', now - KEPT_MS);
  }
}

/** Scores and totals stand; nothing that comes later is newer. */
function nameless({ record, review, appeal, decision, ...rest }: Inspected): Inspected {
  return {
    ...rest,
    record: {
      ...{ ...record, customer: ERASED, name: '', number: '', version: Number.MAX_SAFE_INTEGER },
      findings: record.findings.map(({ check }) => ({ check, detail: '' })),
    },
    ...(review ? { review: { ...review, comment: '' } } : {}),
    ...(appeal ? { appeal: { ...appeal, words: '' } } : {}),
    ...(decision ? { decision: { ...decision, words: '' } } : {}),
  };
}

type Tally = {
  agent: { id: string; name: string };
  encounters: number;
  said: number;
  assisted: number;
  totals: number[];
  findings: Record<string, number>;
};
