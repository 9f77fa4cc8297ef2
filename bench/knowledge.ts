/** The knowledge base at the size of a big company, in the running gateway: taken in, published, packed, changed while it answers. */
import { readFileSync } from 'node:fs';
import * as v from 'valibot';
import type { Entry } from '../shared/knowledge.ts';
import { startGateway } from '../scripts/gateway.ts';
import { enterLink, makeMember } from '../scripts/operator.ts';
import { chinese, documentsOf } from './retrieval.ts';

const FILE = 2_000;
const TOGETHER = 500;
const PACKING_MS = 180_000;

export type KnowledgeFigures = {
  questions: number;
  import_s: number;
  /** Building the indexes and packing the whole version. */
  build_s: number;
  /** A publication of one entry, and until the answering isolate has it. */
  publish_ms: number;
  reach_ms: number;
  /** A publication of 500 entries. */
  publish_500_ms: number;
  snapshot_mb: number;
  /** What a process that has it mounted holds in memory beside one with an empty base. */
  isolate_mb: number;
  /** The first question after a start, and a question as usual, over HTTP. */
  cold_ms: number;
  try_ms: number;
};

const packedLine = v.object({ kind: v.literal('packed'), version: v.string(), bytes: v.number(), ms: v.number() });

/** Entries of ten questions each, with an answer as long as usual. */
function entriesOf(count: number): Entry[] {
  return documentsOf(chinese, 'zh', count).map(({ id, question, similar }) => ({
    ...{ id, category: 'bench', skill: 'general', audience: 'everyone', owner: '', related: [] },
    zh: {
      question,
      similar: [...similar],
      answer: { text: `${question}：请在订单页面点“申请”，按提示填写后提交。`.repeat(3) },
    },
  }));
}

/** Memory of a process; not a number where the system doesn't tell. */
async function residentMb(pid: number | null): Promise<number> {
  await new Promise((resolve) => setTimeout(resolve, 1_500));
  try {
    const kilobytes = /VmRSS:\s+(\d+)/u.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return Number(kilobytes) / 1_000;
  } catch {
    return Number.NaN;
  }
}

function median(given: readonly number[]): number {
  return [...given].sort((one, other) => one - other)[Math.floor(given.length / 2)] ?? Number.NaN;
}

export async function knowledgeFigures(folder: string, port: number, entries: number): Promise<KnowledgeFigures> {
  const packs: v.InferOutput<typeof packedLine>[] = [];
  const onLine = (line: string) => {
    const read = v.safeParse(v.pipe(v.string(), v.parseJson(), packedLine), line);
    if (read.success) packs.push(read.output);
  };
  const start = () => startGateway({ data: folder, port, host: '127.0.0.1', demo: false, onLine });
  let gateway = await start();
  try {
    const { url, settings } = gateway;
    const empty = await residentMb(gateway.pid());
    await makeMember(url, settings, { login: 'owner', name: 'owner', role: 'owner' });
    const code = new URL(await enterLink(url, url, settings, 'owner', '/')).searchParams.get('enter');
    const headers: Record<string, string> = { 'content-type': 'application/json', origin: url };
    const ask = async (path: string, body: string) => {
      const began = performance.now();
      const answer = await fetch(`${url}/staff/v1/${path}`, { method: 'POST', headers, body });
      const text = await answer.text();
      if (!answer.ok) throw new Error(`${path}: ${text.slice(0, 300)}`);
      return { ms: performance.now() - began, text, answer };
    };
    const entered = await ask('enter', JSON.stringify({ code }));
    headers['cookie'] = (entered.answer.headers.get('set-cookie') ?? '').split(';')[0] ?? '';

    const all = entriesOf(entries);
    let importMs = 0;
    for (let at = 0; at < all.length; at += FILE)
      importMs += (await ask('knowledge/import?format=json', JSON.stringify(all.slice(at, at + FILE)))).ms;
    const together: number[] = [];
    let version = '';
    let questions = 0;
    const published = v.object({ version: v.string(), questions: v.number() });
    for (let at = 0; at < all.length; at += TOGETHER) {
      const items = all.slice(at, at + TOGETHER).map(({ id }) => ({ kind: 'entry', id }));
      const done = await ask('knowledge/publish', JSON.stringify({ items }));
      ({ version, questions } = v.parse(v.pipe(v.string(), v.parseJson(), published), done.text));
      together.push(done.ms);
    }
    const end = Date.now() + PACKING_MS;
    while (packs[packs.length - 1]?.version !== version) {
      if (Date.now() > end) throw new Error(`version ${version} was not packed within ${PACKING_MS / 1000} s`);
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    const tryIt = () =>
      ask('knowledge/try', JSON.stringify({ question: all[7]?.zh?.question, channel: 'web', drafts: false }));
    await tryIt();
    const [alone, reached, tries]: [number[], number[], number[]] = [[], [], []];
    for (let round = 0; round < 5; round += 1) {
      const one = all[round];
      if (!one?.zh) continue;
      const entry = { ...one, zh: { ...one.zh, similar: [...one.zh.similar, `第 ${round} 次改动以后怎么办`] } };
      await ask('knowledge/entries', JSON.stringify({ entry, base: 2 }));
      alone.push((await ask('knowledge/publish', JSON.stringify({ items: [{ kind: 'entry', id: entry.id }] }))).ms);
      reached.push((await tryIt()).ms);
      tries.push((await tryIt()).ms);
    }
    const pack = packs[packs.length - 1];
    // A new process mounts what was packed: what it holds beside an empty one is the price of the knowledge.
    await gateway.stop();
    gateway = await start();
    const cold = (await tryIt()).ms;
    const full = await residentMb(gateway.pid());
    return {
      questions,
      import_s: importMs / 1000,
      build_s: (pack?.ms ?? Number.NaN) / 1000,
      publish_ms: median(alone),
      reach_ms: median(reached),
      publish_500_ms: median(together),
      snapshot_mb: (pack?.bytes ?? Number.NaN) / 1e6,
      isolate_mb: full - empty,
      cold_ms: cold,
      try_ms: median(tries),
    };
  } finally {
    await gateway.stop();
  }
}
