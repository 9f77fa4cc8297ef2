/** Search and history at the size of a busy year: the directory itself on plain workerd, beside a scan of the same rows in the same run. */
import { join } from 'node:path';
import { build } from 'esbuild';
import * as v from 'valibot';
import { root } from '../scripts/build.ts';
import { searchAnswer, type DirectoryNews, type MessageRow, type SessionRow } from '../shared/directory.ts';
import { startBare } from './bare.ts';
import { chinese, documentsOf } from './retrieval.ts';

const TOGETHER = 500;
const START = 1_760_000_000_000;

export type DirectoryFigures = {
  messages: number;
  sessions: number;
  /** Round trips less an empty one's. */
  search_p50_ms: number;
  search_p99_ms: number;
  like_p50_ms: number;
  like_p99_ms: number;
  /** How many times as fast as the scan. */
  p50_ratio: number;
  p99_ratio: number;
  history_p50_ms: number;
  history_p99_ms: number;
  tell_per_s: number;
  index_bytes_per_message: number;
};

function quantile(given: readonly number[], part: number): number {
  const sorted = [...given].sort((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN;
}

/** Everything from `from` on that one batch tells: ten messages a session, as people write. */
function newsOf(from: number, texts: readonly string[]): DirectoryNews {
  const customer = `c_${Math.floor(from / TOGETHER)}`;
  const name = `客户${Math.floor(from / TOGETHER)}`;
  const messages: MessageRow[] = [];
  const sessions: SessionRow[] = [];
  for (let at = from; at < from + TOGETHER; at += 1) {
    const text = `${texts[at % texts.length] ?? ''}，订单号 ${100_000_000 + at}`;
    const session = `s_${Math.floor(at / 10)}`;
    const spoken = at % 2 === 0 ? ('customer' as const) : ('agent' as const);
    messages.push({
      ...{ message: `m_${at}`, revision: at, customer, name, session, channel: 'web', speaker: spoken },
      ...{ note: false, at: START + at * 1000, text },
    });
    if (at % 10 !== 0) continue;
    sessions.push({
      ...{ session, number: `${20_000_000 + at}`, customer, name, state: 'closed', skill: '', channels: ['web'] },
      ...{ agent: { id: `a_${at % 30}`, name: '客服' }, openedAt: START + at * 1000, closedAt: START + at * 1000 + 1 },
      ...{ firstAnswerMs: 9_000, rating: (at % 5) + 1, solved: true, category: null, reason: '', question: text },
      ...{ summary: '', last: text, tags: [] },
    });
  }
  const person = { customer, name, userId: null, level: null, care: null, addresses: [], seenAt: START + from };
  return { revision: from + 1, customer: person, sessions, messages, gone: [] };
}

/** Words of every kind: common ones, rare ones, one order's number, and such as nobody ever said. */
function questions(texts: readonly string[], messages: number): string[] {
  return Array.from({ length: 40 }, (_, at) => {
    const text = texts[(at * 7919) % texts.length] ?? '';
    return [text.slice(0, 4), text.slice(2, 10), String(100_000_000 + ((at * 104_729) % messages)), `无此事${at}`];
  }).flat();
}

export async function directoryFigures(folder: string, port: number, messages: number): Promise<DirectoryFigures> {
  const bundle = await build({
    ...{
      entryPoints: [join(root, 'bench/directory-worker.ts')],
      bundle: true,
      write: false,
      format: 'esm',
      target: 'es2022',
    },
    external: ['cloudflare:workers'],
  });
  const runtime = await startBare(folder, port, bundle.outputFiles[0]?.text ?? '');
  try {
    const call = async (path: string, body?: string): Promise<{ ms: number; text: string }> => {
      const began = performance.now();
      const answer = await fetch(`${runtime.url}/${path}`, body === undefined ? {} : { method: 'POST', body });
      const text = await answer.text();
      if (!answer.ok) throw new Error(`${path}: ${answer.status} ${text.slice(0, 200)}`);
      return { ms: performance.now() - began, text };
    };
    const size = async (name: string) => v.parse(v.number(), JSON.parse((await call(`${name}/size`)).text));
    const texts = documentsOf(chinese, 'zh', 2_000).flatMap((one) => [one.question, ...one.similar]);
    let tellMs = 0;
    for (let from = 0; from < messages; from += TOGETHER) {
      const news = newsOf(from, texts);
      tellMs += (await call('whole/tell', JSON.stringify(news))).ms;
      const onlyMessages = JSON.stringify({ ...news, sessions: [] });
      await call('indexed/tell', onlyMessages);
      await call('plain/plain', onlyMessages);
    }
    const asked = questions(texts, messages);
    const empty = quantile(await timesOf(asked, () => call('whole/nothing')), 0.5);
    const timed = async (path: string) =>
      (await timesOf(asked, (q) => call(`whole/${path}?q=${encodeURIComponent(q)}`))).map((ms) =>
        Math.max(0.01, ms - empty),
      );
    await timed('search');
    const [search, like, history] = [await timed('search'), await timed('like'), await timed('sessions')];
    const found = v.parse(
      v.pick(searchAnswer, ['messages']),
      JSON.parse((await call(`whole/search?q=${100_000_000 + 77}`)).text),
    );
    if (messages > 77 && found.messages.length !== 1) throw new Error('the search did not find one order');
    return {
      messages,
      sessions: messages / 10,
      search_p50_ms: quantile(search, 0.5),
      search_p99_ms: quantile(search, 0.99),
      like_p50_ms: quantile(like, 0.5),
      like_p99_ms: quantile(like, 0.99),
      p50_ratio: quantile(like, 0.5) / quantile(search, 0.5),
      p99_ratio: quantile(like, 0.99) / quantile(search, 0.99),
      history_p50_ms: quantile(history, 0.5),
      history_p99_ms: quantile(history, 0.99),
      tell_per_s: (messages * 1000) / tellMs,
      index_bytes_per_message: ((await size('indexed')) - (await size('plain'))) / messages,
    };
  } finally {
    await runtime.stop();
  }
}

async function timesOf(asked: readonly string[], call: (q: string) => Promise<{ ms: number }>): Promise<number[]> {
  const times: number[] = [];
  for (const q of asked) times.push((await call(q)).ms);
  return times;
}
