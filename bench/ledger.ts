/** The reports at the size of two busy years: ten million facts in the ledgers of their months on plain workerd, told and asked as they are. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import * as v from 'valibot';
import { root } from '../scripts/build.ts';
import { freePort } from '../scripts/port.ts';
import { dateOf } from '../shared/calendar.ts';
import { reportBy } from '../shared/ledger.ts';
import { startBare } from './bare.ts';

/** Bounds: a report's p95, and facts taken a second. */
const QUERY_P95_MS = 300;
const INGEST_PER_S = 2_000;
const A_DAY = 13_700;
const TOGETHER = 500;
const DAY_MS = 86_400_000;
/** Midnight in China. */
const FIRST = Date.parse('2025-01-01T00:00:00+08:00');
/** Tellers at once where facts come one by one, as lines tell them. */
const TELLERS = 32;
const ONE_BY_ONE = 4_000;

export type LedgerFigures = Record<
  | 'facts'
  | 'ingest_per_s'
  | 'one_by_one_per_s'
  | 'query_p50_ms'
  | 'query_p95_ms'
  | 'query_slowest_ms'
  | 'first_p50_ms'
  | 'first_slowest_ms'
  | 'narrow_p95_ms'
  | 'from_facts_p50_ms'
  | 'bytes_per_fact',
  number
>;

function quantile(given: readonly number[], part: number): number {
  const sorted = given.toSorted((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN;
}

/** Ranges as people ask for them, the newest most: by everything, over a day to three months, ending on days of the last quarter. */
function asked(days: number): { from: string; to: string; by: string }[] {
  return reportBy.options.flatMap((by, nth) =>
    [1, 7, 30, 90].flatMap((span) =>
      [0, (nth * 13 + span) % 60].flatMap((ago) => {
        const last = days - 1 - ago;
        if (last < span - 1) return [];
        const of = (day: number) => dateOf(FIRST + day * DAY_MS);
        return [{ from: of(last - span + 1), to: of(last), by }];
      }),
    ),
  );
}

/** Facts of so many days, 13,700 a day. */
export async function ledgerFigures(folder: string, port: number, days: number): Promise<LedgerFigures> {
  const { outputFiles } = await build({
    entryPoints: [join(root, 'bench/ledger-worker.ts')],
    ...{ bundle: true, write: false, format: 'esm', target: 'es2022', external: ['cloudflare:workers'] },
  });
  const runtime = await startBare(folder, port, outputFiles[0]?.text ?? '');
  try {
    const call = async (path: string): Promise<{ ms: number; text: string }> => {
      const began = performance.now();
      const answer = await fetch(`${runtime.url}/${path}`);
      const text = await answer.text();
      if (!answer.ok) throw new Error(`${path}: ${answer.status} ${text.slice(0, 200)}`);
      return { ms: performance.now() - began, text };
    };
    const monthOf = (day: number) => dateOf(FIRST + day * DAY_MS).slice(0, 7);
    const tell = (day: number, from: number, count: number, revision = 1) =>
      call(`${monthOf(day)}/tell?day=${FIRST + day * DAY_MS}&from=${from}&count=${count}&revision=${revision}`);

    const began = performance.now();
    for (let day = 0; day < days; day += 1) {
      if (day > 0 && day % 10 === 0)
        process.stderr.write(
          `${day} of ${days} days, ${Math.round((day * A_DAY * 1000) / (performance.now() - began))}/s\n`,
        );
      for (let from = 0; from < A_DAY; from += TOGETHER) await tell(day, from, Math.min(TOGETHER, A_DAY - from));
    }
    const filledMs = performance.now() - began;

    let next = 0;
    const singly = performance.now();
    const teller = async () => {
      for (let nth = next++; nth < ONE_BY_ONE; nth = next++) await tell(days - 1, nth, 1, 2);
    };
    await Promise.all(Array.from({ length: TELLERS }, teller));
    const singlyMs = performance.now() - singly;

    const report = (given: Record<string, string>) => call(`report?${new URLSearchParams(given).toString()}`);
    const first: number[] = [];
    for (const one of asked(days)) first.push((await report(one)).ms);
    // Before each report somebody's encounter of the newest day is told anew: the day has changed each time. Half of the reports are of one channel or group.
    const again: number[] = [];
    const filters: Record<string, string>[] = [{}, {}, { channel: 'web' }, { group: 'g3' }];
    for (const [at, one] of filters.flatMap((more) => asked(days).map((plain) => ({ ...plain, ...more }))).entries()) {
      await tell(days - 1, at, 1, at + 3);
      again.push((await report(one)).ms);
    }
    // Sizes once every day's sums are kept.
    const months = [...new Set(Array.from({ length: days }, (_, day) => monthOf(day)))];
    const sizes = await Promise.all(months.map(async (month) => Number((await call(`${month}/size`)).text)));
    const narrow: number[] = [];
    for (const one of asked(days)
      .filter(({ by }) => by === 'day' || by === 'channel')
      .slice(0, 12))
      narrow.push((await report({ ...one, topic: 't7' })).ms);
    const fromFacts: number[] = [];
    for (const one of asked(days)
      .filter(({ by }) => by === 'agent')
      .slice(0, 8))
      fromFacts.push((await report({ ...one, topic: 't7' })).ms);
    const end = dateOf(FIRST + (days - 1) * DAY_MS);
    const talks = v.object({ whole: v.object({ talks: v.object({ of: v.number() }) }) });
    const { whole } = v.parse(talks, JSON.parse((await report({ from: end, to: end, by: 'day' })).text));
    if (whole.talks.of !== A_DAY) throw new Error(`the newest day counts ${whole.talks.of} of ${A_DAY}`);
    return {
      facts: days * A_DAY,
      ingest_per_s: (days * A_DAY * 1000) / filledMs,
      one_by_one_per_s: (ONE_BY_ONE * 1000) / singlyMs,
      query_p50_ms: quantile(again, 0.5),
      query_p95_ms: quantile(again, 0.95),
      query_slowest_ms: Math.max(...again),
      first_p50_ms: quantile(first, 0.5),
      first_slowest_ms: Math.max(...first),
      narrow_p95_ms: quantile(narrow, 0.95),
      from_facts_p50_ms: quantile(fromFacts, 0.5),
      bytes_per_fact: sizes.reduce((sum, one) => sum + one, 0) / (days * A_DAY),
    };
  } finally {
    await runtime.stop();
  }
}

/** `npm run bench -- --only ledger`: says the figures; answers the exit code. Two years, or with `--short` 92 days. */
export async function ledgerBench(short: boolean, told: ((figures: LedgerFigures) => string) | null): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'yixian-bench-'));
  try {
    const figures = await ledgerFigures(folder, await freePort(), short ? 92 : 730);
    for (const [name, figure] of Object.entries(figures))
      process.stdout.write(`${name.padEnd(18)} ${figure.toFixed(1).padStart(12)}\n`);
    if (told) process.stdout.write(`${told(figures)}\n`);
    const wrong = [
      ...(figures.query_p95_ms > QUERY_P95_MS ? [`query p95 above ${QUERY_P95_MS} ms`] : []),
      ...(figures.ingest_per_s < INGEST_PER_S ? [`fewer than ${INGEST_PER_S} facts a second`] : []),
    ];
    for (const one of wrong) process.stderr.write(`✗ ledger: ${one}\n`);
    return wrong.length === 0 ? 0 : 1;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
