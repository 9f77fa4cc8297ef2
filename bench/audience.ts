/** An audience preview over everybody the directory knows, on plain workerd: told first, then counted part by part as the hall does. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import * as v from 'valibot';
import { root } from '../scripts/build.ts';
import type { DirectoryNews } from '../shared/directory.ts';
import type { Fact, Kept } from '../shared/profile/fact.ts';
import { foldAll } from '../shared/profile/fold.ts';
import type { Standing } from '../shared/campaign/standing.ts';
import { rule } from '../shared/profile/rule.ts';
import { demoProfile } from '../shared/settings/profile.ts';
import { startBare } from './bare.ts';

const NOW = 1_790_000_000_000;
const DAY = 24 * 3_600_000;
const TOGETHER = 500;
const AT_ONCE = 5_000;

export type AudienceFigures = {
  people: number;
  facts: number;
  bytes_per_person: number;
  tell_per_s: number;
  /** Each of the demo's rules, counted over all: the slowest of so many, and the longest that anybody else waits in between. */
  preview_p50_ms: number;
  preview_slowest_ms: number;
  longest_part_ms: number;
  counts: Record<string, number>;
  /** A campaign for nearly everybody: its preview, and its planning with a row written for each. */
  campaign_preview_ms: number;
  campaign_planning_ms: number;
  campaign_longest_part_ms: number;
  planned: number;
};

/** Chance without state: the same people on every machine. */
function chance(seed: number): () => number {
  let state = (seed + 1) * 2_654_435_761;
  return () => {
    state = (Math.imul(state ^ (state >>> 15), 2_246_822_519) + 3_266_489_917) >>> 0;
    return state / 2 ** 32;
  };
}

const topics = ['logistics/delivery', 'refund/refund', 'shopping/product', 'member/points', 'aftersales-exchange'];
const categories = ['母婴', '食品', '家电', '服饰', '数码'];
const channels = ['web', 'wechat', 'miniprogram', 'phone'] as const;

/** Twenty facts on average: as a shop's customers are after a year, a few of them busy. */
function factsOf(person: number): Kept[] {
  const next = chance(person);
  const pick = <One>(of: readonly One[]) => of[Math.floor(next() * of.length)] as One;
  const count = 4 + Math.floor(next() ** 3 * 64);
  return Array.from({ length: count }, (_, at): Kept => {
    const kind = next();
    const fact: Fact =
      kind < 0.35
        ? { kind: 'question', topic: pick(topics), product: '' }
        : kind < 0.65
          ? { kind: 'purchase', category: pick(categories), amount: Math.floor(next() * 60_000) }
          : kind < 0.85
            ? {
                ...{ kind: 'encounter', channel: pick(channels), hour: Math.floor(next() * 24), language: 'zh' },
                ...{ upset: next() < 0.1, complaint: next() < 0.03, solved: next() < 0.8 },
              }
            : { kind: 'rating', score: 1 + Math.floor(next() * 5) };
    return { key: `${person}-${at}`, at: NOW - Math.floor(next() * 380 * DAY), fact };
  });
}

/** Two of three agreed to offers by SMS, one of four by the mini-program; some had one lately. */
function standingOf(person: number): Standing {
  const next = chance(person + 7);
  const word = (channel: 'sms' | 'miniprogram', given: boolean) => ({ channel, given, evidence: `${channel}:bench` });
  return {
    addresses: [
      { channel: 'sms', blocked: next() < 0.02 },
      { channel: 'miniprogram', blocked: false },
      { channel: 'wechat', blocked: false },
    ],
    consents: [word('sms', next() < 0.66), word('miniprogram', next() < 0.25)],
    subscriptions: next() < 0.5 ? 1 : 0,
    offered: next() < 0.2 ? [NOW - 5 * 3_600_000] : [],
    busy: next() < 0.01,
  };
}

const everybody = v.parse(rule, {
  ...{ id: 'all', zh: '全部', en: 'All', on: true },
  when: { if: 'any', of: [{ if: 'not', of: { if: 'level', is: 'nobody' } }] },
});
const meantPart = v.object({
  looked: v.number(),
  people: v.array(v.object({ id: v.string() })),
  next: v.nullable(v.string()),
});
const previewPart = v.object({ looked: v.number(), meant: v.number(), next: v.nullable(v.string()) });

const part = v.object({ count: v.number(), looked: v.number(), next: v.nullable(v.string()) });

/** A directory on plain workerd, and how it is asked. */
export async function startDirectory(folder: string, port: number) {
  const bundle = await build({
    entryPoints: [join(root, 'bench/directory-worker.ts')],
    ...{ bundle: true, write: false, format: 'esm', target: 'es2022', external: ['cloudflare:workers'] },
  });
  const runtime = await startBare(folder, port, bundle.outputFiles[0]?.text ?? '');
  const call = async (path: string, body: unknown): Promise<{ ms: number; text: string }> => {
    const began = performance.now();
    const answer = await fetch(`${runtime.url}/people/${path}`, { method: 'POST', body: JSON.stringify(body) });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${text.slice(0, 200)}`);
    return { ms: performance.now() - began, text };
  };
  return { url: runtime.url, stop: runtime.stop, call };
}

/** Tells it of so many people with their facts and whether they agreed. */
export async function tellEverybody(
  call: Awaited<ReturnType<typeof startDirectory>>['call'],
  people: number,
  standing: (person: number) => Standing = standingOf,
) {
  let [facts, bytes, tellMs] = [0, 0, 0];
  for (let from = 0; from < people; from += TOGETHER) {
    const news = Array.from({ length: Math.min(TOGETHER, people - from) }, (_, at): DirectoryNews => {
      const made = factsOf(from + at);
      const profile = foldAll(made);
      facts += made.length;
      bytes += JSON.stringify(profile).length;
      const customer = `c_${String(from + at).padStart(8, '0')}`;
      const row = {
        customer,
        name: `客户${from + at}`,
        userId: null,
        level: at % 50 === 0 ? '铂金' : null,
        care: null,
      };
      return {
        revision: 1,
        customer: { ...row, addresses: [], seenAt: NOW },
        sessions: [],
        messages: [],
        gone: [],
        profile,
        standing: standing(from + at),
      };
    });
    tellMs += (await call('tell-all', news)).ms;
  }
  return { facts, bytes, tellMs };
}

export async function audienceFigures(port: number, people: number): Promise<AudienceFigures> {
  const folder = mkdtempSync(join(tmpdir(), 'yixian-bench-'));
  const runtime = await startDirectory(folder, port);
  const { call } = runtime;
  try {
    const { facts, bytes, tellMs } = await tellEverybody(call, people);
    const counts: Record<string, number> = {};
    const [times, parts]: [number[], number[]] = [[], []];
    for (const rule of [...demoProfile.rules, ...demoProfile.rules, ...demoProfile.rules]) {
      let [count, looked, ms] = [0, 0, 0];
      for (let after: string | null = ''; after !== null;) {
        const order = { rule, scale: demoProfile.scale, after, limit: AT_ONCE, named: 0, now: NOW };
        const answer = await call('audience', order);
        const found = v.parse(part, JSON.parse(answer.text));
        [count, looked, ms, after] = [count + found.count, looked + found.looked, ms + answer.ms, found.next];
        parts.push(answer.ms);
      }
      if (looked !== people) throw new Error(`looked at ${looked} of ${people}`);
      counts[rule.id] = count;
      times.push(ms);
    }
    times.sort((one, other) => one - other);
    const order = {
      ...{ campaign: 'k_bench', rule: everybody, scale: demoProfile.scale, channels: ['miniprogram', 'sms'], now: NOW },
      ownHours: true,
      shares: [
        { arm: 'a', share: 45 },
        { arm: 'b', share: 45 },
      ],
    };
    let [previewMs, planningMs, longest, planned, seen] = [0, 0, 0, 0, 0];
    for (let after: string | null = ''; after !== null;) {
      const answer = await call('preview', { ...order, after, limit: AT_ONCE });
      const found = v.parse(previewPart, JSON.parse(answer.text));
      [previewMs, seen, after] = [previewMs + answer.ms, seen + found.meant, found.next];
    }
    if (seen !== people) throw new Error(`the preview means ${seen} of ${people}`);
    const began = performance.now();
    for (let after: string | null = ''; after !== null;) {
      const answer = await call('meant', { ...order, after, limit: 2_000 });
      const found = v.parse(meantPart, JSON.parse(answer.text));
      const written = await fetch(`${runtime.url}/campaign/plan`, {
        method: 'POST',
        body: JSON.stringify((JSON.parse(answer.text) as { people: unknown }).people),
      });
      if (!written.ok) throw new Error(`plan: ${written.status}`);
      [planned, longest, after] = [planned + found.people.length, Math.max(longest, answer.ms), found.next];
    }
    planningMs = performance.now() - began;
    return {
      ...{ people, facts, bytes_per_person: bytes / people, tell_per_s: (people * 1000) / tellMs },
      preview_p50_ms: times[Math.floor(times.length / 2)] ?? Number.NaN,
      preview_slowest_ms: times.at(-1) ?? Number.NaN,
      longest_part_ms: Math.max(...parts),
      counts,
      ...{
        campaign_preview_ms: previewMs,
        campaign_planning_ms: planningMs,
        campaign_longest_part_ms: longest,
        planned,
      },
    };
  } finally {
    await runtime.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}
